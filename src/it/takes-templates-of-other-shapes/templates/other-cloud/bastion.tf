locals {
  bastion = true
}
