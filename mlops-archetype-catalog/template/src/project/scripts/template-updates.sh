#!/usr/bin/env bash
# Says whether the template that this project was generated from has moved since: template-updates.sh [REPORT]
# Prints one word, current, behind or unknown, and writes the details to REPORT, in Markdown. Ends well in all three
# cases: to be behind is no failure.
#
# What was taken is in .mlops/project.yml. A git template is asked with `git ls-remote`; a template that is a Maven
# artifact with Maven itself, so that mirrors and logins of settings.xml count.
set -euo pipefail
lock="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/.mlops/project.yml"
report="${1:-/dev/null}"
[[ -f "$lock" ]] || { echo "there is no $lock" >&2; exit 1; }

entries() { # of a section: name, tabulator, value
  awk -v section="$1:" '
    /^[^ #]/ { inside = ($1 == section); next }
    inside && match($0, /^  [^:]+: /) {
      name = substr($0, 3, RLENGTH - 4)
      value = substr($0, RLENGTH + 1)
      gsub(/^"|"$/, "", value)
      print name "\t" value
    }' "$lock"
}
entry() { entries "$1" | awk -F '\t' -v name="$2" '$1 == name { print $2 }'; }

location="$(entry template location)"
ref="$(entry template ref)"
commit="$(entry template commit)"
version="$(entry template version)"

tell() { # word, sentence
  echo "$1"
  echo "$2" > "$report"
}

# shellcheck disable=SC2016 # $new is for the reader's shell
again() { # the command that makes the project from the new state: argument...
  local name arguments=("$@")
  name="$(entry project name)"
  arguments+=("-Dmlops.projectName=$name")
  while IFS=$'\t' read -r key value; do arguments+=("-Dmlops.options.$key=$value"); done < <(entries selection)
  while IFS=$'\t' read -r key value; do arguments+=("-Dmlops.values.$key=$value"); done < <(entries values)
  local organization repository type
  organization="$(entry project organization)"
  [[ -z "$organization" ]] || arguments+=("-Dmlops.organization=$organization")
  repository="$(entry pipeline_templates repository)"
  type="$(entry pipeline_templates type)"
  [[ -z "$repository" ]] \
    || arguments+=("-Dmlops.pipelineTemplates=${type:+$type:}$repository@$(entry pipeline_templates ref)")
  {
    echo
    echo "Make the project again from the new state, beside this one, and take over what you want:"
    echo
    echo '```bash'
    echo 'new="$(mktemp -d)"'
    printf 'mvn -B io.github.mlops-maven:mlops-maven-plugin:%s:generate -Dmlops.outputDirectory="$new"' "$plugin"
    printf ' %q' "${arguments[@]}"
    printf '\ngit diff --no-index --stat . "$new/%s"\n' "$name"
    echo '```'
  } >> "$report"
}

by_git() {
  export GIT_TERMINAL_PROMPT=0
  local refs now="" wanted newest=""
  if ! refs="$(git ls-remote "$location" HEAD 'refs/heads/*' 'refs/tags/*' "${ref:-HEAD}" 2> /dev/null)"; then
    tell unknown "The template \`$location\` cannot be read: the job needs access to it."
    return
  fi
  # What was pinned to a commit is compared with the remote's own choice.
  local names=("$ref" "refs/heads/$ref" "refs/tags/$ref")
  [[ -n "$ref" && "$ref" != "$commit" ]] || names=(HEAD)
  # An annotated tag is an object of its own: what it stands for has the same name with ^{} behind it.
  for name in "${names[@]}"; do
    now="$(awk -F '\t' -v name="$name" '$2 == name || $2 == name "^{}" { id = $1 } END { print id }' <<< "$refs")"
    wanted="$name"
    [[ -z "$now" ]] || break
  done
  if [[ -z "$now" ]]; then
    tell unknown "The template \`$location\` has no \`$ref\` any more."
    return
  fi

  # A tag that names a version is followed by the tags of the same form.
  if [[ "$wanted" == refs/tags/*[0-9]* ]]; then
    local tag="${wanted#refs/tags/}"
    newest="$(awk -F '\t' '{ print $2 }' <<< "$refs" | sed -nE "s|^refs/tags/(${tag%%[0-9]*}[0-9.]+)$|\1|p" \
      | awk -v dots="${tag//[^.]/}" '{ own = $0; gsub(/[^.]/, "", own) } own == dots' | sort -V | tail -n 1)"
  fi
  if [[ -n "$newest" && "$newest" != "${wanted#refs/tags/}" ]]; then
    tell behind "The template \`$location\` has moved from \`${wanted#refs/tags/}\` to \`$newest\`."
    again "-Dmlops.template=$location" "-Dmlops.templateRef=$newest"
  elif [[ "$now" == "$commit" ]]; then
    tell current "The template \`$location\` has not moved: $wanted is at \`${commit:0:12}\`."
  else
    tell behind "The template \`$location\` has moved: $wanted from \`${commit:0:12}\` to \`${now:0:12}\`."
    if [[ "$wanted" == HEAD ]]; then again "-Dmlops.template=$location"; else
      again "-Dmlops.template=$location" "-Dmlops.templateRef=${wanted#refs/*/}"
    fi
  fi
}

newest_artifact() { # group:artifact, RELEASE or LATEST
  # Some versions of Maven reset the terminal's colour even into a file.
  mvn -B -q -U org.apache.maven.plugins:maven-help-plugin:3.5.1:evaluate \
    "-Dartifact=$1:$2" -Dexpression=project.version -DforceStdout 2> /dev/null | sed 's/\x1b\[[0-9;]*m//g'
}

by_maven() {
  local artifact="$location" newest
  [[ "$location" != builtin ]] || artifact=io.github.mlops-maven:mlops-template
  artifact="$(cut -d : -f 1,2 <<< "$artifact")"
  if ! command -v mvn > /dev/null; then
    tell unknown "The template \`$artifact\` is a Maven artifact, and there is no Maven to ask for its versions."
    return
  fi
  # Without a release there may be snapshots, which interest those who have one.
  if ! newest="$(newest_artifact "$artifact" RELEASE)" || [[ -z "$newest" ]]; then
    if [[ "$version" != *-SNAPSHOT ]] || ! newest="$(newest_artifact "$artifact" LATEST)"; then
      tell unknown "Maven finds no version of the template \`$artifact\`: the job needs access to its repository."
      return
    fi
  fi
  local taken="${version%-SNAPSHOT}"
  if [[ "$newest" == "$version" ]] \
    || [[ "$newest" != "$taken" && "$(printf '%s\n' "$newest" "$taken" | sort -V | tail -n 1)" == "$taken" ]]; then
    tell current "The template \`$artifact\` has no version after \`$version\`."
  else
    tell behind "The template \`$artifact\` has moved from \`$version\` to \`$newest\`."
    if [[ "$location" == builtin ]]; then plugin="$newest" again -Dmlops.template=builtin; else
      again "-Dmlops.template=$location:$newest"
    fi
  fi
}

plugin="$(entry generator version)"
if [[ -n "$commit" ]]; then
  by_git
elif [[ -n "$version" ]]; then
  by_maven
else
  tell unknown "The template was a folder, \`$location\`, which only the machine knows that it was on."
fi
