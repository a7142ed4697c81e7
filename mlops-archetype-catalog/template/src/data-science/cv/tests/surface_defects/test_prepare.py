import base64
import io
import shutil
from pathlib import Path

import mlflow
import numpy as np
import pandas as pd
import pytest
from PIL import Image

from lifecycle.intake import UnusableDataError
from lifecycle.tables import read_table
from surface_defects import prepare
from surface_defects.columns import IMAGE, LABELS, TARGET
from surface_defects.images import (
    as_requests,
    digest,
    problem,
    read_folders,
    request_parts,
    write_images,
)

# So many images the fixture makes.
ALL = 24 * len(LABELS)


def test_the_first_folder_of_an_image_is_its_label(raw: Path) -> None:
    (raw / LABELS[0] / "2026" / "line 2").mkdir(parents=True)
    (raw / LABELS[0] / "0.png").rename(raw / LABELS[0] / "2026" / "line 2" / "0.png")

    images = read_folders(raw)

    assert images[TARGET].value_counts().to_dict() == dict.fromkeys(LABELS, 24)


def test_what_editors_and_file_managers_leave_behind_is_left_out(raw: Path) -> None:
    for folder in (raw, raw / LABELS[0]):
        (folder / ".ipynb_checkpoints").mkdir()
    shutil.copyfile(raw / LABELS[0] / "0.png", raw / LABELS[0] / ".ipynb_checkpoints" / "0-checkpoint.png")
    (raw / LABELS[0] / "Thumbs.db").touch()
    (raw / LABELS[0] / ".DS_Store").touch()

    assert len(read_folders(raw)) == ALL


@pytest.mark.parametrize("name", [f"{LABELS[-1]}s", f"X{LABELS[-1]}"])
def test_folders_that_do_not_fit_the_classes_are_named(raw: Path, name: str) -> None:
    (raw / LABELS[-1]).rename(raw / name)

    message = rf"classes \['{LABELS[-1]}'\] and folders for no class \['{name}'\]"
    with pytest.raises(UnusableDataError, match=message):
        read_folders(raw)


def test_a_class_without_a_folder_and_a_folder_without_a_class_are_refused_alone_too(raw: Path) -> None:
    (raw / "unheard of").mkdir()
    with pytest.raises(UnusableDataError, match=r"classes \[\] and folders for no class \['unheard of'\]"):
        read_folders(raw)

    (raw / "unheard of").rmdir()
    shutil.rmtree(raw / LABELS[0])
    with pytest.raises(UnusableDataError, match=rf"classes \['{LABELS[0]}'\] and folders for no class \[\]"):
        read_folders(raw)


