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
