#!/usr/bin/env bash
# Registers the model of the folder promoted-model, which export-model.sh wrote: import-model.sh dev|prod
set -euo pipefail
PYTHONPATH="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)${PYTHONPATH:+:$PYTHONPATH}" exec python -m mlops.driver.import_model "$@"
