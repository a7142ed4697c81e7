terraform {
  required_version = ">= 1.5.0"
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 3.100"
      configuration_aliases = [azurerm.hub]
    }
    random = {
      source  = "hashicorp/random"
      version = "~> 3.6"
    }
  }
}

provider "azurerm" {
  features {}
}

provider "azurerm" {
  alias           = "hub"
  subscription_id = var.hub_subscription
  features {}
}

locals {
  config  = yamldecode(file("${path.module}/conf/stages.yml"))
  stage   = local.config.stages[var.stage]
  names   = { for name in var.names : name => upper(name) }
  flat    = flatten([for group, items in var.groups : [for item in items : { group = group, item = item }]])
  by_key  = { for pair in local.flat : "${pair.group}-${pair.item}" => pair }
  first   = var.names[0]
  enabled = var.enabled ? 1 : 0
  region  = local.config.region
  big     = [for n in var.names : n if length(n) > 3]
}

resource "azurerm_resource_group" "main" {
  name     = "rg-${var.stage}"
  location = local.region
  tags     = merge(var.tags, { sku = local.stage.sku })
  lifecycle {
    prevent_destroy = true
    ignore_changes  = [tags]
  }
}

resource "azurerm_storage_account" "data" {
  for_each                 = local.names
  name                     = "st${each.key}"
  location                 = azurerm_resource_group.main.location
  resource_group_name      = azurerm_resource_group.main.name
  account_tier             = "Standard"
  account_replication_type = each.value == "A" ? "LRS" : "ZRS"
}

resource "azurerm_public_ip" "ip" {
  count               = local.enabled
  provider            = azurerm.hub
  name                = "ip-${count.index}"
  location            = azurerm_resource_group.main.location
  resource_group_name = azurerm_resource_group.main.name
  allocation_method   = "Static"
  depends_on          = [azurerm_resource_group.main]
}

resource "azurerm_linux_web_app" "api" {
  name                = "api"
  location            = azurerm_resource_group.main.location
  resource_group_name = azurerm_resource_group.main.name
  service_plan_id     = module.plan.id
  site_config {}
  dynamic "connection_string" {
    for_each = var.connections
    content {
      name  = connection_string.key
      type  = "Custom"
      value = connection_string.value
    }
  }
  app_settings = {
    START = templatefile("${path.module}/start.tftpl", { stage = var.stage, names = var.names })
    IP    = one(azurerm_public_ip.ip[*].ip_address)
    IP0   = var.enabled ? azurerm_public_ip.ip[0].ip_address : ""
    ST    = azurerm_storage_account.data["a"].id
    ALL   = join(",", [for s in azurerm_storage_account.data : s.id])
  }
}

module "plan" {
  source = "./modules/plan"
  providers = {
    azurerm = azurerm.hub
  }
  name  = "plan"
  size  = 2
  zones = ["1", "2"]
  tags  = { a = "b" }
}

module "many" {
  source   = "./modules/plan"
  for_each = toset(var.names)
  name     = each.key
  size     = 1
}

moved {
  from = azurerm_storage_account.old
  to   = azurerm_storage_account.data
}

import {
  to = azurerm_resource_group.main
  id = "/subscriptions/x/resourceGroups/y"
}

check "ok" {
  assert {
    condition     = var.stage != ""
    error_message = "empty"
  }
}

removed {
  from = azurerm_public_ip.gone
  lifecycle {
    destroy = false
  }
}

data "azurerm_client_config" "me" {}

output "plan" {
  value = module.plan.id
}
output "plans" {
  value     = [for k, m in module.many : m.id]
  sensitive = true
}
output "one" {
  value = module.many["x"].id
}
output "tenant" {
  value = data.azurerm_client_config.me.tenant_id
}
