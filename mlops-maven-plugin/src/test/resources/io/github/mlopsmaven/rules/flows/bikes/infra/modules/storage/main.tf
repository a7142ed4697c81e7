variable "name" {
  type = string
}

variable "location" {
  type = string
}

variable "network" {
  type = object({
    subnet_id = string
    public    = optional(bool, false)
  })
}

variable "settings" {
  type = object({
    tier = string
    days = number
  })
}

resource "azurerm_storage_account" "this" {
  name                          = var.name
  resource_group_name           = "rg"
  location                      = var.location
  account_tier                  = var.settings.tier
  account_replication_type      = "LRS"
  public_network_access_enabled = var.network.public
}

output "account" {
  value = {
    name = azurerm_storage_account.this.name
    id   = azurerm_storage_account.this.id
    days = var.settings.days
  }
}