def test_files_that_are_broken_or_there_twice_are_dropped_with_the_reason(raw: Path) -> None:
    whole = (raw / LABELS[0] / "0.png").read_bytes()
    (raw / LABELS[0] / "cut-off.png").write_bytes(whole[: len(whole) // 2])
    (raw / LABELS[0] / "empty.png").touch()
    (raw / LABELS[1] / "cut-off.pgm").write_text("P2\n2 2\n15\n1 2 3\n", encoding="ascii")
    (raw / LABELS[1] / "notes.txt").write_text("not an image", encoding="utf-8")
    with Image.open(raw / LABELS[0] / "1.png") as image:
        image.save(raw / LABELS[0] / "twice.bmp")

    taken = prepare.take_in(read_folders(raw))

    assert len(taken.rows) == ALL
    assert [(each.reason.split(":")[0][:22], each.rows) for each in taken.dropped] == [
        ("it is not a complete i", 3),
        ("its name does not end ", 1),
        ("the same as an earlier", 1),
    ]


def test_an_image_in_two_classes_is_in_none(raw: Path) -> None:
    shutil.copyfile(raw / LABELS[0] / "0.png", raw / LABELS[-1] / "same.png")

    taken = prepare.take_in(read_folders(raw))

    assert len(taken.rows) == ALL - 1
    assert taken.dropped[0].reason == "the same but for label, so nobody knows which is right"


@pytest.mark.parametrize("mode", ["I;16", "I", "F"])
def test_values_of_more_than_eight_bits_are_refused(mode: str, tmp_path: Path) -> None:
    kind = {"I;16": np.uint16, "I": np.int32, "F": np.float32}[mode]
    Image.fromarray(np.full((4, 4), 300, dtype=kind)).save(tmp_path / "deep.tiff")

    assert problem(tmp_path / "deep.tiff") == "its values have more than 8 bits: convert it to 8 bits"


def test_huge_images_are_refused_before_they_are_read(tmp_path: Path) -> None:
    Image.new("1", (20_000, 20_000)).save(tmp_path / "huge.png")

    assert problem(tmp_path / "huge.png") == "it has more than 100,000,000 pixels: make it smaller"


def test_as_many_pixels_as_allowed_are_no_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("surface_defects.served._MOST_PIXELS", 20)
    for width in (4, 5, 6):
        Image.new("L", (width, 4)).save(tmp_path / f"{width}.png")

    problems = [problem(tmp_path / f"{width}.png") for width in (4, 5, 6)]

    assert problems == [None, None, "it has more than 20 pixels: make it smaller"]


def test_images_of_the_same_pixels_are_the_same_however_they_are_stored(raw: Path, tmp_path: Path) -> None:
    with Image.open(raw / LABELS[0] / "0.png") as image:
        image.save(tmp_path / "again.tiff")

    assert digest(tmp_path / "again.tiff") == digest(raw / LABELS[0] / "0.png")
    assert digest(raw / LABELS[0] / "1.png") != digest(raw / LABELS[0] / "0.png")


def test_images_are_the_same_in_colour_in_grey_and_with_a_palette(tmp_path: Path) -> None:
    grey = Image.fromarray(np.arange(64, dtype=np.uint8).reshape(8, 8) * 4)
    grey.save(tmp_path / "grey.png")
    grey.convert("RGB").save(tmp_path / "colour.bmp")
    grey.convert("P").save(tmp_path / "palette.png")
    other = grey.convert("P")
    other.putpalette([255 - value // 3 for value in range(768)])
    other.save(tmp_path / "other.png")

    same = {digest(tmp_path / name) for name in ("grey.png", "colour.bmp", "palette.png")}

    assert len(same) == 1
    assert digest(tmp_path / "other.png") not in same


def test_an_image_is_turned_as_its_camera_says(tmp_path: Path) -> None:
    upright = Image.fromarray(np.arange(96, dtype=np.uint8).reshape(8, 12))
    upright.save(tmp_path / "upright.png")
    turned = Image.Exif()
    turned[0x0112] = 6  # the camera was held with its right side up
    upright.transpose(Image.Transpose.ROTATE_90).save(tmp_path / "turned.png", exif=turned)

    assert digest(tmp_path / "turned.png") == digest(tmp_path / "upright.png")


def test_what_a_camera_says_may_be_nonsense(tmp_path: Path) -> None:
    file = io.BytesIO()
    said = Image.Exif()
    said[0x0112], said[0x010E] = 6, "a text that is long enough to be kept apart"
    Image.new("RGB", (12, 8)).save(file, "jpeg", exif=said)
    content = bytearray(file.getvalue())
    content[content.index(b"Exif") + 20] = 255
    (tmp_path / "nonsense.jpg").write_bytes(content)

    assert problem(tmp_path / "nonsense.jpg") is None


@pytest.mark.parametrize("kind", ["tiff", "webp", "png"])
def test_several_pictures_in_a_file_are_refused(kind: str, tmp_path: Path) -> None:
    first, second = Image.new("RGB", (8, 8), "red"), Image.new("RGB", (8, 8), "blue")
    first.save(tmp_path / f"two.{kind}", save_all=True, append_images=[second])

    assert problem(tmp_path / f"two.{kind}") == "it has more than one picture: save each in a file"


def test_the_small_picture_that_a_camera_puts_beside_is_no_other_picture(tmp_path: Path) -> None:
    first, small = Image.new("RGB", (16, 16), "red"), Image.new("RGB", (4, 4), "blue")
    first.save(tmp_path / "photo.jpg", format="MPO", save_all=True, append_images=[small])

    assert problem(tmp_path / "photo.jpg") is None


def test_colours_of_print_are_taken(tmp_path: Path) -> None:
    Image.new("CMYK", (8, 8), (0, 255, 255, 0)).save(tmp_path / "print.jpg")

    assert problem(tmp_path / "print.jpg") is None


def test_an_empty_class_is_refused(raw: Path, tmp_path: Path) -> None:
    shutil.rmtree(raw / LABELS[-1])
    (raw / LABELS[-1]).mkdir()

    with pytest.raises(UnusableDataError, match=f"'{LABELS[-1]}' has 0 to train with and 0 to test with"):
        prepare.main([f"--raw_data={raw}", f"--train_data={tmp_path / 'a'}", f"--test_data={tmp_path / 'b'}"])


def test_images_keep_their_side_when_more_come(raw: Path, tmp_path: Path) -> None:
    def sides(name: str) -> list[set[str]]:
        train, test = tmp_path / name / "train", tmp_path / name / "test"
        prepare.main([f"--raw_data={raw}", f"--train_data={train}", f"--test_data={test}", "--fewest=1"])
        return [{digest(each / file) for file in read_table(each)[IMAGE]} for each in (train, test)]

    held_back = [file for file in raw.rglob("*.png") if int(file.stem) >= 16]
    for file in held_back:
        file.rename(tmp_path / f"{file.parent.name}-{file.name}")
    before = sides("before")
    for file in held_back:
        (tmp_path / f"{file.parent.name}-{file.name}").rename(file)
    after = sides("after")

    assert before[0] <= after[0]
    assert before[1] <= after[1]
    assert after[0].isdisjoint(after[1])


def test_what_the_step_did_is_logged(prepared: Path) -> None:
    counts = [len(read_table(prepared / name)) for name in ("train", "test")]

    logged = mlflow.last_active_run()
    assert logged is not None
    assert logged.data.params == {"test_fraction": "0.25", "seed": "42"}
    assert logged.data.metrics == {
        "images_train": counts[0],
        "images_test": counts[1],
        "rows_read": ALL,
        "rows_dropped": 0,
    }


def test_images_are_asked_about_some_at_a_time_and_none_is_left_out(tmp_path: Path) -> None:
    files = []
    for number in range(130):
        Image.new("L", (2, 2), number).save(tmp_path / f"{number}.png")
        files.append((str(tmp_path / f"{number}.png"), LABELS[number % len(LABELS)]))
    write_images(pd.DataFrame(files, columns=[IMAGE, TARGET]), tmp_path / "written")

    parts = list(request_parts(tmp_path / "written"))

    assert [len(requests) for requests, _ in parts] == [64, 64, 2]
    requests, labels = as_requests(tmp_path / "written")
    assert [text for part, _ in parts for text in part[IMAGE]] == requests[IMAGE].tolist()
    assert [label for _, part in parts for label in part] == labels == [label for _, label in files]
    shown = [Image.open(io.BytesIO(base64.b64decode(text))).getpixel((0, 0)) for text in requests[IMAGE]]
    assert shown == list(range(130))


def test_the_step_hands_on_the_images_and_a_table_of_them(prepared: Path) -> None:
    tables = [read_table(prepared / name) for name in ("train", "test")]

    assert sum(map(len, tables)) == ALL
    for name, table in zip(("train", "test"), tables, strict=True):
        assert list(table.columns) == [IMAGE, TARGET]
        assert set(table[TARGET]) == set(LABELS)
        assert all((prepared / name / file).is_file() for file in table[IMAGE])
    assert "type: mltable" in (prepared / "train" / "MLTable").read_text(encoding="utf-8")
