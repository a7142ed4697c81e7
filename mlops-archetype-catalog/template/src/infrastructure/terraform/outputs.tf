output "resource_group" {
  description = "Name of the resource group."
  value       = data.azurerm_resource_group.this.name
}

output "workspace" {
  description = "Name of the Azure Machine Learning workspace."
  value       = azurerm_machine_learning_workspace.this.name
}
