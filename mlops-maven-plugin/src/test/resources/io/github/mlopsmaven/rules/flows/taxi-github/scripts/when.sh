#!/usr/bin/env bash
set -euo pipefail
days=1
while getopts "d:v-:" opt; do
  case "$opt" in
    d) days="$OPTARG" ;;
    v) set -x ;;
    -) days=3 ;;
    *) exit 2 ;;
  esac
done
echo "when=$(date -d "$days days" +%F)" >> "$GITHUB_OUTPUT"
