# With enable_private_network nothing here has a public address: the workspace's computes live in a network that
# Azure Machine Learning manages, and people come in through private endpoints in this one, which you
# connect to your own (peering, VPN or a jump host).

locals {
  private = local.config.enable_private_network ? toset(["this"]) : toset([])

  private_endpoints = local.config.enable_private_network ? {
    blob     = { resource = azurerm_storage_account.this.id, zones = ["privatelink.blob.core.windows.net"] }
    file     = { resource = azurerm_storage_account.this.id, zones = ["privatelink.file.core.windows.net"] }
    vault    = { resource = azurerm_key_vault.this.id, zones = ["privatelink.vaultcore.azure.net"] }
    registry = { resource = azurerm_container_registry.this.id, zones = ["privatelink.azurecr.io"] }
    amlworkspace = {
      resource = azurerm_machine_learning_workspace.this.id
      zones    = ["privatelink.api.azureml.ms", "privatelink.notebooks.azure.net"]
    }
  } : {}

  private_zones = toset(flatten([for endpoint in values(local.private_endpoints) : endpoint.zones]))
}

resource "azurerm_virtual_network" "this" {
  for_each = local.private

  name                = local.config.virtual_network
  resource_group_name = data.azurerm_resource_group.this.name
  location            = local.config.location
  address_space       = ["10.0.0.0/24"]
  tags                = local.tags
}

resource "azurerm_network_security_group" "endpoints" {
  for_each = local.private

  name                = "nsg-${local.config.virtual_network}"
  resource_group_name = data.azurerm_resource_group.this.name
  location            = local.config.location
  tags                = local.tags
}

resource "azurerm_subnet" "endpoints" {
  for_each = local.private

  name                              = "private-endpoints"
  resource_group_name               = data.azurerm_resource_group.this.name
  virtual_network_name              = azurerm_virtual_network.this[each.key].name
  address_prefixes                  = ["10.0.0.0/26"]
  private_endpoint_network_policies = "NetworkSecurityGroupEnabled"
  default_outbound_access_enabled   = false
}

resource "azurerm_subnet_network_security_group_association" "endpoints" {
  for_each = local.private

  subnet_id                 = azurerm_subnet.endpoints[each.key].id
  network_security_group_id = azurerm_network_security_group.endpoints[each.key].id
}

resource "azurerm_private_dns_zone" "this" {
  for_each = local.private_zones

  name                = each.key
  resource_group_name = data.azurerm_resource_group.this.name
  tags                = local.tags
}

resource "azurerm_private_dns_zone_virtual_network_link" "this" {
  for_each = local.private_zones

  name                  = local.config.virtual_network
  resource_group_name   = data.azurerm_resource_group.this.name
  private_dns_zone_name = azurerm_private_dns_zone.this[each.key].name
  virtual_network_id    = azurerm_virtual_network.this["this"].id
  tags                  = local.tags
}

resource "azurerm_private_endpoint" "this" {
  for_each = local.private_endpoints

  name                = "pe-${local.config.aml_workspace}-${each.key}"
  resource_group_name = data.azurerm_resource_group.this.name
  location            = local.config.location
  subnet_id           = azurerm_subnet.endpoints["this"].id
  tags                = local.tags

  private_service_connection {
    name                           = each.key
    private_connection_resource_id = each.value.resource
    subresource_names              = [each.key]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = [for zone in each.value.zones : azurerm_private_dns_zone.this[zone].id]
  }
}

# The network that Azure Machine Learning manages reaches the resources through private endpoints of its own. Since April 2025
# the workspace has to be given the right to approve them.
# https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#approval-of-private-endpoints
resource "azurerm_role_assignment" "workspace" {
  for_each = local.private

  scope                = data.azurerm_resource_group.this.id
  role_definition_name = "Azure AI Enterprise Network Connection Approver"
  principal_id         = azurerm_machine_learning_workspace.this.identity[0].principal_id
  principal_type       = "ServicePrincipal"
}

# Azure makes endpoints for the four resources by itself. Spark, which the model monitor runs on, needs one of its own, and
# batch deployments need two. One after the other: a workspace takes one change of its network at a time.
resource "azurerm_machine_learning_workspace_network_outbound_rule_private_endpoint" "spark" {
  for_each = local.private

  name                = "storage-blob-spark"
  workspace_id        = azurerm_machine_learning_workspace.this.id
  service_resource_id = azurerm_storage_account.this.id
  sub_resource_target = "blob"
  spark_enabled       = true

  depends_on = [azurerm_role_assignment.workspace]
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_private_endpoint" "queue" {
  for_each = local.private

  name                = "storage-queue"
  workspace_id        = azurerm_machine_learning_workspace.this.id
  service_resource_id = azurerm_storage_account.this.id
  sub_resource_target = "queue"

  depends_on = [azurerm_machine_learning_workspace_network_outbound_rule_private_endpoint.spark]
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_private_endpoint" "table" {
  for_each = local.private

  name                = "storage-table"
  workspace_id        = azurerm_machine_learning_workspace.this.id
  service_resource_id = azurerm_storage_account.this.id
  sub_resource_target = "table"

  depends_on = [azurerm_machine_learning_workspace_network_outbound_rule_private_endpoint.queue]
}

# The studio looks through these two at data of a storage account that has no public address.
resource "azurerm_role_assignment" "studio" {
  for_each = { for name, endpoint in azurerm_private_endpoint.this : name => endpoint.id if contains(["blob", "file"], name) }

  scope                = each.value
  role_definition_name = "Reader"
  principal_id         = azurerm_machine_learning_workspace.this.identity[0].principal_id
  principal_type       = "ServicePrincipal"
}
