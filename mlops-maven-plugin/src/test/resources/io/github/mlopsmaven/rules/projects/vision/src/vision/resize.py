"""Resizes."""
import argparse
from pathlib import Path

from PIL import Image

p = argparse.ArgumentParser()
p.add_argument("--source")
p.add_argument("--target")
p.add_argument("--size", type=int)
a = p.parse_args()
for f in Path(a.source).glob("*.png"):
    Image.open(f).resize((a.size, a.size)).save(Path(a.target) / f.name)
