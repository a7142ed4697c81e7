output "resource_group" {
  description = "Name of the resource group."
  value       = azurerm_resource_group.this.name
}

output "workspace" {
  description = "Name of the Azure Machine Learning workspace."
  value       = azurerm_machine_learning_workspace.this.name
}

output "data_explorer_uri" {
  description = "Address of the Data Explorer cluster; empty without enable_monitoring."
  value       = one(azurerm_kusto_cluster.this[*].uri)
}
