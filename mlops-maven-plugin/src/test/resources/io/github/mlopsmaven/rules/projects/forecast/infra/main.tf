terraform {
  required_version = ">= 1.6"
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 3.110"
    }
  }
  backend "azurerm" {}
}

provider "azurerm" {
  features {}
}

locals {
  base = "${var.name}-${var.environment}"
  tags = merge(var.tags, { environment = var.environment })
}

resource "azurerm_resource_group" "main" {
  name     = "rg-${local.base}"
  location = var.location
  tags     = local.tags
}

module "storage" {
  source         = "./modules/storage"
  name           = replace("st${local.base}", "-", "")
  location       = var.location
  resource_group = azurerm_resource_group.main.name
  tags           = local.tags
}

module "workspace" {
  source             = "./modules/workspace"
  name               = "mlw-${local.base}"
  location           = var.location
  resource_group     = azurerm_resource_group.main.name
  storage_account_id = module.storage.id
  clusters           = var.clusters
}
