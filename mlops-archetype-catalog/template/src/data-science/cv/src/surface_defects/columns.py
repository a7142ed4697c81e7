"""The columns of the tables and the classes: change them here when you bring your own.

The names of both columns are in served.py as well, which is saved with the model.
"""

IMAGE = "image"
TARGET = "label"

# The raw data has a folder for each. The order is that of the network's outputs.
LABELS = ["pits", "scratch", "sound", "stain"]
