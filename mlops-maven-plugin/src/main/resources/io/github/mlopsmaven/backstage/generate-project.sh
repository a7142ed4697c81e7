set -euo pipefail
plugin=io.github.mlops-maven:mlops-maven-plugin:@VERSION@
chosen=$(jq -r '
  to_entries[]
  | select(.key | test("^(options|values)[.][a-z][a-z0-9_]*$"))
  | .value |= (if type == "array" then map(tostring) | join(",") else tostring end)
  | select(.value != "" and .value != "null")
  | "-Dmlops.\(.key)=\(.value | gsub("[\r\n]"; " "))"' <<< "$ANSWERS")
answers=()
[ -z "$chosen" ] || mapfile -t answers <<< "$chosen"
[ -z "$TEMPLATE_REF" ] || answers+=("-Dmlops.templateRef=$TEMPLATE_REF")
mvn -B -ntp "$plugin:generate" "-Dmlops.template=$TEMPLATE" "-Dmlops.projectName=$PROJECT_NAME" \
  "-Dmlops.organization=$ORGANIZATION" "-Dmlops.author=$COMMITTER <$COMMITTER_EMAIL>"@PARTIAL@ "${answers[@]}"
cd -- "$PROJECT_NAME"
if [ ! -e catalog-info.yaml ]; then
  # JSON is YAML, and jq quotes whatever the names have in them.
  jq -n --arg name "${PROJECT_NAME:0:63}" --arg owner "$COMPONENT_OWNER" --arg slug "${ORGANIZATION#*/}/$PROJECT_NAME" '{
    apiVersion: "backstage.io/v1alpha1", kind: "Component",
    metadata: {name: $name, annotations: {"@SLUG@": $slug}},
    spec: {type: "service", lifecycle: "experimental", owner: $owner}}' > catalog-info.yaml
  git add catalog-info.yaml
  git -c "user.name=$COMMITTER" -c "user.email=$COMMITTER_EMAIL" commit -q -m "Register the component"
fi
mvn -B -ntp "$plugin:publish" -Dmlops.remote=@REMOTE@ -Dmlops.@SERVER@ "-Dmlops.organization=$ORGANIZATION"
