param location string =
resource {
