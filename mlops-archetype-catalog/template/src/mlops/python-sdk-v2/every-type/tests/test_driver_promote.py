import json
from pathlib import Path

import pytest

from mlops.azureml.settings import PROJECT
from mlops.driver import export_model, import_model
from mlops.tests.service import Service


def test_the_model_of_one_stage_arrives_in_the_other_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dev, prod = Service(versions=["1", "2"]), Service(versions=[])
    dev.models.all[1].tags = {"test_r2": "0.97", "commit": "c0ffee", "role": "production"}
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(export_model, "connect", lambda _stage: dev)
    monkeypatch.setattr(import_model, "connect", lambda _stage: prod)

    export_model.main(["dev"])
    for _again in range(2):
        import_model.main(["prod"])

    (arrived,) = prod.models.all
    assert (arrived.name, arrived.type) == (PROJECT.name, "mlflow_model")
    told = json.loads((tmp_path / "promoted-model" / "model.json").read_text(encoding="utf-8"))
    assert arrived.tags == {
        "test_r2": "0.97",
        "commit": "c0ffee",
        "promoted_from": f"dev:{PROJECT.name}:2",
        "promoted_digest": told["digest"],
    }
    receipt = json.loads((tmp_path / "registration.json").read_text(encoding="utf-8"))
    assert receipt == {"name": PROJECT.name, "version": "1", "registered": True}
