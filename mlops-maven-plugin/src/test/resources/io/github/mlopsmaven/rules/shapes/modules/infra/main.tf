terraform {
  required_version = ">= 1.5"
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.0"
    }
  }
}

provider "azurerm" {
  features {}
}

locals {
  settings = yamldecode(file("${path.module}/../config/settings.yml"))
  tags     = merge({ stage = var.stage }, var.tags)
}

resource "azurerm_resource_group" "ml" {
  name     = local.settings.group
  location = local.settings.location
  tags     = local.tags
}

module "workspace" {
  source   = "./modules/workspace"
  name     = "mlw-${var.stage}"
  group    = azurerm_resource_group.ml.name
  location = azurerm_resource_group.ml.location
  script   = file("${path.module}/setup.sh")
}

output "workspace_id" {
  value = module.workspace.id
}
