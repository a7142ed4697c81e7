#!/usr/bin/env bash
# Deploys a model to the stage's batch endpoint, tests it, makes it the default:
#   deploy-batch.sh dev|prod [VERSION]
set -euo pipefail
PYTHONPATH="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)${PYTHONPATH:+:$PYTHONPATH}" exec python -m mlops.driver.deploy_batch "$@"
