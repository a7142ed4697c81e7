targetScope = 'resourceGroup'
param location string = resourceGroup().location
param stage string
param days int = 30
var prefix = toLower('taxi${stage}')
module logs 'logs.bicep' = {
  name: 'logs-${stage}'
  params: {
    title: prefix
    days: days
    tier: 'basic'
  }
}
resource storage 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: replace('${prefix}st', '-', '')
  location: location
  kind: 'StorageV2'
  sku: {
    name: 'Standard_LRS'
  }
  tags: {
    logs: logs.outputs.id
  }
}
output account string = storage.name
