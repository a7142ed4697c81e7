#!/usr/bin/env bash
# Makes what has to be there before the first deployment, once for each subscription, by a person who may:
#   infrastructure/bootstrap.sh
# Registers the resource providers, so that the pipeline's identity need not be allowed to.
set -euo pipefail
for provider in ContainerRegistry Insights KeyVault Kusto MachineLearningServices ManagedIdentity Network \
  OperationalInsights Storage; do
  az provider register --namespace "Microsoft.$provider" --output none
done
echo "registered in subscription $(az account show --query name --output tsv)"
