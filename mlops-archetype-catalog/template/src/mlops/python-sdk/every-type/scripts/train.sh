#!/usr/bin/env bash
# Runs the training pipeline in the stage's workspace and waits for it: train.sh dev|prod
# Leaves registration.json in the current directory.
set -euo pipefail
PYTHONPATH="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)${PYTHONPATH:+:$PYTHONPATH}" exec python -m mlops.driver.train "$@"
