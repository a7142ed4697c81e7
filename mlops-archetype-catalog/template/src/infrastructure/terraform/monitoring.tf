# With enable_monitoring there is a Data Explorer database to keep what the endpoints are asked and answer, for
# longer and with more questions than the model monitor has.

resource "azurerm_kusto_cluster" "this" {
  count = local.config.enable_monitoring ? 1 : 0

  name                        = local.config.data_explorer
  resource_group_name         = azurerm_resource_group.this.name
  location                    = azurerm_resource_group.this.location
  auto_stop_enabled           = true
  disk_encryption_enabled     = true
  streaming_ingestion_enabled = true
  # Reached with an identity only: a private endpoint would need DNS zones of the region, which are not made here.
  public_network_access_enabled = true
  tags                          = local.tags

  # The smallest there is; it has no service level agreement.
  sku {
    name     = "Dev(No SLA)_Standard_E2a_v4"
    capacity = 1
  }

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_kusto_database" "this" {
  count = local.config.enable_monitoring ? 1 : 0

  name                = "monitoring"
  resource_group_name = azurerm_resource_group.this.name
  location            = azurerm_resource_group.this.location
  cluster_name        = azurerm_kusto_cluster.this[0].name
  hot_cache_period    = "P7D"
  soft_delete_period  = "P90D"
}

# What runs on the compute cluster may add rows, and read none.
resource "azurerm_kusto_database_principal_assignment" "compute" {
  count = local.config.enable_monitoring ? 1 : 0

  name                = "compute"
  resource_group_name = azurerm_resource_group.this.name
  cluster_name        = azurerm_kusto_cluster.this[0].name
  database_name       = azurerm_kusto_database.this[0].name
  principal_id        = azurerm_user_assigned_identity.compute.client_id
  principal_type      = "App"
  tenant_id           = data.azurerm_client_config.current.tenant_id
  role                = "Ingestor"
}
