#!/usr/bin/env bash
# Installs the Bicep compiler of the version below into the Azure CLI, for pipelines and people.
set -euo pipefail
az bicep install --version v0.36.1
az bicep version
