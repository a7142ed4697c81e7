package io.github.mlopsmaven.rules.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Scripts that have to be sourced, folders that are nowhere, builds of images, outputs. */
class LostEnvironmentTest {

  private static List<String> found(ProjectUnderTest project) {
    return project.findings(new CommandCheck());
  }

  private static ProjectUnderTest workflow(String... run) {
    String[] lines = new String[run.length + 7];
    List<String> head =
        List.of(
            "on: push",
            "jobs:",
            "  a:",
            "    runs-on: ubuntu-latest",
            "    steps:",
            "      - uses: actions/checkout@v5",
            "      - run: |");
    for (int i = 0; i < lines.length; i++) {
      lines[i] = i < 7 ? head.get(i) : "          " + run[i - 7];
    }
    return ProjectUnderTest.with(".github/workflows/a.yml", lines)
        .and(
            "scripts/env.sh",
            "#!/bin/bash",
            "# settings",
            "export GROUP=a",
            "export NAME=\"$(date)\"")
        .and("scripts/work.sh", "export GROUP=a", "az group create -n \"$GROUP\"")
        .and("infra/main.tf", "output \"name\" {", "  value = 1", "}")
        .and("api/Dockerfile", "FROM x", "COPY app.py lib.py ./")
        .and("api/app.py", "")
        .and("common/lib.py", "");
  }

  @Test
  void aScriptThatSetsVariablesIsSourced() {
    assertThat(found(workflow("bash scripts/env.sh", "echo \"$GROUP\"")))
        .containsExactly(
            ".github/workflows/a.yml:8:16: error: scripts/env.sh sets 'GROUP' in a shell of its own, and this script reads it; write source scripts/env.sh [command-lost-environment]");
    assertThat(found(workflow("./scripts/env.sh", "az ml job show -n $NAME"))).hasSize(1);
    assertThat(found(workflow("bash .venv/bin/activate"))).hasSize(1);
    assertThat(found(workflow("source scripts/env.sh", "echo \"$GROUP\""))).isEmpty();
    assertThat(found(workflow("bash scripts/work.sh", "echo \"$GROUP\""))).isEmpty();
    assertThat(found(workflow("GROUP=b", "bash scripts/env.sh", "echo \"$GROUP\""))).isEmpty();
    assertThat(found(workflow(". .venv/bin/activate", "bash scripts/env.sh"))).isEmpty();
  }

  @Test
  void aFolderThatNothingMakesIsMissing() {
    assertThat(found(workflow("cd infra/terraform", "terraform init")))
        .containsExactly(
            ".github/workflows/a.yml:8:14: error: directory 'infra/terraform' not found; add it, or correct the path [command-missing-directory]");
    assertThat(found(workflow("cd services", "ls"))).hasSize(1);
    assertThat(found(workflow("cd infra", "cd ../api", "cd build", "cd dist"))).isEmpty();
    assertThat(found(workflow("mkdir -p services", "cd services"))).isEmpty();
    assertThat(found(workflow("git clone https://e.x/services", "cd services"))).isEmpty();
    assertThat(found(workflow("cd services").and("setup.sh", "mkdir services"))).isEmpty();
    assertThat(found(workflow("cd services").and(".gitignore", "services/"))).isEmpty();
  }

  @Test
  void aBuildHasWhatItsDockerfileCopies() {
    assertThat(found(workflow("docker build -t a api")))
        .containsExactly(
            ".github/workflows/a.yml:8:29: error: api/Dockerfile copies 'lib.py', which is not in the build context 'api'; build with a folder that has it, or correct the path in the Dockerfile [command-missing-file]");
    assertThat(found(workflow("docker buildx build --push -f api/Dockerfile common"))).hasSize(1);
    assertThat(found(workflow("az acr build -r r -t a:1 -f Dockerfile api"))).hasSize(1);
    assertThat(found(workflow("cp common/lib.py api/lib.py", "docker build api"))).isEmpty();
    assertThat(found(workflow("docker build -t $TAG $DIR").and("x.sh", "docker build --odd api")))
        .isEmpty();
    assertThat(
            found(
                workflow("docker build -f api/Dockerfile.root .")
                    .and(
                        "api/Dockerfile.root", "FROM x", "COPY api/app.py common/*.py made.py ./")))
        .isEmpty();
  }

  @Test
  void outputsOfTerraformAreDeclared() {
    assertThat(found(workflow("terraform -chdir=infra output -raw nam")))
        .containsExactly(
            ".github/workflows/a.yml:8:46: error: infra declares no output 'nam'; use name (did you mean name?) [command-terraform-variable]");
    assertThat(found(workflow("cd infra", "X=$(terraform output -raw names)"))).hasSize(1);
    assertThat(
            found(
                workflow(
                    "cd infra",
                    "terraform output",
                    "terraform output -json",
                    "terraform output name",
                    "terraform output -raw $X")))
        .isEmpty();
  }

  @Test
  void aBicepFileHasWhatItIsGivenAndWhatIsRead() {
    String create =
        "az deployment group create -g rg --template-file infra/main.bicep --parameters ";
    UnaryOperator<ProjectUnderTest> bicep =
        one ->
            one.and(
                "infra/main.bicep",
                "param location string",
                "param stage string = 'dev'",
                "output name string = '${location}-${stage}'");
    assertThat(found(bicep.apply(workflow(create + "location=westeurope stag=prod"))))
        .singleElement()
        .asString()
        .contains(
            "infra/main.bicep has no parameter 'stag'; use one of location, stage (did you mean stage?) [command-bicep-template]");
    assertThat(
            found(
                bicep.apply(
                    workflow(
                        create + "@p.json",
                        "az deployment group show -n main --query properties.outputs.nam.value -o tsv"))))
        .anySatisfy(one -> assertThat(one).contains("infra/main.bicep has no output 'nam'"));
    assertThat(
            found(
                bicep.apply(
                    workflow(
                        create
                            + "Location=$REGION stage=prod --query properties.outputs.name.value",
                        "az deployment sub what-if -f $FILE --parameters x=1",
                        "az deployment group show --query properties.outputs.other.value"))))
        .isEmpty();
    assertThat(
            found(
                bicep.apply(
                    workflow(
                        create + "location=x",
                        "az deployment group show -n main --query properties.outputs.name -o json",
                        "az deployment group show -n main --query 'properties.outputs' | jq -r .name.value",
                        "az deployment group list --query '[].properties.outputs' -o tsv",
                        "echo '{}' | jq .name"))))
        .isEmpty();
    assertThat(
            found(
                bicep.apply(
                    workflow(
                        create + "location=x",
                        "az deployment group show -n main --query properties.outputs.name -o tsv",
                        "az deployment group show -n main --query outputs.name.value",
                        "az deployment group show -n main --query properties.outputs | jq .nam.value"))))
        .hasSize(3)
        .anySatisfy(one -> assertThat(one).contains("write properties.outputs.name.value"))
        .anySatisfy(one -> assertThat(one).contains("a deployment has no 'outputs.name.value'"))
        .anySatisfy(one -> assertThat(one).contains("has no output 'nam'"));
  }
}
