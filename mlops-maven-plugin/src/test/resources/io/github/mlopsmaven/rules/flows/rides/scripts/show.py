"""Shows the settings of a stage."""

import argparse
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "src"))

from rides.config import read_config

parser = argparse.ArgumentParser()
parser.add_argument("--stage", choices=["dev", "prod"])
config = read_config(parser.parse_args().stage)
print(config["model"]["name"], config["training"]["epochs"], config.get("features"))
