#!/usr/bin/env bash
# Deploys a model to the stage's online endpoint, next to the one in production (blue/green), and shifts the traffic:
#   deploy-online.sh dev|prod [VERSION] [PERCENT]
# VERSION of the model, default: the newest. PERCENT of the traffic for it, default: 100.
#
# Of the deployments blue and green the one that is not in production is replaced. It gets traffic only after the
# smoke test and is removed if that fails. With less than 100 percent it is a canary. A canary goes into production
# (100 percent) only when it has served for `canary_minutes`, and its errors and latency are within the limits of
# config-infra-*.yml. The version in production is marked: the next training run must beat it. The other
# deployment stays without traffic, for rollback-online.sh, until tidy-online.sh or the next deployment removes it.
set -euo pipefail
usage="usage: deploy-online.sh dev|prod [VERSION] [PERCENT]"
: "${1:?$usage}"
version="${2:-latest}"
percent="${3:-100}"
if [[ ! "$percent" =~ ^[0-9]+$ ]] || ((percent < 1 || percent > 100)); then
  echo "PERCENT is a whole number from 1 to 100, not $percent" >&2
  exit 1
fi
# shellcheck source-path=SCRIPTDIR source=online.sh
source "$(dirname "${BASH_SOURCE[0]}")/online.sh" "$1"

if [[ "$version" == latest ]]; then
  version="$(az ml model show --name "$model" --label latest --query version --output tsv)"
fi
echo "$model version $version for $percent % of the traffic of $endpoint"

access=enabled
if [[ "$(setting enable_private_network)" == true ]]; then access=disabled; fi
provision_network
az ml online-endpoint show --name "$endpoint" --output none 2>/dev/null \
  || az ml online-endpoint create --file "$online/endpoint.yml" --name "$endpoint" \
    --set "public_network_access=$access" --output none

"$project/mlops/scripts/alerts.sh" "$stage" "$(of_endpoint id)"

old="$(production)"
new="$(other_than "${old:-green}")"
there="$(model_of "$new")"
canary=0
if [[ -n "$there" && -n "$old" && "$(share "$new")" != 0 ]]; then canary=1; fi

if ((canary)) && [[ "$(version_of "$there")" == "$version" ]]; then
  echo "$new serves this version already, as a canary"
  if ((percent == 100)); then
    "$project/mlops/scripts/canary.sh" "$stage" "$(of_endpoint id)" "$new" "$old" "$(of_endpoint tags.canary_since)"
  fi
else
  if [[ -n "$there" ]]; then
    [[ -z "$old" ]] || move "$old=100 $new=0" "production=$old" canary_since=0
    remove "$new"
  fi
  canary=0
  instances="$(setting online_instances)"
  az ml online-deployment create --file "$online/deployment.yml" --name "$new" --endpoint-name "$endpoint" \
    --set "model=azureml:$model:$version" "instance_count=$instances" --output none
fi

if ! smoke_test "$new"; then
  [[ -z "$old" ]] || move "$old=100 $new=0" "production=$old" canary_since=0
  remove "$new"
  exit 1
fi

if [[ -z "$old" ]] || ((percent == 100)); then
  if [[ -n "$old" ]]; then shares="$new=100 $old=0"; else shares="$new=100"; fi
  move "$shares" "production=$new" canary_since=0 "idle_since=$(date +%s)"
  mark "$version"
  monitor_follows
elif ((canary)); then
  move "$new=$percent $old=$((100 - percent))"
else
  move "$new=$percent $old=$((100 - percent))" "production=$old" "canary_since=$(date +%s)"
fi
az ml online-endpoint show --name "$endpoint" --query traffic
