#!/usr/bin/env bash
# Gives the traffic of the stage's online endpoint back, without a new deployment: rollback-online.sh dev|prod
#
# A canary loses its share. If there is none, the deployment that was in production before gets all of the traffic,
# after a smoke test, and its version is marked as the one in production.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=online.sh
source "$(dirname "${BASH_SOURCE[0]}")/online.sh" "${1:?usage: rollback-online.sh dev|prod}"

bad="$(production)"
if [[ -z "$bad" ]]; then
  echo "nothing is in production at $endpoint" >&2
  exit 1
fi
good="$(other_than "$bad")"
there="$(model_of "$good")"
if [[ -z "$there" ]]; then
  echo "there is no deployment to go back to, only $bad: deploy an earlier version with deploy-online.sh $stage VERSION" >&2
  exit 1
fi
if (($(share "$good") > 0)); then
  echo "$good is a canary: $bad gets all of the traffic"
  move "$bad=100 $good=0" "production=$bad" canary_since=0 "idle_since=$(date +%s)"
else
  version="$(version_of "$there")"
  echo "back from $bad to $good with version $version of $model"
  smoke_test "$good"
  move "$good=100 $bad=0" "production=$good" canary_since=0 "idle_since=$(date +%s)"
  mark "$version"
  monitor_follows
fi
az ml online-endpoint show --name "$endpoint" --query traffic
