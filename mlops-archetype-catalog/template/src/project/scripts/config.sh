#!/usr/bin/env bash
# Reads config-infra-STAGE.yml into the environment: `source config.sh dev`. One line, one `name: value`.
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
