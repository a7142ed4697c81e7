"""Runs the training pipeline on this machine, without Azure.

Takes the pipeline that Azure Machine Learning runs and executes the command of each of its steps, with
folders instead of data assets and MLflow's file store instead of the workspace. What works here and
fails there is then about Azure, not about the code.

    python mlops/run_local.py            trains, evaluates, registers in .local/
    python mlops/run_local.py --promote  … and marks the registered model as the one in production
    mlflow ui --backend-store-uri .local/mlruns
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main(argv: Sequence[str] | None = None) -> None:
    """Reads the command line and runs the pipeline."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--promote", action="store_true", help="mark the model as in production")
    parser.add_argument("--work", type=Path, default=ROOT / ".local", help="default: .local")
    arguments = parser.parse_args(argv)
    work = arguments.work.resolve()

    # Started as a file, so that the folder above is not among those that are searched.
    sys.path.insert(0, str(ROOT))
    from mlops.driver.local import promote, run
    from mlops.driver.local_steps import local_pipeline

    outputs = run(local_pipeline(), work)
    if arguments.promote:
        promote(outputs, work)
    print(f"outputs: {outputs}")


if __name__ == "__main__":
    main()
