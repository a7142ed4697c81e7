#!/usr/bin/env bash
# Creates what the first deployment of a stage needs; run by a person with the rights:
#   infrastructure/bootstrap.sh dev|prod
# The resource providers of the subscription, the resource group of the stage, and the storage account that holds
# Terraform's state. You can run it again: existing resources are kept. scripts/make-identities.sh calls it.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
stage="${1:?usage: bootstrap.sh dev|prod}"
# shellcheck source=/dev/null
source "$here/../scripts/config.sh" "$stage"
use_subscription

for provider in AlertsManagement Consumption ContainerRegistry Insights KeyVault MachineLearningServices \
  ManagedIdentity Network OperationalInsights Storage; do
  az provider register --namespace "Microsoft.$provider" --wait --output none
done

location="$(setting location)"
az group create --name "$(setting resource_group)" --location "$location" --output none

group="$(setting terraform_state_resource_group)"
account="$(setting terraform_state_storage_account)"
az group create --name "$group" --location "$location" --output none
az storage account create --name "$account" --resource-group "$group" --location "$location" \
  --sku Standard_LRS --kind StorageV2 --min-tls-version TLS1_2 --https-only true \
  --allow-blob-public-access false --allow-shared-key-access false --output none
# The state is what Terraform knows: a version that was overwritten can be restored.
az storage account blob-service-properties update --account-name "$account" --resource-group "$group" \
  --enable-versioning true --enable-delete-retention true --delete-retention-days 30 --output none
scope="$(az storage account show --name "$account" --resource-group "$group" --query id --output tsv)"
# Plans wait in a container of their own: who plans reads the state, and writes plans only.
for setting in terraform_state_container terraform_plan_container; do
  az storage container-rm create --storage-account "$scope" --name "$(setting "$setting")" --output none
done
echo "Terraform's state of $stage is in $account"
