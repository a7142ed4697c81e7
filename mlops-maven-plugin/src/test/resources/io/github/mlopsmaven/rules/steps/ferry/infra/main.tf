terraform {
  required_version = ">= 1.9"
}

variable "stage" {
  type = string
}

output "name" {
  value = "ferry-${var.stage}"
}
