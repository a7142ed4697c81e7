"""What a model needs where it is served."""

from importlib.metadata import version

# What `mlflow models serve` runs on: MLflow's own requirements take releases that it cannot call.
SERVER = ("fastapi", "starlette")


def pinned(*packages: str) -> list[str]:
    """The packages with the versions that are installed here, as requirements of a served model.

    A build's own label (`+cpu` behind PyTorch's version) is dropped: it names a wheel that the
    machine that serves may not have.
    """
    return [f"{package}=={version(package).partition('+')[0]}" for package in packages]
