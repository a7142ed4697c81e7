variable "location" {
  type    = string
  default = "westeurope"
}

variable "stage" {
  type = string
}

variable "workspace" {
  type = string
}

variable "network" {
  type = object({
    subnet_id = string
    public    = optional(bool, false)
  })
}

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
