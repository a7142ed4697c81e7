#!/usr/bin/env bash
# Writes a registered model, and what is known about it, to the folder promoted-model: export-model.sh dev|prod [VERSION]
set -euo pipefail
PYTHONPATH="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)${PYTHONPATH:+:$PYTHONPATH}" exec python -m mlops.driver.export_model "$@"
