resource "azurerm_storage_account" "store" {
  name                     = replace("st${var.name}", "-", "")
  resource_group_name      = var.group
  location                 = var.location
  account_tier             = "Standard"
  account_replication_type = "LRS"
}

resource "terraform_data" "setup" {
  input      = var.script
  depends_on = [azurerm_storage_account.store]
}

variable "name" {
  type = string
}

variable "group" {
  type = string
}

variable "location" {
  type = string
}

variable "script" {
  type = string
}

output "id" {
  value = azurerm_storage_account.store.id
}
