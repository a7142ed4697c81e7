#!/usr/bin/env bash
# Creates the identities that the workflows sign in with, without a secret, and stores their ids in GitHub:
#   scripts/make-identities.sh OWNER/REPOSITORY
# For each of dev and prod: one that plans and one that deploys, as GitHub environments NAME and NAME-plan. All but
# dev-plan, which shows pull requests what they would change, accept only `main`.
# Signed in with `az login` (Owner of the subscriptions, allowed to register applications) and `gh auth login`.
# You can run it again after a failure: it creates what is missing, and keeps what exists. It updates only
# the variables, and credentials with another subject, issuer or audience. A repository that was
# renamed or moved gets new applications, since their names have its owner and its name.
set -euo pipefail
given="${1:?usage: make-identities.sh OWNER/REPOSITORY}"
# shellcheck source-path=SCRIPTDIR source=identities.sh
source "$(dirname "${BASH_SOURCE[0]}")/identities.sh"

# Azure compares subjects in upper and lower case, as GitHub has the names; and what a subject begins with has
# ids in it for repositories that were made, renamed or moved since July 2026. GitHub is asked for both:
# https://docs.github.com/en/rest/actions/oidc
repository="$(gh api "repos/$given" --jq .full_name)"
prefix="$(gh api "repos/$repository/actions/oidc/customization/sub" \
  --jq ".sub_claim_prefix // \"repo:$repository\"")"
# An owner has no dot.
name="${repository/\//.}"
issuer="https://token.actions.githubusercontent.com"

# Creates an environment, and closes it to all branches but main before anything trusts it. Existing ones are kept, since
# to create one again would remove its reviewers. https://docs.github.com/en/rest/deployments/branch-policies
make_environment() { # name
  local environments branches
  environments="$(gh api --paginate "repos/$repository/environments" \
    --jq '.environments[].name | ascii_downcase')"
  if [[ $'\n'"$environments"$'\n' != *$'\n'"$1"$'\n'* ]]; then
    if [[ "$1" == dev-plan ]]; then
      gh api --silent --method PUT "repos/$repository/environments/$1"
    else
      gh api --silent --method PUT "repos/$repository/environments/$1" \
        -F 'deployment_branch_policy[protected_branches]=false' \
        -F 'deployment_branch_policy[custom_branch_policies]=true'
    fi
  fi
  [[ "$1" != dev-plan ]] || return 0
  branches="$(gh api "repos/$repository/environments/$1" \
    --jq '.deployment_branch_policy | if . == null then "all" elif .custom_branch_policies then "some" else "protected" end')"
  case "$branches" in
    all)
      echo "the environment $1 lets in every branch: choose 'Selected branches and tags' and main under Settings," \
        "Environments, $1, then run this again (a private repository needs a paid plan for it)" >&2
      exit 1
      ;;
    some)
      branches="$(gh api "repos/$repository/environments/$1/deployment-branch-policies" --jq '.branch_policies[].name')"
      [[ -n "$branches" ]] || gh api --silent --method POST \
        "repos/$repository/environments/$1/deployment-branch-policies" -f name=main
      ;;
  esac
}

for stage in "${stages[@]}"; do
  prepare_stage "$stage"
  for identity in "$stage-plan" "$stage"; do
    make_environment "$identity"
    make_identity "$name-$identity"
    give_rights "$name" "$identity"
    trust github "$app" "$issuer" "$prefix:environment:$identity"
    gh variable set AZURE_CLIENT_ID --repo "$repository" --env "$identity" --body "$app"
    gh variable set AZURE_TENANT_ID --repo "$repository" --env "$identity" --body "$tenant"
    gh variable set AZURE_SUBSCRIPTION_ID --repo "$repository" --env "$identity" --body "$subscription"
    echo "$identity is ready"
  done
done
az account set --subscription "$signed_in"
