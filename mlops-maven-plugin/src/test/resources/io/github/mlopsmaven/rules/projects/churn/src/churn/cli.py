"""The command line."""
from pathlib import Path

import typer

from churn.pipeline import submit
from churn.steps import clean, fit

app = typer.Typer()


@app.command()
def prepare(source: Path, target: Path = Path("out"), fraction: float = 0.2) -> None:
    """Cleans."""
    clean(source, target, fraction)


@app.command()
def train(data: Path, model: Path, depth: int = typer.Option(4, "--depth", "-d")) -> None:
    """Fits."""
    fit(data, model, depth)


@app.command("submit")
def submit_pipeline(stage: str = "dev") -> None:
    """Submits."""
    submit(stage)


if __name__ == "__main__":
    app()
