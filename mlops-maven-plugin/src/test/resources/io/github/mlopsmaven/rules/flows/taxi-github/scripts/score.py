import argparse
import json
import os

parser = argparse.ArgumentParser()
parser.add_argument("--threshold", type=float, required=True)
parser.add_argument("--out", required=True)
args = parser.parse_args()
if "GITHUB_OUTPUT" in os.environ:
    with open(os.environ["GITHUB_OUTPUT"], "a") as out:
        print(f"score={args.threshold}", file=out)
with open(args.out, "w") as out:
    json.dump({"score": args.threshold}, out)
