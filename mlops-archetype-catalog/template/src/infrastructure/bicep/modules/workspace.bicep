// The workspace and its logs.
import { settings } from '../types.bicep'

param config settings
param location string
param tags object
param applicationInsightsId string
param containerRegistryId string
param keyVaultId string
param logAnalyticsId string
param storageAccountId string
param identityId string

// Azure makes private endpoints for the four resources by itself. Spark, which the model monitor runs on, needs one of its own,
// and batch deployments need two.
var outboundRules = {
  'storage-blob-spark': {
    type: 'PrivateEndpoint'
    category: 'UserDefined'
    destination: {
      serviceResourceId: storageAccountId
      subresourceTarget: 'blob'
      sparkEnabled: true
    }
  }
  'storage-queue': {
    type: 'PrivateEndpoint'
    category: 'UserDefined'
    destination: {
      serviceResourceId: storageAccountId
      subresourceTarget: 'queue'
      sparkEnabled: false
    }
  }
  'storage-table': {
    type: 'PrivateEndpoint'
    category: 'UserDefined'
    destination: {
      serviceResourceId: storageAccountId
      subresourceTarget: 'table'
      sparkEnabled: false
    }
  }
}

resource workspace 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = {
  name: config.aml_workspace
  location: location
  tags: tags
  kind: 'Default'
  sku: {
    name: 'Basic'
    tier: 'Basic'
  }
  // Azure gives the identity of the workspace what it needs on the four resources below. With the other one the model
  // monitor reads a storage account that takes no keys.
  identity: {
    type: 'SystemAssigned,UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    friendlyName: '${config.project} (${config.environment})'
    applicationInsights: applicationInsightsId
    containerRegistry: containerRegistryId
    keyVault: keyVaultId
    storageAccount: storageAccountId
    publicNetworkAccess: config.enable_private_network ? 'Disabled' : 'Enabled'
    // Its data stores sign in with the identity of who reads them, not with the account's key.
    #disable-next-line BCP037 // some versions of the compiler do not know the property
    systemDatastoresAuthMode: config.storage_shared_keys ? 'accessKey' : 'identity'
    // A registry without public access builds no images itself.
    imageBuildCompute: config.enable_private_network && config.enable_aml_computecluster ? 'cpu-cluster' : null
    managedNetwork: {
      isolationMode: config.enable_private_network ? 'AllowInternetOutbound' : 'Disabled'
      outboundRules: config.enable_private_network ? outboundRules : {}
    }
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: workspace
  properties: {
    workspaceId: logAnalyticsId
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

output id string = workspace.id
output name string = workspace.name
output principalId string = workspace.identity.principalId
