using 'main.bicep'

param stage = 'test'
