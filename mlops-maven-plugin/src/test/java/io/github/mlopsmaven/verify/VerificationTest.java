package io.github.mlopsmaven.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.descriptor.Descriptors;
import io.github.mlopsmaven.generate.GenerateRequest;
import io.github.mlopsmaven.generate.Limits;
import io.github.mlopsmaven.io.DirectorySource;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.NoSuchRefException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.rules.AllChecks;
import io.github.mlopsmaven.template.Fix;
import io.github.mlopsmaven.template.ProjectName;
import io.github.mlopsmaven.template.TemplateSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTest {

  private static final String DESCRIPTOR =
      """
      format: 1
      name: contoso
      options:
        kind: {title: Kind}
      layout:
        - {from: "kinds/{kind}", to: .}
        - {from: shared, to: pipelines}
      fixes:
        - rule: azure-pipelines-retired-image
          reason: the image is gone
          files: [pipelines/run.yml]
          path: pool.vmImage
          value: ubuntu-24.04
      rules:
        json-syntax: {level: note, reason: samples are templates}
      pipeline_templates: {repository: contoso/steps, alias: steps}
      """;

  private static final String PIPELINE =
      """
      pool: {vmImage: ubuntu-20.04}
      resources: {repositories: [{repository: steps, name: any, type: git, ref: v1}]}
      steps:
        - template: a.yml@steps
        - template: b.yml@steps
      """;

  @TempDir Path folder;

  private final List<String> opened = new ArrayList<>();
  private Path template;

  @BeforeEach
  void writeTemplate() throws IOException {
    template = folder.resolve("template");
    write("template/mlops-template.yml", DESCRIPTOR);
    write("template/shared/run.yml", PIPELINE);
    write("template/kinds/one/data.json", "{");
    write("template/kinds/two/data.json", "{}");
    write("steps/a.yml", "steps: []\n");
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private TemplateSource steps(String name, Optional<String> ref) {
    opened.add(name + "@" + ref.orElse(""));
    return new DirectorySource(folder.resolve("steps"));
  }

  private GenerateRequest request(Map<String, String> selection, boolean fixes) {
    return new GenerateRequest(
        new DirectorySource(template),
        selection,
        true,
        folder,
        ProjectName.parse("project"),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        fixes,
        Limits.DEFAULT,
        "1.0");
  }

  private Report template(RepositorySource repositories, boolean fixes) {
    return new Verification(AllChecks.list(), List.of(), repositories)
        .template(new DirectorySource(template), selection -> request(selection, fixes));
  }

  private static List<String> places(Report report) {
    return report.places().stream()
        .map(
            place ->
                "%s:%d %s %s %d"
                    .formatted(
                        place.path(),
                        place.finding().position().line(),
                        place.finding().rule().id(),
                        place.finding().level(),
                        place.selections().size()))
        .toList();
  }

  @Test
  void theSameTextAtTwoPlacesIsReadWithTheFilesOfItsPlace() throws IOException {
    for (String place : List.of("a", "b")) {
      write("whole/" + place + "/train.py", "from .steps import rows\n\nprint(rows(1))\n");
      write("whole/" + place + "/__init__.py", "");
    }
    write("whole/a/steps.py", "def rows(count):\n    return count\n");
    write("whole/b/steps.py", "def rows():\n    return 1\n");

    Report report =
        new Verification(AllChecks.list(), List.of(), this::steps)
            .project("whole", new DirectorySource(folder.resolve("whole")));

    assertThat(places(report)).singleElement().asString().startsWith("b/train.py:3 python-call");
  }

  @Test
  void whatOneProjectSaysIsNotTakenForTheNext() throws IOException {
    String pipeline =
        """
        trigger: none
        jobs:
          - template: jobs/make.yml
          - job: read
            dependsOn: make
            variables:
              version: $[ dependencies.make.outputs['tell.version'] ]
            steps:
              - script: echo "$(version)"
        """;
    String jobs =
        """
        jobs:
          - job: make
            steps:
              - script: echo "##vso[task.setvariable variable=%s;isOutput=true]1"
                name: tell
        """;
    write("first/azure-pipelines.yml", pipeline);
    write("first/jobs/make.yml", jobs.formatted("number"));
    write("second/azure-pipelines.yml", pipeline);
    write("second/jobs/make.yml", jobs.formatted("version"));
    Verification verification = new Verification(AllChecks.list(), List.of(), this::steps);

    assertThat(places(verification.project("first", new DirectorySource(folder.resolve("first")))))
        .isNotEmpty();
    assertThat(
            places(verification.project("second", new DirectorySource(folder.resolve("second")))))
        .isEmpty();
  }

  @Test
  void aFolderWithALockOfItsOwnIsAnotherProject() throws IOException {
    write("whole/own/data.json", "{");
    write("whole/module/data.json", "{");
    write("whole/module/.mlops/project.yml", "not read here");
    write("whole/modules/data.json", "{");

    Report report =
        new Verification(AllChecks.list(), List.of(), this::steps)
            .project("whole", new DirectorySource(folder.resolve("whole")));

    assertThat(places(report))
        .containsExactly(
            "modules/data.json:1 json-syntax warning 1", "own/data.json:1 json-syntax warning 1");
  }

  @Test
  void whatATemplateHoldsIsThereToBeRun() {
    Report report =
        new Verification(AllChecks.list(), List.of(), this::steps)
            .project("template", new DirectorySource(template));

    assertThat(places(report)).contains("kinds/one/data.json:1 json-syntax error 1");
  }

  @Test
  void verifiesEverySelectionWithOneLookIntoTheCalledRepository() {
    assertThat(places(template(this::steps, true)))
        .containsExactly(
            "kinds/one/data.json:1 json-syntax note 1",
            "shared/run.yml:5 azure-pipelines-missing-template error 2");
    assertThat(opened).containsExactly("contoso/steps@v1");
  }

  @Test
  void findsWhatFixesWouldMend() {
    assertThat(places(template(this::steps, false)))
        .contains("shared/run.yml:1 azure-pipelines-retired-image error 2");
  }

  @Test
  void aFindingInAnEditedFileIsShownAtItsLineOfTheTemplate() throws IOException {
    write(
        "template/mlops-template.yml",
        DESCRIPTOR
            .replace("path: pool.vmImage", "text: ubuntu-20.04")
            .replace("value: ubuntu-24.04", "value: \"ubuntu-24.04\\n\\n  \""));
    assertThat(places(template(this::steps, true)))
        .contains("shared/run.yml:5 azure-pipelines-missing-template error 2");
  }

  @Test
  void saysWhatWasNotChecked() {
    Report report =
        template(
            (name, ref) -> {
              throw new EnvironmentException("no way to " + name, "try again", new IOException());
            },
            true);
    assertThat(places(report))
        .contains(
            "shared/run.yml:4 azure-pipelines-not-checked warning 2",
            "shared/run.yml:5 azure-pipelines-not-checked warning 2");
    assertThat(report.places().get(1).finding().problem())
        .isEqualTo("templates of contoso/steps at v1 were not checked: no way to contoso/steps");
  }

  @Test
  void aStateThatARepositoryLacksIsWrongAndNotOnlyUnknown() {
    Report report =
        template(
            (name, ref) -> {
              throw new NoSuchRefException(name + " has no branch or tag 'v1'", "use main");
            },
            true);
    assertThat(places(report))
        .containsExactly(
            "kinds/one/data.json:1 json-syntax note 1",
            "shared/run.yml:2 azure-pipelines-missing-template error 2");
    assertThat(report.places().get(1).finding().problem())
        .isEqualTo("contoso/steps has no branch or tag 'v1'");
  }

  @Test
  void refusesATemplateWithoutASelection() throws IOException {
    write("template/mlops-template.yml", DESCRIPTOR.replace("kinds/", "none/"));
    assertThatThrownBy(() -> template(this::steps, true))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "the template template has no selection at all\n"
                + "  check options, parts and layout of its mlops-template.yml");
  }

  @Test
  void knowsAProjectFromItsLock() throws IOException {
    write("project/run.yml", PIPELINE.replace("ubuntu-20.04", "ubuntu-24.04"));
    write("project/data.json", "{");
    assertThat(places(project()))
        .as("a project of the accelerator calls another repository")
        .containsExactly("data.json:1 json-syntax error 1");

    String lock =
        """
        format: 1
        generator: {name: g, version: "1"}
        template: {location: t, descriptor: d}
        project: {name: p}
        selection: {kind: one}
        calls: {repository: contoso/steps, alias: steps}
        rules:
          json-syntax: "note: samples are templates"
          a-rule-of-yesterday: "off: it was wrong"
        """;
    write("project/.mlops/project.yml", lock);
    Report report = project();

    assertThat(report.verified().get(0).selection().orElseThrow().values())
        .containsEntry("kind", "one");
    assertThat(places(report))
        .containsExactly(
            "data.json:1 json-syntax note 1", "run.yml:5 azure-pipelines-missing-template error 1");
    assertThat(
            new Verification(
                    AllChecks.list(),
                    List.of(RuleSettings.parse("json-syntax", "off: not mine")),
                    this::steps)
                .project("p", new DirectorySource(folder.resolve("project")))
                .count(Level.NOTE))
        .as("the user takes precedence over the lock")
        .isZero();

    write("project/.mlops/project.yml", lock.replaceFirst("calls: .*\n", ""));
    opened.clear();
    assertThat(places(project())).containsExactly("data.json:1 json-syntax note 1");
    assertThat(opened).isEmpty();
  }

  private Report project() {
    return new Verification(AllChecks.list(), List.of(), this::steps)
        .project("p", new DirectorySource(folder.resolve("project")));
  }

  @Test
  void fixesOfTheBuiltInDescriptorNameRulesThatExist() {
    assertThat(Descriptors.convention().fixes())
        .isNotEmpty()
        .extracting(Fix::rule)
        .isSubsetOf(Verifier.rules(AllChecks.list()).keySet());
  }
}
