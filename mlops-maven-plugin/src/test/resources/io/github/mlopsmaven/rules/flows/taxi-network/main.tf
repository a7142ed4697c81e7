terraform {
  required_version = ">= 1.9"
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.81"
    }
  }
}
provider "azurerm" {
  features {}
}
provider "azurerm" {
  alias = "dns"
  features {}
}
variable "spokes" {
  type    = list(string)
  default = ["train", "serve"]
}
variable "is_private" {
  type    = bool
  default = true
}
variable "allowed" {
  type    = list(object({ name = string, ports = list(number) }))
  default = []
}
locals {
  subnets = {
    train = { prefix = "10.0.1.0/24", size = 24 }
    serve = { prefix = "10.0.2.0/24", size = 24 }
  }
  all    = concat(var.spokes, ["hub"])
  labels = [for name in local.all : { label = upper(name) }]
}
resource "azurerm_subnet" "spoke" {
  for_each             = local.subnets
  name                 = each.key
  resource_group_name  = "rg"
  virtual_network_name = "vnet"
  address_prefixes     = [each.value.prefix]
}
resource "azurerm_private_dns_zone" "zone" {
  count               = var.is_private ? 1 : 0
  name                = lower(local.labels[0].label)
  resource_group_name = "rg"
}
resource "azurerm_network_security_group" "group" {
  for_each            = toset(local.all)
  name                = each.value
  location            = "westeurope"
  resource_group_name = "rg"
  dynamic "security_rule" {
    for_each = var.allowed
    content {
      name                    = security_rule.value.name
      destination_port_ranges = security_rule.value.ports
    }
  }
}
module "rules" {
  source = "./modules/rules"
  names  = local.all
  days   = 30
  prefix = "taxi-net"
  providers = {
    azurerm.dns = azurerm.dns
  }
}
