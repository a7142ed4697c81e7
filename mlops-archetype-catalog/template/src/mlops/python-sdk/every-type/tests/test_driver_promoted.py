from pathlib import Path

import pytest

from mlops.driver import command_line
from mlops.driver.promoted import digest, pack, unpack


def saved(root: Path) -> Path:
    """What is downloaded of a model."""
    (root / "down" / "model" / "data").mkdir(parents=True)
    (root / "down" / "model" / "MLmodel").write_text("flavors: {}\n", encoding="utf-8")
    (root / "down" / "model" / "data" / "weights").write_bytes(b"\x00")
    return root / "down"


def test_what_is_packed_is_what_is_unpacked(tmp_path: Path) -> None:
    packed = pack(saved(tmp_path), "fares", "3", "dev", {"commit": "c0ffee", "role": "production"}, tmp_path)

    promoted, files = unpack(tmp_path)

    assert promoted == packed
    assert digest(files) == packed.digest == digest(tmp_path / "down" / "model")
    assert promoted.tags_here() == {
        "commit": "c0ffee",
        "promoted_from": "dev:fares:3",
        "promoted_digest": packed.digest,
    }


@pytest.mark.parametrize("change", ["content", "name", "new", "gone"])
def test_files_that_were_changed_on_the_way_are_refused(tmp_path: Path, change: str) -> None:
    pack(saved(tmp_path), "fares", "3", "dev", {}, tmp_path)
    weights = tmp_path / "promoted-model" / "model" / "data" / "weights"
    if change == "content":
        weights.write_bytes(b"\x01")
    elif change == "name":
        weights.rename(weights.with_name("other"))
    elif change == "new":
        weights.with_name("more").write_bytes(b"")
    else:
        weights.unlink()

    with pytest.raises(SystemExit, match="are not those that were exported"):
        unpack(tmp_path)


def test_without_a_model_it_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"export-model\.sh writes it"):
        unpack(tmp_path)
    with pytest.raises(SystemExit, match="has no file MLmodel"):
        pack(tmp_path, "fares", "3", "dev", {}, tmp_path)


def test_the_newest_version_is_exported_unless_told_otherwise() -> None:
    assert command_line.export_arguments("", ["dev"]).version == "latest"
    assert command_line.export_arguments("", ["dev", "7"]).version == "7"
    assert command_line.import_arguments("", ["prod"]).name == "prod"
