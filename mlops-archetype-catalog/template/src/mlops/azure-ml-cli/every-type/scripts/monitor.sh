#!/usr/bin/env bash
# Switches the model monitor, or Azure Machine Learning's own retraining, on or off:
#   monitor.sh dev|prod monitor|retraining on|off
set -euo pipefail
usage="usage: monitor.sh dev|prod monitor|retraining on|off"
# shellcheck source-path=SCRIPTDIR source=connect.sh
source "$(dirname "${BASH_SOURCE[0]}")/connect.sh" "${1:?$usage}"
what="${2:?$usage}"
state="${3:?$usage}"

case "$what" in
  monitor) file=mlops/azureml/monitor/monitor.yml ;;
  retraining) file=mlops/azureml/train/schedule.yml ;;
  *) echo "$usage" >&2; exit 1 ;;
esac
name="$(sed -nE 's/^name: *([^ ]+).*$/\1/p' "$file")"

# The monitor watches the deployment that serves most, and writes to the address of config-infra-*.yml.
watch_what_serves() {
  local endpoint email blue green
  endpoint="$(setting online_endpoint)"
  email="$(setting alert_email)"
  blue="$(az ml online-endpoint show --name "$endpoint" --query traffic.blue --output tsv)"
  green="$(az ml online-endpoint show --name "$endpoint" --query traffic.green --output tsv)"
  serving="$( ((${green:-0} > ${blue:-0})) && echo green || echo blue)"
  sed -E \
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
      watch_what_serves > "$made"
      file="$made"
    fi
    az ml schedule create --file "$file" --output none
    az ml schedule enable --name "$name" --output none
    ;;
  *) echo "$usage" >&2; exit 1 ;;
esac
echo "$name is $state"
