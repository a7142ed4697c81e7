"""Looks at what a local training run left: model.py PROJECT WORK [--again]. Runs in the project's own environment.

The model loads, has a signature and predicts for its own example; its metrics reach the floor that the pipeline sets; it
was approved and registered. With --again it was compared with one in production, and not registered, since it was made
from the same. Prints the metrics as JSON.
"""

import json
import sys
from pathlib import Path
from typing import Any

import mlflow.pyfunc
import yaml


def only(found: list[Path]) -> Path:
    """The one file that a pattern finds."""
    assert len(found) == 1, f"expected one, found {found}"
    return found[0]


def floors(project: Path, metrics: dict[str, float]) -> dict[str, float]:
    """What the pipeline wants of some of the metrics: its input minimum_f1 is about f1 or macro_f1."""
    pipeline = project / "mlops" / "azureml" / "train" / "pipeline.yml"
    if pipeline.is_file():
        inputs = yaml.safe_load(pipeline.read_text(encoding="utf-8"))["inputs"]
    else:
        sys.path.insert(0, str(project))
        inputs = __import__("mlops.driver.local_steps", fromlist=["local_pipeline"]).local_pipeline().inputs
    wanted = {name[8:]: float(value) for name, value in inputs.items() if name.startswith("minimum_")}
    return {
        metric: floor
        for name, floor in wanted.items()
        for metric in metrics
        if metric in (name, f"macro_{name}")
    }


def look(project: Path, work: Path, again: bool) -> dict[str, Any]:
    """Looks at everything and returns the metrics."""
    outputs = work / "outputs"
    report = json.loads(only(list(outputs.glob("*/evaluation/evaluation.json"))).read_text(encoding="utf-8"))
    if again:
        assert "was made from the same data" in report["reason"], f"it was judged: {report['reason']}"
        assert report["production"] is not None, "it was not compared with the one in production"
    else:
        assert report["approved"] is True, f"the model was not approved: {report['reason']}"
    wanted = floors(project, report["candidate"])
    assert wanted, "the pipeline sets no floor for any of the metrics"
    for metric, floor in wanted.items():
        assert report["candidate"][metric] >= floor, f"{metric} is below {floor}: {report['candidate']}"
    receipt = json.loads(
        only(list(outputs.glob("*/registration/registration.json"))).read_text(encoding="utf-8")
    )
    assert receipt["registered"] is not again, f"registered: {receipt['registered']}"
    assert again or receipt["version"], "the receipt has no version"
    model = mlflow.pyfunc.load_model(str(only(list(outputs.glob("*/model/MLmodel"))).parent))
    assert model.metadata.signature is not None, "the model has no signature"
    example = model.input_example
    assert example is not None, "the model has no example"
    answer = model.predict(example)
    assert len(answer) == len(example), f"{len(answer)} answers for {len(example)} rows"
    return {"metrics": report["candidate"], "floors": wanted, "answer": str(answer)}


if __name__ == "__main__":
    print(json.dumps(look(Path(sys.argv[1]), Path(sys.argv[2]), "--again" in sys.argv)))
