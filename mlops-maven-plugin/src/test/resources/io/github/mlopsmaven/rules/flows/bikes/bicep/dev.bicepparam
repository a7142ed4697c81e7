using 'main.bicep'

param stage = 'dev'
param tags = {
  project: 'bikes'
}
