"""The columns of the data: change them here when you bring your own."""

TARGET = "fare"
NUMERIC = ["distance_km", "passengers", "pickup_hour", "pickup_weekday"]
CATEGORICAL = ["pickup_zone", "rate"]
FEATURES = NUMERIC + CATEGORICAL

RAW = ["pickup_time", "pickup_zone", "rate", "distance_km", "passengers", TARGET]
