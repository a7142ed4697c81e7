"""What this project is called and what it runs on."""

from mlops.driver.project import ROOT, Batch, Project

PROJECT = Project(
    name="taxi-fares",
    package="taxi_fares",
    sample=ROOT / "data" / "taxi-fares.csv",
    data_type="uri_file",
    description="Tells the fare of a trip before it starts.",
    machine="Standard_D4as_v4",
    batch=Batch(concurrency=2, timeout=300),
)
