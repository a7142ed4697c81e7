using 'main.bicep'

param config = loadYamlContent('../config-infra-prod.yml').variables
