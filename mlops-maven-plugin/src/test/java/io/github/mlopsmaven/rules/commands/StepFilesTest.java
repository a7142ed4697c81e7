package io.github.mlopsmaven.rules.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import org.junit.jupiter.api.Test;

/** What steps of a job write, and what later ones read. */
class StepFilesTest {

  private final CommandCheck check = new CommandCheck();

  private static ProjectUnderTest workflow(String... steps) {
    return ProjectUnderTest.with(
            ".github/workflows/a.yml",
            ("on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n"
                    + "      - uses: actions/checkout@v4\n"
                    + String.join("\n", steps))
                .split("\n", -1))
        .and("src/train.py", "import sys", "open('metrics.json', 'w').write(sys.argv[1])")
        .and("scripts/go.sh", "#!/bin/bash", "set -e", "echo \"$1\" > made.txt");
  }

  private static ProjectUnderTest pipeline(String... steps) {
    return ProjectUnderTest.with(
        "azure-pipelines.yml",
        ("trigger: [main]\npool:\n  vmImage: ubuntu-24.04\nsteps:\n" + String.join("\n", steps))
            .split("\n", -1));
  }

  @Test
  void reportsAFileThatNothingMakes() {
    assertThat(
            workflow(
                    "      - run: pip list > packages.txt",
                    "      - uses: actions/upload-artifact@v4",
                    "        with: {name: a, path: package.txt}",
                    "      - uses: actions/upload-artifact@v4",
                    "        with: {name: b, path: licenses.csv}")
                .findings(check))
        .containsExactly(
            ".github/workflows/a.yml:9:31: error: 'package.txt' is neither in the project nor made"
                + " in a step before; did you mean packages.txt? [github-step-file]",
            ".github/workflows/a.yml:11:31: error: 'licenses.csv' is neither in the project nor"
                + " made in a step before; correct the path, or make it in a step before"
                + " [github-step-file]");
  }

  @Test
  void saysNothingOfWhatAStepMayHaveMade() {
    assertThat(
            workflow(
                    "      - run: |",
                    "          python src/train.py 3",
                    "          bash scripts/go.sh 4",
                    "          pytest --junitxml=unit.xml --cov-report=xml --cov",
                    "          python -m build",
                    "          mkdir -p notes && cp README.md notes/",
                    "          terraform plan -out tf.plan",
                    "          for i in 1 2; do date > \"day-$i.log\"; done",
                    "      - uses: actions/upload-artifact@v4",
                    "        with:",
                    "          name: a",
                    "          path: |",
                    "            metrics.json",
                    "            made.txt",
                    "            unit.xml",
                    "            coverage.xml",
                    "            dist/*.whl",
                    "            notes/README.md",
                    "            tf.plan",
                    "            day-2.log",
                    "            src/*.py",
                    "            !src/none.py",
                    "            ~/.cache",
                    "            ${{ runner.temp }}/x.txt",
                    "      - run: some-tool",
                    "      - uses: actions/upload-artifact@v4",
                    "        with: {name: b, path: any-result.bin}")
                .and("README.md", "Hello")
                .and("main.tf", "")
                .and("pyproject.toml", "[project]", "name = \"a\"", "version = \"1\"")
                .findings(check))
        .isEmpty();
  }

  @Test
  void looksAtTheTasksOfAPipeline() {
    assertThat(
            pipeline(
                    "  - bash: pytest --junitxml=unit.xml",
                    "  - task: PublishTestResults@2",
                    "    inputs: {testResultsFiles: '**/test-*.xml'}",
                    "  - task: PublishTestResults@2",
                    "    inputs: {testResultsFiles: '**/unit*.xml'}",
                    "  - publish: unit.xml",
                    "    artifact: a",
                    "  - publish: units.xml",
                    "    artifact: b")
                .places(check))
        .containsExactly(
            "azure-pipelines.yml:7:32 [azure-pipelines-step-file]",
            "azure-pipelines.yml:12:14 [azure-pipelines-step-file]");
  }

  @Test
  void comparesANameWithAVariableWithAllFiles() {
    assertThat(
            workflow(
                    "      - run: |",
                    "          az ml job create --file jobs/$NAME.yml",
                    "          az ml job create --file jobs/train-$NAME.yml",
                    "          terraform -chdir=infra plan -var-file=\"$NAME.tfvars\"",
                    "          terraform -chdir=infra plan -var-file=\"env/$NAME.tfvars\"",
                    "          cat \"$NAME\"")
                .and("jobs/dev.yml", "a: 1")
                .and("infra/dev.tfvars", "")
                .and("infra/main.tf", "")
                .places(check))
        .containsExactly(
            ".github/workflows/a.yml:9:35 [command-missing-file]",
            ".github/workflows/a.yml:11:50 [command-missing-file]");
  }

