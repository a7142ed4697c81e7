#!/bin/bash
set -euo pipefail
stage=dev
while [ $# -gt 0 ]; do
  case "$1" in
    --stage) stage=$2; shift 2 ;;
    *) echo "unknown $1" >&2; exit 2 ;;
  esac
done
cat "config/$stage.yml"
