"""The columns of the data and the teams: change them here when you bring your own.

The names of both columns are in served.py as well, which is saved with the model.
"""

TEXT = "text"
TARGET = "team"

TEAMS = ["account", "billing", "delivery", "returns", "technical"]
