// The compute cluster, and the identity that runs on it with these roles and no others.
import { settings } from '../types.bicep'

param config settings
param location string
param tags object
param workspaceName string

// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
var roles = {
  storageBlobDataContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  acrPull: '7f951dda-4ed3-4680-a7ca-43fe172d538d'
  azureMlDataScientist: 'f6c7c914-8db3-469d-8ca1-694a8f32e121'
}

resource workspace 'Microsoft.MachineLearningServices/workspaces@2024-10-01' existing = {
  name: workspaceName
}

resource storageAccount 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: config.storage_account
}

resource containerRegistry 'Microsoft.ContainerRegistry/registries@2023-07-01' existing = {
  name: config.container_registry
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: config.compute_identity
  location: location
  tags: tags
}

// Reads data, writes outputs and models.
resource storageRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(storageAccount.id, identity.id, roles.storageBlobDataContributor)
  scope: storageAccount
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.storageBlobDataContributor
    )
  }
}

// Pulls the training image.
resource registryRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(containerRegistry.id, identity.id, roles.acrPull)
  scope: containerRegistry
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.acrPull)
  }
}

// Logs to MLflow and registers models.
resource workspaceRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(workspace.id, identity.id, roles.azureMlDataScientist)
  scope: workspace
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.azureMlDataScientist
    )
  }
}

// mlops/azureml names it.
resource cluster 'Microsoft.MachineLearningServices/workspaces/computes@2024-10-01' = if (config.enable_aml_computecluster) {
  parent: workspace
  name: 'cpu-cluster'
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identity.id}': {}
    }
  }
  properties: {
    computeType: 'AmlCompute'
    disableLocalAuth: true
    properties: {
      vmSize: config.compute_vm_size
      vmPriority: 'Dedicated'
      osType: 'Linux'
      enableNodePublicIp: !config.enable_private_network
      // Nothing runs and nothing costs when there is no work.
      scaleSettings: {
        minNodeCount: 0
        maxNodeCount: config.compute_max_nodes
        nodeIdleTimeBeforeScaleDown: 'PT5M'
      }
    }
  }
  dependsOn: [
    storageRole
    registryRole
    workspaceRole
  ]
}

output identityClientId string = identity.properties.clientId
