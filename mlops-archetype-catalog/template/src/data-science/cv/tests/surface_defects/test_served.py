import base64
import io
import json
from pathlib import Path
from typing import Any

import mlflow
import mlflow.pyfunc
import pandas as pd
import pytest
import torch
from mlflow.exceptions import MlflowException
from mlflow.pyfunc import scoring_server
from PIL import Image

from surface_defects.columns import IMAGE, LABELS, TARGET
from surface_defects.images import as_requests
from surface_defects.served import DefectClassifier

SAMPLE = Path(__file__).parents[3] / "data" / "online-request.json"


def test_the_saved_model_tells_the_classes(saved: Path) -> None:
    requests, truth = as_requests(saved.parent / "test")

    answers = mlflow.pyfunc.load_model(str(saved)).predict(requests)

    assert list(answers.columns) == [TARGET, "confidence", "error"]
    assert sum(answers[TARGET] == truth) >= 0.7 * len(truth)  # more than by chance
    assert answers["confidence"].between(1 / len(LABELS), 1).all()


def test_the_model_states_its_signature_and_what_it_needs(saved: Path) -> None:
    signature = mlflow.pyfunc.load_model(str(saved)).metadata.signature

    assert signature.inputs.input_names() == [IMAGE]
    assert signature.outputs.input_names() == [TARGET, "confidence", "error"]
    requirements = (saved / "requirements.txt").read_text(encoding="utf-8")
    assert "torch==" in requirements
    assert "+" not in requirements


def test_a_request_that_lacks_the_image_is_refused(saved: Path) -> None:
    with pytest.raises(MlflowException, match="missing inputs"):
        mlflow.pyfunc.load_model(str(saved)).predict(pd.DataFrame({"picture": ["…"]}))


def test_more_images_than_fit_at_a_time_get_the_same_answers(saved: Path) -> None:
    model = mlflow.pyfunc.load_model(str(saved))
    one, _ = as_requests(saved.parent / "test", most=1)

    many = model.predict(pd.concat([one] * 70, ignore_index=True))

    assert list(many.index) == list(range(70))
    assert set(many[TARGET]) == set(model.predict(one)[TARGET])


def test_an_answer_does_not_depend_on_the_other_images_of_a_request(saved: Path) -> None:
    model = mlflow.pyfunc.load_model(str(saved))
    requests, _ = as_requests(saved.parent / "test", most=5)

    together = model.predict(requests)

    for row in range(5):
        alone = model.predict(requests[row : row + 1])
        assert alone[TARGET].tolist() == [together[TARGET][row]]
        assert alone["confidence"].tolist() == pytest.approx([together["confidence"][row]], abs=1e-4)


def test_so_many_images_at_a_time_fit_into_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    served = DefectClassifier()
    asked: list[list[str]] = []

    def classify(texts: list[str]) -> list[tuple[str, float, str]]:
        asked.append(texts)
        return [("a", 1.0, "")] * len(texts)

    monkeypatch.setattr(served, "_classify", classify)
    texts = [str(number) for number in range(70)]

    answers = served.predict(None, pd.DataFrame({IMAGE: texts}))  # type: ignore[arg-type]

    assert [len(each) for each in asked] == [32, 32, 6]
    assert [text for each in asked for text in each] == texts
    assert len(answers) == 70


def test_weights_that_are_loaded_run_nothing(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load, asked = torch.load, []

    def noted(*given: Any, **named: Any) -> Any:
        asked.append(named)
        return load(*given, **named)

    monkeypatch.setattr(torch, "load", noted)

    mlflow.pyfunc.load_model(str(saved))

    assert [each["weights_only"] for each in asked] == [True]


def test_an_image_may_have_any_size_and_format(saved: Path) -> None:
    texts = []
    for image, kind in (
        (Image.new("RGBA", (90, 20), "white"), "png"),
        (Image.new("L", (7, 7), 200), "ppm"),
        (Image.new("RGB", (33, 64), "black"), "jpeg"),
    ):
        file = io.BytesIO()
        image.save(file, kind)
        texts.append(base64.b64encode(file.getvalue()).decode("ascii"))

    assert len(mlflow.pyfunc.load_model(str(saved)).predict(pd.DataFrame({IMAGE: texts}))) == 3


def test_a_table_without_rows_gets_no_answers(saved: Path) -> None:
    answers = mlflow.pyfunc.load_model(str(saved)).predict(pd.DataFrame({IMAGE: []}, dtype="object"))

    assert list(answers.columns) == [TARGET, "confidence", "error"]
    assert len(answers) == 0


def test_mlflows_own_server_answers_the_sample_request(saved: Path) -> None:
    model = mlflow.pyfunc.load_model(str(saved))
    sample = json.loads(SAMPLE.read_text(encoding="utf-8"))["input_data"]
    sample["data"][0] = [None]

    # Azure Machine Learning calls the table `input_data`, and MLflow `dataframe_split`.
    server = scoring_server.init(model)
    answer = scoring_server.invocations(  # type: ignore[no-untyped-call]
        json.dumps({"dataframe_split": sample}), "application/json", model, model.metadata.get_input_schema()
    )

    assert "/invocations" in {getattr(route, "path", "") for route in server.routes}
    assert answer.status == 200
    errors = [row["error"] for row in json.loads(answer.response)["predictions"]]
    assert errors == ["it is not base64", ""]


def test_one_bad_row_fails_no_request(saved: Path) -> None:
    good, _ = as_requests(saved.parent / "test", most=1)
    file = io.BytesIO()
    Image.new("I;16", (4, 4), 300).save(file, "tiff")
    deep = base64.b64encode(file.getvalue()).decode("ascii")
    requests = pd.DataFrame({IMAGE: ["no base64!", good[IMAGE][0], "aGVsbG8=", deep, ""]})

    answers = mlflow.pyfunc.load_model(str(saved)).predict(requests)

    assert list(answers["error"]) == [
        "it is not base64",
        "",
        "it is not a complete image",
        "its values have more than 8 bits: convert it to 8 bits",
        "it is not a complete image",
    ]
    assert [bool(label) for label in answers[TARGET]] == [False, True, False, False, False]
    assert [sure > 0 for sure in answers["confidence"]] == [False, True, False, False, False]
