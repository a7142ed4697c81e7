#!/usr/bin/env bash
# What export-model.sh and import-model.sh share: `source promoted.sh`, after connect.sh.

# The name of the model, as the deployment has it.
promoted_name() { sed -nE 's/^model: azureml:([^@:]+).*$/\1/p' mlops/azureml/deploy/batch/deployment.yml; }

# The same for the same files of the same names: promoted_digest DIRECTORY
promoted_digest() {
  (cd "$1" && find . -type f -print0 | LC_ALL=C sort --zero-terminated | xargs -0 sha256sum) | sha256sum | cut -d ' ' -f 1
}
