#!/usr/bin/env bash
# Deploys a model to the stage's online endpoint, tests it, shifts the traffic:
#   deploy-online.sh dev|prod [VERSION] [PERCENT]
set -euo pipefail
PYTHONPATH="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)${PYTHONPATH:+:$PYTHONPATH}" exec python -m mlops.driver.deploy_online "$@"
