variable "stage" {
  description = "Which of the files config-infra-*.yml describes what is deployed: dev or prod."
  type        = string

  validation {
    condition     = contains(["dev", "prod"], var.stage)
    error_message = "The stage is dev or prod."
  }
}
