#!/usr/bin/env bash
# Deploys the infrastructure of a stage:
#   deploy.sh check                            formatting, types, the linter's rules: without Azure
#   deploy.sh plan dev|prod                    shows what a deployment would change
#   deploy.sh plan dev|prod destroy dev|prod   shows what would be removed: everything; the stage is typed twice
#   deploy.sh apply dev|prod PLAN              applies the plan; PLAN is what `plan` printed
#   deploy.sh drift dev|prod                   fails if Azure is not as the code has it
#
# Everything of a stage is one deployment stack: what the code does not name any more is removed. A plan is known by the
# hash of what it would change; `apply` asks Azure again and continues only if that is still the same. `plan` leaves the
# hash in plan.sha256, and nothing if there is nothing to change. What the key vault held stays recoverable for two weeks.
set -euo pipefail
start="$PWD"
here="$(cd "$(dirname "$0")" && pwd)"
usage="usage: deploy.sh check | plan dev|prod [destroy dev|prod] | apply dev|prod PLAN | drift dev|prod"
what="${1:?$usage}"

if [[ "$what" == check ]]; then
  bash "$here/install.sh"
  for file in "$here"/*.bicep "$here"/modules/*.bicep; do
    az bicep format --file "$file" --stdout | diff "$file" - || { echo "not formatted: $file" >&2; exit 1; }
    az bicep lint --file "$file"
  done
  for file in "$here"/*.bicepparam; do
    az bicep build-params --file "$file" --stdout > /dev/null
  done
  exit 0
fi

stage="${2:?$usage}"
# shellcheck source=/dev/null
source "$here/../scripts/config.sh" "$stage"
more=()
case "$what" in
  plan | drift) more=("${@:3}") ;;
  apply)
    plan="${3:?$usage}"
    if [[ ! "$plan" =~ ^(destroy-)?[0-9a-f]{64}$ ]]; then
      echo "apply needs what plan printed, 64 characters, not '$plan'" >&2
      exit 1
    fi
    ;;
  *) echo "$usage" >&2; exit 1 ;;
esac
if [[ "$what" == plan && ${#more[@]} -gt 0 ]]; then
  if [[ "${more[0]}" != destroy || "${more[1]:-}" != "$stage" ]]; then
    echo "to destroy $stage, type its name again: you typed '${more[1]:-}'" >&2
    exit 1
  fi
fi

use_subscription
bash "$here/install.sh"
group="$(setting resource_group)"
stack=mlops
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# What the stack has created so far, one id per line, in lowercase.
managed() {
  local found
  found="$(az stack group list --resource-group "$group" \
    --query "[?name=='$stack'].resources[?status=='managed'].id[]" --output tsv)"
  tr '[:upper:]' '[:lower:]' <<< "$found" | sed '/^$/d' | sort -u
}

# Writes what would change, each thing on a line: how, and its id; for a removal of everything if $1 is destroy.
changes() {
  if [[ "${1:-}" == destroy ]]; then
    managed | sed 's/^/Delete /'
    return
  fi
  # Who may only read plans too: the validation need not find the right to write.
  az deployment group what-if --resource-group "$group" --parameters "$here/$stage.bicepparam" \
    --validation-level ProviderNoRbac --no-pretty-print --output json > "$work/what-if.json"
  # A budget starts in the month in which it was created.
  jq -r '.changes[] | select(.changeType | IN("NoChange", "Ignore", "Unsupported") | not)
    | select(.changeType != "Modify" or (.resourceId | test("/budgets/"; "i") | not)
      or (.delta // [] | any(.path | test("timePeriod") | not)))
    | [.changeType, (.resourceId | ascii_downcase), (.delta // [] | tostring)] | join(" ")' "$work/what-if.json" \
    | sort
  jq -r '.changes[] | select(.changeType != "Ignore" and .changeType != "Delete") | .resourceId | ascii_downcase' \
    "$work/what-if.json" | sort -u > "$work/named"
  managed > "$work/managed"
  comm -13 "$work/named" "$work/managed" | sed 's/^/Delete /'
}

# What a change of a name in the configuration must not delete with all that is in it.
kept="Delete [^ ]*/providers/microsoft\.(machinelearningservices/workspaces|storage/storageaccounts|keyvault/vaults)/[^/ ]+$"

changes "${more[0]:-}" > "$work/changes"
if [[ "$what" == apply && "$plan" == destroy-* ]]; then changes destroy > "$work/changes"; fi
hash="$(sha256sum "$work/changes" | cut -d' ' -f1)"
if [[ "${more[0]:-}" == destroy || ("$what" == apply && "$plan" == destroy-*) ]]; then
  hash="destroy-$hash"
elif grep -Eq "$kept" "$work/changes"; then
  cat "$work/changes"
  echo "this would delete a workspace, a storage account or a key vault with all that is in it: only 'plan $stage" \
    "destroy $stage' does that; give it its name back, or remove it from the stack first" >&2
  exit 1
fi

# A vault of that name that was deleted and is still recoverable keeps its name from a new one.
recover_vault() {
  local vault found
  vault="$(setting key_vault)"
  found="$(az keyvault list-deleted --resource-type vault --query "[?name=='$vault'].name" --output tsv)"
  [[ -z "$found" ]] || az keyvault recover --name "$vault" --resource-group "$group" --output none
}

# A workspace that is only soft-deleted, and logs likewise, keep their names from new ones.
purge() {
  local id
  for id in $(grep -E '/microsoft\.machinelearningservices/workspaces/[^/]+$' "$work/managed" || true); do
    az rest --method delete --url "https://management.azure.com$id?api-version=2024-10-01&forceToPurge=true"
    az resource wait --deleted --ids "$id" --api-version 2024-10-01 --timeout 1800
  done
  for id in $(grep -E '/microsoft\.operationalinsights/workspaces/[^/]+$' "$work/managed" || true); do
    az monitor log-analytics workspace delete --ids "$id" --force true --yes
  done
}

case "$what" in
  plan)
    cat "$work/changes"
    if [[ -s "$work/changes" ]]; then
      echo "$hash" > "$start/plan.sha256"
      echo "to make it so: deploy.sh apply $stage $hash"
    else
      echo "nothing to change in $stage"
    fi
    ;;
  drift)
    cat "$work/changes"
    if [[ -s "$work/changes" ]]; then
      echo "$stage is not as the code has it: apply it again, or bring the change above into the code" >&2
      exit 1
    fi
    ;;
  apply)
    if [[ "$hash" != "$plan" ]]; then
      cat "$work/changes"
      echo "this is not what was planned as $plan: something has changed since; plan again" >&2
      exit 1
    fi
    if [[ "$plan" == destroy-* ]]; then
      managed > "$work/managed"
      purge
      az stack group delete --name "$stack" --resource-group "$group" --action-on-unmanage deleteResources --yes
    else
      recover_vault
      az stack group create --name "$stack" --resource-group "$group" --parameters "$here/$stage.bicepparam" \
        --action-on-unmanage deleteResources --deny-settings-mode none --yes --query outputs
    fi
    ;;
esac
