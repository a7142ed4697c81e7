#!/bin/bash
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/settings.sh
stage=dev
submit() {
  echo "job $1 of $2"
}
submit train "$stage"
az ml job create --file job.yml --name "taxi-$stage" --resource-group "$RESOURCE_GROUP" --workspace-name "$WORKSPACE"
