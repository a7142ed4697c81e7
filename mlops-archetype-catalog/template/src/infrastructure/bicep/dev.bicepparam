using 'main.bicep'

param config = loadYamlContent('../config-infra-dev.yml').variables
