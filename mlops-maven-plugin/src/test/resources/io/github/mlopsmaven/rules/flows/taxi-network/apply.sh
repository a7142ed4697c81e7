#!/bin/bash
set -eu
cd "$(dirname "$0")"
terraform init
terraform apply -var is_private=true
