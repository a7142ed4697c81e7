#!/usr/bin/env bash
# Makes the stage's workspace the default of `az ml`: `source connect.sh dev`. Requires a signed-in user.
set -euo pipefail
# shellcheck source=/dev/null
source "$(dirname "${BASH_SOURCE[0]}")/../../scripts/config.sh" "$1"

# Raise it on purpose, after reading the extension's release notes.
ml_extension=2.44.1

installed="$(az extension list --query "[?name=='ml'].version" --output tsv)"
if [[ "$installed" != "$ml_extension" ]]; then
  az extension add --name ml --version "$ml_extension" --upgrade --yes --only-show-errors
fi

resource_group="$(setting resource_group)"
workspace="$(setting aml_workspace)"
az configure --defaults group="$resource_group" workspace="$workspace"
cd "${project:?}"

# With enable_private_network, endpoints and the model monitor run in the network that Azure Machine Learning manages. The first
# compute cluster makes it, but without Spark, which the monitor runs on. What is there stays.
provision_network() {
  [[ "$(setting enable_private_network)" == true ]] || return 0
  az ml workspace provision-network --name "$workspace" --resource-group "$resource_group" --include-spark --output none
}

echo "workspace $workspace in $resource_group"
