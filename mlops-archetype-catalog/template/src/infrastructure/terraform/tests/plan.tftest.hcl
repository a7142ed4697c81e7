# terraform test: plans both stages without Azure.

mock_provider "azurerm" {
  mock_data "azurerm_client_config" {
    defaults = {
      tenant_id = "00000000-0000-0000-0000-000000000000"
    }
  }
}

variables {
  stage = "dev"
}

run "dev" {
  command = plan

  assert {
    condition     = can(regex("^[a-z0-9]{3,24}$", azurerm_storage_account.this.name))
    error_message = "A storage account has 3 to 24 lower case letters and digits."
  }

  assert {
    condition     = can(regex("^[a-zA-Z][a-zA-Z0-9-]{1,22}[a-zA-Z0-9]$", azurerm_key_vault.this.name))
    error_message = "A key vault has 3 to 24 letters, digits and hyphens."
  }

  assert {
    condition     = can(regex("^[a-zA-Z0-9]{5,50}$", azurerm_container_registry.this.name))
    error_message = "A container registry has 5 to 50 letters and digits."
  }

  assert {
    condition     = !azurerm_storage_account.this.allow_nested_items_to_be_public && !azurerm_container_registry.this.admin_enabled
    error_message = "No blob is public, and the registry has no administrator."
  }

  assert {
    condition     = azurerm_storage_account.this.shared_access_key_enabled == (azurerm_machine_learning_workspace.this.storage_account_access_type == "AccessKey")
    error_message = "Where the storage account takes no keys the workspace uses none."
  }

  assert {
    condition     = length(azurerm_role_assignment.compute) == (local.config.storage_shared_keys ? 3 : 5)
    error_message = "The compute identity has three roles, and two more where the storage account takes no keys."
  }
}

run "switches" {
  command = plan

  assert {
    condition     = length(azurerm_private_endpoint.this) == (local.config.enable_private_network ? 5 : 0)
    error_message = "With enable_private_network each of five services has a private endpoint, without it none."
  }

  assert {
    condition = alltrue([
      for public in [
        azurerm_storage_account.this.public_network_access_enabled,
        azurerm_key_vault.this.public_network_access_enabled,
        azurerm_container_registry.this.public_network_access_enabled,
        azurerm_machine_learning_workspace.this.public_network_access_enabled,
      ] : public != local.config.enable_private_network
    ])
    error_message = "With enable_private_network nothing is reached from the public network."
  }

  assert {
    condition     = length(azurerm_role_assignment.workspace) == (local.config.enable_private_network ? 1 : 0) && length(azurerm_role_assignment.studio) == (local.config.enable_private_network ? 2 : 0)
    error_message = "With enable_private_network the workspace approves the endpoints of its network, and the studio sees two of ours."
  }

  assert {
    condition     = length(azurerm_consumption_budget_resource_group.this) == (local.config.enable_monitoring ? 1 : 0)
    error_message = "There is a budget with enable_monitoring only."
  }

  assert {
    condition     = length(azurerm_machine_learning_compute_cluster.this) == (local.config.enable_aml_computecluster ? 1 : 0)
    error_message = "There is a compute cluster with enable_aml_computecluster only."
  }
}

run "prod" {
  command = plan

  variables {
    stage = "prod"
  }

  assert {
    condition     = azurerm_machine_learning_workspace.this.tags["environment"] != ""
    error_message = "Every resource says which environment it belongs to."
  }
}

run "no_other_stage" {
  command = plan

  variables {
    stage = "test"
  }

  expect_failures = [var.stage]
}
