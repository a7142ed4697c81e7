"""The columns of the data: change them here when you bring your own."""

TARGET = "fare"
NUMERIC = ["distance_km", "passengers", "pickup_hour", "pickup_weekday"]
CATEGORICAL = ["pickup_zone", "rate"]
FEATURES = NUMERIC + CATEGORICAL

# The column of a time, of which prepare.py makes `pickup_hour` and `pickup_weekday`; "" if there is none.
TIME = "pickup_time"

RAW = [TIME, "pickup_zone", "rate", "distance_km", "passengers", TARGET]

# A row in which one of these is not above zero is not used.
POSITIVE = ["distance_km", "passengers", TARGET]

# What identifies a row, today and when more rows come: it decides whether the row is trained with or tested
# with. Take the column of an id if there is one, which need not be in RAW. Rows of one key stay on one side:
# with the column of a customer, for example, the model is tested with customers that it has never seen.
KEY = ["pickup_time", "pickup_zone", "rate", "distance_km", "passengers"]
