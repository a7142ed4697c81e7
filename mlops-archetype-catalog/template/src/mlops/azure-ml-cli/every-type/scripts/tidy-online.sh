#!/usr/bin/env bash
# Removes the deployment of the stage's online endpoint that has had no traffic for `keep_idle_days`, which costs as
# much as the live one: tidy-online.sh dev|prod
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=online.sh
source "$(dirname "${BASH_SOURCE[0]}")/online.sh" "${1:?usage: tidy-online.sh dev|prod}"

serving="$(production)"
if [[ -z "$serving" ]]; then
  echo "nothing is in production at $endpoint: nothing is removed"
  exit 0
fi
idle="$(other_than "$serving")"
if [[ -z "$(model_of "$idle")" ]] || (($(share "$idle") > 0)); then
  echo "no deployment of $endpoint is without traffic"
  exit 0
fi
days="$(setting keep_idle_days)"
since="$(of_endpoint tags.idle_since)"
if [[ ! "$since" =~ ^[0-9]+$ ]]; then
  az ml online-endpoint update --name "$endpoint" --set "tags.idle_since=$(date +%s)" --output none
  echo "since when $idle has had no traffic is not known: its $days days begin today"
  exit 0
fi
passed=$((($(date +%s) - since) / 86400))
if ((passed < days)); then
  echo "$idle has had no traffic for $passed days; it stays until there are $days"
  exit 0
fi
remove "$idle"
echo "$idle is removed: it had no traffic for $days days or more"
