"""What the model registry knows about a model."""

import mlflow.pyfunc
from mlflow.exceptions import MlflowException
from mlflow.pyfunc import PyFuncModel
from mlflow.tracking import MlflowClient

# The deployment sets this tag on the version that takes the traffic.
ROLE_TAG = "role"
PRODUCTION = "production"


def production_version(name: str) -> str | None:
    """The newest version that is tagged as being in production, or None if there is none."""
    try:
        versions = MlflowClient().search_model_versions(f"name='{name}'")
    except MlflowException as error:
        if error.error_code == "RESOURCE_DOES_NOT_EXIST":
            return None
        raise
    deployed = [int(each.version) for each in versions if each.tags.get(ROLE_TAG) == PRODUCTION]
    return str(max(deployed)) if deployed else None


def load(name: str, version: str) -> PyFuncModel:
    """A registered model, ready to predict."""
    model: PyFuncModel = mlflow.pyfunc.load_model(f"models:/{name}/{version}")
    return model
