#!/usr/bin/env bash
set -euo pipefail
while read -r line; do
  case "$line" in
    error*) echo "$line" >&2 ;;
    *) echo "$line" ;;
  esac
done < config/report.txt
