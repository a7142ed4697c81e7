#!/usr/bin/env bash
# Registers the model of the folder promoted-model, which export-model.sh wrote: import-model.sh dev|prod
#
# The files are the same, byte for byte, and so are the tags. A model that is registered already is not registered
# again. Writes `registration.json` to the current directory: which version it has here.
set -euo pipefail
start="$PWD"
# shellcheck source-path=SCRIPTDIR source=connect.sh
source "$(dirname "${BASH_SOURCE[0]}")/connect.sh" "${1:?usage: import-model.sh dev|prod}"
# shellcheck source-path=SCRIPTDIR source=promoted.sh
source "$(dirname "${BASH_SOURCE[0]}")/promoted.sh"
folder="$start/promoted-model"
if [[ ! -f "$folder/model.json" || ! -f "$folder/model/MLmodel" ]]; then
  echo "there is no model in $folder: export-model.sh writes it" >&2
  exit 1
fi
digest="$(jq -r .digest "$folder/model.json")"
if [[ "$(promoted_digest "$folder/model")" != "$digest" ]]; then
  echo "the files in $folder are not those that were exported" >&2
  exit 1
fi
model="$(jq -r .name "$folder/model.json")"

here() {
  az ml model list --name "$model" --query "[?tags.promoted_digest=='$digest'].version" --output tsv \
    | sort --numeric-sort | tail --lines=1
}
version="$(here)"
if [[ -z "$version" ]]; then
  work="$(mktemp -d)"
  trap 'rm -rf "$work"' EXIT
  # JSON is YAML.
  jq --arg path "$folder/model" \
    '{"$schema": "https://azuremlschemas.azureedge.net/latest/model.schema.json", name, type: "mlflow_model", path: $path,
      tags: (.tags + {promoted_from: "\(.stage):\(.name):\(.version)", promoted_digest: .digest})}' \
    "$folder/model.json" > "$work/model.yml"
  # A list may not yet have what was just created.
  version="$(az ml model create --file "$work/model.yml" --query version --output tsv)"
fi
echo "$model version $version is version $(jq -r .version "$folder/model.json") of $(jq -r .stage "$folder/model.json")"
jq --null-input --arg name "$model" --arg version "$version" '{name: $name, version: $version, registered: true}' \
  | tee "$start/registration.json"
