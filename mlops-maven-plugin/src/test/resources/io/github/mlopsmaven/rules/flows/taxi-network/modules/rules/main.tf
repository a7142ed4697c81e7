terraform {
  required_providers {
    azurerm = {
      source                = "hashicorp/azurerm"
      configuration_aliases = [azurerm.dns]
    }
  }
}
variable "names" {
  type = list(string)
}
variable "days" {
  type = number
  validation {
    condition     = var.days >= 7 && var.days <= 90
    error_message = "Logs are kept for 7 to 90 days."
  }
}
variable "prefix" {
  type = string
  validation {
    condition     = can(regex("^[a-z][a-z-]+$", var.prefix)) && length(var.prefix) <= 12
    error_message = "At most 12 small letters and hyphens."
  }
}
output "all" {
  value = [for name in var.names : "${var.prefix}-${name}-${var.days}"]
}
