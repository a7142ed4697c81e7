package io.github.mlopsmaven.archetype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.generate.GenerateRequest;
import io.github.mlopsmaven.generate.Limits;
import io.github.mlopsmaven.generate.ProjectGenerator;
import io.github.mlopsmaven.generate.Questions;
import io.github.mlopsmaven.git.JGitProjectRepository;
import io.github.mlopsmaven.io.DirectorySource;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.template.ProjectName;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.maven.archetype.metadata.ArchetypeDescriptor;
import org.apache.maven.archetype.metadata.FileSet;
import org.apache.maven.archetype.metadata.io.xpp3.ArchetypeDescriptorXpp3Reader;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchetypeMakerTest {

  private static final String DESCRIPTOR =
      """
      format: 1
      name: acme
      title: Acme's projects
      options:
        project_type: {title: Type, description: Kind.}
        infrastructure: {title: Infrastructure, description: Language., default: terraform}
        orchestration: {title: Orchestration, description: Service.}
      parts:
        code: {title: code, core: true}
        infra: {title: infrastructure, core: true}
        pipelines: {title: pipelines}
      layout:
        - {from: project, to: .}
        - {from: "code/{project_type}", to: code, part: code}
        - {from: "infra/{infrastructure}", to: infra, part: infra}
        - {from: gh, to: .github, part: pipelines, when: {orchestration: gh}}
        - {from: ado, to: pipelines, part: pipelines, when: {orchestration: ado}}
      executable: ["*.sh"]
      values:
        region: {description: Where., default: eastus}
        suffix: {description: Last part., default: ""}
        namespace:
          description: First part.
          default: mlops
          set: [{files: [config.yml], path: variables.namespace}]
      """;

  @TempDir private Path folder;

  private Path template;

  @BeforeEach
  void makeTemplate() throws IOException {
    template = folder.resolve("template");
    write("mlops-template.yml", DESCRIPTOR);
    write("project/.gitignore", "*.pyc\n");
    write("project/README.md.vm", "# $project_name in $region\n");
    write("project/run.sh", "true\n");
    write("code/cv/__init__.py", "");
    write("code/nlp/train.py", "print()\n");
    write("infra/terraform/main.txt", "terraform\n");
    write("infra/bicep/main.txt", "bicep\n");
    write("gh/ci.yml", "on: push\n");
    write("ado/ci.yml", "trigger: none\n");
  }

  @Test
  void asksForEveryOptionWithItsDefaultAndPattern() throws Exception {
    assertThat(metadata(make("cv")).getRequiredProperties())
        .extracting(p -> p.getKey() + " " + p.getDefaultValue() + " " + p.getValidationRegex())
        .containsExactly(
            "project_type cv (?:cv)",
            "infrastructure terraform (?:bicep|terraform)",
            "orchestration null (?:ado|gh)",
            "region eastus null",
            "suffix - null",
            "project_name ${artifactId} " + Answers.PROJECT_NAME,
            "organization - null",
            "groupId com.example null",
            "version 1.0.0-SNAPSHOT null",
            "package com.example null");
  }

  @Test
  void groupsFilesByConditionAndTreatment() throws Exception {
    assertThat(metadata(make("nlp")).getFileSets())
        .extracting(ArchetypeMakerTest::line)
        .containsExactly(
            "copied: .gitignore, code/train.py, run.sh",
            "filtered: README.md, .mlops/project.yml, .mlops-archetype/answers.txt",
            "copied #if($orchestration == 'gh')true#end: .github/ci.yml",
            "copied #if($infrastructure == 'bicep')true#end: infra/main.txt",
            "copied #if($infrastructure == 'terraform')true#end: .mlops-archetype/6-main.txt",
            "copied #if($orchestration == 'ado')true#end: pipelines/ci.yml");
  }

  @Test
  void twoContentsAtOnePathAreBothThereAndMovedByTheScript() throws IOException {
    Path made = make("nlp").directory();

    assertThat(made.resolve("archetype-resources/infra/main.txt")).hasContent("bicep\n");
    assertThat(made.resolve("archetype-resources/.mlops-archetype/6-main.txt"))
        .hasContent("terraform\n");
    assertThat(script(made)).contains("['.mlops-archetype/6-main.txt', 'infra/main.txt']");
  }

  @Test
  void referencesThatTheMoveWouldBreakAreFollowedAsGenerateFollowsThem() throws IOException {
    write("ado/deploy.yml", "- template: ../infra/bicep/vars.yml\n- template: ../code/cv/v.yml\n");
    write("infra/bicep/vars.yml", "variables: {}\n");
    write("code/cv/v.yml", "variables: {}\n");

    Path archetype = make("cv").directory();
    Path made = archetype.resolve("archetype-resources");

    assertThat(script(archetype)).contains("-deploy.yml', 'pipelines/deploy.yml']");
    String terraform = "- template: ../infra/bicep/vars.yml\n- template: ../code/v.yml\n";
    String bicep = "- template: ../infra/vars.yml\n- template: ../code/v.yml\n";
    assertThat(generated("terraform")).isEqualTo(terraform);
    assertThat(generated("bicep")).isEqualTo(bicep);
    try (Stream<Path> files = Files.walk(made)) {
      assertThat(files.filter(file -> file.toString().endsWith("deploy.yml")))
          .extracting(ArchetypeMakerTest::read)
          .containsExactlyInAnyOrder(terraform, bicep);
    }
  }

  private String generated(String infrastructure) {
    List<String> content = new ArrayList<>();
    new ProjectGenerator(new JGitProjectRepository(GitAccess.standard()), Questions.NONE)
        .plan(
            new GenerateRequest(
                new DirectorySource(template),
                Map.of(
                    "project_type", "cv", "infrastructure", infrastructure, "orchestration", "ado"),
                false,
                folder.resolve("out"),
                ProjectName.parse("churn"),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                Limits.DEFAULT,
                "1"),
            project -> content.add(read(project.resolve("pipelines/deploy.yml"))));
    return content.get(0);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aReferenceThatWouldDependOnAnAnswerIsRefused() throws IOException {
    write("mlops-template.yml", DESCRIPTOR.replace("to: code,", "to: 'code/{region}',"));
    write("ado/deploy.yml", "- template: ../code/cv/v.yml\n");
    write("code/cv/v.yml", "variables: {}\n");

    assertThatThrownBy(() -> make("cv"))
        .hasMessage(
            "an archetype cannot let ado/deploy.yml name code/{region}/v.yml, which depends on"
                + " answers, since it is not a *.vm template\n  name it ado/deploy.yml.vm in the"
                + " template, and write the path as it is in a project");
  }

  @Test
  void namesThatLookLikePlaceholdersAreMovedByTheScript() throws IOException {
    assertThat(script(make("cv").directory()))
        .contains("['.mlops-archetype/4-_init_.py', 'code/__init__.py']");
  }

  @Test
  void aTemplatesOwnPomReplacesTheOneThatArchetypesNeed() throws IOException {
    write("project/pom.xml", "<project/>\n");

    Path made = make("nlp").directory();

    assertThat(made.resolve("archetype-resources/pom.xml"))
        .content()
        .contains("$generator_version");
    assertThat(script(made)).containsPattern("\\['.mlops-archetype/\\d+-pom.xml', 'pom.xml'\\]");
  }

  @Test
  void whatCanBeRunIsSaidToTheScript() throws IOException {
    assertThat(script(make("cv").directory())).contains("def executable = [\n    'run.sh'\n]");
  }

  @Test
  void oneTemplateGivesOneArchetype() throws IOException {
    Map<String, String> first = contents(make("cv").directory());
    Map<String, String> again = contents(make("cv").directory());

    assertThat(again).isEqualTo(first).hasSizeGreaterThan(8);
  }

  @Test
  void nothingOfAnEarlierRunStays() throws IOException {
    make("nlp");

    assertThat(make("cv").directory().resolve("archetype-resources/code/train.py")).doesNotExist();
  }

  @Test
  void saysWhatItDoesNotAskFor() throws IOException {
    write("project/config.yml", "variables:\n  namespace: mlops\n");

    assertThat(make("cv").notes())
        .containsExactly(
            "the archetype does not ask for namespace, because config.yml is not a *.vm template:"
                + " set it there by hand");
  }

  @Test
  void saysThatThereIsNoReadme() throws IOException {
    Files.delete(template.resolve("project/README.md.vm"));

    assertThat(make("cv").notes()).singleElement().asString().contains("have no README.md");
  }

  @Test
  void editsThatDependOnOptionsAreMadeNow() throws IOException {
    write("mlops-template.yml", DESCRIPTOR + rewrite("{infrastructure}"));
    write("project/config.yml", "variables:\n  tool: x # kept\n");

    Path made = make("cv").directory();

    assertThat(contents(made).values())
        .contains("variables:\n  tool: bicep # kept\n", "variables:\n  tool: terraform # kept\n");
  }

  @Test
  void refusesEditsThatDependOnAnswers() throws IOException {
    write("mlops-template.yml", DESCRIPTOR + rewrite("{region}-x"));
    write("project/config.yml", "variables:\n  tool: x\n");

    assertRefused(
        () -> make("cv"),
        "an archetype cannot write region into project/config.yml, which is not a *.vm template",
        "name it project/config.yml.vm in the template and put ${region} where it belongs");
  }

  @Test
  void refusesAFileThatWouldComeOutOtherwise() throws IOException {
    write("project/notes.md.vm", "first\n#if($version)released#{else}draft#end\n");

    assertRefused(
        () -> make("cv"),
        "project/notes.md.vm would come out of an archetype with \"released\" where"
            + " mlops:generate writes \"draft\"",
        "use no name that Maven alone knows");
  }

  @Test
  void refusesANameThatReachesIntoTheNextFile() throws IOException {
    write("project/a.md.vm", "#set($region = 'here')\n$region\n");

    assertRefused(
        () -> make("cv"),
        "project/a.md.vm sets $region, which is a name of the descriptor",
        "give it another name there, such as $my_region");
  }

  @Test
  void refusesRenderedFilesWithCrlf() throws IOException {
    write("project/notes.md.vm", "a\r\nb\r\n");

    assertRefused(
        () -> make("cv"),
        "an archetype cannot keep the CRLF line ends of project/notes.md.vm",
        "save it with LF line ends");
  }

  @Test
  void refusesPointersOfGitLfsAndTellsOfContentThatAttributesGiveToIt() throws IOException {
    write("code/cv/.gitattributes", "*.bin filter=lfs\n");
    write("code/cv/a.bin", "content");

    assertThat(make("cv").notes()).anyMatch(note -> note.startsWith("a file is in git itself"));

    write(
        "code/cv/b.bin",
        "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0".repeat(64) + "\nsize 1\n");
    assertRefused(() -> make("cv"), "keeps files in Git LFS", "git lfs untrack");
  }

  @Test
  void refusesAnUnknownType() {
    assertRefused(
        () -> make("nlpp"),
        "project_type 'nlpp' is not offered by this template",
        "use one of cv, nlp (did you mean nlp?)");
  }

  @Test
  void refusesToGuessTheType() {
    assertRefused(
        () -> new ArchetypeMaker().make(request(Optional.empty(), Optional.empty())),
        "project_type is not chosen, and an archetype is made for one value of it",
        "add -Dmlops.projectType=cv or -Dmlops.projectType=nlp");
  }

  @Test
  void refusesToAskForWhatMavenAsksItself() throws IOException {
    write("mlops-template.yml", DESCRIPTOR.replace("  region:", "  version:"));

    assertRefused(
        () -> make("cv"),
        "an archetype cannot ask for 'version'",
        "rename it in mlops-template.yml");
  }

  @Test
  void writesAProjectThatCanBeBuilt() throws IOException {
    MadeArchetype made =
        new ArchetypeMaker().make(request(Optional.of("cv"), Optional.of(coordinates())));

    assertThat(made.directory().resolve("pom.xml"))
        .content()
        .contains("<artifactId>acme-cv-archetype</artifactId>")
        .contains("<description>Acme's projects</description>")
        .contains("<useDefaultExcludes>false</useDefaultExcludes>")
        .doesNotContain("@");
    assertThat(made.directory().resolve("src/main/resources/archetype-resources/.gitignore"))
        .exists();
  }

  @Test
  void leavesAFolderWithContentAsItIs() throws IOException {
    Files.createDirectories(folder.resolve("made"));
    Files.writeString(folder.resolve("made/mine.txt"), "mine");

    assertRefused(
        () -> new ArchetypeMaker().make(request(Optional.of("cv"), Optional.of(coordinates()))),
        folder.resolve("made") + " exists already and was left as it was",
        "-Dmlops.archetypeDirectory=FOLDER");
    assertThat(folder.resolve("made")).isDirectoryNotContaining("glob:**/pom.xml");
  }

  @Test
  void filesThatDependOnValuesHaveConditions() throws Exception {
    write("mlops-template.yml", DESCRIPTOR.replace("layout:", LAYOUT_BY_VALUES) + VALUES);
    write("gpu/driver.txt", "driver\n");
    write("project/config.yml", "variables:\n  namespace: mlops\n  gpu: none\n");

    assertThat(metadata(make("nlp")).getFileSets())
        .extracting(ArchetypeMakerTest::line)
        .contains(
            "copied #if(!($gpu == 'true'))true#end: config.yml",
            "copied #if($gpu == 'true')true#end: .mlops-archetype/6-config.yml",
            "copied #if(($infrastructure == 'bicep') && (($gpu == 'true' || !($gpu == 'true'))))true#end:"
                + " gpu/driver.txt",
            "copied #if(($infrastructure == 'terraform') && ($gpu == 'true'))true#end:"
                + " .mlops-archetype/8-driver.txt");
  }

  @Test
  void pathsThatDependOnAnswersAreWorkedOutByVelocityAndFilledInByTheScript() throws IOException {
    write("mlops-template.yml", DESCRIPTOR.replace("layout:", LAYOUT_BY_VALUES) + VALUES);
    write("project/src/{package_name}/a.py", "");

    Path made = make("cv").directory();

    assertThat(script(made)).containsPattern("'src/\\{package_name}/a.py', \\d+\\]");
    assertThat(contents(made.resolve("archetype-resources")))
        .hasEntrySatisfying(
            ".mlops-archetype/answers.txt",
            text ->
                assertThat(text)
                    .contains("name package_name=${mlops_line")
                    .containsPattern("path \\d+="))
        .hasEntrySatisfying(
            "pom.xml",
            text ->
                assertThat(text)
                    .contains(
                        "#if($package_name == '-')#set($package_name = $mlops_default_package_name)#end"));
  }

  @Test
  void refusesAPathThatNoAnswerSays() throws IOException {
    write(
        "mlops-template.yml",
        DESCRIPTOR + "  zone: {set: [{files: [config.yml], path: variables.zone}]}\n");
    write("project/{zone}.txt", "");

    assertRefused(
        () -> make("cv"),
        "an archetype cannot name {zone}.txt by {zone}",
        "give zone a default, or remove its 'set'");
  }

  private static final String LAYOUT_BY_VALUES =
      """
      layout:
        - {from: gpu, to: gpu, when: {gpu: true}}
        - {from: gpu, to: gpu, when: {infrastructure: bicep, not: {gpu: true}}}
      """
          .stripTrailing();

  private static final String VALUES =
      """
        gpu: {type: boolean, default: "false"}
        package_name: {default: "{project_name | snake_case}"}
      rewrites:
        - {reason: it has one, files: [config.yml], path: variables.gpu, value: t4, when: {gpu: true}}
      """;

  private static void assertRefused(ThrowingCallable call, String problem, String remedy) {
    assertThatThrownBy(call)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(problem)
        .hasMessageContaining(remedy);
  }

  private static String rewrite(String value) {
    return "rewrites:\n  - {reason: it is so, files: [config.yml], path: variables.tool, value: \""
        + value
        + "\"}\n";
  }

  private static ArchetypeRequest.Coordinates coordinates() {
    return new ArchetypeRequest.Coordinates("com.acme", Optional.empty(), "1");
  }

  private MadeArchetype make(String type) {
    return new ArchetypeMaker().make(request(Optional.of(type), Optional.empty()));
  }

  private ArchetypeRequest request(
      Optional<String> type, Optional<ArchetypeRequest.Coordinates> project) {
    return new ArchetypeRequest(
        new DirectorySource(template),
        "project_type",
        type,
        folder.resolve("made"),
        project,
        "1.2.3");
  }

  private void write(String path, String content) throws IOException {
    Path file = template.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private static ArchetypeDescriptor metadata(MadeArchetype made) throws Exception {
    Path file = made.directory().resolve("META-INF/maven/archetype-metadata.xml");
    try (Reader reader = Files.newBufferedReader(file)) {
      return new ArchetypeDescriptorXpp3Reader().read(reader);
    }
  }

  private static String line(FileSet set) {
    return (set.isFiltered() ? "filtered" : "copied")
        + Optional.ofNullable(set.getIncludeCondition()).map(text -> " " + text).orElse("")
        + ": "
        + String.join(", ", set.getIncludes());
  }

  private static String script(Path made) throws IOException {
    return Files.readString(made.resolve("META-INF/archetype-post-generate.groovy"));
  }

  private static Map<String, String> contents(Path directory) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(directory.relativize(file).toString(), Files.readString(file));
      }
    }
    return contents;
  }
}
