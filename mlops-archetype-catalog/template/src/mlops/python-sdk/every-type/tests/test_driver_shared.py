import json
import re
from pathlib import Path

import pytest

from mlops.azureml.settings import PROJECT
from mlops.driver import command_line
from mlops.driver.content import ENVIRONMENT_FILES, environment_version
from mlops.driver.project import BATCH_SAMPLE, ONLINE_REQUEST, ROOT
from mlops.driver.receipt import Receipt, find_receipt, write_receipt
from mlops.driver.stage import read_stage


@pytest.mark.parametrize("name", ["dev", "prod"])
def test_a_stage_comes_from_its_file(name: str) -> None:
    stage = read_stage(name)

    assert stage.name == name
    assert stage.workspace.startswith("mlw-")
    assert stage.online_endpoint.startswith("oep-")
    assert stage.batch_endpoint.startswith("bep-")
    assert "@" in stage.alert_email


def test_a_stage_without_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"there is no .*config-infra-dev\.yml"):
        read_stage("dev", tmp_path)


def test_a_missing_setting_is_named(tmp_path: Path) -> None:
    text = "variables:\n  location: westeurope\n  resource_group: rg\n"
    (tmp_path / "config-infra-dev.yml").write_text(text, encoding="utf-8")

    with pytest.raises(SystemExit, match=r"config-infra-dev\.yml has no aml_workspace"):
        read_stage("dev", tmp_path)


def test_a_private_network_is_a_setting(tmp_path: Path) -> None:
    text = (ROOT / "config-infra-dev.yml").read_text(encoding="utf-8")
    private = text.replace("enable_private_network: false", "enable_private_network: true")
    (tmp_path / "config-infra-dev.yml").write_text(private, encoding="utf-8")

    assert read_stage("dev", tmp_path).private_network


def test_the_environment_has_another_version_when_a_file_changes(tmp_path: Path) -> None:
    file = tmp_path / "requirements.txt"
    file.write_text("one==1\n", encoding="utf-8")
    before = environment_version([file])
    file.write_text("one==2\n", encoding="utf-8")

    assert environment_version([file]) != before
    assert re.fullmatch("[0-9a-f]{12}", before)
    assert all(each.is_file() for each in ENVIRONMENT_FILES)


def test_percent_is_between_one_and_a_hundred(capsys: pytest.CaptureFixture[str]) -> None:
    for wrong in ("0", "101", "ten", "-5"):
        with pytest.raises(SystemExit):
            command_line.online_arguments("", ["dev", "latest", wrong])
    assert "a whole number from 1 to 100 is needed, not 101" in capsys.readouterr().err


def test_the_newest_version_takes_all_unless_told_otherwise() -> None:
    given = command_line.online_arguments("", ["dev"])

    assert (given.version, given.percent) == ("latest", 100)
    assert command_line.online_arguments("", ["prod", "7", "10"]).percent == 10
    assert command_line.batch_arguments("", ["prod", "7"]).version == "7"
    assert command_line.batch_arguments("", ["prod"]).version == "production"


def test_training_is_submitted_and_waited_for_in_one_or_apart() -> None:
    whole = command_line.train_arguments("", ["prod"])
    assert (whole.stage.name, whole.job, whole.minutes, whole.submit_only) == ("prod", None, None, False)
    assert command_line.train_arguments("", ["dev", "submit"]).submit_only
    waits = command_line.train_arguments("", ["dev", "job-1", "50"])
    assert (waits.job, waits.minutes, waits.submit_only) == ("job-1", 50, False)
    assert command_line.train_arguments("", ["dev", "job-1"]).minutes is None


@pytest.mark.parametrize("wrong", [["dev", "submit", "5"], ["dev", "job-1", "soon"]])
def test_minutes_belong_to_a_job(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command_line.train_arguments("", wrong)
    assert "minutes" in capsys.readouterr().err


def test_on_and_off() -> None:
    assert command_line.monitor_arguments("", ["dev", "retraining", "on"]).on
    assert not command_line.monitor_arguments("", ["dev", "monitor", "off"]).on
    with pytest.raises(SystemExit):
        command_line.monitor_arguments("", ["dev", "monitor", "perhaps"])


def test_a_receipt_is_found_and_left_for_the_pipelines(tmp_path: Path) -> None:
    receipt = Receipt("model", "3", registered=True)
    (tmp_path / "deep" / "below").mkdir(parents=True)
    write_receipt(receipt, tmp_path / "deep" / "below")

    assert find_receipt(tmp_path) == receipt


def test_a_run_without_a_receipt_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"left no registration\.json"):
        find_receipt(tmp_path)


def test_the_samples_are_there() -> None:
    assert PROJECT.sample.exists()
    assert PROJECT.sample.is_dir() == (PROJECT.data_type == "uri_folder")
    assert "input_data" in json.loads(ONLINE_REQUEST.read_text(encoding="utf-8"))
    assert any(BATCH_SAMPLE.iterdir())
