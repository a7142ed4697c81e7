import base64
import io
import re
from pathlib import Path
from typing import Any

import mlflow
import mlflow.pyfunc
import numpy as np
import pandas as pd
import pytest
from mlflow.pyfunc.model import PythonModel, PythonModelContext
from PIL import Image

from responsible import analyse, rows
from responsible.analysis import REPORT
from responsible.cohorts import PREDICTION
from responsible.dashboard import error_cohorts
from responsible.rows import CONFIDENCE, TARGET, Shown, answered, measured
from surface_defects.columns import IMAGE
from surface_defects.images import write_images


def picture(corner: int, rest: int = 100) -> Image.Image:
    """An image of one grey value with a corner of another."""
    values = np.full((24, 24), rest, dtype="uint8")
    values[:4, :4] = corner
    return Image.fromarray(values)


class Corner(PythonModel):
    """Answers stain where the corner of an image is black, and sound where it is not."""

    def predict(
        self,
        context: PythonModelContext,  # noqa: ARG002 - MLflow calls it with these
        model_input: pd.DataFrame,
        params: dict[str, Any] | None = None,  # noqa: ARG002
    ) -> pd.DataFrame:
        """Classifies the images."""
        images = [Image.open(io.BytesIO(base64.b64decode(text))) for text in model_input["image"]]
        black = pd.Series([np.asarray(image.convert("L"))[0, 0] < 10 for image in images])
        labels = black.map({True: "stain", False: "sound"})
        return pd.DataFrame({"label": labels, "confidence": 0.9, "error": ""})


def saved(root: Path) -> None:
    """Saves the model, and images of which the dark ones are answered wrong."""
    mlflow.pyfunc.save_model(root / "model", python_model=Corner(), pip_requirements=[])
    files = []
    for number in range(24):
        dark = number >= 16
        file = root / f"{number}.png"
        picture(corner=0 if dark or number % 2 else 200, rest=30 if dark else 100 + number).save(file)
        files.append((str(file), "sound" if dark or not number % 2 else "stain"))
    write_images(pd.DataFrame(files, columns=["image", "label"]), root / "test")


def test_the_groups_and_the_report_say_for_what_the_model_is_wrong(tmp_path: Path) -> None:
    saved(tmp_path)

    analyse.main(
        [
            "--title=Surfaces",
            f"--model={tmp_path / 'model'}",
            f"--test_data={tmp_path / 'test'}",
            "--minimum_rows=4",
            "--examples=3",
            f"--insights={tmp_path / 'insights'}",
        ]
    )

    everything, groups = error_cohorts(tmp_path / "insights")
    assert (everything.rows, everything.error) == (24, 0.3333)
    assert sorted((group.rows, group.error) for group in groups) == [(8, 1.0), (16, 0.0)]
    report = (tmp_path / "insights" / REPORT).read_text(encoding="utf-8")
    assert report.count("<figure>") == 3
    logged = mlflow.last_active_run()
    assert logged is not None
    assert mlflow.artifacts.load_text(f"runs:/{logged.info.run_id}/{REPORT}") == report
    assert report.count("data:image/png;base64,") == 6


def test_the_place_that_an_answer_rests_on_is_green(tmp_path: Path) -> None:
    saved(tmp_path)
    model = mlflow.pyfunc.load_model(str(tmp_path / "model"))

    shown = Shown(model, tmp_path / "test").html(1, "stain")

    marked = re.findall(r"base64,([^\"]+)", shown)[1]
    pixels = np.asarray(Image.open(io.BytesIO(base64.b64decode(marked)))).astype(int)
    red, green, blue = pixels[1, 1]
    assert green > red
    assert green > blue
    assert len(set(pixels[20, 20].tolist())) == 1


def test_what_is_measured_tells_images_apart(tmp_path: Path) -> None:
    picture(corner=100).save(tmp_path / "even.png")
    picture(corner=0).resize((48, 24)).save(tmp_path / "wide.png")

    assert measured(tmp_path / "even.png") == {
        "brightness": 100.0,
        "contrast": 0.0,
        "sharpness": 0.0,
        "proportion": 1.0,
    }
    wide = measured(tmp_path / "wide.png")
    assert wide["proportion"] == 2.0
    assert wide["contrast"] > 0
    assert wide["sharpness"] > 0


def test_what_is_measured_is_what_it_is_called(tmp_path: Path) -> None:
    Image.fromarray(np.array([[0, 100], [0, 100], [30, 70]], dtype="uint8")).save(tmp_path / "edge.png")
    Image.new("L", (1, 1), 7).save(tmp_path / "dot.png")

    assert measured(tmp_path / "edge.png") == pytest.approx(
        {
            "brightness": 50.0,
            "contrast": float(np.std([0, 100, 0, 100, 30, 70])),
            # Three steps to the right, and four down, of which two are 0.
            "sharpness": (100 + 100 + 40 + 30 + 30) / 7,
            "proportion": 2 / 3,
        }
    )
    assert measured(tmp_path / "dot.png")["sharpness"] == 0.0


