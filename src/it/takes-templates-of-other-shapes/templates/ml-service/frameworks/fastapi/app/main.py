APP = "fastapi"
