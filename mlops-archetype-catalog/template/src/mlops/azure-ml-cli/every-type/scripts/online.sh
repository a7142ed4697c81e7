#!/usr/bin/env bash
# What is known of the stage's online endpoint, and how it is changed: `source online.sh dev`, by the scripts
# that deploy and go back.
#
# The endpoint's own tags say what is in production: `production` is the deployment, blue or green, and
# `canary_since` is when the other one got its first share (seconds since 1970; 0: there is no canary). The shares
# of the traffic do not say it: a canary may have more than half of them.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=connect.sh
source "$(dirname "${BASH_SOURCE[0]}")/connect.sh" "$1"
stage="$1"
online=mlops/azureml/deploy/online
endpoint="$(setting online_endpoint)"
model="$(sed -nE 's/^model: azureml:([^@:]+).*$/\1/p' "$online/deployment.yml")"

of_endpoint() { # what the endpoint has, such as traffic.blue or tags.production; empty if it has none
  az ml online-endpoint show --name "$endpoint" --query "$1" --output tsv
}

share() { # of the traffic, for blue or green
  local value
  value="$(of_endpoint "traffic.$1")"
  echo "${value:-0}"
}

model_of() { # the id of the model of blue or green; empty if there is no such deployment
  az ml online-deployment show --name "$1" --endpoint-name "$endpoint" --query model --output tsv 2>/dev/null || true
}

version_of() { # the version in a model's id
  local version="${1##*[:/]}"
  echo "$version"
}

other_than() {
  if [[ "$1" == blue ]]; then echo green; else echo blue; fi
}

production() { # blue or green; empty if nothing is in production
  local named blue green
  named="$(of_endpoint tags.production)"
  if [[ "$named" =~ ^(blue|green)$ && -n "$(model_of "$named")" ]]; then
    echo "$named"
    return
  fi
  # An endpoint that was created by other means has no such tag: the deployment with the most traffic is in production.
  blue="$(share blue)"
  green="$(share green)"
  if ((blue + green > 0)); then
    if ((green > blue)); then echo green; else echo blue; fi
  fi
}

move() { # the traffic and the tags in one step: "blue=90 green=10" production=blue canary_since=0
  local traffic="$1" tags=()
  shift
  for tag in "$@"; do tags+=("tags.$tag"); done
  if ((${#tags[@]})); then
    az ml online-endpoint update --name "$endpoint" --traffic "$traffic" --set "${tags[@]}" --output none
  else
    az ml online-endpoint update --name "$endpoint" --traffic "$traffic" --output none
  fi
}

remove() {
  az ml online-deployment delete --name "$1" --endpoint-name "$endpoint" --yes --output none
}

answered() { # whether each row of the sample got an answer, rather than nothing (null) or an error of its own
  local text="${1//\\/}" # az prints the response as a text of JSON
  [[ "$text" == *[0-9]* && ! "$text" =~ (^|[[:space:],:[])null([],}[:space:]]|$) \
    && ! "$text" =~ \"error\"[[:space:]]*:[[:space:]]*\"[^\"] ]]
}

smoke_test() { # prints what blue or green answers to the sample, and fails if that is no prediction
  local answer
  if answer="$(az ml online-endpoint invoke --name "$endpoint" --deployment-name "$1" \
    --request-file data/online-request.json)" && answered "$answer"; then
    echo "smoke test: $answer"
    return
  fi
  echo "the smoke test failed: ${answer:-no answer}" >&2
  az ml online-deployment get-logs --name "$1" --endpoint-name "$endpoint" --lines 100 >&2 || true
  return 1
}

mark() { # a version as the one in production, which the next training run must beat
  local before
  before="$(az ml model list --name "$model" --query "[?tags.role=='production'].version" --output tsv)"
  for earlier in $before; do
    [[ "$earlier" == "$1" ]] \
      || az ml model update --name "$model" --version "$earlier" --set tags.role=retired --output none
  done
  az ml model update --name "$model" --version "$1" --set tags.role=production --output none
}

monitor_follows() { # what is in production now, if the monitor is on
  local name
  name="$(sed -nE 's/^name: *([^ ]+).*$/\1/p' mlops/azureml/monitor/monitor.yml)"
  if [[ "$(az ml schedule show --name "$name" --query is_enabled --output tsv 2>/dev/null)" =~ ^[Tt]rue$ ]]; then
    "$project/mlops/scripts/monitor.sh" "$stage" monitor on
  fi
}
