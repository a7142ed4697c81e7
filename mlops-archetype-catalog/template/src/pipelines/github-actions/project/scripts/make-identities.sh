#!/usr/bin/env bash
# Makes the three identities that the workflows sign in with, without a secret, and tells GitHub their ids:
#   scripts/make-identities.sh OWNER/REPOSITORY
# Signed in with `az login` (Owner of the subscription, allowed to register applications) and `gh auth login`.
# Everything is made in the subscription of `az account show`; run it again with STAGES=prod and another one
# to give prod a subscription of its own.
# It can be run again after a failure: what is missing is made, what is there already is left as it is. Only
# a trust in another subject (the repository was renamed or moved) and the variables are brought up to date.
set -euo pipefail
project="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
given="${1:?usage: make-identities.sh OWNER/REPOSITORY}"
read -ra stages <<< "${STAGES:-plan dev prod}"
subscription="$(az account show --query id --output tsv)"
tenant="$(az account show --query tenantId --output tsv)"
scope="/subscriptions/$subscription"

# Azure compares subjects in upper and lower case, as GitHub has the names; and what a subject begins with has
# ids in it for repositories that were made, renamed or moved since July 2026. GitHub is asked for both:
# https://docs.github.com/en/rest/actions/oidc
repository="$(gh api "repos/$given" --jq .full_name)"
prefix="$(gh api "repos/$repository/actions/oidc/customization/sub" \
  --jq ".sub_claim_prefix // \"repo:$repository\"")"
issuer="https://token.actions.githubusercontent.com"

# The roles that the infrastructure assigns: Storage Blob Data Contributor, AcrPull, AzureML Data Scientist.
assignable="ba92f5b4-2d11-453d-a403-e96b0029c9fe, 7f951dda-4ed3-4680-a7ca-43fe172d538d"
assignable+=", f6c7c914-8db3-469d-8ca1-694a8f32e121"
id="Microsoft.Authorization/roleAssignments"
only="ForAnyOfAnyValues:GuidEquals {$assignable}"
condition="((!(ActionMatches{'$id/write'})) OR (@Request[$id:RoleDefinitionId] $only))"
condition+=" AND ((!(ActionMatches{'$id/delete'})) OR (@Resource[$id:RoleDefinitionId] $only))"

# Answers are kept in variables first: a question that fails has to end the script, not to mean "none".
grant() { # object id, role, further arguments
  local found
  found="$(az role assignment list --assignee "$1" --role "$2" --scope "$scope" --query '[0].id' --output tsv)"
  [[ -z "$found" ]] || return 0
  az role assignment create --assignee-object-id "$1" --assignee-principal-type ServicePrincipal \
    --role "$2" --scope "$scope" --output none "${@:3}"
}

# To ask what Bicep would change is an action of its own, which Reader does not have.
what_if_role="${repository#*/}-what-if"
make_what_if_role() {
  local attempt found
  found="$(az role definition list --name "$what_if_role" --query '[0].id' --output tsv)"
  [[ -z "$found" ]] || return 0
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
  for attempt in {1..30}; do
    found="$(az role definition list --name "$what_if_role" --query '[0].id' --output tsv)"
    [[ -z "$found" ]] || return 0
    echo "waiting for the role $what_if_role ($attempt)"
    sleep 10
  done
  echo "the role $what_if_role does not appear: run this again later" >&2
  return 1
}

# Lets jobs of one environment sign in as an application.
trust() { # application id, subject
  local found
  found="$(az ad app federated-credential list --id "$1" \
    --query "[?subject=='$2' && issuer=='$issuer'].name" --output tsv)"
  [[ -z "$found" ]] || return 0
  found="$(az ad app federated-credential list --id "$1" --query "[?name=='github'].subject" --output tsv)"
  if [[ -n "$found" ]]; then
    echo "the application $1 trusted $found; now it trusts $2"
    az ad app federated-credential delete --id "$1" --federated-credential-id github --output none
  fi
  az ad app federated-credential create --id "$1" --output none --parameters "{
    \"name\": \"github\",
    \"issuer\": \"$issuer\",
    \"subject\": \"$2\",
    \"audiences\": [\"api://AzureADTokenExchange\"]
  }"
}

for stage in "${stages[@]}"; do
  name="${repository#*/}-$stage"
  # --display-name would also find names that only begin like this one.
  app="$(az ad app list --filter "displayName eq '$name'" --query '[].appId' --output tsv)"
  if [[ "$app" == *$'\n'* ]]; then
    echo "more than one application is called $name: delete or rename those that are not of $repository" >&2
    exit 1
  fi
  if [[ -z "$app" ]]; then
    app="$(az ad app create --display-name "$name" --query appId --output tsv)"
  fi
  object="$(az ad sp list --filter "appId eq '$app'" --query '[0].id' --output tsv)"
  if [[ -z "$object" ]]; then
    object="$(az ad sp create --id "$app" --query id --output tsv)"
  fi
  trust "$app" "$prefix:environment:$stage"
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

  # To make an environment again would take its reviewers and branches away.
  environments="$(gh api --paginate "repos/$repository/environments" \
    --jq '.environments[].name | ascii_downcase')"
  if [[ $'\n'"$environments"$'\n' != *$'\n'"$stage"$'\n'* ]]; then
    gh api --silent --method PUT "repos/$repository/environments/$stage"
  fi
  gh variable set AZURE_CLIENT_ID --repo "$repository" --env "$stage" --body "$app"
  gh variable set AZURE_TENANT_ID --repo "$repository" --env "$stage" --body "$tenant"
  gh variable set AZURE_SUBSCRIPTION_ID --repo "$repository" --env "$stage" --body "$subscription"
  echo "$stage: object id $object"
done
