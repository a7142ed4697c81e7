# Azure creates the two resources below itself, some time after Application Insights, in the resource group and with
# these names. They would stay when everything else is destroyed. Declared here, they are created once and destroyed too.
# https://learn.microsoft.com/azure/azure-monitor/alerts/proactive-failure-diagnostics

resource "azurerm_monitor_action_group" "smart_detection" {
  name                = "Application Insights Smart Detection"
  short_name          = "SmartDetect"
  resource_group_name = data.azurerm_resource_group.this.name
  tags                = local.tags

  # With enable_monitoring it is sent to alert_email.
  dynamic "email_receiver" {
    for_each = local.config.enable_monitoring ? [local.config.alert_email] : []

    content {
      name          = "alert-email"
      email_address = email_receiver.value
    }
  }
}

resource "azurerm_monitor_smart_detector_alert_rule" "failures" {
  name                = "Failure Anomalies - ${azurerm_application_insights.this.name}"
  resource_group_name = data.azurerm_resource_group.this.name
  detector_type       = "FailureAnomaliesDetector"
  scope_resource_ids  = [azurerm_application_insights.this.id]
  severity            = "Sev3"
  frequency           = "PT1M"
  enabled             = local.config.enable_monitoring
  tags                = local.tags

  action_group {
    ids = [azurerm_monitor_action_group.smart_detection.id]
  }
}

# With enable_monitoring the stage has a cost budget, in the currency that the subscription is billed in.
resource "azurerm_consumption_budget_resource_group" "this" {
  count = local.config.enable_monitoring ? 1 : 0

  name              = "monthly"
  resource_group_id = data.azurerm_resource_group.this.id
  amount            = local.config.monthly_budget
  time_grain        = "Monthly"

  # A budget starts on the first day of a month that is not over; the date is not checked afterwards.
  time_period {
    start_date = formatdate("YYYY-MM-01'T'00:00:00Z", plantimestamp())
  }

  notification {
    operator       = "GreaterThan"
    threshold      = 80
    contact_emails = [local.config.alert_email]
  }

  notification {
    operator       = "GreaterThan"
    threshold      = 100
    threshold_type = "Forecasted"
    contact_emails = [local.config.alert_email]
  }

  lifecycle {
    ignore_changes = [time_period]
  }
}
