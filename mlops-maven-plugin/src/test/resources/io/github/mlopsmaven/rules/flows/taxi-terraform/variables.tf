variable "stage" {
  type        = string
  description = "stage"
  validation {
    condition     = contains(["dev", "prod"], var.stage)
    error_message = "dev or prod"
  }
}
variable "names" {
  type    = list(string)
  default = ["a"]
}
variable "groups" {
  type    = map(list(string))
  default = {}
}
variable "tags" {
  type     = map(string)
  default  = {}
  nullable = false
}
variable "enabled" {
  type    = bool
  default = true
}
variable "connections" {
  type    = map(string)
  default = {}
}
variable "hub_subscription" {
  type      = string
  sensitive = true
}
variable "node" {
  type = object({
    size = string
    min  = optional(number, 0)
    max  = number
  })
  default = {
    size = "s"
    max  = 3
  }
}
output "node_size" {
  value = var.node.size
}
