#!/usr/bin/env bash
# Writes a registered model, and what is known about it, to the folder promoted-model: export-model.sh dev|prod [VERSION]
# VERSION of the model, or latest, or production, the one in production. Default: latest.
#
# The folder goes to another stage, because no stage has permissions in another one's workspace. import-model.sh reads it.
set -euo pipefail
start="$PWD"
# shellcheck source-path=SCRIPTDIR source=connect.sh
source "$(dirname "${BASH_SOURCE[0]}")/connect.sh" "${1:?usage: export-model.sh dev|prod [VERSION]}"
# shellcheck source-path=SCRIPTDIR source=promoted.sh
source "$(dirname "${BASH_SOURCE[0]}")/promoted.sh"
stage="$1" version="${2:-latest}" model="$(promoted_name)"
if [[ "$version" == production ]]; then
  version="$(az ml model list --name "$model" --query "[?tags.role=='production'].version" --output tsv \
    | sort --numeric-sort | tail --lines=1)"
  if [[ -z "$version" ]]; then
    echo "no version of $model is in production in $stage" >&2
    exit 1
  fi
elif [[ "$version" == latest ]]; then
  version="$(az ml model show --name "$model" --label latest --query version --output tsv)"
fi

folder="$start/promoted-model"
rm -rf "$folder"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
az ml model show --name "$model" --version "$version" --query "{name: name, version: version, tags: tags}" \
  --output json > "$work/model.json"
az ml model download --name "$model" --version "$version" --download-path "$work/files" --output none
saved="$(find "$work/files" -name MLmodel -print -quit)"
if [[ -z "$saved" ]]; then
  echo "$model version $version has no file MLmodel" >&2
  exit 1
fi
mkdir "$folder"
mv "$(dirname "$saved")" "$folder/model"
# What says where a version is in its own workspace does not go along.
jq --arg stage "$stage" --arg digest "$(promoted_digest "$folder/model")" \
  '{name, version, stage: $stage, digest: $digest,
    tags: ((.tags // {}) | del(.role, .replaced, .compared, .promoted_from, .promoted_digest))}' \
  "$work/model.json" > "$folder/model.json"
echo "$model version $version of $stage is in promoted-model"
cat "$folder/model.json"
