#!/usr/bin/env bash
set -euo pipefail
job="$1"
while true; do
  status="$(az ml job show --name "$job" --query status -o tsv)"
  case "$status" in
    Completed) exit 0 ;;
    Failed | Canceled) exit 1 ;;
    *) sleep 20 ;;
  esac
done
