#!/usr/bin/env bash
set -euo pipefail

GROUP=rg-bikes
az deployment group create --name bikes --resource-group "$GROUP" \
  --template-file bicep/main.bicep --parameters bicep/dev.bicepparam
STORAGE=$(az deployment group show --name bikes --resource-group "$GROUP" --query properties.outputs.storageId.value --output tsv)
VAULT=$(az deployment group create --resource-group "$GROUP" --template-file bicep/main.bicep \
  --parameters stage=dev --query "properties.outputs.vaultName.value" -o tsv)
OUTPUTS=$(az deployment group show -n bikes -g "$GROUP" --query properties.outputs)
BLOB=$(echo "$OUTPUTS" | jq -r .blobEndpoint.value)
echo "$STORAGE $VAULT $BLOB"
az ml environment create --file aml/environment.yml
az ml job create --file aml/pipeline.yml --set inputs.depth=4
az ml online-endpoint create --file aml/endpoint.yml
az ml online-deployment create --file aml/deployment.yml --all-traffic
