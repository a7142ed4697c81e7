targetScope = 'resourceGroup'

@description('dev or prd')
@allowed(['dev', 'prd'])
param target string

@minLength(3)
@maxLength(10)
param prefix string
param location string = resourceGroup().location
param clusters array = []

var suffix = '${prefix}-${target}'
var shortName = replace(suffix, '-', '')

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    name: 'st${shortName}'
    location: location
  }
}

module workspace './modules/workspace.bicep' = {
  name: 'workspace'
  params: {
    name: 'mlw-${suffix}'
    location: location
    storageId: storage.outputs.id
    insightsId: insights.id
    vaultId: vault.id
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-${suffix}'
  location: location
  kind: 'web'
  properties: {
    Application_Type: 'web'
  }
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'kv-${suffix}'
  location: location
  properties: {
    tenantId: subscription().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
  }
}

resource mlw 'Microsoft.MachineLearningServices/workspaces@2024-04-01' existing = {
  name: 'mlw-${suffix}'
}

resource computes 'Microsoft.MachineLearningServices/workspaces/computes@2024-04-01' = [for c in clusters: {
  parent: mlw
  name: c.name
  location: location
  properties: {
    computeType: 'AmlCompute'
    properties: {
      vmSize: c.size
      scaleSettings: {
        minNodeCount: 0
        maxNodeCount: c.max
      }
    }
  }
  dependsOn: [
    workspace
  ]
}]

output workspaceName string = workspace.outputs.name
output vaultUri string = vault.properties.vaultUri
