// Everything that a stage has, in one resource group. deploy.sh deploys it with dev.bicepparam or prod.bicepparam.
targetScope = 'subscription'

import { settings } from 'types.bicep'

@description('The content of config-infra-*.yml.')
param config settings

var tags = {
  project: config.project
  environment: config.environment
  'managed-by': 'bicep'
}

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: config.resource_group
  location: config.location
  tags: tags
}

module foundation 'modules/foundation.bicep' = {
  scope: group
  name: 'foundation'
  params: {
    config: config
    location: config.location
    tags: tags
  }
}

module workspace 'modules/workspace.bicep' = {
  scope: group
  name: 'workspace'
  params: {
    config: config
    location: config.location
    tags: tags
    applicationInsightsId: foundation.outputs.applicationInsightsId
    containerRegistryId: foundation.outputs.containerRegistryId
    keyVaultId: foundation.outputs.keyVaultId
    logAnalyticsId: foundation.outputs.logAnalyticsId
    storageAccountId: foundation.outputs.storageAccountId
  }
}

module compute 'modules/compute.bicep' = {
  scope: group
  name: 'compute'
  params: {
    config: config
    location: config.location
    tags: tags
    workspaceName: workspace.outputs.name
  }
}

module network 'modules/network.bicep' = if (config.enable_private_network) {
  scope: group
  name: 'network'
  params: {
    config: config
    location: config.location
    tags: tags
    containerRegistryId: foundation.outputs.containerRegistryId
    keyVaultId: foundation.outputs.keyVaultId
    storageAccountId: foundation.outputs.storageAccountId
    workspaceId: workspace.outputs.id
  }
}

module monitoring 'modules/monitoring.bicep' = if (config.enable_monitoring) {
  scope: group
  name: 'monitoring'
  params: {
    config: config
    location: config.location
    tags: tags
    computeClientId: compute.outputs.identityClientId
  }
}

@description('Name of the resource group.')
output resourceGroup string = group.name

@description('Name of the Azure Machine Learning workspace.')
output workspace string = workspace.outputs.name

@description('Address of the Data Explorer cluster; empty without enable_monitoring.')
output dataExplorerUri string = config.enable_monitoring ? monitoring!.outputs.uri : ''
