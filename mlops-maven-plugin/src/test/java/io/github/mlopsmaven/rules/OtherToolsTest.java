package io.github.mlopsmaven.rules;

import static io.github.mlopsmaven.rules.FoundByAll.assertFound;
import static io.github.mlopsmaven.rules.FoundByAll.found;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import org.junit.jupiter.api.Test;

/** What other tools and newer languages write, each beside what is wrong in the same words. */
class OtherToolsTest {

  private static ProjectUnderTest bicep(String given) {
    return ProjectUnderTest.with(
            "infra/main.bicep",
            "extension 'br:mcr.microsoft.com/bicep/extensions/microsoftgraph/v1.0:1.0.0' as graph",
            "",
            "param vault object",
            "param isOpen bool",
            "",
            "module kv 'modules/kv.bicep' =",
            "  if (!empty(vault)) {",
            "    name: 'kv'",
            "    params: {",
            "      " + given,
            "    }",
            "  }",
            "",
            "func short(text string) string =>",
            "  toLower(text)",
            "",
            "output kind string = isOpen",
            "  ? short(graph.name)",
            "  : 'closed'")
        .and(
            "infra/modules/kv.bicep",
            "param zone string?",
            "param sku string",
            "",
            "output a string = '${sku}${zone ?? ''}'");
  }

  @Test
  void aStatementOfBicepMayGoOnInTheNextLine() {
    assertThat(found(bicep("sku: vault.sku"))).isEmpty();
    assertFound(
        bicep("skus: vault.sku"),
        "has no parameter 'skus'",
        "requires the parameter 'sku', which is missing");
  }

  @Test
  void aPartOfBicepCodeIsKeptToBeCopied() {
    String[] part = {
      "resource a 'Microsoft.Compute/virtualMachines/extensions@2022-03-01' = {",
      "  name: 'a'",
      "  parent: machine",
      "  location: place",
      "}"
    };
    assertThat(found(ProjectUnderTest.with("snippets/a.bicep", part))).isEmpty();
    assertFound(
        ProjectUnderTest.with("parts/a.bicep", part)
            .and("parts/main.bicep", "module a 'a.bicep' = {", "  name: 'a'", "}"),
        "'machine' is used and not declared",
        "'place' is used and not declared");
  }

  @Test
  void jobsAreThoseOfAzureOnlyAmongKeysOfAzure() {
    String[] jobs = {"jobs:", "  - job: build", "    trigger: commit", "  - job: build"};
    assertThat(
            found(
                ProjectUnderTest.with(
                    ".packit.yaml",
                    "specfile_path: dist/a.spec",
                    "srpm_build_deps: [python3]",
                    jobs[0],
                    jobs[1],
                    jobs[2],
                    jobs[3])))
        .isEmpty();
    assertThat(
            found(
                ProjectUnderTest.with(
                    "ci.yml", "triger: none", jobs[0], jobs[1], jobs[2], jobs[3])))
        .anyMatch(one -> one.contains("'triger' is not a key here"));
  }

  @Test
  void dependenciesOfRolesAreNotPackagesOfConda() {
    assertThat(
            found(
                ProjectUnderTest.with(
                    "roles/a/meta/main.yml",
                    "allow_duplicates: true",
                    "dependencies:",
                    "  - src: git+https://example.org/a",
                    "    version: v1")))
        .isEmpty();
    assertThat(
            found(
                ProjectUnderTest.with(
                    "conda.yml",
                    "name: a",
                    "channels: [conda-forge]",
                    "dependencies:",
                    "  - python=3.11",
                    "  - pipp: [pandas]")))
        .anyMatch(one -> one.contains("'pipp' is not known to conda"));
  }

  @Test
  void anAsynchronousGeneratorIsNotAwaited() {
    String[] use = {"", "", "def use():", "    made = flow()", "    return made.aclose()"};
    assertThat(
            found(
                ProjectUnderTest.with(
                    "a.py",
                    "async def flow():",
                    "    yield 1",
                    use[0],
                    use[1],
                    use[2],
                    use[3],
                    use[4])))
        .isEmpty();
    assertFound(
        ProjectUnderTest.with(
            "a.py", "async def flow():", "    return 1", use[0], use[1], use[2], use[3], use[4]),
        "'flow' is asynchronous, and not awaited");
  }

