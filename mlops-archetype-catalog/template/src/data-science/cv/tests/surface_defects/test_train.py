import base64
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import mlflow
import mlflow.pyfunc
import pandas as pd
import pytest
import torch
from mlflow.exceptions import MlflowException
from mlflow.pyfunc import scoring_server
from mlflow.tracking import MlflowClient
from PIL import Image

from lifecycle.origin import SETTINGS, noted_with
from lifecycle.tables import read_table
from surface_defects import train
from surface_defects.columns import IMAGE, LABELS, TARGET
from surface_defects.dataset import Images
from surface_defects.images import as_requests
from surface_defects.served import network, opened, pixels
from tuning.checkpoints import Checkpoints

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


def test_pixels_are_normalised_as_the_pretrained_weights_want_them() -> None:
    values = pixels(Image.new("RGB", (10, 10), (124, 116, 104)), 4)

    assert values.shape == (3, 4, 4)
    assert values.abs().max().item() < 0.01


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


def test_the_same_seed_makes_the_same_model(prepared: Path) -> None:
    images = Images(prepared / "train", 32)
    how = train.Hyperparameters(weights="none", image_size=32, batch_size=8, epochs=1)

    with mlflow.start_run():
        first, second = (train.fit(images, how)[0].state_dict() for _ in range(2))

    assert all(torch.equal(first[name], second[name]) for name in first)


def test_a_last_batch_of_one_image_is_no_problem(prepared: Path) -> None:
    images = Images(prepared / "train", 32)
    how = train.Hyperparameters(weights="none", image_size=32, batch_size=len(images) - 1, epochs=1)

    with mlflow.start_run():
        _, accuracy = train.fit(images, how)

    assert 0 <= accuracy <= 1


def test_weights_of_another_network_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    foreign = {f"features.{name}": value for name, value in network(1000).state_dict().items()}
    monkeypatch.setattr("surface_defects.train.ResNet18_Weights.get_state_dict", lambda *_, **__: foreign)

    with pytest.raises(ValueError, match="lack 100 tensors of the network"):
        train.build("imagenet")


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
    assert answers["confidence"][1] > 0


def test_the_pretrained_body_is_taken_and_the_head_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    pretrained = network(1000).state_dict()
    monkeypatch.setattr("surface_defects.train.ResNet18_Weights.get_state_dict", lambda *_, **__: pretrained)

    weights = train.build("imagenet").state_dict()

    assert torch.equal(weights["conv1.weight"], pretrained["conv1.weight"])
    assert torch.equal(weights["layer4.1.bn2.running_var"], pretrained["layer4.1.bn2.running_var"])
    assert weights["fc.weight"].shape == (len(LABELS), 512)


def test_training_again_replaces_the_model(prepared: Path) -> None:
    model = prepared / "model"
    model.mkdir()
    (model / "left-over").touch()

    train.main(
        [
            f"--train_data={prepared / 'train'}",
            f"--model={model}",
            "--weights=none",
            "--image_size=32",
            "--epochs=1",
        ]
    )

    assert (model / "MLmodel").is_file()
    assert not (model / "left-over").exists()
    logged = mlflow.last_active_run()
    assert logged is not None
    assert (logged.data.params["epochs"], logged.data.params["weights"]) == ("1", "none")
    first, _ = as_requests(prepared / "train", most=2)
    assert mlflow.pyfunc.load_model(str(model)).input_example[IMAGE].tolist() == first[IMAGE].tolist()


SMALL = train.Hyperparameters(weights="none", image_size=32, batch_size=24, epochs=3)


def test_a_training_that_was_interrupted_ends_as_one_that_was_not(
    prepared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    images = Images(prepared / "train", 32)
    with mlflow.start_run():
        whole, accuracy = train.fit(images, SMALL)
        kept = Checkpoints(prepared / "checkpoints", "this")
        save, saved = kept.save, []

        def interrupted(*state: Any) -> None:
            save(*state)
            saved.append(state)
            if len(saved) == 2:
                raise KeyboardInterrupt

        monkeypatch.setattr(kept, "save", interrupted)
        with pytest.raises(KeyboardInterrupt):
            train.fit(images, SMALL, kept)
        again, its_accuracy = train.fit(images, SMALL, Checkpoints(prepared / "checkpoints", "this"))

    assert its_accuracy == accuracy
    assert all(torch.equal(value, again.state_dict()[name]) for name, value in whole.state_dict().items())


def test_processes_that_read_images_change_nothing(prepared: Path) -> None:
    images, how = Images(prepared / "train", 32), replace(SMALL, epochs=1)

    with mlflow.start_run():
        alone, helped = (train.fit(images, how, workers=workers)[0].state_dict() for workers in (0, 1))

    assert all(torch.equal(alone[name], helped[name]) for name in alone)


def test_mixed_precision_and_weights_of_classes_change_the_training_and_are_noted(prepared: Path) -> None:
    model = prepared / "model"
    options = ["--weights=none", "--image_size=32", "--epochs=1", "--batch_size=24"]
    seen = []
    for more in ([], ["--precision=mixed"], ["--class_weights=balanced"]):
        train.main([f"--train_data={prepared / 'train'}", f"--model={model}", *options, *more])
        weights = torch.load(model / "artifacts" / "weights.pt", weights_only=True)
        seen.append(weights["conv1.weight"])

    settings = noted_with(model)[SETTINGS]
    assert isinstance(settings, dict)
    assert (settings["class_weights"], settings["precision"]) == ("balanced", "full")
    assert len({tuple(values.flatten().tolist()) for values in seen}) == 3


def test_the_loss_and_accuracy_of_every_epoch_are_logged(prepared: Path) -> None:
    with mlflow.start_run() as run:
        _, accuracy = train.fit(Images(prepared / "train", 32), SMALL)

    history = {
        name: MlflowClient().get_metric_history(run.info.run_id, name)
        for name in ("train_loss", "train_accuracy")
    }
    assert [each.step for each in history["train_loss"]] == [1, 2, 3]
    assert 0 < history["train_loss"][-1].value < history["train_loss"][0].value < 5
    assert history["train_accuracy"][-1].value == accuracy


def test_images_are_the_labels_of_their_rows(prepared: Path) -> None:
    images, table = Images(prepared / "train", 16), read_table(prepared / "train")

    assert [LABELS[number] for number in images.labels] == table[TARGET].tolist()
    assert images[3][1] == images.labels[3]
    assert torch.equal(images[0][0], pixels(opened(prepared / "train" / table[IMAGE][0]), 16))
