import importlib
import shlex
from pathlib import Path

import pytest
import yaml

from mlops.driver.local import INSTEAD, LocalPipeline, LocalStep, fill, given_inputs, run
from mlops.driver.local_steps import local_pipeline

WRITE = "python -c 'import pathlib, sys; pathlib.Path(sys.argv[2], \"seen\").write_text(sys.argv[1])'"


def test_every_step_understands_its_command() -> None:
    pipeline = local_pipeline()
    inputs = given_inputs(pipeline)
    for step in pipeline.steps:
        known = {f"parent.inputs.{name}": value for name, value in inputs.items()}
        known |= {
            f"parent.jobs.{each.name}.outputs.{output}": "somewhere"
            for each in pipeline.steps
            for output in each.outputs
        }
        values = {f"inputs.{name}": fill(value, known) for name, value in step.inputs.items()}
        values |= {f"outputs.{name}": "somewhere" for name in step.outputs}
        words = [fill(word, values) for word in shlex.split(step.command)]

        assert words[:2] == ["python", "-m"]
        importlib.import_module(words[2]).parse(words[3:])


def test_the_steps_are_in_order_and_use_all_inputs() -> None:
    pipeline = local_pipeline()

    assert [step.name for step in pipeline.steps] == ["prepare", "train", "evaluate", "register"]
    used = {value for step in pipeline.steps for value in step.inputs.values()}
    assert {f"${{{{parent.inputs.{name}}}}}" for name in pipeline.inputs} <= used


def test_what_is_given_instead_are_inputs_of_the_pipeline() -> None:
    pipeline = local_pipeline()
    given = yaml.safe_load(INSTEAD.read_text(encoding="utf-8")) if INSTEAD.is_file() else {}

    assert given_inputs(pipeline) == {**pipeline.inputs, **{key: str(value) for key, value in given.items()}}


def test_an_unknown_input_is_refused(tmp_path: Path) -> None:
    instead = tmp_path / "local-run.yml"
    instead.write_text("speed: 3\n", encoding="utf-8")

    with pytest.raises(SystemExit, match="the pipeline has no input speed"):
        given_inputs(LocalPipeline("test", {"seed": "42"}, ()), instead)


def test_a_step_gets_what_another_wrote(tmp_path: Path) -> None:
    first = LocalStep(
        "first",
        f"{WRITE} ${{{{inputs.text}}}} ${{{{outputs.made}}}}",
        {"text": "${{parent.inputs.text}}"},
        ("made",),
    )
    second = LocalStep(
        "second",
        f"{WRITE} ${{{{ inputs.directory }}}} ${{{{ outputs.made }}}}",
        {"directory": "${{parent.jobs.first.outputs.made}}"},
        ("made",),
    )

    outputs = run(
        LocalPipeline("test", {"text": "with a 'blank'"}, (first, second)),
        tmp_path,
        tmp_path,
        tmp_path / "none",
    )

    assert (outputs / "first" / "made" / "seen").read_text(encoding="utf-8") == "with a 'blank'"
    assert (outputs / "second" / "made" / "seen").read_text(encoding="utf-8") == str(outputs / "first/made")


def test_a_step_that_fails_ends_the_run(tmp_path: Path) -> None:
    step = LocalStep("broken", "python -c 'raise SystemExit(3)'", {}, ())

    with pytest.raises(SystemExit, match="the step broken failed with exit code 3"):
        run(LocalPipeline("test", {}, (step,)), tmp_path, tmp_path, tmp_path / "none")


def test_an_expression_without_a_value_is_refused() -> None:
    with pytest.raises(SystemExit, match=r"nothing is known about \$\{\{inputs\.lost}}"):
        fill("--lost ${{inputs.lost}}", {})
