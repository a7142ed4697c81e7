"""Looks at how much memory the steps of a project of images take, and whether that grows with the number of images.

Runs in the project's environment: `python memory.py PROJECT [--images N] [--side PIXELS] [--alone]`. A step that holds
all images works with a sample, and ends for lack of memory with the data of a real project.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

# So many images, and then five times as many. Each that is added may take so many bytes: a third of what it has, and
# twice what chance makes of it. 100,000 images then add 4 GB at most to what a step takes.
_FIRST = 200
_TIMES = 5
_AN_IMAGE = 40_000
Step = Callable[[Sequence[str]], None]


def make_images(directory: Path, labels: Sequence[str], images: int, side: int) -> None:
    """A folder for each class, with images of noise; no two are the same."""
    import numpy as np
    from PIL import Image

    noise = np.random.default_rng(1)
    for number in range(images):
        folder = directory / labels[number % len(labels)]
        folder.mkdir(parents=True, exist_ok=True)
        values = noise.integers(0, 256, size=(side, side, 3), dtype=np.uint8)
        Image.fromarray(values).save(folder / f"{number}.bmp")


def peak(step: Step, arguments: Sequence[str], log: Path) -> int:
    """Runs a step in a process that has the libraries loaded; returns the most memory that it took, in bytes."""
    child = os.fork()
    if child == 0:
        told = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(told, 1)
        os.dup2(told, 2)
        code = 1
        try:
            step(arguments)
            code = 0
        except BaseException as error:
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    _, status, used = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"a step failed:\n{log.read_text(encoding='utf-8')[-2000:]}")
    return used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def steps(work: Path) -> list[tuple[str, Step, list[str]]]:
    """The steps in their order, each with its arguments."""
    from surface_defects import evaluate, prepare, train

    sides = [f"--train_data={work / 'train'}", f"--test_data={work / 'test'}"]
    tested = [f"--model={work / 'model'}", f"--test_data={work / 'test'}"]
    training = ["--weights=none", "--image_size=64", "--epochs=1", "--batch_size=16"]
    found: list[tuple[str, Step, list[str]]] = [
        ("prepare", prepare.main, [f"--raw_data={work / 'raw'}", "--test_fraction=0.5", *sides]),
        ("train", train.main, [f"--train_data={work / 'train'}", f"--model={work / 'model'}", *training]),
        ("evaluate", evaluate.main, ["--model_name=m", f"--evaluation={work / 'evaluation'}", *tested]),
    ]
    try:
        from responsible import analyse
    except ImportError:
        return found
    return [*found, ("analyse", analyse.main, ["--title=t", f"--insights={work / 'insights'}", *tested])]


def measured(work: Path, images: int, side: int, more: Sequence[str]) -> dict[str, int]:
    """The peak of each step with so many images."""
    from surface_defects.columns import LABELS

    work.mkdir()
    os.environ["MLFLOW_TRACKING_URI"] = (work / "mlruns").as_uri()
    make_images(work / "raw", LABELS, images, side)
    found = {}
    for name, step, arguments in steps(work):
        found[name] = peak(step, [*arguments, *(more if name == "train" else [])], work / "log")
        print(f"{images} images: {name} took {found[name] / 2**20:.0f} MB", flush=True)
    return found


def main() -> int:
    """Measures; exit code 1 if a step holds what it should not."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("project", type=Path, help="a generated project")
    parser.add_argument("--images", type=int, default=_FIRST, help="so many; then five times as many")
    parser.add_argument("--side", type=int, default=192, help="of an image, in pixels")
    parser.add_argument("--alone", action="store_true", help="only says what so many images take")
    parser.add_argument("--train", default="", help="more options of the train step, in one argument")
    given = parser.parse_args()
    sys.path.insert(0, str(given.project.resolve() / "data-science" / "src"))
    more = given.train.split()
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        steps(work)  # loads the libraries, once for all steps
        few = measured(work / "few", given.images, given.side, more)
        if given.alone:
            print(json.dumps(few))
            return 0
        many = measured(work / "many", _TIMES * given.images, given.side, more)
    added = (_TIMES - 1) * given.images
    grown = {name: (many[name] - few[name]) / added for name in few}
    print(json.dumps({name: round(value) for name, value in grown.items()}))
    held = [name for name in grown if grown[name] > _AN_IMAGE]
    for name in held:
        print(f"{name} takes {grown[name] / 1000:.0f} kB more for each image: does it hold them all?")
    return 1 if held else 0


if __name__ == "__main__":
    sys.exit(main())
