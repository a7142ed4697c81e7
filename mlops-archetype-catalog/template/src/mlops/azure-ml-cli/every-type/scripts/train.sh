#!/usr/bin/env bash
# Runs the training pipeline in the stage's workspace and waits for it: train.sh dev|prod
#
# Writes the file `registration.json` to the current directory: whether a model was good enough to be
# registered, and which version it has.
set -euo pipefail
start="$PWD"
# shellcheck source-path=SCRIPTDIR source=connect.sh
source "$(dirname "${BASH_SOURCE[0]}")/connect.sh" "${1:?usage: train.sh dev|prod}"
train=mlops/azureml/train

name_in() { sed -nE 's/^name: *([^ ]+).*$/\1/p' "$1"; }

# The environment's version is a hash of what is in it: an unchanged one is not built again.
version="$(cat "$train/environment.yml" data-science/environment/{Dockerfile,conda.yml,requirements.txt} \
  | sha256sum | cut -c1-12)"
environment="$(name_in "$train/environment.yml")"
az ml environment show --name "$environment" --version "$version" --output none 2>/dev/null \
  || az ml environment create --file "$train/environment.yml" --version "$version" --output none

# The sample is version 1; your own data are the versions after it.
data="$(name_in "$train/data.yml")"
az ml data show --name "$data" --label latest --output none 2>/dev/null \
  || az ml data create --file "$train/data.yml" --output none

commit="$(git rev-parse HEAD 2>/dev/null || echo unknown)"
job="$(az ml job create --file "$train/pipeline.yml" --set "tags.commit=$commit" --query name --output tsv)"
echo "job $job"
az ml job stream --name "$job"
status="$(az ml job show --name "$job" --query status --output tsv)"
if [[ "$status" != Completed ]]; then
  echo "the job ended as $status" >&2
  exit 1
fi

download="$(mktemp -d)"
trap 'rm -rf "$download"' EXIT
az ml job download --name "$job" --output-name registration --download-path "$download" --output none
receipt="$(find "$download" -name registration.json -print -quit)"
cp "$receipt" "$start/registration.json"
cat "$start/registration.json"

# What the model was trained on is what the monitor compares production with.
if grep -q '"registered": true' "$start/registration.json"; then
  az ml data create --name "$data-reference" --type mltable \
    --path "azureml://jobs/$job/outputs/train_data" --output none
fi
