#!/usr/bin/env bash
# What make-identities.sh creates in Azure, sourced by it. Two identities for each stage: one plans, the other deploys. Their
# rights end at the resource group of the stage, the state of the stage and its plans; no one has a right in the
# subscription but to see which key vaults were deleted.
# Whatever runs this is signed in with `az login` as Owner of the subscriptions, allowed to register applications.
# It can be run again after a failure: what is missing is created, existing resources are kept.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
# shellcheck disable=SC2034 # for the script that sources this
tenant="$(az account show --query tenantId --output tsv)"
signed_in="$(az account show --query id --output tsv)"
# STAGES=prod creates what one stage needs.
# shellcheck disable=SC2034 # for the script that sources this
read -ra stages <<< "${STAGES:-dev prod}"

# The roles that the infrastructure assigns: Storage Blob, Storage Queue and Storage Table Data Contributor, AcrPull, AzureML
# Data Scientist; in a private network also Azure AI Enterprise Network Connection Approver, and Reader.
assignable="ba92f5b4-2d11-453d-a403-e96b0029c9fe, 974c5e8b-45b9-4653-ba55-5f855dd0fb88"
assignable+=", 0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3, 7f951dda-4ed3-4680-a7ca-43fe172d538d"
assignable+=", f6c7c914-8db3-469d-8ca1-694a8f32e121, b556d68e-0be0-4f35-a333-ad7ee1ce17ea"
assignable+=", acdd72a7-3385-48ef-bd42-f606fba81ae7"

# Answers are stored in variables first: a request that fails must end the script, and not mean "none".

setting_of() { # stage, name of a setting
  (
    # shellcheck source=/dev/null
    source "$root/scripts/config.sh" "$1"
    setting "$2"
  )
}

# Creates what the identities of a stage get permissions for. Sets `subscription`, `group` and, with Terraform, `state`.
prepare_stage() { # stage
  az account set --subscription "$signed_in"
  bash "$root/infrastructure/bootstrap.sh" "$1"
  subscription="$(setting_of "$1" subscription)"
  [[ "$subscription" != current ]] || subscription="$signed_in"
  az account set --subscription "$subscription"
  group="/subscriptions/$subscription/resourceGroups/$(setting_of "$1" resource_group)"
  state=""
  if [[ -f "$root/infrastructure/main.tf" ]]; then
    state="/subscriptions/$subscription/resourceGroups/$(setting_of "$1" terraform_state_resource_group)"
    state+="/providers/Microsoft.Storage/storageAccounts/$(setting_of "$1" terraform_state_storage_account)"
    state+="/blobServices/default/containers"
  fi
}

# A role in a scope, for a service principal.
grant() { # object id, role, scope, further arguments
  local found
  found="$(az role assignment list --assignee "$1" --role "$2" --scope "$3" --query '[0].id' --output tsv)"
  [[ -z "$found" ]] || return 0
  az role assignment create --assignee-object-id "$1" --assignee-principal-type ServicePrincipal \
    --role "$2" --scope "$3" --output none "${@:4}"
}

# Creates a role with a few actions that no built-in role has without others.
make_role() { # name, description, scope, actions
  local attempt found actions
  found="$(az role definition list --name "$1" --scope "$3" --query '[0].id' --output tsv)"
  [[ -z "$found" ]] || return 0
  printf -v actions '"%s", ' "${@:4}"
  az role definition create --output none --role-definition "{
    \"Name\": \"$1\",
    \"Description\": \"$2\",
    \"Actions\": [${actions%, }],
    \"AssignableScopes\": [\"$3\"]
  }"
  # It takes a while until all of Azure knows it.
  for attempt in {1..30}; do
    found="$(az role definition list --name "$1" --scope "$3" --query '[0].id' --output tsv)"
    [[ -z "$found" ]] || return 0
    echo "waiting for the role $1 ($attempt)"
    sleep 10
  done
  echo "the role $1 does not appear: run this again later" >&2
  return 1
}

