"""What this project is called and what it runs on."""

from mlops.driver.project import ROOT, Batch, Project

PROJECT = Project(
    name="surface-defects",
    package="surface_defects",
    sample=ROOT / "data" / "images",
    data_type="uri_folder",
    description="Tells the defect in a picture of a surface.",
    machine="Standard_D4as_v4",
    batch=Batch(concurrency=2, timeout=300),
    # Pictures are not kept: the monitor cannot compare them, and they would fill the storage.
    collected=("model_outputs",),
    request_timeout_ms=30000,
)