  @Test
  void readsAScriptFromWhereItIsStarted() {
    assertThat(
            workflow(
                    "      - run: |",
                    "          bash scripts/deploy.sh dev",
                    "          cd scripts && bash deploy.sh test")
                .and(
                    "scripts/deploy.sh",
                    "#!/bin/bash",
                    "set -e",
                    "source scripts/lib.sh",
                    "grep name \"conf/$1.yml\"",
                    "cd \"$(dirname \"$0\")/..\"",
                    "source scripts/lib.sh")
                .and("scripts/lib.sh", "a=1")
                .and("conf/dev.yml", "name: a")
                .findings(check))
        .containsExactly(
            "scripts/deploy.sh:3:8: error: file 'scripts/scripts/lib.sh' not found; add it, or"
                + " correct the path [command-missing-file]",
            "scripts/deploy.sh:4:11: error: file 'scripts/conf/test.yml' not found; add it, or"
                + " correct the path [command-missing-file]");
  }

  @Test
  void wantsThePermissionToRunAScript() {
    ProjectUnderTest project =
        workflow(
                "      - run: ./scripts/go.sh 1",
                "      - run: |",
                "          bash scripts/go.sh 2",
                "          chmod +x scripts/*.sh",
                "          ./scripts/go.sh 3")
            .withoutRunBit("scripts/go.sh");
    assertThat(project.findings(check))
        .containsExactly(
            ".github/workflows/a.yml:7:14: error: scripts/go.sh has no execute permission; run"
                + " `git update-index --chmod=+x scripts/go.sh`, or call it with its shell"
                + " [command-not-executable]");
  }

  @Test
  void aFileThatIsReadIsNotRun() {
    ProjectUnderTest project =
        workflow(
                "      - run: |",
                "          version=\"$(< scripts/version.txt)\"",
                "          while read -r line; do echo \"$line\"; done < scripts/version.txt",
                "          < scripts/version.txt cat",
                "          echo \"$version\"")
            .and("scripts/version.txt", "1.2.3")
            .withoutRunBit("scripts/version.txt");
    assertThat(project.findings(check)).isEmpty();
    assertThat(workflow("      - run: echo \"$(< scripts/lost.txt)\"").findings(check))
        .singleElement()
        .asString()
        .contains("'scripts/lost.txt' not found");
  }

  @Test
  void knowsTheWordsThatAScriptTakes() {
    assertThat(
            workflow(
                    "      - run: |",
                    "          bash scripts/ask.sh plan dev",
                    "          bash scripts/ask.sh apply test",
                    "          bash scripts/ask.sh show",
                    "          bash scripts/ask.sh check \"$ANY\"",
                    "          bash scripts/ask.sh $ANY other",
                    "          bash scripts/free.sh anything",
                    "      - env: {ARGUMENTS: plan prod2}",
                    "        run: |",
                    "          read -ra words <<< \"$ARGUMENTS\"",
                    "          bash scripts/ask.sh \"${words[@]}\"")
                .and(
                    "scripts/ask.sh",
                    "#!/bin/bash",
                    "what=\"${1:?what}\"",
                    "if [[ \"$what\" == check ]]; then exit 0; fi",
                    "stage=\"$2\"",
                    "case \"$what\" in",
                    "  plan | apply) ;;",
                    "  *)",
                    "    echo \"unknown $what\" >&2",
                    "    exit 1",
                    "    ;;",
                    "esac",
                    "bash scripts/stage.sh \"$stage\"")
                .and(
                    "scripts/stage.sh",
                    "#!/bin/bash",
                    "if [[ \"$1\" != dev && \"$1\" != prod ]]; then",
                    "  exit 1",
                    "fi")
                .and(
                    "scripts/free.sh",
                    "#!/bin/bash",
                    "case \"$1\" in",
                    "  fast) sleep 1 ;;",
                    "  *) sleep 2 ;;",
                    "esac")
                .places(check))
        .containsExactly(
            ".github/workflows/a.yml:9:37 [command-unknown-option]",
            ".github/workflows/a.yml:10:31 [command-unknown-option]",
            ".github/workflows/a.yml:14:26 [command-unknown-option]");
  }

  @Test
  void wantsTheFileThatAProgramReadsByItself() {
    assertThat(
            workflow(
                    "      - run: terraform init",
                    "      - run: terraform init",
                    "        working-directory: infra",
                    "      - run: terraform -chdir=infra plan",
                    "      - run: pip install .",
                    "      - run: cd src && pip install -e .")
                .and("infra/main.tf", "")
                .and("pyproject.toml", "[project]", "name = \"a\"", "version = \"1\"")
                .findings(check))
        .containsExactly(
            ".github/workflows/a.yml:7:14: error: 'terraform init' finds nothing to read in the"
                + " root directory; run it in infra [command-missing-file]",
            ".github/workflows/a.yml:12:14: error: 'pip install -e .' finds nothing to read in"
                + " 'src'; run it in the root directory [command-missing-file]");
  }
}
