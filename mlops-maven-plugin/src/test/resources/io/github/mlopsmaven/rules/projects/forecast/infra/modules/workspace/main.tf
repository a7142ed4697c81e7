variable "name" { type = string }
variable "location" { type = string }
variable "resource_group" { type = string }
variable "storage_account_id" { type = string }
variable "clusters" {
  type = map(object({
    size = string
    max  = optional(number, 4)
  }))
}

data "azurerm_client_config" "current" {}

resource "azurerm_key_vault" "this" {
  name                = "kv-${var.name}"
  location            = var.location
  resource_group_name = var.resource_group
  tenant_id           = data.azurerm_client_config.current.tenant_id
  sku_name            = "standard"
}

resource "azurerm_application_insights" "this" {
  name                = "appi-${var.name}"
  location            = var.location
  resource_group_name = var.resource_group
  application_type    = "web"
}

resource "azurerm_machine_learning_workspace" "this" {
  name                    = var.name
  location                = var.location
  resource_group_name     = var.resource_group
  application_insights_id = azurerm_application_insights.this.id
  key_vault_id            = azurerm_key_vault.this.id
  storage_account_id      = var.storage_account_id
  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_machine_learning_compute_cluster" "this" {
  for_each                      = var.clusters
  name                          = each.key
  location                      = var.location
  vm_priority                   = "Dedicated"
  vm_size                       = each.value.size
  machine_learning_workspace_id = azurerm_machine_learning_workspace.this.id
  scale_settings {
    min_node_count                       = 0
    max_node_count                       = each.value.max
    scale_down_nodes_after_idle_duration = "PT5M"
  }
}

output "name" {
  value = azurerm_machine_learning_workspace.this.name
}
