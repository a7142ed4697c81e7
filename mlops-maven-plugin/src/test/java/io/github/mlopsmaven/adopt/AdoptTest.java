package io.github.mlopsmaven.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.generate.GenerateRequest;
import io.github.mlopsmaven.generate.Limits;
import io.github.mlopsmaven.generate.ProjectGenerator;
import io.github.mlopsmaven.generate.ProjectRepository;
import io.github.mlopsmaven.generate.Questions;
import io.github.mlopsmaven.git.GitTemplateHistory;
import io.github.mlopsmaven.git.GitTemplateSource;
import io.github.mlopsmaven.git.JGitProjectHistory;
import io.github.mlopsmaven.git.JGitProjectRepository;
import io.github.mlopsmaven.git.WorkTreeSource;
import io.github.mlopsmaven.io.DirectorySource;
import io.github.mlopsmaven.lock.FileList;
import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.lock.ProjectLockFile;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.status.ProjectStatus;
import io.github.mlopsmaven.status.RecordedRequest;
import io.github.mlopsmaven.status.StatusCheck;
import io.github.mlopsmaven.template.ProjectName;
import io.github.mlopsmaven.template.Spelling;
import io.github.mlopsmaven.template.TemplateSource;
import io.github.mlopsmaven.testkit.BareRepository;
import io.github.mlopsmaven.testkit.FileTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Projects without a lock: those of a company's template, and those of the accelerator's shape. */
class AdoptTest {

  private static final String DESCRIPTOR =
      """
      format: 1
      name: contoso
      options:
        model: {}
        host: {default: gh}
      parts:
        code: {core: true}
        pipelines: {core: true}
      layout:
        - {from: all, to: .}
        - {from: "models/{model}", to: "src/{package}", part: code}
        - {from: "hosts/{host}", to: "ci/{host}", part: pipelines}
      values:
        package: {default: "{project_name | snake_case}"}
        place: {default: east, set: [{files: [env.yml], path: variables.place}]}
      """;

  @TempDir Path folder;

  private BareRepository template;
  private Path project;
  private String first = "";
  private final Map<String, String> files = new LinkedHashMap<>();

  @BeforeEach
  void template() {
    template = BareRepository.create(folder.resolve("t.git"));
    project = folder.resolve("out/demo");
    files.put("mlops-template.yml", DESCRIPTOR);
    for (String name : List.of("a.txt", "b.txt", "c.txt", "d/e.txt")) {
      files.put("all/" + name, "content of " + name + "\n");
    }
    files.put("all/env.yml", "variables:\n  place: east\n  x: 1\n");
    files.put("all/NOTES.md.vm", "$project_name for $model\n");
    for (String model : List.of("tabular", "text")) {
      files.put("models/" + model + "/train.py", "train " + model + "\n");
      files.put("models/" + model + "/score.py", "score " + model + "\n");
    }
    files.put("hosts/gh/ci.yml", "on: push\n");
    files.put("hosts/ado/ci.yml", "trigger: none\n");
    first = template.commit("main", files);
    template.head("main");
  }

  @Test
  void findsStateSelectionAndValuesOfAProjectThatLostItsLock() throws IOException {
    generate(Map.of("model", "text", "host", "ado"), Map.of("place", "west"));
    ProjectLock lock = lock();
    FileList list = list();
    files.put("all/a.txt", "newer\n");
    template.commit("main", files);
    delete(".mlops/project.yml", ".mlops/files");
    write("b.txt", "mine\n");
    write("more/ours.txt", "ours\n");
    commitAnew();

    Adopted adopted = adopt();

    assertThat(adopted.lock().origin().commit()).contains(first);
    assertThat(adopted.lock().origin().ref()).contains("main");
    assertThat(adopted.lock().selection()).isEqualTo(lock.selection());
    assertThat(adopted.lock().values()).isEqualTo(lock.values());
    assertThat(adopted.files().entries())
        .filteredOn(entry -> entry.source().isPresent())
        .isEqualTo(list.entries().stream().filter(entry -> entry.source().isPresent()).toList());
    assertThat(adopted.counts().changed()).isEqualTo(1);
  }

