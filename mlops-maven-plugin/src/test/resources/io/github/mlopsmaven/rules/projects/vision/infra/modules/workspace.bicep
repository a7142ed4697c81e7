param name string
param location string
param storageId string
param insightsId string
param vaultId string

resource workspace 'Microsoft.MachineLearningServices/workspaces@2024-04-01' = {
  name: name
  location: location
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    storageAccount: storageId
    applicationInsights: insightsId
    keyVault: vaultId
  }
}

output name string = workspace.name
