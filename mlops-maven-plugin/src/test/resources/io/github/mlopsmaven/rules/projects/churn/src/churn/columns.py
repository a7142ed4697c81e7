TARGET = "left"
