#!/usr/bin/env bash
# Gives scripts the settings of a stage: after `source config.sh dev`, `setting location` prints the value that
# config-infra-dev.yml has, and fails if there is none. One line of that file is one setting.
stage="${1:?usage: source config.sh dev|prod}"
project="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
config="$project/config-infra-$stage.yml"
[[ -f "$config" ]] || { echo "there is no $config" >&2; exit 1; }

setting() {
  local value
  value="$(sed -nE "s/^  $1: *\"?([^\"#]*[^\"# ])\"? *(#.*)?\$/\1/p" "$config")"
  [[ -n "$value" ]] || { echo "$config has no $1" >&2; return 1; }
  printf '%s' "$value"
}
