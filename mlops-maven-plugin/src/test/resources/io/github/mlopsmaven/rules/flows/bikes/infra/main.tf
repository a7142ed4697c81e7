locals {
  config = {
    location = var.location
    sizes    = { small = "Standard_DS2_v2", large = "Standard_DS4_v2" }
  }
  tags = {
    project = "bikes"
    stage   = var.stage
  }
  clusters = {
    cpu = { size = "Standard_DS2_v2", nodes = 2 }
    gpu = { size = "Standard_NC6s_v3", nodes = 1 }
  }
}

resource "azurerm_resource_group" "this" {
  name     = "rg-bikes-${local.tags.stage}"
  location = local.config.location
  tags     = local.tags
}

module "storage" {
  source   = "./modules/storage"
  name     = "stbikes${var.stage}"
  location = azurerm_resource_group.this.location
  network  = var.network
  settings = {
    tier = "Standard"
    days = 7
  }
}

resource "azurerm_machine_learning_compute_cluster" "this" {
  for_each                      = local.clusters
  name                          = each.key
  location                      = local.config.location
  vm_size                       = each.value.size
  vm_priority                   = "Dedicated"
  machine_learning_workspace_id = var.workspace
  scale_settings {
    min_node_count                       = 0
    max_node_count                       = each.value.nodes
    scale_down_nodes_after_idle_duration = "PT5M"
  }
}

output "account" {
  value = module.storage.account.name
}

output "size" {
  value = local.config.sizes["small"]
}

output "subnet" {
  value = var.network.subnet_id
}
