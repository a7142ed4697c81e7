package io.github.mlopsmaven.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.generate.GenerateRequest;
import io.github.mlopsmaven.generate.Limits;
import io.github.mlopsmaven.generate.ProjectCheck;
import io.github.mlopsmaven.generate.ProjectGenerator;
import io.github.mlopsmaven.generate.ProjectRepository;
import io.github.mlopsmaven.generate.Questions;
import io.github.mlopsmaven.git.GitTemplateSource;
import io.github.mlopsmaven.git.JGitProjectChange;
import io.github.mlopsmaven.git.JGitProjectRepository;
import io.github.mlopsmaven.git.JGitProjectState;
import io.github.mlopsmaven.git.JGitTextMerge;
import io.github.mlopsmaven.io.DirectorySource;
import io.github.mlopsmaven.rules.AllChecks;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.status.RecordedRequest;
import io.github.mlopsmaven.template.Glob;
import io.github.mlopsmaven.template.ProjectName;
import io.github.mlopsmaven.template.TemplateSource;
import io.github.mlopsmaven.testkit.BareRepository;
import io.github.mlopsmaven.update.ProjectChange.Ended;
import io.github.mlopsmaven.update.UpdateRequest.OnConflict;
import io.github.mlopsmaven.verify.StagedProjectCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A template in git that moves on, and a project of it that people work on. */
final class LivingProject {

  private final Path folder;
  private final BareRepository template;
  private final TreeMap<String, byte[]> files = new TreeMap<>();
  private Path project;
  private Map<String, String> options = Map.of();
  private Map<String, String> values = Map.of();
  private OnConflict onConflict = OnConflict.MARK;
  private Consumer<String> beforeEachWrite = write -> {};
  private boolean commits;
  private Optional<Glob> restore = Optional.empty();
  private Questions questions = Questions.NONE;

  LivingProject(Path folder, String descriptor) {
    this.folder = folder;
    this.template = BareRepository.create(folder.resolve("template.git"));
    this.project = folder.resolve("out/demo");
    gives("mlops-template.yml", descriptor);
  }

  Path directory() {
    return project;
  }

  LivingProject at(Path other) {
    project = other;
    return this;
  }

  LivingProject gives(String path, String content) {
    return gives(path, content.getBytes(StandardCharsets.UTF_8));
  }

  LivingProject gives(String path, byte[] content) {
    files.put(path, content);
    return this;
  }

  LivingProject drops(String path) {
    files.remove(path);
    return this;
  }

  /** The template's next commit. */
  String moves() {
    return template.commitBytes("main", files);
  }

  LivingProject with(Map<String, String> chosen) {
    options = chosen;
    return this;
  }

  LivingProject onConflict(OnConflict how) {
    onConflict = how;
    return this;
  }

  LivingProject committing(boolean value) {
    commits = value;
    return this;
  }

  LivingProject restoring(String pattern) {
    restore = Optional.of(Glob.of(pattern));
    return this;
  }

  LivingProject asking(Questions whom) {
    questions = whom;
    return this;
  }

  LivingProject stoppedBy(Consumer<String> hook) {
    beforeEachWrite = hook;
    return this;
  }

  LivingProject generated() {
    moves();
    generate("out");
    return this;
  }

  /** A fresh project of the template as it is now; the id of its tree. */
  String generate(String where) {
    GenerateRequest request =
        new GenerateRequest(
            source("main"),
            options,
            true,
            folder.resolve(where),
            ProjectName.parse("demo"),
            Optional.empty(),
            values,
            Optional.empty(),
            Optional.of(new ProjectRepository.Author("A", "a@b.example")),
            Optional.empty(),
            true,
            Limits.DEFAULT,
            "1.0");
    return generator().generate(request).tree();
  }

  LivingProject edits(String path, String content) {
    try {
      Path file = project.resolve(path);
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.writeString(file, content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  LivingProject commits() {
    git("add", "-A");
    git("commit", "-q", "-m", "Work");
    return this;
  }

  String text(String path) {
    try {
      return Files.readString(project.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  PlannedUpdate plan() {
    try (JGitProjectChange change = new JGitProjectChange(project)) {
      return new ProjectUpdate(planner(), change).plan(this::state, request());
    }
  }

  /** The same for a branch: what is committed, whatever the work tree has. */
  PlannedUpdate planned() {
    try (JGitProjectChange change = new JGitProjectChange(project)) {
      return new ProjectUpdate(planner(), change)
          .planForBranch(this::state, onConflict(OnConflict.HOLD).request());
    }
  }

  Ended update() {
    try (JGitProjectChange change = new JGitProjectChange(project, beforeEachWrite)) {
      ProjectUpdate update = new ProjectUpdate(planner(), change);
      PlannedUpdate planned = update.plan(this::state, request());
      if (planned.isEmpty()) {
        return new Ended(List.of(), List.of(), Optional.empty());
      }
      return update.write(
          planned,
          onConflict,
          commits ? Optional.of(new ProjectChange.Author("A", "a@b.example")) : Optional.empty());
    }
  }

  Ended resume() {
    try (JGitProjectChange change = new JGitProjectChange(project, beforeEachWrite)) {
      return change.resume();
    }
  }

  Ended abort() {
    try (JGitProjectChange change = new JGitProjectChange(project, beforeEachWrite)) {
      return change.abort();
    }
  }

  Ended resolve(String pattern, boolean ours) {
    try (JGitProjectChange change = new JGitProjectChange(project)) {
      return new ProjectUpdate(planner(), change).resolve(pattern, ours);
    }
  }

  private ProjectState state() {
    return new JGitProjectState(project);
  }

  private UpdatePlanner planner() {
    ProjectCheck check =
        new StagedProjectCheck(
            AllChecks.list(),
            List.of(),
            (name, ref) -> {
              throw new IllegalStateException(name);
            },
            DirectorySource::new,
            false);
    return new UpdatePlanner(
        generator(),
        generator(),
        new RecordedRequest(Limits.DEFAULT, "1.0"),
        new JGitTextMerge(),
        new BrokenSyntax(check));
  }

  private UpdateRequest request() {
    return new UpdateRequest(
        "demo",
        lock -> Optional.of(source("main")),
        lock -> Optional.of(source(lock.origin().commit().orElseThrow())),
        options,
        values,
        true,
        onConflict,
        restore);
  }

  private ProjectGenerator generator() {
    return new ProjectGenerator(new JGitProjectRepository(GitAccess.standard()), questions);
  }

  private TemplateSource source(String ref) {
    return new GitTemplateSource(
        template.directory().toUri().toString(),
        Optional.of(ref),
        folder.resolve("cache"),
        GitAccess.standard());
  }

  /** What the git program says, as it says it. */
  String git(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    return output(project, command.toArray(String[]::new));
  }

  /** What a program says in a folder, without anybody's configuration. */
  static String output(Path directory, String... command) {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
    builder.environment().put("GIT_CONFIG_GLOBAL", directory.resolve("no-config").toString());
    for (String role : List.of("AUTHOR", "COMMITTER")) {
      builder.environment().put("GIT_" + role + "_NAME", "Test");
      builder.environment().put("GIT_" + role + "_EMAIL", "test@example.com");
    }
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as("%s: %s", String.join(" ", command), said).isZero();
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The id of the tree that git would commit. */
  String stagedTree() {
    return git("write-tree").strip();
  }

  String status() {
    return git("status", "--porcelain");
  }
}
