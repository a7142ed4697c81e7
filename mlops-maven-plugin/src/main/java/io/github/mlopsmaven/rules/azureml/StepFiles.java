package io.github.mlopsmaven.rules.azureml;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.python.MountedFiles;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files that a step of a pipeline reads in a folder that another step writes. */
final class StepFiles {

  private static final Pattern BOUND =
      Pattern.compile("\\$\\{\\{\\s*parent\\.jobs\\.(\\w+)\\.outputs\\.(\\w+)\\s*}}");

  private static final Pattern OF_PARENT =
      Pattern.compile("\\$\\{\\{\\s*parent\\.inputs\\.(\\w+)\\s*}}");

  private static final Pattern OPTION =
      Pattern.compile("--([A-Za-z][\\w-]*)[ =]\\$\\{\\{\\s*(inputs|outputs)\\.(\\w+)\\s*}}");

  private final VerifiedProject project;

  StepFiles(VerifiedProject project) {
    this.project = project;
  }

  /**
   * A file that is read and does not exist.
   *
   * @param file the code that reads it
   * @param index where in it
   * @param path the file
   * @param owner what has others
   * @param known what it has
   */
  record Missing(SourceFile file, int index, String path, String owner, Set<String> known) {

    Missing {
      known = Set.copyOf(known);
    }

    String remedy() {
      return Suggestion.useOneOf(path, new TreeSet<>(known));
    }
  }

  /** Goes through the pipelines of a project. */
  void find(Consumer<Missing> found) {
    for (SourceFile file : project.files().of(FileKind.AZURE_ML)) {
      file.yaml()
          .root()
          .filter(root -> root.get("jobs").isPresent())
          .ifPresent(root -> pipeline(file, root, found));
    }
  }

  private void pipeline(SourceFile file, YamlNode root, Consumer<Missing> found) {
    Map<String, Step> steps = new HashMap<>();
    List<YamlNode.Entry> jobs = root.get("jobs").map(YamlNode::entries).orElse(List.of());
    for (YamlNode.Entry job : jobs) {
      step(file, job.value()).ifPresent(step -> steps.put(job.name(), step));
    }
    for (YamlNode.Entry job : jobs) {
      Step reader = steps.get(job.name());
      if (reader == null) {
        continue;
      }
      for (YamlNode.Entry input :
          job.value().get("inputs").map(YamlNode::entries).orElse(List.of())) {
        YamlNode value =
            input.value().isMapping()
                ? input.value().get("path").orElse(input.value())
                : input.value();
        String text = value.text().orElse("");
        Matcher bound = BOUND.matcher(text);
        Matcher outer = OF_PARENT.matcher(text);
        if (bound.matches()) {
          Step writer = steps.get(bound.group(1));
          if (writer != null) {
            compare(
                reader, input.name(), bound.group(1), writer.of("outputs", bound.group(2)), found);
          }
        } else if (outer.matches()) {
          root.get("inputs", outer.group(1))
              .flatMap(data -> folder(file, data))
              .ifPresent(folder -> compare(reader, input.name(), folder, found));
        } else {
          folder(file, input.value())
              .ifPresent(folder -> compare(reader, input.name(), folder, found));
        }
      }
    }
  }

  private static void compare(
      Step reader,
      String input,
      String job,
      Optional<MountedFiles> written,
      Consumer<Missing> found) {
    if (written.isEmpty() || written.get().isOpen() || written.get().written().isEmpty()) {
      return;
    }
    for (MountedFiles.Read read : reads(reader, input)) {
      if (!written.get().mayWrite(read.path())) {
        found.accept(
            new Missing(
                read.file(),
                read.index(),
                read.path(),
                "the step '" + job + "'",
                written.get().written()));
      }
    }
  }

  /** Data that lies in the project may have more where it comes from. */
  private void compare(Step reader, String input, String folder, Consumer<Missing> found) {
    Set<String> there = new TreeSet<>();
    for (String path : project.files().paths()) {
      if (path.startsWith(folder + "/")) {
        there.add(path.substring(folder.length() + 1));
      }
    }
    for (MountedFiles.Read read : reads(reader, input)) {
      boolean isNear =
          !there.contains(read.path())
              && there.stream().anyMatch(one -> Suggestion.isSlip(one, read.path()));
      if (isNear) {
        found.accept(
            new Missing(read.file(), read.index(), read.path(), "'" + folder + "'", there));
      }
    }
  }

  private static List<MountedFiles.Read> reads(Step reader, String input) {
    return reader.of("inputs", input).map(MountedFiles::reads).orElse(List.of());
  }

  /** The folder of the project that data is, or that an asset of data is made of. */
  private Optional<String> folder(SourceFile file, YamlNode data) {
    Optional<YamlNode> path = data.isMapping() ? data.get("path") : Optional.empty();
    String text = path.flatMap(YamlNode::text).orElse("");
    if (text.startsWith("azureml:")) {
      String name = text.substring("azureml:".length()).replaceFirst("[@:].*", "");
      return asset(name);
    }
    return path.flatMap(References::local)
        .flatMap(local -> FileSet.resolve(file.directory(), local))
        .filter(project.files()::isDirectory);
  }

  private Optional<String> asset(String name) {
    for (SourceFile other : project.files().of(FileKind.AZURE_ML)) {
      Optional<YamlNode> root = other.yaml().root();
      boolean isIt =
          root.flatMap(one -> one.get("name"))
                  .flatMap(YamlNode::text)
                  .filter(name::equals)
                  .isPresent()
              && root.flatMap(one -> one.get("$schema"))
                  .flatMap(YamlNode::text)
                  .filter(schema -> schema.contains("/data."))
                  .isPresent();
      if (isIt) {
        return root.flatMap(one -> one.get("path"))
            .flatMap(References::local)
            .flatMap(local -> FileSet.resolve(other.directory(), local))
            .filter(project.files()::isDirectory);
      }
    }
    return Optional.empty();
  }

  /** A step whose script is known: the attribute of its options, by input or output. */
  private record Step(Map<String, MountedFiles> files, Map<String, String> options) {

    Optional<MountedFiles> of(String kind, String name) {
      return Optional.ofNullable(options.get(kind + "." + name)).map(files::get);
    }
  }

  private Optional<Step> step(SourceFile file, YamlNode job) {
    Optional<SourceFile> component =
        job.get("component")
            .flatMap(References::local)
            .flatMap(path -> FileSet.resolve(file.directory(), path))
            .flatMap(project::file);
    SourceFile owner = component.orElse(file);
    YamlNode node = component.flatMap(one -> one.yaml().root()).orElse(job);
    return StepScript.of(project, owner, node)
        .map(
            found ->
                new Step(
                    MountedFiles.ofOptions(project, found.script()), options(found.command())));
  }

  private static Map<String, String> options(String command) {
    Map<String, String> options = new HashMap<>();
    List<String> twice = new ArrayList<>();
    Matcher option = OPTION.matcher(command);
    while (option.find()) {
      String port = option.group(2) + "." + option.group(3);
      if (options.put(port, option.group(1).replace('-', '_')) != null) {
        twice.add(port);
      }
    }
    twice.forEach(options::remove);
    return options;
  }
}
