import pytest
from mlflow.exceptions import MlflowException
from mlflow.protos.databricks_pb2 import INTERNAL_ERROR, RESOURCE_DOES_NOT_EXIST
from mlflow.tracking import MlflowClient

from lifecycle import registry
from lifecycle.decision import Metric

SCORE = Metric("score", "score")


class Version:
    """A version as the registry lists it."""

    def __init__(self, version: str, **tags: str) -> None:
        """Keeps what it is asked for."""
        self.version, self.tags = version, tags


def listed(monkeypatch: pytest.MonkeyPatch, *versions: Version) -> None:
    """Has the registry list these versions."""
    monkeypatch.setattr(MlflowClient, "search_model_versions", lambda *_: list(versions))


def failing(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """Has the registry answer with an error."""

    def search(*_: object) -> None:
        raise MlflowException("no", code)  # type: ignore[no-untyped-call]

    monkeypatch.setattr(MlflowClient, "search_model_versions", search)


def test_a_name_that_the_registry_does_not_know_has_no_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, RESOURCE_DOES_NOT_EXIST)

    assert registry.production_version("fares") is None
    assert registry.best_version("fares", SCORE) is None
    assert registry.version_from("fares", "0123abcd") is None


def test_any_other_error_of_the_registry_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, INTERNAL_ERROR)

    with pytest.raises(MlflowException):
        registry.production_version("fares")


def test_of_equally_good_versions_the_newest_is_the_best(monkeypatch: pytest.MonkeyPatch) -> None:
    listed(monkeypatch, *(Version(str(number), test_score="0.5") for number in (9, 10, 2)))

    assert registry.best_version("fares", SCORE) == "10"


def test_versions_without_a_usable_metric_are_not_the_best(monkeypatch: pytest.MonkeyPatch) -> None:
    listed(monkeypatch, Version("1", test_score="0.5"), Version("2"), Version("3", test_score="good"))

    assert registry.best_version("fares", SCORE) == "1"
