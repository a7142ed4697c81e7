#!/usr/bin/env bash
# Sets the alerts of the stage's online endpoint: on answers that are errors, and on slow ones:
#   alerts.sh dev|prod ENDPOINT_ID
#   alerts.sh dev|prod off          removes them, before the endpoint is deleted for good
# With `enable_monitoring: true` in config-infra-*.yml they write to alert_email, otherwise they are removed. The limits
# are there too. deploy-online.sh calls this: the rules need an endpoint, which the infrastructure does not create.
#
# What the metrics are called: https://learn.microsoft.com/azure/azure-monitor/reference/supported-metrics/
# microsoft-machinelearningservices-workspaces-onlineendpoints-metrics. Which answers are the model's or the service's
# errors (424, 429, 5xx), and which are the caller's:
# https://learn.microsoft.com/azure/machine-learning/how-to-troubleshoot-online-endpoints
set -euo pipefail
usage="usage: alerts.sh dev|prod ENDPOINT_ID|off"
stage="${1:?$usage}" endpoint_id="${2:?$usage}"
# shellcheck source=/dev/null
source "$(dirname "${BASH_SOURCE[0]}")/../../scripts/config.sh" "$stage"
group="$(setting resource_group)"
endpoint="$(setting online_endpoint)"
errors="$endpoint errors" latency="$endpoint latency"

if [[ "$endpoint_id" == off || "$(setting enable_monitoring)" != true ]]; then
  found="$(az monitor metrics alert list --resource-group "$group" \
    --query "[?name=='$errors' || name=='$latency'].name" --output tsv)"
  while read -r name; do
    [[ -n "$name" ]] || continue
    az monitor metrics alert delete --name "$name" --resource-group "$group" --output none < /dev/null
    echo "the alert '$name' is removed"
  done <<< "$found"
  exit 0
fi

# The infrastructure created it; it has the address.
action="$(az monitor action-group show --name "Application Insights Smart Detection" --resource-group "$group" \
  --query id --output tsv)"

alert() { # name, description, condition
  az monitor metrics alert create --name "$1" --resource-group "$group" --scopes "$endpoint_id" \
    --description "$2" --condition "$3" --window-size 15m --evaluation-frequency 5m --severity 2 \
    --action "$action" --output none
}

# Each status is a separate series.
alert "$errors" "The endpoint answers with errors of the model or the service" \
  "avg RequestsPerMinute > $(setting alert_errors_per_minute) where statusCode includes 424 or 429 or 500 or 502 or 503 or 504"
alert "$latency" "The endpoint is slow: the time within which 95 % of the requests are answered, in ms" \
  "avg RequestLatency_P95 > $(setting alert_latency_ms)"
echo "errors and latency of $endpoint are watched, for $(setting alert_email)"
