// The compute cluster, which runs as the identity of foundation.bicep; roles.bicep has its roles.
import { settings } from '../types.bicep'

param config settings
param location string
param tags object
param workspaceName string
param identityId string

resource workspace 'Microsoft.MachineLearningServices/workspaces@2024-10-01' existing = {
  name: workspaceName
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
      '${identityId}': {}
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
