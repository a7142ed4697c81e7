package io.github.mlopsmaven.rules.docker;

import io.github.mlopsmaven.template.Glob;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a {@code .dockerignore} keeps out of a build context, although the Dockerfile needs it.
 *
 * @param project the project
 * @param file the Dockerfile
 * @param context the directory of the context
 * @param findings takes what is found
 * @see <a href="https://docs.docker.com/build/concepts/context/#dockerignore-files">.dockerignore
 *     files</a>
 */
record IgnoredByBuild(VerifiedProject project, SourceFile file, String context, Findings findings) {

  void check() {
    Optional<SourceFile> list =
        project
            .file(file.path() + ".dockerignore")
            .or(() -> project.file(join(context, ".dockerignore")));
    list.ifPresent(ignore -> check(ignore, DockerIgnore.parse(ignore.text())));
  }

  private void check(SourceFile list, DockerIgnore ignore) {
    for (BuildContext.Source source : BuildContext.sources(file)) {
      String path = BuildContext.inside(source.path());
      List<String> files = files(path);
      if (!files.isEmpty() && files.stream().allMatch(ignore::leavesOut)) {
        add(list, source, "'" + source.path() + "' is left out by " + list.name(), path);
      }
    }
    used(list, ignore);
  }

  /** The files of the context that a source stands for, from its directory. */
  private List<String> files(String path) {
    if (path.isEmpty()) {
      return List.of();
    }
    String prefix = context.isEmpty() ? "" : context + "/";
    Glob pattern = Glob.of("/" + path);
    Glob below = Glob.of("/" + path + "/**");
    return project.files().paths().stream()
        .filter(one -> one.startsWith(prefix))
        .map(one -> one.substring(prefix.length()))
        .filter(one -> pattern.matches(one) || below.matches(one))
        .toList();
  }

  /** Behind {@code COPY . .}, the commands of the stage have what was not left out. */
  private void used(SourceFile list, DockerIgnore ignore) {
    boolean hasAll = false;
    Set<String> others = Set.of();
    for (Instruction instruction : Dockerfile.of(file.content()).instructions()) {
      switch (instruction.name()) {
        case "FROM" -> {
          hasAll = false;
          others = Set.of();
        }
        case "WORKDIR" -> hasAll = false;
        case "COPY", "ADD" -> {
          boolean isAll =
              instruction.words().size() == 2
                  && instruction.flags().isEmpty()
                  && BuildContext.inside(instruction.words().get(0).text()).isEmpty()
                  && Set.of(".", "./").contains(instruction.words().get(1).text());
          hasAll = hasAll || isAll;
          others = isAll ? others : Set.of("*");
        }
        case "RUN" -> {
          boolean isPlain = instruction.flags().isEmpty() && instruction.text().indexOf('>') < 0;
          if (hasAll && others.isEmpty() && isPlain) {
            instruction.words().forEach(word -> used(list, ignore, word));
          }
        }
        default -> {
          // Nothing of the context.
        }
      }
    }
  }

  private void used(SourceFile list, DockerIgnore ignore, Instruction.Word word) {
    String text = word.text().replaceFirst("^\\./", "");
    boolean isPath = text.matches("(?:[\\w-]+/)*[\\w.-]+\\.(?:txt|toml|py|sh|ya?ml|cfg|lock|json)");
    boolean isThere =
        isPath
            && FileSet.resolve(context, text).flatMap(project::file).isPresent()
            && ignore.leavesOut(text);
    if (isThere) {
      add(
          list,
          new BuildContext.Source(word.text(), word.index()),
          "'" + word.text() + "' is left out by " + list.name() + ", so no COPY brings it",
          text);
    }
  }

  private void add(SourceFile list, BuildContext.Source source, String problem, String path) {
    findings.add(
        BuildContextCheck.MISSING_FILE,
        file.path(),
        file.position(source.index()),
        problem,
        "include it again with a line !" + path + " in " + list.path());
  }

  private static String join(String directory, String name) {
    return directory.isEmpty() ? name : directory + "/" + name;
  }
}
