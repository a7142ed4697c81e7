#!/usr/bin/env bash
# Deploys the infrastructure of a stage:
#   deploy.sh check                            formatting, references and types, tests: without Azure
#   deploy.sh plan dev|prod                    shows what a deployment would change, and keeps the plan
#   deploy.sh plan dev|prod destroy dev|prod   the same for removing everything; the stage is typed twice
#   deploy.sh apply dev|prod PLAN              applies exactly the plan; PLAN is what `plan` printed
#   deploy.sh drift dev|prod                   fails if Azure is not as the code has it
#
# A plan is kept in the storage account of the state, which only the stage's own identities read, under the hash of its
# content: the reviewed plan is what is applied. `plan` leaves the hash in plan.sha256, and nothing if there is nothing
# to change. What a key vault held stays recoverable for two weeks after it was destroyed.
set -euo pipefail
start="$PWD"
here="$(cd "$(dirname "$0")" && pwd)"
usage="usage: deploy.sh check | plan dev|prod [destroy dev|prod] | apply dev|prod PLAN | drift dev|prod"
what="${1:?$usage}"
export PATH="$HOME/.local/bin:$PATH" TF_IN_AUTOMATION=1 TF_INPUT=0

terraform_in() { terraform -chdir="$here" "$@"; }

if [[ "$what" == check ]]; then
  terraform_in fmt -check -recursive -diff
  terraform_in init -backend=false -lockfile=readonly
  terraform_in validate
  terraform_in test
  exit 0
fi

stage="${2:?$usage}"
# shellcheck source=/dev/null
source "$here/../scripts/config.sh" "$stage"
case "$what" in
  plan | drift) more=("${@:3}") ;;
  apply)
    plan="${3:?$usage}"
    if [[ ! "$plan" =~ ^[0-9a-f]{64}$ ]]; then
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
ARM_SUBSCRIPTION_ID="$(az account show --query id --output tsv)"
export ARM_SUBSCRIPTION_ID
account="$(setting terraform_state_storage_account)"
group="$(setting terraform_state_resource_group)"
container="$(setting terraform_state_container)"
plans="$(setting terraform_plan_container)"
terraform_in init -reconfigure -lockfile=readonly \
  -backend-config="resource_group_name=$group" \
  -backend-config="storage_account_name=$account" \
  -backend-config="container_name=$container"
work="$(mktemp -d)"
trap 'rm -rf "$work" "$here/destroy_override.tf"' EXIT

# Prints what would change and returns 2 if anything would. Who may only read cannot take the lock.
look() { terraform_in plan -var "stage=$stage" -lock=false -detailed-exitcode -out="$work/plan" "$@"; }

case "$what" in
  plan)
    options=()
    if [[ ${#more[@]} -gt 0 ]]; then
      cp "$here/destroy.tf.override" "$here/destroy_override.tf"
      options=(-destroy)
    fi
    found=0
    look ${options[@]+"${options[@]}"} || found=$?
    case "$found" in
      0) echo "nothing to change in $stage" ;;
      2)
        plan="$(sha256sum "$work/plan" | cut -d' ' -f1)"
        az storage blob upload --auth-mode login --account-name "$account" --container-name "$plans" \
          --name "$plan" --file "$work/plan" --overwrite true --only-show-errors --output none
        echo "$plan" > "$start/plan.sha256"
        echo "to make it so: deploy.sh apply $stage $plan"
        ;;
      *) exit "$found" ;;
    esac
    ;;
  drift)
    found=0
    look || found=$?
    if [[ "$found" == 2 ]]; then
      echo "$stage is not as the code has it: apply it again, or bring the change above into the code" >&2
      exit 1
    fi
    exit "$found"
    ;;
  apply)
    az storage blob download --auth-mode login --account-name "$account" --container-name "$plans" \
      --name "$plan" --file "$work/plan" --only-show-errors --output none
    sha256sum --check --status <<< "$plan  $work/plan" \
      || { echo "the plan $plan was changed after it was made: plan again" >&2; exit 1; }
    terraform_in apply -lock-timeout=5m "$work/plan"
    ;;
esac
