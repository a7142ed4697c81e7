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
from torch import Tensor

from lifecycle.origin import SETTINGS, noted_with
from lifecycle.tables import write_table
from support_tickets import base_model, train
from support_tickets.columns import TARGET, TEAMS, TEXT
from tuning.checkpoints import Checkpoints
from tuning.precision import Precision

SAMPLE = Path(__file__).parents[3] / "data" / "online-request.json"
TINY = train.Hyperparameters(base_model="tiny", learning_rate=5e-3, epochs=8, max_length=32)


def train_on(tickets: pd.DataFrame, root: Path, *arguments: str) -> Path:
    """Runs the step and returns the model's directory."""
    write_table(tickets, root / "train")
    train.main(
        [
            f"--train_data={root / 'train'}",
            f"--model={root / 'model'}",
            "--base_model=tiny",
            "--learning_rate=5e-3",
            "--max_length=32",
            *arguments,
        ]
    )
    return root / "model"


def test_the_saved_model_predicts(saved: Path, raw: pd.DataFrame) -> None:
    predicted = mlflow.pyfunc.load_model(str(saved)).predict(raw[[TEXT]])

    assert (predicted[TARGET] == raw[TARGET]).mean() > 0.9
    assert predicted["confidence"].between(0, 1).all()


def test_the_model_states_its_signature_and_what_it_needs(saved: Path) -> None:
    signature = mlflow.pyfunc.load_model(str(saved)).metadata.signature
    requirements = (saved / "requirements.txt").read_text(encoding="utf-8")

    assert signature.inputs.input_names() == [TEXT]
    assert signature.outputs.input_names() == [TARGET, "confidence", "error"]
    assert "transformers==" in requirements
    assert "torch==" in requirements


def test_the_model_is_served_without_this_project(saved: Path) -> None:
    served = (saved / "served.py").read_text(encoding="utf-8")

    assert (saved / "artifacts" / "classifier" / "model.safetensors").exists()
    assert "support_tickets" not in served
    assert "lifecycle" not in served


def test_a_request_that_lacks_the_text_is_refused(saved: Path) -> None:
    with pytest.raises(MlflowException, match="missing inputs"):
        mlflow.pyfunc.load_model(str(saved)).predict(pd.DataFrame({f"no {TEXT}": ["hello"]}))


def test_texts_that_are_long_or_of_unknown_words_are_predicted_too(saved: Path) -> None:
    request = pd.DataFrame({TEXT: ["parcel " * 500, "ξένος?", ""]})

    assert len(mlflow.pyfunc.load_model(str(saved)).predict(request)) == 3


def test_one_bad_row_fails_no_request(saved: Path, raw: pd.DataFrame) -> None:
    requests = pd.DataFrame({TEXT: ["", raw[TEXT][len(TEAMS) - 1], "  "]})

    model = mlflow.pyfunc.load_model(str(saved))
    answers = model.predict(requests)

    assert list(answers["error"]) == ["the text is empty", "", "the text is empty"]
    assert list(answers[TARGET]) == ["", TEAMS[-1], ""]
    assert [sure > 0 for sure in answers["confidence"]] == [False, True, False]
    alone = model.predict(requests[1:2])["confidence"]
    assert alone.tolist() == pytest.approx([answers["confidence"][1]], abs=1e-4)


def test_texts_are_classified_some_at_a_time(saved: Path, raw: pd.DataFrame) -> None:
    model = mlflow.pyfunc.load_model(str(saved))
    served = model.unwrap_python_model()
    classify, sizes = served._model.forward, []

    def noted(inputs: Any, **more: Any) -> Any:
        sizes.append(len(inputs["input_ids"]))
        return classify(inputs, **more)

    served._model.forward = noted

    assert len(model.predict(raw[[TEXT]][:70])) == 70
    assert sizes == [32, 32, 6]


def test_a_table_without_rows_gets_no_answers(saved: Path) -> None:
    answers = mlflow.pyfunc.load_model(str(saved)).predict(pd.DataFrame({TEXT: []}, dtype="object"))

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
    assert errors == ["the text is empty", ""]


def test_the_same_seed_makes_the_same_model(raw: pd.DataFrame) -> None:
    with mlflow.start_run():
        (first, *_), (second, *_) = (train.fit(raw, replace(TINY, epochs=1)) for _ in range(2))

    for name, weights in first.state_dict().items():
        assert torch.equal(weights, second.state_dict()[name])


def test_every_row_is_in_one_batch_of_an_epoch() -> None:
    generator = torch.Generator().manual_seed(1)

    made = list(train.batches(10, 4, generator))

    assert [len(batch) for batch in made] == [4, 4, 2]
    assert sorted(index for batch in made for index in batch) == list(range(10))


