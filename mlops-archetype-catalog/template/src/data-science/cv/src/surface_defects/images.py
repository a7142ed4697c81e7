"""Images as the steps hand them on: a table of paths and labels, and beside it the files that it names."""

import base64
import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from lifecycle.intake import PLACE, UnusableDataError, left_behind
from lifecycle.tables import read_table, write_table
from surface_defects.columns import IMAGE, LABELS, TARGET
from surface_defects.served import UnusableImageError, opened

_SUFFIXES = {".bmp", ".jpeg", ".jpg", ".pgm", ".png", ".ppm", ".tif", ".tiff", ".webp"}
# So many images are held as requests at a time.
_AT_A_TIME = 64


def read_folders(path: Path) -> pd.DataFrame:
    """Lists the files of a directory that has one folder for each class, in the order of their names.

    A class may have folders of its own. What editors, notebooks and file managers leave behind, such as
    `.ipynb_checkpoints`, is left out.

    Raises:
        UnusableDataError: if a class has no folder, or a folder is no class; the message names it.
    """
    inside = [folder for folder in path.iterdir() if folder.is_dir()]
    folders = {folder.name for folder in inside if not left_behind(folder.relative_to(path))}
    missing, unknown = sorted(set(LABELS) - folders), sorted(folders - set(LABELS))
    if missing or unknown:
        raise UnusableDataError(
            f"{path} has no folder for the classes {missing} and folders for no class {unknown}: name the "
            "folders like the classes in columns.py, in the same upper and lower case"
        )
    files = [
        {IMAGE: str(file), TARGET: label, PLACE: file.relative_to(path).as_posix()}
        for label in LABELS
        for file in sorted((path / label).rglob("*"))
        if file.is_file() and not left_behind(file.relative_to(path))
    ]
    return pd.DataFrame(files, columns=[IMAGE, TARGET, PLACE])


def problem(file: Path) -> str | None:
    """Why a file cannot be used, None if it can."""
    if file.suffix.lower() not in _SUFFIXES:
        return f"its name does not end in {', '.join(sorted(_SUFFIXES))}"
    try:
        opened(file)
    except UnusableImageError as error:
        return str(error)
    return None


def digest(file: Path) -> str:
    """The same for images of the same pixels, however they are stored: in colour, as a network sees it."""
    image = opened(file).convert("RGB")
    return hashlib.sha256(f"{image.size} ".encode() + image.tobytes()).hexdigest()


def write_images(images: pd.DataFrame, directory: Path) -> None:
    """Copies the images into a directory, with the table that lists them by their paths in there.

    A file is called by its number and its own name: names of different folders may be the same.
    """
    names = []
    for number, (file, label) in enumerate(zip(images[IMAGE], images[TARGET], strict=True)):
        name = f"images/{label}/{number:06d}-{Path(file).name}"
        (directory / "images" / label).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, directory / name)
        names.append(name)
    write_table(images.assign(**{IMAGE: names}), directory)


def as_requests(directory: Path, most: int | None = None) -> tuple[pd.DataFrame, list[str]]:
    """The images that write_images wrote, as a client of an endpoint sends them, and their labels.

    Args:
        directory: what write_images wrote to.
        most: how many are wanted, from the first one on; all of them by default.
    """
    table = read_table(directory)[:most]
    return _requests(directory, table), table[TARGET].tolist()


def request_parts(directory: Path) -> Iterator[tuple[pd.DataFrame, list[str]]]:
    """The same for all images, some at a time: all of them need not fit into memory."""
    table = read_table(directory)
    for start in range(0, len(table), _AT_A_TIME):
        part = table[start : start + _AT_A_TIME]
        yield _requests(directory, part), part[TARGET].tolist()


def _requests(directory: Path, table: pd.DataFrame) -> pd.DataFrame:
    texts = [base64.b64encode((directory / name).read_bytes()).decode("ascii") for name in table[IMAGE]]
    return pd.DataFrame({IMAGE: texts})
