// Cuts GitHub's published description of its API to the calls that the plugin makes:
//   npm pack @octokit/openapi@VERSION && tar xzf octokit-openapi-VERSION.tgz
//   node cut-github.mjs package/generated/ghec.json VERSION > github.json
// To check another call, add it below.
import { readFileSync } from "node:fs";

const calls = {
  "/user": ["get"],
  "/user/repos": ["post"],
  "/users/{username}": ["get"],
  "/users/{username}/installation": ["get"],
  "/app/installations/{installation_id}/access_tokens": ["post"],
  "/orgs/{org}/repos": ["post"],
  "/orgs/{org}/teams/{team_slug}": ["get"],
  "/repos/{owner}/{repo}": ["get", "patch"],
  "/repos/{owner}/{repo}/topics": ["get", "put"],
  "/repos/{owner}/{repo}/pulls": ["get", "post"],
  "/repos/{owner}/{repo}/branches/{branch}/protection": ["get", "put"],
  "/repos/{owner}/{repo}/environments/{environment_name}": ["get", "put"],
  "/repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies": ["get", "post"],
  "/repos/{owner}/{repo}/environments/{environment_name}/variables": ["post"],
  "/repos/{owner}/{repo}/environments/{environment_name}/variables/{name}": ["get"],
  "/repos/{owner}/{repo}/environments/{environment_name}/secrets/public-key": ["get"],
  "/repos/{owner}/{repo}/environments/{environment_name}/secrets/{secret_name}": ["get", "put"],
  "/repos/{owner}/{repo}/actions/variables": ["post"],
  "/repos/{owner}/{repo}/actions/variables/{name}": ["get"],
  "/repos/{owner}/{repo}/actions/secrets/public-key": ["get"],
  "/repos/{owner}/{repo}/actions/secrets/{secret_name}": ["get", "put"],
  "/repos/{owner}/{repo}/actions/permissions": ["get", "put"],
  "/repos/{owner}/{repo}/actions/permissions/selected-actions": ["get", "put"],
  "/repos/{owner}/{repo}/actions/permissions/workflow": ["get", "put"],
};

const [file, version] = process.argv.slice(2);
const whole = JSON.parse(readFileSync(file, "utf8"));
const follow = (ref) => ref.slice(2).split("/").reduce((at, key) => at[key], whole);

// Requests are checked, not answers: what describes answers, and examples, is left out.
const lean = (value) => {
  if (Array.isArray(value)) return value.map(lean);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, item]) => !(["example", "examples", "description", "externalDocs"].includes(key)
        && (typeof item === "string" || key === "examples" || key === "example" || key === "externalDocs"))
        && !key.startsWith("x-"))
      .map(([key, item]) => [key, lean(item)]),
  );
};

const cut = {
  openapi: "3.0.3",
  info: {
    title: "The calls of GitHub's API that the plugin makes",
    description: `Cut by cut-github.mjs from @octokit/openapi ${version}, which is GitHub's description of its API.`,
    version: whole.info.version,
    license: whole.info.license,
  },
  paths: {},
  components: {},
};
for (const [path, methods] of Object.entries(calls)) {
  cut.paths[path] = {};
  for (const method of methods) {
    const { operationId, parameters, requestBody } = whole.paths[path][method];
    const entry = { operationId, parameters: lean(parameters ?? []) };
    if (requestBody) entry.requestBody = lean(requestBody);
    entry.responses = { default: { description: "Not checked" } };
    cut.paths[path][method] = entry;
  }
}
for (let found = true; found; ) {
  found = false;
  for (const [, ref] of JSON.stringify(cut).matchAll(/"\$ref":"([^"]+)"/g)) {
    const [, , kind, name] = ref.split("/");
    cut.components[kind] ??= {};
    if (!cut.components[kind][name]) {
      cut.components[kind][name] = lean(follow(ref));
      found = true;
    }
  }
}
console.log(JSON.stringify(cut, null, 1));
