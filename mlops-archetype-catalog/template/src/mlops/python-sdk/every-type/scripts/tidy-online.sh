#!/usr/bin/env bash
# Removes the deployment of the stage's online endpoint that has had no traffic for `keep_idle_days`:
#   tidy-online.sh dev|prod
set -euo pipefail
PYTHONPATH="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)${PYTHONPATH:+:$PYTHONPATH}" exec python -m mlops.driver.tidy_online "$@"
