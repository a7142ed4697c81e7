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
echo "workspace $workspace in $resource_group"
