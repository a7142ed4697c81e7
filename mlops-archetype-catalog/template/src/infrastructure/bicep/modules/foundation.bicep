// What the workspace is made of: storage, key vault, registry, Application Insights; and the identity of its computes.
import { settings } from '../types.bicep'

param config settings
param location string
param tags object

var publicAccess = config.enable_private_network ? 'Disabled' : 'Enabled'
var readers = [
  {
    name: 'alert-email'
    emailAddress: config.alert_email
    useCommonAlertSchema: true
  }
]
var defaultAction = config.enable_private_network ? 'Deny' : 'Allow'
var recovery = config.storage_recovery_days > 0

resource logAnalytics 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: config.log_analytics
  location: location
  tags: tags
  properties: {
    retentionInDays: config.log_retention_days
    sku: {
      name: 'PerGB2018'
    }
  }
}

// Azure would make it by itself, after Application Insights and under this name: see monitoring.bicep.
resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'Application Insights Smart Detection'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'SmartDetect'
    // With enable_monitoring it is sent to alert_email.
    emailReceivers: config.enable_monitoring ? readers : []
  }
}

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' = {
  name: config.application_insights
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: logAnalytics.id
  }
  dependsOn: [
    actionGroup
  ]
}

resource storageAccount 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: config.storage_account
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: 'Standard_${config.storage_redundancy}'
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    // No one signs in with the account's key.
    // https://learn.microsoft.com/azure/machine-learning/how-to-disable-local-auth-storage
    allowSharedKeyAccess: config.storage_shared_keys
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    publicNetworkAccess: publicAccess
    supportsHttpsTrafficOnly: true
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: defaultAction
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      isVersioningEnabled: recovery
      deleteRetentionPolicy: {
        enabled: recovery
        days: recovery ? config.storage_recovery_days : null
      }
      containerDeleteRetentionPolicy: {
        enabled: recovery
        days: recovery ? config.storage_recovery_days : null
      }
    }
  }
}

resource keyVault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: config.key_vault
  location: location
  tags: tags
  properties: {
    tenantId: subscription().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enablePurgeProtection: true
    softDeleteRetentionInDays: 14
    publicNetworkAccess: publicAccess
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: defaultAction
    }
  }
}

// Only the premium tier has private endpoints.
resource containerRegistry 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: config.container_registry
  location: location
  tags: tags
  sku: {
    name: config.enable_private_network ? 'Premium' : 'Standard'
  }
  properties: {
    adminUserEnabled: false
    networkRuleBypassOptions: 'AzureServices'
    publicNetworkAccess: publicAccess
  }
}

// What runs on the cluster runs as this identity. The model monitor reads a storage account that takes no keys with it.
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: config.compute_identity
  location: location
  tags: tags
}

output actionGroupId string = actionGroup.id
output applicationInsightsId string = applicationInsights.id
output containerRegistryId string = containerRegistry.id
output identityId string = identity.id
output identityPrincipalId string = identity.properties.principalId
output keyVaultId string = keyVault.id
output logAnalyticsId string = logAnalytics.id
output storageAccountId string = storageAccount.id
