// The compute cluster, and the identity that runs on it; roles.bicep has its roles.
import { settings } from '../types.bicep'

param config settings
param location string
param tags object
param workspaceName string

resource workspace 'Microsoft.MachineLearningServices/workspaces@2024-10-01' existing = {
  name: workspaceName
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: config.compute_identity
  location: location
  tags: tags
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
      // Scales to zero when idle.
      scaleSettings: {
        minNodeCount: 0
        maxNodeCount: config.compute_max_nodes
        nodeIdleTimeBeforeScaleDown: 'PT5M'
      }
    }
  }
}

output identityPrincipalId string = identity.properties.principalId
