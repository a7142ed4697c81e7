variable "name" {
  type    = string
  default = "forecast"
}

variable "environment" {
  type = string
  validation {
    condition     = contains(["test", "live"], var.environment)
    error_message = "The environment is test or live."
  }
}

variable "location" {
  type    = string
  default = "westeurope"
}

variable "tags" {
  type    = map(string)
  default = {}
}

variable "clusters" {
  type = map(object({
    size = string
    max  = optional(number, 4)
  }))
  default = {}
}
