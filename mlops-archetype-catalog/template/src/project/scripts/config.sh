#!/usr/bin/env bash
# Gives scripts the settings of a stage: after `source config.sh dev`, `setting location` prints the value that
# config-infra-dev.yml has, and fails if there is none. One line of that file is one setting.
stage="${1:?usage: source config.sh dev|prod}"
if [[ "$stage" != dev && "$stage" != prod ]]; then
  echo "the stage is dev or prod, not '$stage'" >&2
  exit 1
fi
project="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
config="$project/config-infra-$stage.yml"
[[ -f "$config" ]] || { echo "there is no $config" >&2; exit 1; }

setting() {
  local value
  value="$(sed -nE "s/^  $1: *\"?([^\"#]*[^\"# ])\"? *(#.*)?\$/\1/p" "$config")"
  [[ -n "$value" ]] || { echo "$config has no $1" >&2; return 1; }
  printf '%s' "$value"
}

# Selects the stage's own subscription in the Azure CLI, if it has one.
use_subscription() {
  local own
  own="$(setting subscription)"
  [[ "$own" == current ]] || az account set --subscription "$own"
}
