#!/usr/bin/env bash
set -euo pipefail
report="$1"
python -m ferry.card "$report" > summary.md
cat summary.md >> "${GITHUB_STEP_SUMMARY:-/dev/stdout}"
