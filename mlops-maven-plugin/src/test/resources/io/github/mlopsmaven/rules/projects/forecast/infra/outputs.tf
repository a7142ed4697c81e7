output "workspace_name" {
  value = module.workspace.name
}

output "storage_account" {
  value = module.storage.name
}