def test_the_mean_loss_of_every_epoch_is_logged(raw: pd.DataFrame, monkeypatch: pytest.MonkeyPatch) -> None:
    groups: list[dict[str, Any]] = []
    step = Precision.step

    def noted(self: Precision, loss: Tensor, optimizer: Any, clip: Any) -> None:
        clipped = list(clip)
        groups.append({**optimizer.param_groups[0], "loss": loss.item(), "clipped": len(clipped)})
        step(self, loss, optimizer, clip=clipped)

    monkeypatch.setattr(Precision, "step", noted)
    with mlflow.start_run() as run:
        model, *_, loss = train.fit(raw, replace(TINY, epochs=3))
    history = MlflowClient().get_metric_history(run.info.run_id, "train_loss")

    assert [each.step for each in history] == [1, 2, 3]
    losses = [group["loss"] for group in groups]
    means = [sum(losses[at : at + 7]) / 7 for at in (0, 7, 14)]
    assert [each.value for each in history] == pytest.approx(means)
    assert loss == pytest.approx(means[-1])
    assert 0 < means[-1] < means[0] < 5
    # Seven batches an epoch: 16 of the 100 tickets each, and the rest.
    rates = [TINY.learning_rate * train.share_of_rate(at, 21) for at in range(21)]
    assert [group["lr"] for group in groups] == pytest.approx(rates)
    assert {group["weight_decay"] for group in groups} == {0.01}
    assert {group["clipped"] for group in groups} == {len(list(model.parameters()))}


def test_a_model_is_trained_with_dropout_and_asked_without(
    raw: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    load, modes = base_model.load, []

    def noted(*given: Any) -> Any:
        model, tokenizer = load(*given)
        model.register_forward_pre_hook(lambda module, _: modes.append(module.training))
        return model, tokenizer

    monkeypatch.setattr(base_model, "load", noted)
    with mlflow.start_run():
        model, *_ = train.fit(raw, replace(TINY, epochs=1))

    assert set(modes) == {True}
    assert not model.training
    # What has no deterministic algorithm warns.
    assert torch.are_deterministic_algorithms_enabled()
    assert torch.is_deterministic_algorithms_warn_only_enabled()


def test_long_tickets_are_cut_off(raw: pd.DataFrame) -> None:
    raw.loc[0, TEXT] = "parcel " * 100

    with mlflow.start_run():
        assert train.fit(raw, replace(TINY, epochs=1))


def test_how_it_learned_is_logged_and_the_example_is_of_the_training(
    raw: pd.DataFrame, tmp_path: Path
) -> None:
    model = train_on(raw, tmp_path, "--epochs=1")

    logged = mlflow.last_active_run()
    assert logged is not None
    assert (logged.data.params["epochs"], logged.data.params["base_model"]) == ("1", "tiny")
    example = mlflow.pyfunc.load_model(str(model)).input_example
    assert example[TEXT].tolist() == raw[TEXT].head(2).tolist()


def test_the_learning_rate_rises_in_the_first_tenth_and_falls_to_zero() -> None:
    rates = [train.share_of_rate(step, 40) for step in range(41)]

    assert rates[:5] == [0.25, 0.5, 0.75, 1.0, 1.0]
    assert rates[22] == 0.5
    assert rates[40] == 0.0
    assert train.share_of_rate(0, 1) == 1.0


def test_training_again_replaces_the_model(raw: pd.DataFrame, tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "left-over").touch()

    model = train_on(raw, tmp_path, "--epochs=1")

    assert (model / "MLmodel").is_file()
    assert not (model / "left-over").exists()


def test_a_training_that_was_interrupted_ends_as_one_that_was_not(
    raw: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    how = replace(TINY, epochs=3)
    with mlflow.start_run():
        whole, _, loss = train.fit(raw, how)
        kept = Checkpoints(tmp_path, "this")
        save, saved = kept.save, []

        def interrupted(*state: Any) -> None:
            save(*state)
            saved.append(state)
            if len(saved) == 2:
                raise KeyboardInterrupt

        monkeypatch.setattr(kept, "save", interrupted)
        with pytest.raises(KeyboardInterrupt):
            train.fit(raw, how, kept)
        again, _, its_loss = train.fit(raw, how, Checkpoints(tmp_path, "this"))

    assert its_loss == loss
    assert all(torch.equal(value, again.state_dict()[name]) for name, value in whole.state_dict().items())


def test_mixed_precision_and_weights_of_classes_change_the_training_and_are_noted(
    raw: pd.DataFrame, tmp_path: Path
) -> None:
    rare = raw[(raw[TARGET] != TEAMS[1]) | (raw.index < 20)]
    seen = []
    for more in ([], ["--precision=mixed"], ["--class_weights=balanced"]):
        model = train_on(rare, tmp_path, "--epochs=1", f"--checkpoints={tmp_path / 'kept'}", *more)
        seen.append((model / "artifacts" / "classifier" / "model.safetensors").read_bytes())

    settings = noted_with(model)[SETTINGS]
    assert isinstance(settings, dict)
    assert (settings["class_weights"], settings["precision"]) == ("balanced", "full")
    assert (tmp_path / "kept" / "last.pt").is_file()
    assert len(set(seen)) == 3
