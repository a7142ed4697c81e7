locals {
  config = yamldecode(file("${path.module}/../config-infra-${var.stage}.yml")).variables

  tags = {
    project     = local.config.project
    environment = local.config.environment
    managed-by  = "terraform"
  }
}

data "azurerm_client_config" "current" {}

# bootstrap.sh creates it, so that the identities of a stage have permissions only in it.
data "azurerm_resource_group" "this" {
  name = local.config.resource_group
}

resource "azurerm_log_analytics_workspace" "this" {
  name                = local.config.log_analytics
  resource_group_name = data.azurerm_resource_group.this.name
  location            = local.config.location
  sku                 = "PerGB2018"
  retention_in_days   = local.config.log_retention_days
  tags                = local.tags
}

resource "azurerm_application_insights" "this" {
  name                = local.config.application_insights
  resource_group_name = data.azurerm_resource_group.this.name
  location            = local.config.location
  workspace_id        = azurerm_log_analytics_workspace.this.id
  application_type    = "web"
  tags                = local.tags

  # See monitoring.tf: what Azure would create itself already exists then.
  depends_on = [azurerm_monitor_action_group.smart_detection]
}

resource "azurerm_storage_account" "this" {
  name                            = local.config.storage_account
  resource_group_name             = data.azurerm_resource_group.this.name
  location                        = local.config.location
  account_kind                    = "StorageV2"
  account_tier                    = "Standard"
  account_replication_type        = local.config.storage_redundancy
  min_tls_version                 = "TLS1_2"
  https_traffic_only_enabled      = true
  default_to_oauth_authentication = true
  allow_nested_items_to_be_public = false
  public_network_access_enabled   = !local.config.enable_private_network
  tags                            = local.tags

  # No one signs in with the account's key: a key in Terraform's state would open the data of the stage.
  # https://learn.microsoft.com/azure/machine-learning/how-to-disable-local-auth-storage
  shared_access_key_enabled = local.config.storage_shared_keys

  blob_properties {
    versioning_enabled = local.config.storage_recovery_days > 0

    dynamic "delete_retention_policy" {
      for_each = local.config.storage_recovery_days > 0 ? [local.config.storage_recovery_days] : []

      content {
        days = delete_retention_policy.value
      }
    }

    dynamic "container_delete_retention_policy" {
      for_each = local.config.storage_recovery_days > 0 ? [local.config.storage_recovery_days] : []

      content {
        days = container_delete_retention_policy.value
      }
    }
  }

  network_rules {
    default_action = local.config.enable_private_network ? "Deny" : "Allow"
    bypass         = ["AzureServices"]
  }

  # To destroy a stage, deploy.sh lays destroy.tf.override over this.
  lifecycle {
    prevent_destroy = true
  }
}

resource "azurerm_key_vault" "this" {
  name                          = local.config.key_vault
  resource_group_name           = data.azurerm_resource_group.this.name
  location                      = local.config.location
  tenant_id                     = data.azurerm_client_config.current.tenant_id
  sku_name                      = "standard"
  rbac_authorization_enabled    = true
  purge_protection_enabled      = true
  soft_delete_retention_days    = 14
  public_network_access_enabled = !local.config.enable_private_network
  tags                          = local.tags

  network_acls {
    default_action = local.config.enable_private_network ? "Deny" : "Allow"
    bypass         = "AzureServices"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# Only the premium tier has private endpoints.
resource "azurerm_container_registry" "this" {
  name                          = local.config.container_registry
  resource_group_name           = data.azurerm_resource_group.this.name
  location                      = local.config.location
  sku                           = local.config.enable_private_network ? "Premium" : "Standard"
  admin_enabled                 = false
  anonymous_pull_enabled        = false
  public_network_access_enabled = !local.config.enable_private_network
  network_rule_bypass_option    = "AzureServices"
  tags                          = local.tags
}

resource "azurerm_machine_learning_workspace" "this" {
  name                          = local.config.aml_workspace
  friendly_name                 = "${local.config.project} (${local.config.environment})"
  resource_group_name           = data.azurerm_resource_group.this.name
  location                      = local.config.location
  application_insights_id       = azurerm_application_insights.this.id
  container_registry_id         = azurerm_container_registry.this.id
  key_vault_id                  = azurerm_key_vault.this.id
  storage_account_id            = azurerm_storage_account.this.id
  public_network_access_enabled = !local.config.enable_private_network
  # Its data stores sign in with the identity of who reads them, not with the account's key.
  storage_account_access_type = local.config.storage_shared_keys ? "AccessKey" : "Identity"
  # A registry without public access builds no images itself.
  image_build_compute_name = local.config.enable_private_network && local.config.enable_aml_computecluster ? local.compute_name : null
  tags                     = local.tags

  # Azure gives the identity of the workspace what it needs on the four resources above. With the other one the model
  # monitor reads a storage account that takes no keys.
  identity {
    type         = "SystemAssigned, UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.compute.id]
  }

  managed_network {
    isolation_mode = local.config.enable_private_network ? "AllowInternetOutbound" : "Disabled"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "azurerm_monitor_diagnostic_setting" "workspace" {
  name                       = "logs"
  target_resource_id         = azurerm_machine_learning_workspace.this.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.this.id

  enabled_log {
    category_group = "allLogs"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}
