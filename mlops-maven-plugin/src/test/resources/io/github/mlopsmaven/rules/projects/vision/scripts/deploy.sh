#!/bin/bash
set -e
workspace=$1
tag=$2
az ml batch-endpoint create -f ml/batch/endpoint.yml -w "$workspace"
az ml batch-deployment create -f ml/batch/deployment.yml -w "$workspace" --set tags.build="$tag" --set-default
