#!/usr/bin/env bash
# Waits until a canary has served long enough, then compares its errors and latency with the deployment in production:
#   canary.sh dev|prod ENDPOINT_ID CANARY PRODUCTION SINCE
# The two are names of deployments; SINCE is when the canary got its first share, in seconds since 1970.
# The limits are in config-infra-*.yml. Fails, with the reason, if the canary is not to go into production.
#
# What the metrics are called: https://learn.microsoft.com/azure/azure-monitor/reference/supported-metrics/
# microsoft-machinelearningservices-workspaces-onlineendpoints-deployments-metrics. Which answers are the model's or
# the service's errors (424, 429, 5xx), and which are the caller's:
# https://learn.microsoft.com/azure/machine-learning/how-to-troubleshoot-online-endpoints
set -euo pipefail
usage="usage: canary.sh dev|prod ENDPOINT_ID CANARY PRODUCTION SINCE"
stage="${1:?$usage}" endpoint_id="${2:?$usage}" canary="${3:?$usage}" production="${4:?$usage}" since="${5:-0}"
# shellcheck source=/dev/null
source "$(dirname "${BASH_SOURCE[0]}")/../../scripts/config.sh" "$stage"
minutes="$(setting canary_minutes)"
most_errors="$(setting canary_max_error_percent)"
most_latency="$(setting canary_max_latency_ratio)"
if ((minutes == 0)); then
  echo "canary_minutes is 0: $canary is not judged"
  exit 0
fi
if [[ ! "$since" =~ ^[0-9]+$ ]] || ((since == 0)); then since="$(date +%s)"; fi

left=$((since + minutes * 60 - $(date +%s)))
if ((left > 0)); then
  echo "$canary has to serve for $minutes minutes: waiting until $(date --utc --date="@$((since + minutes * 60))" +%H:%M) UTC"
  sleep "$left"
fi

metric() { # of a deployment since the canary serves: metric DEPLOYMENT NAME QUERY [FILTER]
  local from filter=()
  from="$(date --utc --date="@$since" +%Y-%m-%dT%H:%M:%SZ)"
  if [[ -n "${4:-}" ]]; then filter=(--filter "$4"); fi
  az monitor metrics list --resource "$endpoint_id/deployments/$1" --metrics "$2" --aggregation Average \
    --interval PT1M --start-time "$from" "${filter[@]}" --query "value[0].timeseries[].$3" --output tsv
}

answers() { # of a deployment: status code and number
  # shellcheck disable=SC2016 # the backquotes are of JMESPath
  metric "$1" RequestsPerMinute '[metadatavalues[0].value, sum(data[?average!=`null`].average)]' \
    "envoy_response_code eq '*'"
}

latency() { # of a deployment: the 95th percentile, the average of the minutes, in ms; empty if nothing was asked
  # shellcheck disable=SC2016 # the backquotes are of JMESPath
  metric "$1" RequestLatency_P95 'data[?average!=`null`].average' | tr '\t' '\n' \
    | awk '$1 > 0 { sum += $1; n++ } END { if (n) printf "%.0f", sum / n }'
}

read -r asked failed <<< "$(answers "$canary" | awk '
  { asked += $2 }
  $1 ~ /^5/ || $1 == 424 || $1 == 429 { failed += $2 }
  END { printf "%.0f %.0f", asked, failed }')"
if ((asked == 0)); then
  echo "$canary answered no request in $minutes minutes, so there is nothing to judge it by: give it a larger share," \
    "or set canary_minutes to 0 in config-infra-$stage.yml" >&2
  exit 1
fi
percent="$(awk -v a="$asked" -v f="$failed" 'BEGIN { printf "%.2f", 100 * f / a }')"
of_canary="$(latency "$canary")"
of_production="$(latency "$production")"
echo "$canary answered $asked requests, $percent % with an error; 95 % within ${of_canary:-?} ms, $production within ${of_production:-?} ms"

if awk -v p="$percent" -v m="$most_errors" 'BEGIN { exit !(p > m) }'; then
  echo "more than canary_max_error_percent, $most_errors %: not promoted; rollback-online.sh $stage takes its share away" >&2
  exit 1
fi
if [[ -n "$of_canary" && -n "$of_production" ]] && awk -v c="$of_canary" -v p="$of_production" -v m="$most_latency" \
  'BEGIN { exit !(c > p * m) }'; then
  echo "slower than canary_max_latency_ratio, $most_latency, times $production: not promoted;" \
    "rollback-online.sh $stage takes its share away" >&2
  exit 1
fi
