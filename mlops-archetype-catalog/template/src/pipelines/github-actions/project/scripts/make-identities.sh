#!/usr/bin/env bash
# Makes the three identities that the workflows sign in with, without a secret, and tells GitHub their ids:
#   scripts/make-identities.sh OWNER/REPOSITORY
# Signed in with `az login` (Owner of the subscription, allowed to register applications) and `gh auth login`.
# Everything is made in the subscription of `az account show`; run it again with STAGES=prod and another one
# to give prod a subscription of its own. What is there already is left as it is.
set -euo pipefail
repository="${1:?usage: make-identities.sh OWNER/REPOSITORY}"
read -ra stages <<< "${STAGES:-plan dev prod}"
subscription="$(az account show --query id --output tsv)"
tenant="$(az account show --query tenantId --output tsv)"
scope="/subscriptions/$subscription"

# The roles that the infrastructure assigns: Storage Blob Data Contributor, AcrPull, AzureML Data Scientist.
assignable="ba92f5b4-2d11-453d-a403-e96b0029c9fe, 7f951dda-4ed3-4680-a7ca-43fe172d538d"
assignable+=", f6c7c914-8db3-469d-8ca1-694a8f32e121"
id="Microsoft.Authorization/roleAssignments"
only="ForAnyOfAnyValues:GuidEquals {$assignable}"
condition="((!(ActionMatches{'$id/write'})) OR (@Request[$id:RoleDefinitionId] $only))"
condition+=" AND ((!(ActionMatches{'$id/delete'})) OR (@Resource[$id:RoleDefinitionId] $only))"

grant() { # object id, role, further arguments
  az role assignment create --assignee-object-id "$1" --assignee-principal-type ServicePrincipal \
    --role "$2" --scope "$scope" --output none "${@:3}"
}

for stage in "${stages[@]}"; do
  name="${repository#*/}-$stage"
  app="$(az ad app list --display-name "$name" --query '[0].appId' --output tsv)"
  if [[ -z "$app" ]]; then
    app="$(az ad app create --display-name "$name" --query appId --output tsv)"
    az ad sp create --id "$app" --output none
    az ad app federated-credential create --id "$app" --output none --parameters "{
      \"name\": \"github\",
      \"issuer\": \"https://token.actions.githubusercontent.com\",
      \"subject\": \"repo:$repository:environment:$stage\",
      \"audiences\": [\"api://AzureADTokenExchange\"]
    }"
  fi
  object="$(az ad sp show --id "$app" --query id --output tsv)"
  if [[ "$stage" == plan ]]; then
    grant "$object" Reader
  else
    grant "$object" Contributor
    grant "$object" "Role Based Access Control Administrator" --condition "$condition" --condition-version 2.0
  fi

  gh api --silent --method PUT "repos/$repository/environments/$stage"
  gh variable set AZURE_CLIENT_ID --repo "$repository" --env "$stage" --body "$app"
  gh variable set AZURE_TENANT_ID --repo "$repository" --env "$stage" --body "$tenant"
  gh variable set AZURE_SUBSCRIPTION_ID --repo "$repository" --env "$stage" --body "$subscription"
  echo "$stage: object id $object"
done
