package io.github.mlopsmaven.rules.github;

import io.github.mlopsmaven.template.SharedRepository;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Repositories;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code uses:} names: a workflow or an action, here or in the pipeline templates. */
sealed interface Callee {

  /** It is there. */
  record Found(SourceFile file, FileSet files) implements Callee {}

  /** It is not there. */
  record Missing(String where) implements Callee {}

  /** Its repository has no such state. */
  record Lacking(String problem, String remedy) implements Callee {}

  /** Its repository could not be read. */
  record Unread(String repository, String reason) implements Callee {}

  /** It belongs to somebody else, or its name is made at run time: nothing is said about it. */
  record Foreign() implements Callee {}

  /** {@code OWNER/REPO/PATH@REF}. */
  Pattern REMOTE = Pattern.compile("([^/@\\s]+/[^/@\\s]+)(?:/([^@]*))?@(\\S+)");

  /**
   * Finds what a job or a step uses.
   *
   * @param uses the value of {@code uses}
   * @param project the project that it stands in
   * @param files the files of the repository that it stands in
   * @param workflow whether a workflow is wanted; otherwise an action
   */
  static Callee of(String uses, VerifiedProject project, FileSet files, boolean workflow) {
    if (uses.contains("${{") || uses.startsWith("docker://")) {
      return new Foreign();
    }
    if (uses.startsWith("./")) {
      Optional<String> path = FileSet.resolve("", uses);
      return path.isEmpty()
          ? new Missing("is above the root")
          : in(files, path.get(), workflow, "does not exist");
    }
    Matcher remote = REMOTE.matcher(uses);
    Optional<SharedRepository> templates = project.pipelineTemplates();
    if (!remote.matches()
        || templates.isEmpty()
        || !templates.get().repository().equalsIgnoreCase(remote.group(1))) {
      return new Foreign();
    }
    String name = templates.get().repository();
    String ref = remote.group(3);
    Repositories.Found repository = project.repositories().find(name, ref);
    if (repository instanceof Repositories.Found.Files found) {
      String path = remote.group(2) == null ? "" : remote.group(2);
      return in(found.files(), path, workflow, "does not exist in " + name + " at " + ref);
    }
    if (repository instanceof Repositories.Found.Lacking lacking) {
      return new Lacking(lacking.problem(), lacking.remedy());
    }
    return new Unread(name + "@" + ref, ((Repositories.Found.Absent) repository).reason());
  }

  /**
   * The outputs of a job.
   *
   * @param job the job
   * @param project the project
   * @return the names; empty where they are those of a workflow that cannot be read
   */
  static Optional<Set<String>> outputs(YamlNode job, VerifiedProject project) {
    Optional<String> uses = job.get("uses").flatMap(YamlNode::text);
    if (uses.isEmpty()) {
      return Optional.of(job.get("outputs").map(YamlNode::keys).orElse(Set.of()));
    }
    return of(uses.get().strip(), project, project.files(), true) instanceof Found found
        ? found.file().yaml().root().map(node -> Set.copyOf(new Workflow(node).outputs()))
        : Optional.empty();
  }

  private static Callee in(FileSet files, String path, boolean workflow, String missing) {
    String prefix = path.isEmpty() ? "" : path + "/";
    List<String> names =
        workflow
            ? List.of(path)
            : List.of(prefix + "action.yml", prefix + "action.yaml", prefix + "Dockerfile");
    return names.stream()
        .flatMap(name -> files.file(name).stream())
        .findFirst()
        .<Callee>map(file -> new Found(file, files))
        .orElseGet(() -> new Missing(missing));
  }
}
