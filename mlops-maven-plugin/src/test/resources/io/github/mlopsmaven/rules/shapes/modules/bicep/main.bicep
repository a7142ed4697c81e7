targetScope = 'resourceGroup'

@description('Where it is.')
param location string = resourceGroup().location

@allowed(['test', 'live'])
param stage string

var prefix = toLower('fc${stage}')

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    name: '${prefix}store'
    location: location
  }
}

resource plan 'Microsoft.Web/serverfarms@2023-12-01' = {
  name: '${prefix}-plan'
  location: location
  sku: {
    name: 'B1'
  }
}

output storageId string = storage.outputs.id
output planName string = plan.name
