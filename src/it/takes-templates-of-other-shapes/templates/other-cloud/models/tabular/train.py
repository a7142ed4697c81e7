KIND = "tabular"
