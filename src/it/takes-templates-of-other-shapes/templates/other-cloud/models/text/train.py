KIND = "text"
