// bicep
