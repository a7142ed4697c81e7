#!/usr/bin/env bash
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
source "$here/settings.sh"
for file in "$1"/*.py; do
  if [[ -f "$file" ]]; then
    echo "$file in $report"
  fi
done
