KIND = "draft"
