#!/usr/bin/env bash
set -euo pipefail
while [ $# -gt 0 ]; do
  case $1 in
    --stage) stage=$2; shift 2;;
    --tag) tag=$2; shift 2;;
    *) echo "bad $1"; exit 1;;
  esac
done
echo "$stage $tag"
