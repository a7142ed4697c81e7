"""Looks at what a local training run left: model.py PROJECT [--compared]. Runs in the project's own environment.

The model loads, has a signature, predicts for its own example and was approved above the floor; with --compared it was
compared with one in production. Prints the metrics as JSON.
"""

import json
import sys
from pathlib import Path
from typing import Any

import mlflow.pyfunc


def only(found: list[Path]) -> Path:
    """The one file that a pattern finds."""
    assert len(found) == 1, f"expected one, found {found}"
    return found[0]


def look(project: Path, compared: bool) -> dict[str, Any]:
    """Looks at everything and returns the metrics."""
    outputs = project / ".local" / "outputs"
    report = json.loads(only(list(outputs.glob("*/evaluation/evaluation.json"))).read_text(encoding="utf-8"))
    assert report["approved"] is True, f"the model was not approved: {report['reason']}"
    receipt = json.loads(
        only(list(outputs.glob("*/registration/registration.json"))).read_text(encoding="utf-8")
    )
    assert receipt["registered"] is True, "the model was approved and not registered"
    assert receipt["version"], "the receipt has no version"
    assert (report["production"] is not None) is compared, f"production: {report['production']}"
    model = mlflow.pyfunc.load_model(str(only(list(outputs.glob("*/model/MLmodel"))).parent))
    assert model.metadata.signature is not None, "the model has no signature"
    example = model.input_example
    assert example is not None, "the model has no example"
    answer = model.predict(example)
    assert len(answer) == len(example), f"{len(answer)} answers for {len(example)} rows"
    return {"metrics": report["candidate"], "answer": str(answer)}


if __name__ == "__main__":
    print(json.dumps(look(Path(sys.argv[1]), "--compared" in sys.argv)))
