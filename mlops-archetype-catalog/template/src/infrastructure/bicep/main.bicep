// Everything that a stage has, in its resource group, which bootstrap.sh makes. deploy.sh deploys it with dev.bicepparam or
// prod.bicepparam, as a deployment stack: what is not named here any more is removed.
targetScope = 'resourceGroup'

import { settings } from 'types.bicep'

@description('The content of config-infra-*.yml.')
param config settings

var tags = {
  project: config.project
  environment: config.environment
  'managed-by': 'bicep'
}

module foundation 'modules/foundation.bicep' = {
  name: 'foundation'
  params: {
    config: config
    location: config.location
    tags: tags
  }
}

module workspace 'modules/workspace.bicep' = {
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
    identityId: foundation.outputs.identityId
  }
}

// The network that Azure Machine Learning manages is made with the first cluster, which needs the roles for it.
module compute 'modules/compute.bicep' = {
  name: 'compute'
  params: {
    config: config
    location: config.location
    tags: tags
    workspaceName: workspace.outputs.name
    identityId: foundation.outputs.identityId
  }
  dependsOn: [
    roles
  ]
}

module network 'modules/network.bicep' = if (config.enable_private_network) {
  name: 'network'
  params: {
    config: config
    location: config.location
    tags: tags
    containerRegistryId: foundation.outputs.containerRegistryId
    keyVaultId: foundation.outputs.keyVaultId
    storageAccountId: foundation.outputs.storageAccountId
    workspaceId: workspace.outputs.id
    workspacePrincipalId: workspace.outputs.principalId
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: {
    config: config
    tags: tags
    applicationInsightsId: foundation.outputs.applicationInsightsId
    actionGroupId: foundation.outputs.actionGroupId
  }
}

// Principals are known to a module only, and the names of role assignments follow them: an identity that was made again
// gets assignments of its own.
module roles 'modules/roles.bicep' = {
  name: 'roles'
  params: {
    config: config
    principalId: foundation.outputs.identityPrincipalId
    workspaceName: workspace.outputs.name
    workspacePrincipalId: workspace.outputs.principalId
  }
}

@description('Name of the resource group.')
output resourceGroup string = resourceGroup().name

@description('Name of the Azure Machine Learning workspace.')
output workspace string = workspace.outputs.name