  @Test
  void writesTwoFilesThatStatusAndUpdateTake() throws IOException {
    generate(Map.of("model", "text"), Map.of());
    delete(".mlops/project.yml", ".mlops/files");
    commitAnew();
    Map<String, String> before = FileTree.of(project);

    Adopted adopted = adopt();
    assertThat(FileTree.of(project)).isEqualTo(before);
    new RecordFiles(project).write(adopted);

    Map<String, String> after = new TreeMap<>(FileTree.of(project));
    after.keySet().removeIf(path -> path.endsWith("project.yml") || path.endsWith(".mlops/files"));
    assertThat(after).isEqualTo(before);
    ProjectStatus status =
        new StatusCheck(generator(), new RecordedRequest(Limits.DEFAULT, "1.0"))
            .of("demo", new WorkTreeSource(project), lock -> Optional.of(source("main")));
    assertThat(status.state()).isEqualTo(ProjectStatus.State.CURRENT);
    assertThatThrownBy(() -> new RecordFiles(project).lockAlone())
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("says already where it came from");
  }

  @Test
  void theFirstCommitTellsWhatLaterWorkHides() throws IOException {
    generate(Map.of("model", "text"), Map.of());
    delete(".mlops/project.yml", ".mlops/files");
    commitAnew();
    for (String path : List.of("a.txt", "b.txt", "c.txt", "src/demo/train.py")) {
      write(path, "all is other\n");
    }
    delete("ci/gh/ci.yml", "src/demo/score.py", "env.yml");
    git("add", "-A");
    git("commit", "-q", "-m", "Work");

    Adopted adopted = adopt();

    assertThat(adopted.evidence()).startsWith("the first commit (");
    assertThat(adopted.lock().selection().values())
        .containsEntry("model", "text")
        .containsEntry("host", "gh");
    assertThat(adopted.files().at("a.txt")).isPresent();
  }

  @Test
  void aProjectThatWasSwitchedIsWhatItWasSwitchedTo() throws IOException {
    began();
    write("src/demo/train.py", "train tabular\n");
    write("src/demo/score.py", "score tabular\n");
    git("commit", "-q", "-a", "-m", "Switch");

    Adopted adopted = adopt();

    assertThat(adopted.lock().selection().values()).containsEntry("model", "tabular");
    assertThat(adopted.evidence()).startsWith("HEAD (");
    assertThat(adopted.notes()).anyMatch(note -> note.contains("is of model=text, host=gh;"));
  }

  @Test
  void aProjectThatWasUpdatedIsOfTheLaterState() throws IOException {
    began();
    files.put("all/a.txt", "newer\n");
    String second = template.commit("main", files);
    files.put("all/b.txt", "newest\n");
    template.commit("main", files);
    write("a.txt", "newer\n");
    git("commit", "-q", "-a", "-m", "Update");

    assertThat(adopt().lock().origin().commit()).contains(second);
  }

  @Test
  void whereOnlySomeFilesAreNewerTheFirstStateIsTheSafeOne() throws IOException {
    began();
    files.put("all/a.txt", "newer\n");
    files.put("all/b.txt", "newer\n");
    files.put("all/c.txt", "newer as well\n");
    template.commit("main", files);
    write("a.txt", "newer\n");
    write("b.txt", "newer\n");
    git("commit", "-q", "-a", "-m", "Copy");

    Adopted adopted = adopt();

    assertThat(adopted.lock().origin().commit()).contains(first);
    assertThat(adopted.notes())
        .anyMatch(note -> note.endsWith("an update starts from the first one"));
  }

