locals {
  # mlops/azureml names it.
  compute_name = "cpu-cluster"
}

# What runs on the cluster runs as this identity, with these roles and no others.
resource "azurerm_user_assigned_identity" "compute" {
  name                = local.config.compute_identity
  resource_group_name = data.azurerm_resource_group.this.name
  location            = local.config.location
  tags                = local.tags
}

resource "azurerm_role_assignment" "compute" {
  for_each = merge({
    # Reads data, writes outputs and models.
    storage = { scope = azurerm_storage_account.this.id, role = "Storage Blob Data Contributor" }
    # Pulls the training image.
    registry = { scope = azurerm_container_registry.this.id, role = "AcrPull" }
    # Logs to MLflow and registers models.
    workspace = { scope = azurerm_machine_learning_workspace.this.id, role = "AzureML Data Scientist" }
    }, local.config.storage_shared_keys ? {} : {
    # Batch deployments distribute their work through a queue and a table of the storage account.
    # https://learn.microsoft.com/azure/machine-learning/how-to-disable-local-auth-storage#scenarios-for-role-assignments
    queue = { scope = azurerm_storage_account.this.id, role = "Storage Queue Data Contributor" }
    table = { scope = azurerm_storage_account.this.id, role = "Storage Table Data Contributor" }
  })

  scope                = each.value.scope
  role_definition_name = each.value.role
  principal_id         = azurerm_user_assigned_identity.compute.principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_machine_learning_compute_cluster" "this" {
  count = local.config.enable_aml_computecluster ? 1 : 0

  name                          = local.compute_name
  location                      = local.config.location
  machine_learning_workspace_id = azurerm_machine_learning_workspace.this.id
  vm_size                       = local.config.compute_vm_size
  vm_priority                   = "Dedicated"
  local_auth_enabled            = false
  node_public_ip_enabled        = !local.config.enable_private_network
  tags                          = local.tags

  # Scales to zero when idle.
  scale_settings {
    min_node_count                       = 0
    max_node_count                       = local.config.compute_max_nodes
    scale_down_nodes_after_idle_duration = "PT5M"
  }

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.compute.id]
  }

  # With enable_private_network the managed network is made with the first cluster, which takes half an hour.
  timeouts {
    create = "90m"
  }

  depends_on = [
    azurerm_role_assignment.compute,
    azurerm_role_assignment.workspace,
    azurerm_machine_learning_workspace_network_outbound_rule_private_endpoint.table,
  ]
}
