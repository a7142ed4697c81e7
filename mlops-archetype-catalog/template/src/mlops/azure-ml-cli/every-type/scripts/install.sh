#!/usr/bin/env bash
# Installs what the scripts for Azure Machine Learning need in addition to data-science/environment, into the active Python.
set -euo pipefail
echo "nothing to install: the scripts use the Azure CLI and add its extension ml themselves"
