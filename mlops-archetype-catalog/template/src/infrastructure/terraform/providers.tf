terraform {
  required_version = "~> 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.55"
    }
  }

  # deploy.sh gives the rest from config-infra-*.yml.
  backend "azurerm" {
    key              = "mlops.tfstate"
    use_azuread_auth = true
  }
}

# The subscription and the identity come from the environment (ARM_*, or `az login`).
provider "azurerm" {
  # bootstrap.sh registers what is needed, so that the pipeline's identity need not be allowed to.
  resource_provider_registrations = "none"
  storage_use_azuread             = true

  features {
    application_insights {
      # It would belong to no one and keep the resource group from being deleted.
      disable_generated_rule = true
    }
    key_vault {
      # A deleted vault can be brought back for as long as its retention says.
      purge_soft_delete_on_destroy    = false
      recover_soft_deleted_key_vaults = true
    }
    resource_group {
      prevent_deletion_if_contains_resources = true
    }
  }
}