  @Test
  void aClassMayFillItsObjectsFromElsewhere() {
    String[] use = {"", "", "print(Config().REGION)"};
    assertThat(
            found(
                ProjectUnderTest.with(
                    "a.py",
                    "import os",
                    "",
                    "",
                    "class Config:",
                    "    def __init__(self):",
                    "        self.path = '.env'",
                    "        for key, value in os.environ.items():",
                    "            self.__dict__[key] = value",
                    use[0],
                    use[1],
                    use[2])))
        .isEmpty();
    assertFound(
        ProjectUnderTest.with(
            "a.py",
            "class Config:",
            "    def __init__(self):",
            "        self.path = '.env'",
            use[0],
            use[1],
            use[2]),
        "has no 'REGION'");
  }

  @Test
  void aListOfWhatIsUnusedHasNamesOfOthers() {
    assertThat(
            found(
                ProjectUnderTest.with(
                    "tools/unused.py", "configured  # unused variable (src/config.py:132)")))
        .isEmpty();
    assertFound(
        ProjectUnderTest.with("tools/unused.py", "configured  # a variable"),
        "the name 'configured' is bound nowhere");
  }

  @Test
  void whatIsWrongOnPurposeIsGivenToATest() {
    String[] wrong = {"a: 1", "  b: 2", " c"};
    assertThat(found(ProjectUnderTest.with("tests/data/invalid-yaml.yml", wrong))).isEmpty();
    assertThat(found(ProjectUnderTest.with("examples/broken/a.yml", wrong))).isEmpty();
    assertFound(ProjectUnderTest.with("config/invalid-yaml.yml", wrong), "[yaml-syntax]");
    assertFound(ProjectUnderTest.with("tests/data/plain.yml", wrong), "[yaml-syntax]");
  }

  @Test
  void aLocalActionNeedsNoName() {
    String[] runs = {
      "runs:", "  using: composite", "  steps:", "    - run: 'true'", "      shell: bash"
    };
    assertThat(found(ProjectUnderTest.with("act/action.yml", runs))).isEmpty();
    assertThat(
            found(
                ProjectUnderTest.with(
                    "act/action.yml", "nme: a", runs[0], runs[1], runs[2], runs[3], runs[4])))
        .anyMatch(one -> one.contains("[github-shape]"));
  }

  @Test
  void pytestSplitsATextAtItsBlanks() {
    ProjectUnderTest project =
        ProjectUnderTest.with("tests/test_a.py", "print(1)").and("lib/a.py", "print(1)");
    String[] table = {"[tool.pytest.ini_options]", "testpaths = \"tests lib\""};
    assertThat(found(project.and("pyproject.toml", table))).isEmpty();
    assertFound(
        project.and("pyproject.toml", table[0], "testpaths = \"tests libs\""),
        "libs' does not exist");
  }

  @Test
  void filesThatAScriptCopiesNeverMeet() {
    ProjectUnderTest project =
        ProjectUnderTest.with("tools/a.tf", "terraform {", "  backend \"azurerm\" {}", "}")
            .and("tools/b.tf", "terraform {", "  backend \"remote\" {}", "}");
    assertFound(project, "[terraform-duplicate]");
    assertThat(found(project.and("tools/run.sh", "cp -f ./b.tf /tmp/b.tf"))).isEmpty();
  }

  @Test
  void aFragmentHasTheIndentationOfItsPlace() {
    assertThat(
            found(
                ProjectUnderTest.with(
                    "cloudinit/class.yaml",
                    "apiVersion: storage.k8s.io/v1",
                    "      kind: StorageClass",
                    "      metadata:",
                    "        name: a")))
        .isEmpty();
    assertFound(
        ProjectUnderTest.with(
            "cloudinit/class.yaml",
            "apiVersion: storage.k8s.io/v1",
            "      kind: StorageClass",
            "metadata:",
            "  name: a"),
        "[yaml-syntax]");
  }

  @Test
  void aTestAsksForAddressesThatNobodyHas() {
    String line = "URL = 'https://admin:q7Rt9zz@files.corp.io/x'";
    assertThat(found(ProjectUnderTest.with("tests/test_url.py", line))).isEmpty();
    assertFound(ProjectUnderTest.with("app/url.py", line), "[leak-secret]");
  }

  @Test
  void aTestMayNameWhatIsNotThere() {
    String line = "export settings=\"config/second.yml\"";
    assertThat(found(ProjectUnderTest.with("spec/a.sh", line).and("config/first.yml", "a: 1")))
        .isEmpty();
  }
}
