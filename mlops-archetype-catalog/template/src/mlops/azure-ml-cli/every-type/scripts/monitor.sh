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

# The monitor reads a storage account without a key, but not one that keeps what was deleted.
# https://github.com/Azure/azureml-assets: model_data_collector_preprocessor/mdc_utils.py
readable() {
  if [[ "$(setting storage_shared_keys)" != true && "$(setting storage_recovery_days)" != 0 ]]; then
    echo "the model monitor cannot read a storage account that takes no keys and keeps what was deleted: set" \
      "storage_recovery_days to 0, or storage_shared_keys to true, in config-infra-$stage.yml, and deploy the infrastructure" >&2
    return 1
  fi
}

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
      readable
      provision_network
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
