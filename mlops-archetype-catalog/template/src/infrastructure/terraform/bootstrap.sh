#!/usr/bin/env bash
# Makes what has to be there before the first deployment, once for each stage, by a person who may:
#   infrastructure/bootstrap.sh dev
# The resource providers of the subscription, and the storage account that holds Terraform's state. The
# object ids of the identities that deploy (read and write the state) and that plan (read it) may follow:
#   infrastructure/bootstrap.sh dev DEPLOYER_OBJECT_ID PLANNER_OBJECT_ID
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
# shellcheck source=/dev/null
source "$here/../scripts/config.sh" "${1:?usage: bootstrap.sh dev|prod [DEPLOYER_OBJECT_ID [PLANNER_OBJECT_ID]]}"

for provider in ContainerRegistry Insights KeyVault Kusto MachineLearningServices ManagedIdentity Network \
  OperationalInsights Storage; do
  az provider register --namespace "Microsoft.$provider" --output none
done

group="$(setting terraform_state_resource_group)"
account="$(setting terraform_state_storage_account)"
container="$(setting terraform_state_container)"
location="$(setting location)"
az group create --name "$group" --location "$location" --output none
az storage account create --name "$account" --resource-group "$group" --location "$location" \
  --sku Standard_LRS --kind StorageV2 --min-tls-version TLS1_2 --https-only true \
  --allow-blob-public-access false --allow-shared-key-access false --output none
# The state is what Terraform knows: a version that was overwritten can be had back.
az storage account blob-service-properties update --account-name "$account" --resource-group "$group" \
  --enable-versioning true --enable-delete-retention true --delete-retention-days 30 --output none
scope="$(az storage account show --name "$account" --resource-group "$group" --query id --output tsv)"
az storage container-rm create --storage-account "$scope" --name "$container" --output none

grant() {
  az role assignment create --role "$1" --assignee-object-id "$2" \
    --assignee-principal-type ServicePrincipal --scope "$scope" --output none
}
[[ -z "${2:-}" ]] || grant "Storage Blob Data Contributor" "$2"
[[ -z "${3:-}" ]] || grant "Storage Blob Data Reader" "$3"
echo "Terraform's state of $1 is in $account/$container"
