#!/usr/bin/env bash
set -euo pipefail
stage="${1:?usage: smoke.sh dev|prod COUNT}"
count="$2"
case "$stage" in
  dev | prod) ;;
  *)
    echo "unknown stage $stage" >&2
    exit 1
    ;;
esac
source scripts/lib.sh
. "$(dirname "$0")/names.sh"
log "$(name "$stage") is asked $count times"
cat > request.json <<JSON
{"trips": [{"distance": 1}]}
JSON
for number in $(seq "$count"); do
  curl --fail --data @request.json "$(address "$stage")" > "answer-$number.json"
done
config="conf/$stage.yml"
grep -q endpoint "$config"
cat "answer-1.json"
