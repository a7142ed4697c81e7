package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.rules.python.EntryPoints;
import io.github.mlopsmaven.rules.python.PythonProgram;
import io.github.mlopsmaven.rules.shell.ShellWord;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the project's Python program that a command starts. */
final class ProgramFinder {

  private static final Pattern PYTHON = Pattern.compile("python[\\d.]*");

  private static final Pattern OWN_OPTION = Pattern.compile("-[uOBIEsS]+");

  /** Programs that run others in an environment, with {@code run}. */
  private static final Set<String> MANAGERS =
      Set.of("uv", "poetry", "pipenv", "pdm", "hatch", "rye");

  private final VerifiedProject project;
  private @Nullable Map<String, SourceFile> installed;

  ProgramFinder(VerifiedProject project) {
    this.project = project;
  }

  /**
   * The program of a command.
   *
   * @param all the command's words
   * @param directory where it runs; empty if that is not known
   * @param tree the files that are there
   */
  Optional<ProgramCall> find(List<ShellWord> all, Optional<String> directory, WorkTree tree) {
    boolean isManaged =
        all.size() > 2
            && MANAGERS.contains(all.get(0).literal())
            && all.get(1).literal().equals("run");
    List<ShellWord> words = isManaged ? all.subList(2, all.size()) : all;
    String first = words.isEmpty() ? "" : words.get(0).literal();
    if (first.isEmpty()) {
      return Optional.empty();
    }
    if (!PYTHON.matcher(first).matches()) {
      return Optional.ofNullable(installed().get(first))
          .flatMap(file -> PythonProgram.of(file.content()))
          .map(program -> new ProgramCall(program, first, words.subList(1, words.size())));
    }
    int at = 1;
    while (at < words.size() && OWN_OPTION.matcher(words.get(at).literal()).matches()) {
      at++;
    }
    boolean isModule = at + 1 < words.size() && words.get(at).literal().equals("-m");
    at += isModule ? 1 : 0;
    if (at >= words.size() || directory.isEmpty()) {
      return Optional.empty();
    }
    String name = words.get(at).literal();
    List<ShellWord> arguments = words.subList(at + 1, words.size());
    return file(name, isModule, directory.get(), tree)
        .flatMap(file -> PythonProgram.of(file.content()))
        .map(program -> new ProgramCall(program, name, arguments));
  }

  /**
   * The script that a command starts by its path.
   *
   * @param words the command's words
   * @param directory where it runs; empty if that is not known
   * @param tree the files that are there
   */
  Optional<SourceFile> script(List<ShellWord> words, Optional<String> directory, WorkTree tree) {
    boolean isPython =
        words.size() > 1
            && PYTHON.matcher(words.get(0).literal()).matches()
            && directory.isPresent();
    int at = 1;
    while (isPython
        && at + 1 < words.size()
        && OWN_OPTION.matcher(words.get(at).literal()).matches()) {
      at++;
    }
    return isPython
        ? file(words.get(at).literal(), false, directory.orElseThrow(), tree)
        : Optional.empty();
  }

  /** Whether any file of the project has a text. */
  boolean isMentioned(String text) {
    return project.files().all().stream()
        .anyMatch(file -> file.content().isText() && file.text().contains(text));
  }

  /** The values that Terraform takes by itself in a directory. */
  List<SourceFile> automatic(String directory) {
    return project.files().of(FileKind.TERRAFORM).stream()
        .filter(file -> file.directory().equals(directory))
        .filter(
            file -> file.name().equals("terraform.tfvars") || file.name().endsWith(".auto.tfvars"))
        .toList();
  }

  private Optional<SourceFile> file(
      String name, boolean isModule, String directory, WorkTree tree) {
    List<String> paths = new ArrayList<>();
    if (isModule) {
      String path = name.replace('.', '/');
      for (String end : List.of(path + ".py", path + "/__main__.py")) {
        paths.add(end);
        paths.add("src/" + end);
      }
    } else if (name.endsWith(".py") && !name.startsWith("/")) {
      paths.add(name);
    }
    for (String path : paths) {
      Optional<SourceFile> found = FileSet.resolve(directory, path).flatMap(tree::file);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Map<String, SourceFile> installed() {
    Map<String, SourceFile> known = installed;
    if (known == null) {
      known = EntryPoints.in(project);
      installed = known;
    }
    return known;
  }
}
