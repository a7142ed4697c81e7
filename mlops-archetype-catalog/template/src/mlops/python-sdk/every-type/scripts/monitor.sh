#!/usr/bin/env bash
# Switches the model monitor, or Azure Machine Learning's own retraining, on or off:
#   monitor.sh dev|prod monitor|retraining on|off
set -euo pipefail
PYTHONPATH="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)${PYTHONPATH:+:$PYTHONPATH}" exec python -m mlops.driver.monitor "$@"
