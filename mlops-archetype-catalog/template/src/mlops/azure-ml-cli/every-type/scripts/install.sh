#!/usr/bin/env bash
# Installs what driving Azure Machine Learning needs beside data-science/environment, into the active Python.
set -euo pipefail
echo "nothing to install: the scripts use the Azure CLI and add its extension ml themselves"
