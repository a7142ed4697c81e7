// With enable_private_network nothing has a public address: the workspace's computes live in a network that Azure Machine
// Learning manages, and people come in through private endpoints in this one, which you connect to your
// own (peering, VPN or a jump host).
import { settings } from '../types.bicep'

param config settings
param location string
param tags object
param containerRegistryId string
param keyVaultId string
param storageAccountId string
param workspaceId string
param workspacePrincipalId string

var endpoints = [
  { name: 'blob', resource: storageAccountId, zones: ['privatelink.blob.${environment().suffixes.storage}'] }
  { name: 'file', resource: storageAccountId, zones: ['privatelink.file.${environment().suffixes.storage}'] }
  { name: 'vault', resource: keyVaultId, zones: ['privatelink.vaultcore.azure.net'] }
  { name: 'registry', resource: containerRegistryId, zones: ['privatelink${environment().suffixes.acrLoginServer}'] }
  {
    name: 'amlworkspace'
    resource: workspaceId
    zones: ['privatelink.api.azureml.ms', 'privatelink.notebooks.azure.net']
  }
]
var zoneNames = flatten(map(endpoints, endpoint => endpoint.zones))

resource securityGroup 'Microsoft.Network/networkSecurityGroups@2024-01-01' = {
  name: 'nsg-${config.virtual_network}'
  location: location
  tags: tags
}

resource network 'Microsoft.Network/virtualNetworks@2024-01-01' = {
  name: config.virtual_network
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: ['10.0.0.0/24']
    }
    subnets: [
      {
        name: 'private-endpoints'
        properties: {
          addressPrefix: '10.0.0.0/26'
          defaultOutboundAccess: false
          privateEndpointNetworkPolicies: 'NetworkSecurityGroupEnabled'
          networkSecurityGroup: {
            id: securityGroup.id
          }
        }
      }
    ]
  }

  resource subnet 'subnets' existing = {
    name: 'private-endpoints'
  }
}

resource zones 'Microsoft.Network/privateDnsZones@2020-06-01' = [
  for zone in zoneNames: {
    name: zone
    location: 'global'
    tags: tags
  }
]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2020-06-01' = [
  for (zone, index) in zoneNames: {
    parent: zones[index]
    name: config.virtual_network
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: {
        id: network.id
      }
    }
  }
]

resource privateEndpoints 'Microsoft.Network/privateEndpoints@2024-01-01' = [
  for endpoint in endpoints: {
    name: 'pe-${config.aml_workspace}-${endpoint.name}'
    location: location
    tags: tags
    properties: {
      subnet: {
        id: network::subnet.id
      }
      privateLinkServiceConnections: [
        {
          name: endpoint.name
          properties: {
            privateLinkServiceId: endpoint.resource
            groupIds: [endpoint.name]
          }
        }
      ]
    }
  }
]

resource zoneGroups 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-01-01' = [
  for (endpoint, index) in endpoints: {
    parent: privateEndpoints[index]
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        for zone in endpoint.zones: {
          name: replace(zone, '.', '-')
          properties: {
            privateDnsZoneId: resourceId('Microsoft.Network/privateDnsZones', zone)
          }
        }
      ]
    }
    dependsOn: [
      zones
    ]
  }
]

// Through the first two endpoints, of blobs and files, the studio looks at data of a storage account that has no public address.
resource readerRoles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for index in range(0, 2): {
    name: guid(privateEndpoints[index].id, workspacePrincipalId, 'Reader')
    scope: privateEndpoints[index]
    properties: {
      principalId: workspacePrincipalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId(
        'Microsoft.Authorization/roleDefinitions',
        'acdd72a7-3385-48ef-bd42-f606fba81ae7'
      )
    }
  }
]
