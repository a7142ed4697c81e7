#!/usr/bin/env bash
# Makes the three identities that the workflows sign in with, without a secret, and tells GitHub their ids:
#   scripts/make-identities.sh OWNER/REPOSITORY
# Signed in with `az login` (Owner of the subscription, allowed to register applications) and `gh auth login`.
# Everything is made in the subscription of `az account show`; run it again with STAGES=prod and another one
# to give prod a subscription of its own. What is there already is left as it is.
set -euo pipefail
project="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
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

# To ask what Bicep would change is an action of its own, which Reader does not have.
what_if_role="${repository#*/}-what-if"
make_what_if_role() {
  [[ -z "$(az role definition list --name "$what_if_role" --query '[0].id' --output tsv)" ]] || return 0
  az role definition create --output none --role-definition "{
    \"Name\": \"$what_if_role\",
    \"Description\": \"Ask what a deployment would change\",
    \"Actions\": [
      \"Microsoft.Resources/deployments/validate/action\",
      \"Microsoft.Resources/deployments/whatIf/action\"
    ],
    \"AssignableScopes\": [\"$scope\"]
  }"
  # It takes a while until every part of Azure knows it.
  local attempt
  for attempt in {1..30}; do
    [[ -z "$(az role definition list --name "$what_if_role" --query '[0].id' --output tsv)" ]] || return 0
    echo "waiting for the role $what_if_role ($attempt)"
    sleep 10
  done
  echo "the role $what_if_role does not appear: run this again later" >&2
  return 1
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
    if [[ -f "$project/infrastructure/main.bicep" ]]; then
      make_what_if_role
      grant "$object" "$what_if_role"
    fi
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
