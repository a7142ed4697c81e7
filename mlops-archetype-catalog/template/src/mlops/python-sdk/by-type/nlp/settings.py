"""What this project is called and what it runs on."""

from mlops.driver.project import ROOT, Batch, Project

PROJECT = Project(
    name="support-tickets",
    package="support_tickets",
    sample=ROOT / "data" / "support-tickets.csv",
    data_type="uri_file",
    description="Tells which team a ticket is for when it comes in.",
    machine="Standard_D4as_v4",
    # One file at a time: a transformer takes all cores.
    batch=Batch(concurrency=1, timeout=1800),
)
