variable "stage" {
  type        = string
  description = "Which stage"
  default     = "test"
}

variable "tags" {
  type    = map(string)
  default = {}
}
