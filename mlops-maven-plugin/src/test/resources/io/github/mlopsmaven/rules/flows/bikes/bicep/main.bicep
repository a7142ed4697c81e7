targetScope = 'resourceGroup'

@description('Where.')
param location string = resourceGroup().location

@allowed(['dev', 'prod'])
param stage string

param tags object = {
  project: 'bikes'
}

type sizeType = {
  vm: string
  nodes: int?
}

param size sizeType = {
  vm: 'Standard_DS3_v2'
  nodes: 2
}

var names = {
  storage: 'stbikes${stage}'
  vault: 'kv-bikes-${stage}'
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    name: names.storage
    location: location
    tags: tags
  }
}

output storageId string = storage.outputs.id
output blobEndpoint string = storage.outputs.endpoints.blob
output vaultName string = names.vault
output vm string = size.vm
