param name string
param location string
param tags object

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: 'Standard_LRS'
  }
}

output id string = account.id
output endpoints object = {
  blob: account.properties.primaryEndpoints.blob
  file: account.properties.primaryEndpoints.file
}
