terraform {
  required_providers {
    azurerm = {
      source = "hashicorp/azurerm"
    }
  }
}
variable "name" { type = string }
variable "size" { type = number }
variable "zones" {
  type    = list(string)
  default = []
}
variable "tags" {
  type    = map(string)
  default = {}
}
resource "azurerm_service_plan" "this" {
  name                = var.name
  location            = "x"
  resource_group_name = "y"
  os_type             = "Linux"
  sku_name            = "S${var.size}"
  tags                = merge(var.tags, { z = join(",", var.zones) })
}
output "id" {
  value = azurerm_service_plan.this.id
}
