"""The columns of the data and the teams: change them here when you bring your own."""

TEXT = "text"
TARGET = "team"

TEAMS = ["account", "billing", "delivery", "returns", "technical"]
