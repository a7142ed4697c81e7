import shutil
from pathlib import Path

import pandas as pd
import pytest

from lifecycle.tables import read_table
from surface_defects import prepare
from surface_defects.columns import IMAGE, LABELS, TARGET
from surface_defects.images import read_folders


def test_the_folder_of_an_image_is_its_label(raw: Path) -> None:
    (raw / "pits" / "notes.txt").write_text("not an image", encoding="utf-8")

    images = read_folders(raw)

    assert images[TARGET].value_counts().to_dict() == dict.fromkeys(LABELS, 8)
    assert all(Path(file).parent.name == label for file, label in images.itertuples(index=False))


def test_folders_that_do_not_fit_the_classes_are_named(raw: Path) -> None:
    (raw / "stain").rename(raw / "stains")

    with pytest.raises(ValueError, match=r"classes \['stain'\] and folders for no class \['stains'\]"):
        read_folders(raw)


def test_clean_drops_images_that_are_broken_or_there_twice(raw: Path) -> None:
    whole = (raw / "pits" / "0.png").read_bytes()
    (raw / "pits" / "cut-off.png").write_bytes(whole[: len(whole) // 2])
    (raw / "pits" / "empty.png").touch()
    (raw / "sound" / "cut-off.pgm").write_text("P2\n2 2\n15\n1 2 3\n", encoding="ascii")
    shutil.copyfile(raw / "pits" / "0.png", raw / "pits" / "twice.png")

    kept = prepare.clean(read_folders(raw))

    assert len(kept) == 32
    assert {Path(file).stem for file in kept[IMAGE]} == {str(number) for number in range(8)}


def test_split_is_the_same_for_the_same_seed(raw: Path) -> None:
    images = read_folders(raw)

    first, _ = prepare.split(images, 0.25, seed=7)
    second, _ = prepare.split(images, 0.25, seed=7)
    other, _ = prepare.split(images, 0.25, seed=8)

    pd.testing.assert_frame_equal(first, second)
    assert not first.index.equals(other.index)


def test_split_loses_and_repeats_nothing_and_keeps_the_proportions(raw: Path) -> None:
    train, test = prepare.split(read_folders(raw), 0.25, seed=7)

    assert sorted([*train.index, *test.index]) == list(range(32))
    assert test[TARGET].value_counts().to_dict() == dict.fromkeys(LABELS, 2)


def test_the_step_hands_on_the_images_and_a_table_of_them(prepared: Path) -> None:
    for name, rows in (("train", 24), ("test", 8)):
        table = read_table(prepared / name)
        assert list(table.columns) == [IMAGE, TARGET]
        assert len(table) == rows
        assert all((prepared / name / file).is_file() for file in table[IMAGE])
    assert "type: mltable" in (prepared / "train" / "MLTable").read_text(encoding="utf-8")
