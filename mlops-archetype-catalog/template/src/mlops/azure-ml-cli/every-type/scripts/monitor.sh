#!/usr/bin/env bash
# Switches the model monitor, or Azure Machine Learning's own retraining, on or off:
#   monitor.sh dev|prod monitor|retraining on|off
set -euo pipefail
usage="usage: monitor.sh dev|prod monitor|retraining on|off"
# shellcheck source-path=SCRIPTDIR source=online.sh
source "$(dirname "${BASH_SOURCE[0]}")/online.sh" "${1:?$usage}"
what="${2:?$usage}"
state="${3:?$usage}"

case "$what" in
  monitor) file=mlops/azureml/monitor/monitor.yml ;;
  retraining) file=mlops/azureml/train/schedule.yml ;;
  *) echo "$usage" >&2; exit 1 ;;
esac
name="$(sed -nE 's/^name: *([^ ]+).*$/\1/p' "$file")"

# The monitor watches the deployment in production, knows the column that the steps predict, and writes to the address of
# config-infra-*.yml.
watch_production() {
  local email serving target
  target="$(sed -nE 's/^TARGET = "([^"]+)".*$/\1/p' data-science/src/*/columns.py)"
  if [[ -z "$target" ]]; then
    echo "no columns.py below data-science/src says TARGET = \"…\": the monitor would not know what is predicted" >&2
    return 1
  fi
  email="$(setting alert_email)"
  serving="$(production)"
  if [[ -z "$serving" ]]; then
    echo "nothing is in production at $endpoint: deploy first, with deploy-online.sh $stage" >&2
    return 1
  fi
  sed -E \
    -e "s|^( *target_column:).*|\1 \"$target\"|" \
    -e "s|^( *endpoint_deployment_id:).*|\1 azureml:$endpoint:$serving|" \
    -e "s|^( *- )[^ ]+@[^ ]+$|\1$email|" "$file"
}

case "$state" in
  off)
    az ml schedule disable --name "$name" --output none
    ;;
  on)
    if [[ "$what" == monitor ]]; then
      made="$(mktemp --suffix=.yml)"
      trap 'rm -f "$made"' EXIT
      watch_production > "$made"
      file="$made"
    fi
    az ml schedule create --file "$file" --output none
    az ml schedule enable --name "$name" --output none
    ;;
  *) echo "$usage" >&2; exit 1 ;;
esac
echo "$name is $state"
