#!/usr/bin/env bash
# Runs the training pipeline in the stage's workspace and waits for it: train.sh dev|prod
# A pipeline that may not wait for so long submits with one run and waits with others:
#   train.sh dev|prod submit
#   train.sh dev|prod JOB [MINUTES]
#
# Writes to the current directory: `training.json`, which job it is and whether it has ended; after the end
# `registration.json`, whether a model was good enough to be registered, and which version it has.
set -euo pipefail
usage="usage: train.sh dev|prod [submit | JOB [MINUTES]]"
what="${2:-}" minutes="${3:-}"
if [[ ! "$minutes" =~ ^[0-9]*$ || (-z "${what#submit}" && -n "$minutes") ]]; then
  echo "$usage" >&2
  exit 1
fi
start="$PWD"
# shellcheck source-path=SCRIPTDIR source=connect.sh
source "$(dirname "${BASH_SOURCE[0]}")/connect.sh" "${1:?$usage}"
# shellcheck source-path=SCRIPTDIR source=job.sh
source "$(dirname "${BASH_SOURCE[0]}")/job.sh"
train=mlops/azureml/train

name_in() { sed -nE 's/^name: *([^ ]+).*$/\1/p' "$1"; }
data="$(name_in "$train/data.yml")"

# Starts the pipeline and sets job.
submit() {
  local version environment commit
  # The environment's version is a hash of what is in it: an unchanged one is not built again.
  version="$(cat "$train/environment.yml" data-science/environment/{Dockerfile,conda.yml,requirements.txt} \
    | sha256sum | cut -c1-12)"
  environment="$(name_in "$train/environment.yml")"
  az ml environment show --name "$environment" --version "$version" --output none 2>/dev/null \
    || az ml environment create --file "$train/environment.yml" --version "$version" --output none

  # The sample is version 1; your own data are the versions after it.
  az ml data show --name "$data" --label latest --output none 2>/dev/null \
    || az ml data create --file "$train/data.yml" --output none

  commit="$(git rev-parse HEAD 2>/dev/null || echo unknown)"
  job="$(az ml job create --file "$train/pipeline.yml" --set "tags.commit=$commit" --query name --output tsv)"
  echo "job $job"
}

# Writes how far it is, for the next run that waits: progress true|false
progress() { printf '{"job": "%s", "ended": %s}\n' "$job" "$1" > "$start/training.json"; }

if [[ -z "${what#submit}" ]]; then submit; else job="$what"; fi
if [[ "$what" == submit ]]; then
  progress false
  exit
fi
await_job "$job" "$minutes"
if [[ -z "$job_status" ]]; then
  progress false
  exit
fi
progress true
if [[ "$job_status" != Completed ]]; then
  echo "the job ended as $job_status" >&2
  exit 1
fi

download="$(mktemp -d)"
trap 'rm -rf "$download"' EXIT
az ml job download --name "$job" --output-name registration --download-path "$download" --output none
receipt="$(find "$download" -name registration.json -print -quit)"
cp "$receipt" "$start/registration.json"
cat "$start/registration.json"

# The version says where it came from. What the model was trained on is what the monitor compares production with.
if grep -q '"registered": true' "$start/registration.json"; then
  az ml model update --name "$(jq -r .name "$start/registration.json")" \
    --version "$(jq -r .version "$start/registration.json")" --output none \
    --set "tags.job=$job" "tags.commit=$(az ml job show --name "$job" --query tags.commit --output tsv)" \
    "tags.data=$(az ml job show --name "$job" --query inputs.raw_data.path --output tsv)"
  az ml data create --name "$data-reference" --type mltable \
    --path "azureml://jobs/$job/outputs/train_data" --output none
fi
