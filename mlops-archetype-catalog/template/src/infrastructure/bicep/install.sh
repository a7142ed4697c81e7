#!/usr/bin/env bash
# Installs the Bicep compiler that .bicep-version names into the Azure CLI, for pipelines and people. deploy.sh looks for
# it too: in Azure DevOps the task that deploys has a configuration of the Azure CLI for itself, without this one's compiler.
set -euo pipefail
version="$(< "$(dirname "$0")/.bicep-version")"
if [[ "$(az bicep version 2>/dev/null || true)" != *" $version "* ]]; then
  az bicep install --version "v$version"
fi
az bicep version