  @Test
  void aProjectBetweenTwoSelectionsIsRefused() throws IOException {
    for (int i = 0; i < 5; i++) {
      files.put("models/tabular/more" + i + ".py", "more " + i + "\n");
    }
    first = template.commit("main", files);
    began();
    for (int i = 0; i < 5; i++) {
      write("src/demo/more" + i + ".py", "more " + i + "\n");
    }
    write("src/demo/train.py", "train tabular\n");
    delete("a.txt", "b.txt", "c.txt", "d/e.txt", "env.yml");
    git("add", "-A");
    git("commit", "-q", "-m", "Half a switch");

    assertThatThrownBy(this::adopt)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("this project began as model=text, host=gh, and has 6 files of")
        .hasMessageContaining("-Dmlops.options.model=text or -Dmlops.options.model=tabular");
    assertThat(adopt(Map.of("model", "tabular")).lock().selection().values())
        .containsEntry("model", "tabular");
  }

  @Test
  void aLockThatIsInTheHistoryIsNamed() throws IOException {
    generate(Map.of("model", "text"), Map.of());
    git("rm", "-q", "-r", ".mlops");
    git("commit", "-q", "-m", "Lost");

    assertThat(adopt().notes())
        .anyMatch(note -> note.matches(".*: git checkout [0-9a-f]{7} -- \\.mlops"));
  }

  /** A project of the first state, for texts, without a lock. */
  private void began() throws IOException {
    generate(Map.of("model", "text"), Map.of());
    delete(".mlops/project.yml", ".mlops/files");
    commitAnew();
  }

  @Test
  void twoSelectionsThatAreAsLikelyAreRefused() throws IOException {
    generate(Map.of("model", "text"), Map.of());
    delete(".mlops/project.yml", ".mlops/files", "ci/gh/ci.yml");
    commitAnew();

    assertThatThrownBy(this::adopt)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("the files that would decide are missing")
        .hasMessageContaining("-Dmlops.options.host=ado or -Dmlops.options.host=gh");
    assertThat(adopt(Map.of("host", "gh")).lock().selection().values())
        .containsEntry("host", "gh")
        .containsEntry("model", "text");
  }

  /** Whoever deletes a folder deletes all of its files: that it had many says little. */
  @Test
  void whatIsAbsentFromOneFolderDoesNotDecide() throws IOException {
    for (int i = 0; i < 6; i++) {
      files.put("hosts/ado/stage" + i + ".yml", "trigger: none # " + i + "\n");
    }
    template = BareRepository.create(folder.resolve("u.git"));
    first = template.commit("main", files);
    template.head("main");
    generate(Map.of("model", "text", "host", "ado"), Map.of());
    delete(".mlops/project.yml", ".mlops/files", "ci/ado/ci.yml");
    for (int i = 0; i < 6; i++) {
      delete("ci/ado/stage" + i + ".yml");
    }
    commitAnew();

    assertThatThrownBy(this::adopt)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("the files that would decide are missing")
        .hasMessageContaining("-Dmlops.options.host=gh or -Dmlops.options.host=ado");
    assertThat(adopt(Map.of("host", "ado")).lock().selection().values())
        .containsEntry("host", "ado");
  }

  @Test
  void aProjectOfNobodyIsRefused() throws IOException {
    write("mine.txt", "mine\n");
    commitAnew();

    assertThatThrownBy(this::adopt)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("no file of this project is from t")
        .hasMessageContaining("-Dmlops.template=URL");
  }

