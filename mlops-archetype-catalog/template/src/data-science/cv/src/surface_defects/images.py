"""Images as the steps hand them on: a table of paths and labels, and beside it the files that it names."""

import base64
import hashlib
import shutil
from pathlib import Path

import pandas as pd
from PIL import Image

from lifecycle.tables import read_table, write_table
from surface_defects.columns import IMAGE, LABELS, TARGET

_SUFFIXES = {".bmp", ".jpeg", ".jpg", ".pgm", ".png", ".ppm", ".tif", ".tiff", ".webp"}


def read_folders(path: Path) -> pd.DataFrame:
    """Lists the images of a directory that has one folder for each class, in the order of their names.

    Raises:
        ValueError: if a class has no folder, or a folder is no class; the message names it.
    """
    folders = {folder.name for folder in path.iterdir() if folder.is_dir()}
    missing, unknown = sorted(set(LABELS) - folders), sorted(folders - set(LABELS))
    if missing or unknown:
        raise ValueError(
            f"{path} has no folder for the classes {missing} and folders for no class {unknown}: "
            "columns.py says which classes there are"
        )
    files = [
        {IMAGE: str(file), TARGET: label}
        for label in LABELS
        for file in sorted((path / label).iterdir())
        if file.suffix.lower() in _SUFFIXES
    ]
    return pd.DataFrame(files, columns=[IMAGE, TARGET])


def is_readable(file: Path) -> bool:
    """Whether an image can be read to its end."""
    try:
        with Image.open(file) as image:
            image.load()
    except (OSError, ValueError, SyntaxError):  # what Pillow raises for broken files of one format or another
        return False
    return True


def digest(file: Path) -> str:
    """The same for files of the same content."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def write_images(images: pd.DataFrame, directory: Path) -> None:
    """Copies the images into a directory, with the table that lists them by their paths in there."""
    names = []
    for file, label in zip(images[IMAGE], images[TARGET], strict=True):
        source = Path(file)
        (directory / "images" / label).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, directory / "images" / label / source.name)
        names.append(f"images/{label}/{source.name}")
    write_table(images.assign(**{IMAGE: names}), directory)


def as_requests(directory: Path, most: int | None = None) -> tuple[pd.DataFrame, list[str]]:
    """The images that write_images wrote, as a client of an endpoint sends them, and their labels.

    Args:
        directory: what write_images wrote to.
        most: how many are wanted, from the first one on; all of them by default.
    """
    table = read_table(directory)[:most]
    texts = [base64.b64encode((directory / name).read_bytes()).decode("ascii") for name in table[IMAGE]]
    return pd.DataFrame({IMAGE: texts}), table[TARGET].tolist()
