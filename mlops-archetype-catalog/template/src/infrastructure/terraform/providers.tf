terraform {
  required_version = "~> 1.11"

  # Which release of the provider it is, is in .terraform.lock.hcl, for Linux, macOS and Windows. To take a newer one:
  # terraform init -upgrade && terraform providers lock -platform=linux_amd64 -platform=darwin_arm64 -platform=windows_amd64
  # Version 5 of azurerm (looked at: 5.10) wants one change here: azurerm_private_dns_zone_virtual_network_link takes
  # private_dns_zone_id in place of private_dns_zone_name and resource_group_name. Look at the plan of dev first.
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.81"
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
    storage {
      # Nothing here is set through the data plane, which a private network does not let the pipeline reach.
      data_plane_available = false
    }
    key_vault {
      # A deleted vault can be recovered during its retention period, and is recovered when the stage is created again.
      purge_soft_delete_on_destroy    = false
      recover_soft_deleted_key_vaults = true
    }
    machine_learning {
      # A workspace that is only soft-deleted keeps its name from the next one.
      purge_soft_deleted_workspace_on_destroy = true
    }
    log_analytics_workspace {
      permanently_delete_on_destroy = true
    }
  }
}
