import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from azureml.core.model import Model

from mlops.azureml.settings import PROJECT
from mlops.driver import export_model, import_model
from mlops.tests.service import Service, offline


def test_the_model_of_one_stage_arrives_in_the_other_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dev, prod = Service(versions=("1", "2")), Service(versions=())
    dev.models[1].tags.update(test_r2="0.97", role="production")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(export_model, "connect", lambda _stage: dev.workspace)
    monkeypatch.setattr(import_model, "connect", lambda _stage: prod.workspace)

    def register(_workspace: Any, model_path: str, model_name: str, tags: dict[str, str]) -> SimpleNamespace:
        assert (Path(model_path) / "MLmodel").is_file()
        prod.models.append(SimpleNamespace(name=model_name, version=str(len(prod.models) + 1), tags=tags))
        return prod.models[-1]

    offline(monkeypatch, dev)
    export_model.main(["dev"])
    offline(monkeypatch, prod)
    monkeypatch.setattr(Model, "register", register)
    for _again in range(2):
        import_model.main(["prod"])

    (arrived,) = prod.models
    told = json.loads((tmp_path / "promoted-model" / "model.json").read_text(encoding="utf-8"))
    assert (arrived.name, arrived.tags) == (
        PROJECT.name,
        {"test_r2": "0.97", "promoted_from": f"dev:{PROJECT.name}:2", "promoted_digest": told["digest"]},
    )
    receipt = json.loads((tmp_path / "registration.json").read_text(encoding="utf-8"))
    assert receipt == {"name": PROJECT.name, "version": "1", "registered": True}
