"""Makes the sample data of the project type "cv": pictures of a metal surface that does not exist.

Brushed metal is drawn with noise, and on it a scratch (a thin bright line), pits (small dark dots), a stain (a large
soft shadow) or nothing, each of another strength and at another place, so a model has something to learn and a floor
for its quality can be stated. Two files are broken on purpose and one is there twice, the way that real folders are:
the step "prepare" has to drop them.

The pictures are plain PGM files: text, which a review shows and Pillow reads. Same seed, same bytes: only the standard
library's generator is used. Run from this directory:

    python make_surface_defects.py ../src/data/cv
"""

import base64
import csv
import json
import math
import random
import sys
from pathlib import Path

SEED = 20240229
SIZE = 32
LEVELS = 15
EACH = 30
BATCH_IMAGES = 12

Picture = list[list[float]]


def metal(source: random.Random) -> Picture:
    """A brushed surface between dark and bright: stripes, a slope of the light, noise."""
    ground = source.uniform(7.0, 10.0)
    slope = source.uniform(-0.06, 0.06)
    rows = []
    for y in range(SIZE):
        stripe = source.gauss(0.0, 0.35)
        rows.append([ground + stripe + slope * (y - SIZE / 2) + source.gauss(0.0, 0.45) for _ in range(SIZE)])
    return rows


def add(picture: Picture, strength: float, shape: "list[tuple[float, float, float]]") -> None:
    """Adds soft dots (x, y, radius); where they overlap, the strongest counts."""
    for y in range(SIZE):
        for x in range(SIZE):
            nearest = max(math.exp(-(((x - cx) ** 2 + (y - cy) ** 2) / (2.0 * r * r))) for cx, cy, r in shape)
            picture[y][x] += strength * nearest


def sound(source: random.Random) -> Picture:
    """Nothing but metal."""
    return metal(source)


def scratch(source: random.Random) -> Picture:
    """A thin bright line that crosses a good part of the picture."""
    picture = metal(source)
    angle = source.uniform(0.0, math.pi)
    length = source.uniform(14.0, 24.0)
    cx, cy = source.uniform(11.0, 21.0), source.uniform(11.0, 21.0)
    steps = [length * (step / 30.0 - 0.5) for step in range(31)]
    line = [(cx + math.cos(angle) * step, cy + math.sin(angle) * step, 0.9) for step in steps]
    add(picture, source.uniform(4.0, 6.0), line)
    return picture


def pits(source: random.Random) -> Picture:
    """Some small dark dots."""
    picture = metal(source)
    dots = [
        (source.uniform(3.0, SIZE - 4.0), source.uniform(3.0, SIZE - 4.0), source.uniform(1.0, 1.5))
        for _ in range(source.randint(4, 8))
    ]
    add(picture, -source.uniform(5.0, 7.0), dots)
    return picture


def stain(source: random.Random) -> Picture:
    """One large soft shadow."""
    picture = metal(source)
    centre = (source.uniform(9.0, 23.0), source.uniform(9.0, 23.0), source.uniform(4.5, 7.0))
    add(picture, -source.uniform(3.0, 5.0), [centre])
    return picture


LABELS = {"pits": pits, "scratch": scratch, "sound": sound, "stain": stain}


def pgm(picture: Picture) -> str:
    """The picture as text: two lines for each row, since a line has 70 characters at most."""
    lines = ["P2", f"{SIZE} {SIZE}", str(LEVELS)]
    for row in picture:
        levels = [str(min(LEVELS, max(0, round(value)))) for value in row]
        lines += [" ".join(levels[: SIZE // 2]), " ".join(levels[SIZE // 2 :])]
    return "\n".join(lines) + "\n"


def write(path: Path, text: str) -> None:
    """A file with Unix line ends on every platform."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="ascii", newline="\n")


def encoded(text: str) -> str:
    """What a client of the endpoints sends: the file in base64."""
    return base64.b64encode(text.encode("ascii")).decode("ascii")


def main(target: Path) -> None:
    """Writes the pictures, the input of the batch endpoint and the request to the online endpoint."""
    source = random.Random(SEED)
    images = target / "images"
    for label, draw in LABELS.items():
        for number in range(1, EACH + 1):
            write(images / label / f"{label}-{number:02d}.pgm", pgm(draw(source)))
    cut_off = pgm(pits(source))
    write(images / "pits" / "cut-off.pgm", cut_off[: len(cut_off) // 2] + "\n")
    write(images / "stain" / "not-an-image.pgm", "moved to the archive\n")
    write(images / "scratch" / "twice.pgm", (images / "scratch" / "scratch-01.pgm").read_text("ascii"))

    names = list(LABELS)
    new = [pgm(LABELS[names[number % len(names)]](source)) for number in range(BATCH_IMAGES)]
    (target / "batch").mkdir(parents=True, exist_ok=True)
    with (target / "batch" / "surfaces.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["image"])
        writer.writerows([encoded(picture)] for picture in new)
    data = [[encoded(picture)] for picture in new[:2]]
    request = {"input_data": {"columns": ["image"], "index": [0, 1], "data": data}}
    write(target / "online-request.json", json.dumps(request, indent=2) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
