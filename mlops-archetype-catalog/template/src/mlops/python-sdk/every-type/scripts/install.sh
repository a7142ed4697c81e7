#!/usr/bin/env bash
# Installs what the scripts for Azure Machine Learning need in addition to data-science/environment, into the active Python.
set -euo pipefail
python -m pip install --no-deps --requirement "$(dirname "${BASH_SOURCE[0]}")/../requirements.txt"
python -m pip check
