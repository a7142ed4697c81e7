#!/usr/bin/env bash
# Gives the traffic of the stage's online endpoint back, without a new deployment:
#   rollback-online.sh dev|prod
set -euo pipefail
PYTHONPATH="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)${PYTHONPATH:+:$PYTHONPATH}" exec python -m mlops.driver.rollback_online "$@"
