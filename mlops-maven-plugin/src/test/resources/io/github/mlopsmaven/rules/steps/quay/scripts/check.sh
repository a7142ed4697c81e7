#!/usr/bin/env bash
set -euo pipefail
answer="$1"
least="$2"
count="$(jq length "$answer")"
if [[ "$count" -lt "$least" ]]; then
  echo "only $count answers" >&2
  exit 1
fi
