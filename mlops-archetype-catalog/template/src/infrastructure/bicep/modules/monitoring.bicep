// Azure creates the rule itself, some time after Application Insights, under this name, and it would stay when everything
// else is removed. With enable_monitoring it is on, and the stage has a cost budget.
// https://learn.microsoft.com/azure/azure-monitor/alerts/proactive-failure-diagnostics
import { settings } from '../types.bicep'

param config settings
param tags object
param applicationInsightsId string
param actionGroupId string

@description('A budget begins on the first day of a month that is not over.')
param budgetStart string = utcNow('yyyy-MM-01')

resource failures 'Microsoft.AlertsManagement/smartDetectorAlertRules@2021-04-01' = {
  name: 'Failure Anomalies - ${config.application_insights}'
  location: 'global'
  tags: tags
  properties: {
    state: config.enable_monitoring ? 'Enabled' : 'Disabled'
    severity: 'Sev3'
    frequency: 'PT1M'
    detector: {
      id: 'FailureAnomaliesDetector'
    }
    scope: [applicationInsightsId]
    actionGroups: {
      groupIds: [actionGroupId]
    }
  }
}

// In the currency that the subscription is billed in.
resource budget 'Microsoft.Consumption/budgets@2023-11-01' = if (config.enable_monitoring) {
  name: 'monthly'
  properties: {
    category: 'Cost'
    amount: config.monthly_budget
    timeGrain: 'Monthly'
    timePeriod: {
      startDate: budgetStart
    }
    notifications: {
      spent: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 80
        contactEmails: [config.alert_email]
      }
      expected: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: [config.alert_email]
      }
    }
  }
}