def test_the_answers_stand_beside_what_was_measured(tmp_path: Path) -> None:
    saved(tmp_path)
    model = mlflow.pyfunc.load_model(str(tmp_path / "model"))

    table = answered(model, tmp_path / "test")

    assert list(table.columns) == [
        TARGET,
        *("brightness", "contrast", "sharpness", "proportion"),
        PREDICTION,
        CONFIDENCE,
    ]
    assert table[TARGET].tolist()[:3] == ["sound", "stain", "sound"]
    assert table[PREDICTION].tolist() == ["stain" if n >= 16 or n % 2 else "sound" for n in range(24)]
    assert set(table[CONFIDENCE]) == {0.9}
    assert table["brightness"].tolist()[:2] == pytest.approx([100 + 16 / 576 * 100, 101 - 16 / 576 * 101])


def test_tiles_cover_an_image_and_small_ones_have_fewer() -> None:
    tiles = rows._tiles(24, 12)

    assert len(tiles) == 36
    assert tiles[0] == (slice(0, 4), slice(0, 2))
    assert tiles[-1] == (slice(20, 24), slice(10, 12))
    assert len(rows._tiles(1, 3)) == 3


def test_tiles_are_green_for_an_answer_and_red_against_it_by_what_they_contribute() -> None:
    pixels = np.zeros((1, 4, 3), dtype="uint8")
    pixels[:] = (50, 100, 150)
    tiles = [(slice(0, 1), slice(at, at + 1)) for at in range(4)]

    marked = np.asarray(rows._marked(pixels, tiles, [0.2, -0.1, 0.0, 0.1]))

    assert marked[0].tolist() == [[51, 142, 72], [135, 79, 79], [100, 100, 100], [75, 121, 86]]
    untouched = np.asarray(rows._marked(pixels, tiles, [0.0, 0.0, 0.0, 0.0]))
    assert untouched[0].tolist() == [[100, 100, 100]] * 4


class Seen:
    """A model that keeps what it is asked; it is sure of stain in a share that a red value is of 250."""

    def __init__(self) -> None:
        """Has seen nothing."""
        self.asked: list[Image.Image] = []

    def predict(self, requests: pd.DataFrame) -> pd.DataFrame:
        """Looks at the first pixel, and says sound when it is not red at all."""
        images = [Image.open(io.BytesIO(base64.b64decode(text))) for text in requests[IMAGE]]
        self.asked += images
        red = [image.getpixel((0, 0))[0] for image in images]  # type: ignore[index]
        labels = ["stain" if value else "sound" for value in red]
        return pd.DataFrame({TARGET: labels, CONFIDENCE: [max(value, 200) / 250 for value in red]})


def test_large_images_are_made_smaller_and_covered_with_their_mean_colour(tmp_path: Path) -> None:
    values = np.zeros((300, 1200, 3), dtype="uint8")
    values[:, :600] = (100, 40, 0)
    Image.fromarray(values).save(tmp_path / "large.png")
    write_images(
        pd.DataFrame([(str(tmp_path / "large.png"), "stain")], columns=[IMAGE, TARGET]), tmp_path / "test"
    )
    seen = Seen()

    shown = Shown(seen, tmp_path / "test").html(0, "stain")  # type: ignore[arg-type]

    assert {image.size for image in seen.asked} == {(512, 128)}
    assert len(seen.asked) == 37
    assert seen.asked[1].getpixel((0, 0)) == pytest.approx((50, 20, 0), abs=1)
    assert re.findall(r'alt="([^"]+)"', shown) == ["the image", "what the answer rests on"]


def test_a_tile_without_which_the_answer_is_another_one_speaks_for_it(tmp_path: Path) -> None:
    values = np.zeros((24, 24, 3), dtype="uint8")
    values[0, 0] = (10, 0, 0)
    Image.fromarray(values).save(tmp_path / "spot.png")
    write_images(
        pd.DataFrame([(str(tmp_path / "spot.png"), "stain")], columns=[IMAGE, TARGET]), tmp_path / "test"
    )

    shown = Shown(Seen(), tmp_path / "test").html(0, "stain")  # type: ignore[arg-type]

    marked = Image.open(io.BytesIO(base64.b64decode(re.findall(r"base64,([^\"]+)", shown)[1])))
    red, green, _ = marked.getpixel((0, 0))  # type: ignore[misc]
    assert green > red
