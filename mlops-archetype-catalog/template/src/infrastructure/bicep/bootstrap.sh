#!/usr/bin/env bash
# Creates what the first deployment of a stage needs; run by a person with the rights:
#   infrastructure/bootstrap.sh dev|prod
# The resource providers of the subscription and the resource group of the stage, so that the identities of a stage
# have rights in it and nowhere else. You can run it again: existing resources are kept. scripts/make-identities.sh calls it.
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
az group create --name "$(setting resource_group)" --location "$(setting location)" --output none
echo "the resource group of $stage is there, in subscription $(az account show --query name --output tsv)"
