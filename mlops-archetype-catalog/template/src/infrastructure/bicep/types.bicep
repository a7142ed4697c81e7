// What main.bicep reads from config-infra-*.yml.

@export()
@description('The names and switches of a stage.')
type settings = {
  project: string
  location: string
  environment: string

  resource_group: string
  aml_workspace: string
  @minLength(3)
  @maxLength(24)
  storage_account: string
  @minLength(3)
  @maxLength(24)
  key_vault: string
  @minLength(5)
  @maxLength(50)
  container_registry: string
  application_insights: string
  log_analytics: string
  virtual_network: string
  compute_identity: string

  enable_aml_computecluster: bool
  enable_monitoring: bool
  enable_private_network: bool
  compute_vm_size: string
  @minValue(1)
  compute_max_nodes: int
  storage_redundancy: 'LRS' | 'ZRS' | 'GRS' | 'GZRS'
  storage_shared_keys: bool
  @minValue(0)
  @maxValue(365)
  storage_recovery_days: int
  @minValue(30)
  @maxValue(730)
  log_retention_days: int
  alert_email: string
  @minValue(1)
  monthly_budget: int

  @description('What only scripts use, such as the names of endpoints; numbers too are texts there: "7".')
  *: string
}
