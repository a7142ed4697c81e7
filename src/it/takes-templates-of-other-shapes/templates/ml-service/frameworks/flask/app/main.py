APP = "flask"