# The right to assign some roles, and no others, in a scope.
grant_assigning() { # object id, scope, ids of the roles with commas between
  local id="Microsoft.Authorization/roleAssignments" only="ForAnyOfAnyValues:GuidEquals {$3}" condition
  local role="Role Based Access Control Administrator" found before
  [[ -n "$3" ]] || return 0
  condition="((!(ActionMatches{'$id/write'})) OR (@Request[$id:RoleDefinitionId] $only))"
  condition+=" AND ((!(ActionMatches{'$id/delete'})) OR (@Resource[$id:RoleDefinitionId] $only))"
  # With another list of roles, as an earlier version of the project had it, the right is replaced.
  found="$(az role assignment list --assignee "$1" --role "$role" --scope "$2" --query '[0].id' --output tsv)"
  if [[ -n "$found" ]]; then
    before="$(az role assignment list --assignee "$1" --role "$role" --scope "$2" --query '[0].condition' --output tsv)"
    [[ "$before" == "$condition" ]] || az role assignment delete --ids "$found" --output none
  fi
  grant "$1" "$role" "$2" --condition "$condition" --condition-version 2.0
}

# The right to ask what a deployment of Bicep would change: an action that Reader does not have.
grant_what_if() { # object id, scope, name of the role
  make_role "$3" "Ask what a deployment would change" "$2" \
    Microsoft.Resources/deployments/validate/action Microsoft.Resources/deployments/whatIf/action
  grant "$1" "$3" "$2"
}

# Creates an application and its service principal, and sets `app` and `object` to their ids. A name has the owner in it,
# so that a project of the same name does not take over the applications of another owner.
make_identity() { # name
  local quote="'"
  # --display-name would also find names that only begin like this one.
  app="$(az ad app list --filter "displayName eq '${1//$quote/$quote$quote}'" --query '[].appId' --output tsv)"
  if [[ "$app" == *$'\n'* ]]; then
    echo "more than one application is called $1: delete or rename those that are not of this project" >&2
    exit 1
  fi
  if [[ -z "$app" ]]; then
    app="$(az ad app create --display-name "$1" --query appId --output tsv)"
  fi
  object="$(az ad sp list --filter "appId eq '$app'" --query '[0].id' --output tsv)"
  if [[ -z "$object" ]]; then
    object="$(az ad sp create --id "$app" --query id --output tsv)"
  fi
}

# Lets the holder of a token of an issuer with a subject sign in as an application. A credential that differs in one of
# issuer, subject and audience is replaced.
trust() { # name of the credential, application id, issuer, subject
  local audience="api://AzureADTokenExchange" found name pair quote="'"
  pair="(issuer=='$3' && subject=='${4//$quote/\\$quote}')"
  found="$(az ad app federated-credential list --id "$2" \
    --query "[?$pair && audiences[0]=='$audience'].name" --output tsv)"
  [[ -z "$found" ]] || return 0
  found="$(az ad app federated-credential list --id "$2" \
    --query "[?name=='$1' || $pair].name" --output tsv)"
  while read -r name; do
    [[ -n "$name" ]] || continue
    echo "the credential $name of the application $2 is replaced: now it trusts $4"
    az ad app federated-credential delete --id "$2" --federated-credential-id "$name" \
      --output none < /dev/null
  done <<< "$found"
  az ad app federated-credential create --id "$2" --output none --parameters "{
    \"name\": \"$1\",
    \"issuer\": \"$3\",
    \"subject\": \"$4\",
    \"audiences\": [\"$audience\"]
  }"
}

# Gives an identity what it needs in the stage that was prepared last.
give_rights() { # name of the project, identity: dev, prod, dev-plan or prod-plan
  if [[ "$2" == *-plan ]]; then
    grant "$object" Reader "$group"
    if [[ -n "$state" ]]; then
      grant "$object" "Storage Blob Data Reader" "$state/$(setting_of "${2%-plan}" terraform_state_container)"
      grant "$object" "Storage Blob Data Contributor" "$state/$(setting_of "${2%-plan}" terraform_plan_container)"
    else
      grant_what_if "$object" "$group" "$1-$2-what-if"
    fi
    return
  fi
  grant "$object" Contributor "$group"
  grant_assigning "$object" "$group" "$assignable"
  # An identity that submits jobs uploads code and data itself: the storage account accepts no keys.
  grant "$object" "Storage Blob Data Contributor" "$group"
  if [[ -n "$state" ]]; then
    grant "$object" "Storage Blob Data Contributor" "$state/$(setting_of "$2" terraform_state_container)"
    grant "$object" "Storage Blob Data Reader" "$state/$(setting_of "$2" terraform_plan_container)"
  fi
  # A deleted key vault is visible only in the subscription, and is recovered when the stage is created again.
  make_role "$1-$2-deleted-vaults" "See which key vaults were deleted" "/subscriptions/$subscription" \
    Microsoft.KeyVault/deletedVaults/read Microsoft.KeyVault/locations/deletedVaults/read
  grant "$object" "$1-$2-deleted-vaults" "/subscriptions/$subscription"
}
