import base64
import io
import re
from pathlib import Path
from typing import Any

import mlflow
import mlflow.pyfunc
import numpy as np
import pandas as pd
from mlflow.pyfunc.model import PythonModel, PythonModelContext
from PIL import Image

from responsible import analyse
from responsible.dashboard import error_cohorts
from responsible.rows import Shown, measured
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
    report = (tmp_path / "insights" / analyse.REPORT).read_text(encoding="utf-8")
    assert report.count("<figure>") == 3
    logged = mlflow.last_active_run()
    assert logged is not None
    assert mlflow.artifacts.load_text(f"runs:/{logged.info.run_id}/{analyse.REPORT}") == report
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
