stage = "dev"
names = ["a", "b"]
hub_subscription = "x"
node = {
  size = "m"
  max  = 4
}
