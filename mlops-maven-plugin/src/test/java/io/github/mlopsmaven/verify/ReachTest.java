package io.github.mlopsmaven.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.rules.AllChecks;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a repository runs, and what only lies in it. */
class ReachTest {

  /** The files that are reached, of those in a project. */
  private static List<String> reached(ProjectUnderTest project) {
    FileSet files = project.project().files();
    Reach reach = Reach.of(files);
    return files.paths().stream().filter(reach::contains).toList();
  }

  @Test
  void workflowsRunScriptsThatRunOthers() {
    ProjectUnderTest project =
        ProjectUnderTest.with(
                ".github/workflows/ci.yml",
                "jobs:",
                "  a:",
                "    steps:",
                "      - run: bash scripts/all.sh",
                "      - run: python ${{ inputs.folder }}/train.py",
                "      - uses: ./actions/login",
                "      - run: terraform apply",
                "        working-directory: infra")
            .and("scripts/all.sh", "az ml job create --file ../jobs/job.yml")
            .and("scripts/unused.sh", "")
            .and("jobs/job.yml", "code: ../code", "command: python score.py")
            .and("jobs/other.yml", "")
            .and("code/score.py", "from lib.helper import load", "import text.words as words")
            .and("code/lib/helper.py", "from . import base")
            .and("code/lib/base.py", "")
            .and("code/lib/rest.py", "")
            .and("code/text/words.py", "")
            .and("somewhere/train.py", "")
            .and("actions/login/action.yml", "")
            .and("actions/logout/action.yml", "")
            .and("infra/main.tf", "module \"a\" {", "  source = \"./modules/a\"", "}")
            .and("infra/modules/a/main.tf", "")
            .and("infra/modules/b/main.tf", "");
    assertThat(reached(project))
        .containsExactly(
            ".github/workflows/ci.yml",
            "actions/login/action.yml",
            "code/lib/base.py",
            "code/lib/helper.py",
            "code/score.py",
            "code/text/words.py",
            "infra/main.tf",
            "infra/modules/a/main.tf",
            "jobs/job.yml",
            "scripts/all.sh",
            "somewhere/train.py");
  }

  @Test
  void aNameThatSeveralFilesHaveIsNoneOfThem() {
    ProjectUnderTest project =
        ProjectUnderTest.with("Makefile", "all:", "\tpython $(DIR)/train.py")
            .and("samples/a/train.py", "")
            .and("samples/b/train.py", "");
    assertThat(reached(project)).containsExactly("Makefile");
  }

  @Test
  void theFirstReadmeTellsWhatIsTypedAndNotWhatIsRead() {
    ProjectUnderTest project =
        ProjectUnderTest.with(
                "README.md", "See docs/a.py.", "```sh", "cd app", "python run.py", "```")
            .and("app/run.py", "")
            .and("docs/a.py", "")
            .and("docs/b.md", "```sh", "python docs/a.py", "```");
    assertThat(reached(project)).containsExactly("README.md", "app/run.py");
  }

  @Test
  void aDistributionHasItsPackagesAndRunnersOfTestsHaveTheirs() {
    ProjectUnderTest project =
        ProjectUnderTest.with("pyproject.toml", "[tool.pytest.ini_options]")
            .and("src/tool/__init__.py", "")
            .and("src/tool/deep/part.py", "")
            .and("tests/test_part.py", "")
            .and("examples/one.py", "");
    assertThat(reached(project))
        .containsExactly(
            "pyproject.toml",
            "src/tool/__init__.py",
            "src/tool/deep/part.py",
            "tests/test_part.py");
  }

  @Test
  void aPipelineIsInItsPlaceAmongPipelinesOrByWhatItNames() {
    String[] pipeline = {"trigger: [main]", "steps:", "  - script: python jobs/run.py"};
    ProjectUnderTest project =
        ProjectUnderTest.with("devops/pipelines/ci.yml", pipeline)
            .and("samples/one/ci.yml", "steps:", "  - script: python run.py")
            .and("samples/two/ci.yml", "steps:", "  - script: python samples/two/run.py")
            .and("samples/one/run.py", "")
            .and("samples/two/run.py", "")
            .and("jobs/run.py", "");
    assertThat(reached(project))
        .containsExactly(
            "devops/pipelines/ci.yml", "jobs/run.py", "samples/two/ci.yml", "samples/two/run.py");
  }

  @Test
  void theListOfASitesPagesRunsNone() {
    ProjectUnderTest project =
        ProjectUnderTest.with("mkdocs.yml", "nav:", "  - labs/one.ipynb")
            .and("labs/one.ipynb", "{}");
    assertThat(reached(project)).containsExactly("mkdocs.yml");
  }

  @Test
  void patternsStandForTheFilesOfOneFolder() {
    ProjectUnderTest project =
        ProjectUnderTest.with("run.sh", "for f in jobs/*.yml; do az ml job create -f $f; done")
            .and("jobs/a.yml", "")
            .and("jobs/a.md", "")
            .and("jobs/old/b.yml", "");
    assertThat(reached(project)).containsExactly("jobs/a.yml", "run.sh");
  }

  @Test
  void whatIsNotReachedIsAWarning() {
    VerifiedProject project =
        ProjectUnderTest.with("run.sh", "python a.py")
            .and("a.py", "print(")
            .and("samples/b.py", "print(")
            .project();
    Verifier verifier = new Verifier(AllChecks.list(), RuleSettings.STANDARD);
    assertThat(verifier.verify(project, Reach.of(project.files())))
        .extracting(finding -> finding.path() + " " + finding.level())
        .containsExactly("a.py error", "samples/b.py warning");
    assertThat(verifier.verify(project))
        .extracting(finding -> finding.path() + " " + finding.level())
        .containsExactly("a.py error", "samples/b.py error");
  }

  @Test
  void aSettingOfTheUserCountsWhereNothingIsReached() {
    VerifiedProject project = ProjectUnderTest.with("samples/b.py", "print(").project();
    RuleSettings settings =
        RuleSettings.of(List.of(RuleSettings.parse("python-syntax", "error: we copy them")));
    assertThat(new Verifier(AllChecks.list(), settings).verify(project, Reach.of(project.files())))
        .extracting(finding -> finding.path() + " " + finding.level())
        .containsExactly("samples/b.py error");
  }

  @Test
  void archivedFilesAreReachedByThoseWhoNameThem() {
    ProjectUnderTest project =
        ProjectUnderTest.with("pyproject.toml", "exclude = [\"_archive\"]")
            .and("Makefile", "all:", "\tpython train.py && python old/archive/kept.py")
            .and("_archive/src/train.py", "import helper")
            .and("_archive/src/helper.py", "")
            .and("old/archive/kept.py", "")
            .and("archive_provider/train.py", "");
    assertThat(reached(project))
        .contains("old/archive/kept.py")
        .noneMatch(path -> path.startsWith("_archive"));
  }
}
