"""Prints a summary."""
import argparse
import sys

parser = argparse.ArgumentParser(description="summary")
parser.add_argument("--tag", required=True)
parser.add_argument("--format", choices=["table", "json"])
args = parser.parse_args()
sys.stdout.write(f"{args.tag} {args.format}\n")
