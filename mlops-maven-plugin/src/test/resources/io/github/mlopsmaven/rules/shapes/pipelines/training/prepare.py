"""Prepares the table."""

import argparse

import yaml

from tables import columns

parser = argparse.ArgumentParser()
parser.add_argument("--sales")
parser.add_argument("--table")
arguments = parser.parse_args()
print(yaml.safe_dump({"columns": columns(), "sales": arguments.sales}))
