#!/usr/bin/env bash
set -euo pipefail
tag="${1:?usage: release.sh TAG}"
here="$(cd "$(dirname "$0")" && pwd)"
source "$here/lib.sh"
log "releasing $tag"
az ml model create --name forecast --version "$tag" --path "$here/../models/forecast" --type custom_model
