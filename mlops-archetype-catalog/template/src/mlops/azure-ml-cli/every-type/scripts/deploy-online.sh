#!/usr/bin/env bash
# Deploys a model to the stage's online endpoint, beside the one that serves, and moves the traffic:
#   deploy-online.sh dev|prod [VERSION] [PERCENT]
# VERSION of the model, default: the newest. PERCENT of the traffic for it, default: 100.
#
# Of the deployments blue and green the one that serves less is replaced. It gets traffic only after the
# smoke test and is removed if that fails. At 100 percent the version is marked as the one in production,
# which the next training run has to beat; the other deployment stays without traffic, to go back to.
set -euo pipefail
usage="usage: deploy-online.sh dev|prod [VERSION] [PERCENT]"
# shellcheck source-path=SCRIPTDIR source=connect.sh
source "$(dirname "${BASH_SOURCE[0]}")/connect.sh" "${1:?$usage}"
version="${2:-latest}"
percent="${3:-100}"
if [[ ! "$percent" =~ ^[0-9]+$ ]] || ((percent < 1 || percent > 100)); then
  echo "PERCENT is a whole number from 1 to 100, not $percent" >&2
  exit 1
fi

online=mlops/azureml/deploy/online
endpoint="$(setting online_endpoint)"
model="$(sed -nE 's/^model: azureml:([^@:]+).*$/\1/p' "$online/deployment.yml")"
if [[ "$version" == latest ]]; then
  version="$(az ml model show --name "$model" --label latest --query version --output tsv)"
fi
echo "$model version $version for $percent % of the traffic of $endpoint"

access=enabled
if [[ "$(setting enable_private_network)" == true ]]; then access=disabled; fi
az ml online-endpoint show --name "$endpoint" --output none 2>/dev/null \
  || az ml online-endpoint create --file "$online/endpoint.yml" --name "$endpoint" \
    --set "public_network_access=$access" --output none

share() { # of the traffic, for blue or green
  local value
  value="$(az ml online-endpoint show --name "$endpoint" --query "traffic.$1" --output tsv)"
  echo "${value:-0}"
}

model_of() { # the id of the model of blue or green; empty if there is no such deployment
  az ml online-deployment show --name "$1" --endpoint-name "$endpoint" --query model --output tsv 2>/dev/null || true
}

traffic() { # such as "blue=90 green=10"
  az ml online-endpoint update --name "$endpoint" --traffic "$1" --output none
}

remove() {
  az ml online-deployment delete --name "$1" --endpoint-name "$endpoint" --yes --output none
}

blue="$(share blue)"
green="$(share green)"
if ((blue > green)); then new=green old=blue; else new=blue old=green; fi
first=$((blue + green == 0))
there="$(model_of "$new")"

if [[ "$there" == *[:/]"$version" && "$(share "$new")" != 0 ]]; then
  echo "$new serves this version already, with a part of the traffic"
else
  if [[ -n "$there" ]]; then
    ((first)) || traffic "$old=100 $new=0"
    remove "$new"
  fi
  az ml online-deployment create --file "$online/deployment.yml" --name "$new" --endpoint-name "$endpoint" \
    --set "model=azureml:$model:$version" --output none
fi

if ! answer="$(az ml online-endpoint invoke --name "$endpoint" --deployment-name "$new" \
  --request-file data/online-request.json)" || [[ "$answer" != *[0-9]* ]]; then
  echo "the smoke test failed: ${answer:-no answer}" >&2
  az ml online-deployment get-logs --name "$new" --endpoint-name "$endpoint" --lines 100 >&2 || true
  ((first)) || traffic "$old=100 $new=0"
  remove "$new"
  exit 1
fi
echo "smoke test: $answer"

if ((first || percent == 100)); then
  if [[ -n "$(model_of "$old")" ]]; then traffic "$new=100 $old=0"; else traffic "$new=100"; fi
  before="$(az ml model list --name "$model" --query "[?tags.role=='production'].version" --output tsv)"
  for other in $before; do
    az ml model update --name "$model" --version "$other" --set tags.role=retired --output none
  done
  az ml model update --name "$model" --version "$version" --set tags.role=production --output none
else
  traffic "$new=$percent $old=$((100 - percent))"
fi
az ml online-endpoint show --name "$endpoint" --query traffic
