// With enable_monitoring there is a Data Explorer database to keep what the endpoints are asked and answer, for longer and
// with more questions than the model monitor has.
import { settings } from '../types.bicep'

param config settings
param location string
param tags object
param computeClientId string

resource cluster 'Microsoft.Kusto/clusters@2023-08-15' = {
  name: config.data_explorer
  location: location
  tags: tags
  // The smallest there is; it has no service level agreement.
  sku: {
    name: 'Dev(No SLA)_Standard_E2a_v4'
    tier: 'Basic'
    capacity: 1
  }
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    enableAutoStop: true
    enableDiskEncryption: true
    enableStreamingIngest: true
    // Reached with an identity only: a private endpoint would need DNS zones of the region, which are not made here.
    publicNetworkAccess: 'Enabled'
  }

  resource database 'databases' = {
    name: 'monitoring'
    location: location
    kind: 'ReadWrite'
    properties: {
      hotCachePeriod: 'P7D'
      softDeletePeriod: 'P90D'
    }

    // What runs on the compute cluster may add rows, and read none.
    resource compute 'principalAssignments' = {
      name: 'compute'
      properties: {
        principalId: computeClientId
        principalType: 'App'
        tenantId: subscription().tenantId
        role: 'Ingestor'
      }
    }
  }
}

output uri string = cluster.properties.uri
