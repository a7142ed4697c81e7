#!/usr/bin/env bash
# Deploys the infrastructure of a stage: deploy.sh check | plan dev|prod | apply dev|prod | destroy dev|prod
#
# check    formatting, types, the linter's rules: without Azure
# plan     what a deployment would change; changes nothing
# apply    makes it so
# destroy  removes the resource group; what the key vault held stays recoverable for two weeks
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
usage="usage: deploy.sh check | plan|apply|destroy dev|prod"
what="${1:?$usage}"

if [[ "$what" == check ]]; then
  for file in "$here"/*.bicep "$here"/modules/*.bicep; do
    az bicep format --file "$file" --stdout | diff "$file" - || { echo "not formatted: $file" >&2; exit 1; }
    az bicep lint --file "$file"
  done
  for file in "$here"/*.bicepparam; do
    az bicep build-params --file "$file" --stdout > /dev/null
  done
  exit 0
fi

stage="${2:?$usage}"
# shellcheck source=/dev/null
source "$here/../scripts/config.sh" "$stage"
location="$(setting location)"
deployment=(--name "mlops-$stage" --location "$location" --parameters "$here/$stage.bicepparam")

case "$what" in
  # Who may only read plans too: the validation need not find the right to write.
  plan) az deployment sub what-if --validation-level ProviderNoRbac "${deployment[@]}" ;;
  apply) az deployment sub create "${deployment[@]}" --query properties.outputs ;;
  destroy)
    group="$(setting resource_group)"
    az group delete --name "$group" --yes
    ;;
  *) echo "$usage" >&2; exit 1 ;;
esac