  @Test
  void aLikenessOfFewFilesIsRefused() throws IOException {
    write("a.txt", "content of a.txt\n");
    write("src/demo/score.py", "score text\n");
    commitAnew();

    assertThatThrownBy(() -> adopt(Map.of("host", "gh", "model", "text")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("only 22 % of the files that");
  }

  @ParameterizedTest
  @ValueSource(strings = {"main", "v1.1.0", "v1.0.0"})
  void d13AdoptsWhatTheAcceleratorsScriptLeaves(String state) throws IOException {
    AcceleratorShape shape = new AcceleratorShape();
    shape.files().forEach(files::put);
    files.keySet().removeIf(path -> !shape.files().containsKey(path));
    template.commit("main", files);
    for (Map.Entry<String, String> file : shape.laidOut(state).entrySet()) {
      write(file.getKey(), file.getValue());
    }
    commitAnew();
    write("config-infra-dev.yml", "variables:\n  namespace: ours\n  postfix: 0001\n");
    delete("data-science/src/train.py");
    Files.move(project.resolve("requirements.txt"), project.resolve("needs.txt"));
    write("data/a.csv", "ours\n");
    git("add", "-A");
    git("commit", "-q", "-m", "Work");
    Map<String, String> before = FileTree.of(project);

    boolean tells = !state.equals("v1.0.0");
    if (!tells) {
      // It left the pipelines of both services.
      assertThatThrownBy(this::adopt)
          .hasMessageContaining("-Dmlops.orchestration=azure-devops or")
          .hasMessageContaining("-Dmlops.orchestration=github-actions");
    }
    Adopted adopted = adopt(tells ? Map.of() : Map.of("orchestration", "azure-devops"));

    assertThat(FileTree.of(project)).isEqualTo(before);
    assertThat(adopted.layout()).isPresent();
    assertThat(adopted.lock().generation().fixes()).isFalse();
    assertThat(adopted.lock().selection().values())
        .containsEntry("project_type", "classical")
        .containsEntry("mlops_version", "aml-cli-v2")
        .containsEntry("infrastructure_version", "terraform")
        .containsEntry("orchestration", "azure-devops");
    FileList list = adopted.files();
    assertThat(list.at("needs.txt").orElseThrow().movedFrom()).contains("requirements.txt");
    assertThat(list.at("LICENSE").orElseThrow().movedFrom()).contains(".mlops/template-LICENSE");
    assertThat(list.at("SUPPORT.md")).isEmpty();
    assertThat(adopted.unlisted()).contains("SUPPORT.md");
    String deploy =
        Map.of(
                "main", "infrastructure/tf-deploy.yml",
                "v1.1.0", "infrastructure/devops-pipelines/tf-deploy.yml",
                "v1.0.0", "infrastructure/devops-pipelines/tf-deploy.yml")
            .get(state);
    assertThat(list.at(Objects.requireNonNull(deploy)).orElseThrow().source())
        .contains("infrastructure/terraform/devops-pipelines/tf-deploy.yml");
    assertThat(adopted.moves())
        .containsExactly(deploy + " to infrastructure/pipelines/tf-deploy.yml");

    new RecordFiles(project).write(adopted);
    ProjectStatus status =
        new StatusCheck(generator(), new RecordedRequest(Limits.DEFAULT, "1.0"))
            .of("demo", new WorkTreeSource(project), lock -> Optional.of(source("main")));
    assertThat(status.changes())
        .extracting(file -> file.path() + " " + file.there().orElseThrow())
        .containsExactly(deploy + " renamed");
  }

  @Test
  void lineEndsOfACopyDoNotCount() throws IOException {
    generate(Map.of("model", "tabular"), Map.of());
    delete(".mlops/project.yml", ".mlops/files");
    for (String path : List.of("a.txt", "b.txt", "c.txt", "src/demo/train.py", "ci/gh/ci.yml")) {
      write(path, Files.readString(project.resolve(path)).replace("\n", "\r\n"));
    }
    commitAnew();

    Adopted adopted = adopt();

    assertThat(adopted.counts().changed()).isZero();
    assertThat(adopted.lock().selection().values()).containsEntry("model", "tabular");
  }

  @Test
  void aFolderOutsideOfGitWillDo() throws IOException {
    generate(Map.of("model", "tabular"), Map.of());
    delete(".mlops/project.yml", ".mlops/files");
    commitAnew();
    deleteTree(project.resolve(".git"));

    try (ProjectHistory history = new FolderHistory(new DirectorySource(project).open())) {
      assertThat(new Adoption(generator()).find(history, request(Map.of())).evidence())
          .isEqualTo("the files on disk");
    }
  }

  @Test
  void aLockWithoutAListGetsOne() throws IOException {
    generate(Map.of("model", "text", "host", "ado"), Map.of("place", "west"));
    FileList list = list();
    delete(".mlops/files");
    commitAnew();
    ProjectLock lock = lock();

    try (ProjectHistory history = new JGitProjectHistory(project)) {
      Adopted adopted =
          new Adoption(generator())
              .complete(
                  history,
                  lock,
                  recorded -> Optional.of(source(recorded.origin().commit().orElseThrow())),
                  Limits.DEFAULT,
                  "1.0");
      assertThat(adopted.lock()).isEqualTo(lock);
      assertThat(adopted.files()).isEqualTo(list);
    }
  }

  private Adopted adopt() {
    return adopt(Map.of());
  }

  private Adopted adopt(Map<String, String> options) {
    try (ProjectHistory history = new JGitProjectHistory(project)) {
      return new Adoption(generator()).find(history, request(options));
    }
  }

  private AdoptRequest request(Map<String, String> options) {
    return new AdoptRequest(
        List.of(
            new AdoptRequest.Template(
                "t",
                () ->
                    GitTemplateHistory.of(
                        template.directory().toUri().toString(),
                        Optional.empty(),
                        folder.resolve("cache"),
                        GitAccess.standard(),
                        this::source))),
        ProjectName.parse("demo"),
        Optional.empty(),
        options,
        Map.of(),
        Limits.DEFAULT,
        "1.0",
        Spelling.COMMAND_LINE);
  }

  private static ProjectGenerator generator() {
    return new ProjectGenerator(new JGitProjectRepository(GitAccess.standard()), Questions.NONE);
  }

  private TemplateSource source(String ref) {
    return new GitTemplateSource(
        template.directory().toUri().toString(),
        Optional.of(ref),
        folder.resolve("cache"),
        GitAccess.standard());
  }

  private void generate(Map<String, String> options, Map<String, String> values) {
    generator()
        .generate(
            new GenerateRequest(
                source("main"),
                options,
                false,
                folder.resolve("out"),
                ProjectName.parse("demo"),
                Optional.empty(),
                values,
                Optional.empty(),
                Optional.of(new ProjectRepository.Author("A", "a@b.example")),
                Optional.empty(),
                true,
                Limits.DEFAULT,
                "1.0"));
  }

  private ProjectLock lock() throws IOException {
    return ProjectLockFile.read("lock", Files.readAllBytes(project.resolve(ProjectLockFile.PATH)));
  }

  private FileList list() throws IOException {
    return FileList.read("list", Files.readAllBytes(project.resolve(FileList.PATH)));
  }

  private void write(String path, String content) throws IOException {
    Path file = project.resolve(path);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, content);
  }

  private void delete(String... paths) throws IOException {
    for (String path : paths) {
      Files.delete(project.resolve(path));
    }
  }

  /** As if the files had been copied into a new repository. */
  private void commitAnew() throws IOException {
    if (Files.exists(project.resolve(".git"))) {
      deleteTree(project.resolve(".git"));
    }
    git("init", "-q");
    git("add", "-A");
    git("commit", "-q", "-m", "initial commit");
  }

  private static void deleteTree(Path root) throws IOException {
    List<Path> all;
    try (var walk = Files.walk(root)) {
      all = new ArrayList<>(walk.toList());
    }
    for (int i = all.size() - 1; i >= 0; i--) {
      all.get(i).toFile().setWritable(true);
      Files.delete(all.get(i));
    }
  }

  private void git(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(project.toFile()).redirectErrorStream(true);
    builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
    builder.environment().put("HOME", folder.toString());
    for (String role : List.of("AUTHOR", "COMMITTER")) {
      builder.environment().put("GIT_" + role + "_NAME", "Test");
      builder.environment().put("GIT_" + role + "_EMAIL", "test@example.com");
    }
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      assertThat(process.waitFor()).as("%s: %s", command, said).isZero();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
