#!/usr/bin/env bash
# Deploys the infrastructure of a stage: deploy.sh check | plan dev|prod | apply dev|prod | destroy dev|prod
#
# check    formatting, references and types, tests: without Azure
# plan     what a deployment would change: changes nothing, needs only to read
# apply    makes it so
# destroy  removes everything; what a key vault held stays recoverable for two weeks
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
usage="usage: deploy.sh check | plan|apply|destroy dev|prod"
what="${1:?$usage}"
export PATH="$HOME/.local/bin:$PATH" TF_IN_AUTOMATION=1 TF_INPUT=0

terraform_in() { terraform -chdir="$here" "$@"; }

if [[ "$what" == check ]]; then
  terraform_in fmt -check -recursive -diff
  terraform_in init -backend=false
  terraform_in validate
  terraform_in test
  exit 0
fi

# shellcheck source=/dev/null
source "$here/../scripts/config.sh" "${2:?$usage}"
ARM_SUBSCRIPTION_ID="${ARM_SUBSCRIPTION_ID:-$(az account show --query id --output tsv)}"
export ARM_SUBSCRIPTION_ID

group="$(setting terraform_state_resource_group)"
account="$(setting terraform_state_storage_account)"
container="$(setting terraform_state_container)"
terraform_in init -reconfigure \
  -backend-config="resource_group_name=$group" \
  -backend-config="storage_account_name=$account" \
  -backend-config="container_name=$container"

case "$what" in
  # Who may only read cannot take the lock.
  plan) terraform_in plan -var "stage=$2" -lock=false ;;
  apply) terraform_in apply -var "stage=$2" -auto-approve -lock-timeout=5m ;;
  destroy) terraform_in destroy -var "stage=$2" -auto-approve -lock-timeout=5m ;;
  *) echo "$usage" >&2; exit 1 ;;
esac
