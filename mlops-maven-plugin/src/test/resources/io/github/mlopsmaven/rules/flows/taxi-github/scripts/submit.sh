#!/usr/bin/env bash
# submit.sh --compute NAME --epochs N NAME
set -euo pipefail
compute=""
epochs=1
while [[ $# -gt 0 ]]; do
  case "$1" in
    --compute) compute="$2"; shift 2 ;;
    --epochs=*) epochs="${1#*=}"; shift ;;
    --epochs) epochs="$2"; shift 2 ;;
    -h|--help) echo "submit.sh"; exit 0 ;;
    -*) echo "unknown option $1" >&2; exit 2 ;;
    *) break ;;
  esac
done
name="${1:?name}"
echo "$compute $epochs $name $MODEL_NAME"
