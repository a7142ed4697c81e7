#!/bin/bash
set -euo pipefail
cd "$(dirname "$0")"
az deployment group create --resource-group rg-taxi --template-file main.bicep --parameters stage=dev days=30
az deployment group show --resource-group rg-taxi --name main --query properties.outputs.account.value --output tsv
