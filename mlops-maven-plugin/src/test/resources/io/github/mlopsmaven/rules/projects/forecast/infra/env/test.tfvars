environment = "test"
tags        = { owner = "forecast" }
clusters = {
  cpu-north = { size = "Standard_DS3_v2" }
  cpu-south = { size = "Standard_DS3_v2", max = 2 }
}
