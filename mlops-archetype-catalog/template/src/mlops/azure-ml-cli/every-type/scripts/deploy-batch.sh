#!/usr/bin/env bash
# Deploys a model to the stage's batch endpoint and scores the sample with it: deploy-batch.sh dev|prod [VERSION]
# VERSION of the model, or latest, or production: the one in production, the newest until there is one. Default:
# production. The deployment becomes the default only after the smoke test; of the others the default before stays.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=connect.sh
source "$(dirname "${BASH_SOURCE[0]}")/connect.sh" "${1:?usage: deploy-batch.sh dev|prod [VERSION]}"
# shellcheck source-path=SCRIPTDIR source=job.sh
source "$(dirname "${BASH_SOURCE[0]}")/job.sh"
version="${2:-production}"
batch=mlops/azureml/deploy/batch
endpoint="$(setting batch_endpoint)"
model="$(sed -nE 's/^model: azureml:([^@:]+).*$/\1/p' "$batch/deployment.yml")"
if [[ "$version" == production ]]; then
  version="$(az ml model list --name "$model" --query "[?tags.role=='production'].version" --output tsv \
    | sort --numeric-sort | tail --lines=1)"
  version="${version:-latest}"
fi
if [[ "$version" == latest ]]; then
  version="$(az ml model show --name "$model" --label latest --query version --output tsv)"
fi
deployment="v$version"
echo "$model version $version as $deployment of $endpoint"

az ml batch-endpoint show --name "$endpoint" --output none 2>/dev/null \
  || az ml batch-endpoint create --file "$batch/endpoint.yml" --name "$endpoint" --output none

az ml batch-deployment create --file "$batch/deployment.yml" --name "$deployment" --endpoint-name "$endpoint" \
  --set "model=azureml:$model:$version" --output none

job="$(az ml batch-endpoint invoke --name "$endpoint" --deployment-name "$deployment" \
  --input data/batch --input-type uri_folder --query name --output tsv)"
echo "smoke test: job $job"
await_job "$job"
if [[ "$job_status" != Completed ]]; then
  echo "the smoke test ended as $job_status; the endpoint's default stays as it was" >&2
  exit 1
fi
before="$(az ml batch-endpoint show --name "$endpoint" --query defaults.deployment_name --output tsv)"
az ml batch-endpoint update --name "$endpoint" --defaults "deployment_name=$deployment" --output none
echo "$deployment is the default of $endpoint"
# Deployed once more, it is its own predecessor: the one to go back to is among the others, and stays.
if [[ "$before" == "$deployment" ]]; then exit; fi
for old in $(az ml batch-deployment list --endpoint-name "$endpoint" --query "[].name" --output tsv); do
  if [[ "$old" != "$deployment" && "$old" != "$before" ]]; then
    az ml batch-deployment delete --name "$old" --endpoint-name "$endpoint" --yes --output none
    echo "$old is removed"
  fi
done
