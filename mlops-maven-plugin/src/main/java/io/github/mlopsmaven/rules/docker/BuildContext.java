package io.github.mlopsmaven.rules.docker;

import io.github.mlopsmaven.template.Glob;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a Dockerfile takes from its build context. */
public final class BuildContext {

  private static final Pattern ELSEWHERE = Pattern.compile(".*[$:\\[?].*|git@.*", Pattern.DOTALL);

  private BuildContext() {}

  /**
   * A file or directory that is copied.
   *
   * @param path how it is written
   * @param index where in the Dockerfile's text
   */
  public record Source(String path, int index) {}

  /**
   * What a Dockerfile copies from its context, without what only the build knows.
   *
   * @param dockerfile the file
   */
  public static List<Source> sources(SourceFile dockerfile) {
    List<Source> sources = new ArrayList<>();
    for (Instruction instruction : Dockerfile.of(dockerfile.content()).instructions()) {
      boolean isCopy = Set.of("COPY", "ADD").contains(instruction.name());
      boolean isOfStage =
          instruction.flags().stream().anyMatch(flag -> flag.text().startsWith("--from"));
      if (instruction.name().equals("RUN")) {
        instruction
            .flags()
            .forEach(flag -> Mount.of(flag).flatMap(Mount::source).ifPresent(sources::add));
      } else if (isCopy
          && !isOfStage
          && !instruction.hasHereDocument()
          && !instruction.isBrokenList()) {
        List<Instruction.Word> words = instruction.words();
        for (Instruction.Word word : words.subList(0, Math.max(0, words.size() - 1))) {
          if (!isElsewhere(word.text())) {
            sources.add(new Source(word.text(), word.index()));
          }
        }
      }
    }
    return sources;
  }

  /**
   * Whether nobody can tell from the project what a path is: an address, or what the build fills
   * in.
   *
   * @param path how it is written
   */
  static boolean isElsewhere(String path) {
    return ELSEWHERE.matcher(path).matches();
  }

  /**
   * What a build makes of a path: the context is its root, and no {@code ..} leads out of that.
   *
   * @param path how it is written
   */
  static String inside(String path) {
    List<String> segments = new ArrayList<>();
    for (String segment : path.split("/", -1)) {
      if (segment.equals("..")) {
        if (!segments.isEmpty()) {
          segments.remove(segments.size() - 1);
        }
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.add(segment);
      }
    }
    return String.join("/", segments);
  }

  /**
   * Whether a path leads out of the context, wherever that is.
   *
   * @param path how it is written
   */
  static boolean leadsOut(String path) {
    return FileSet.resolve("", path.replaceFirst("^/+", "")).isEmpty();
  }

  /**
   * What a Dockerfile copies that a context certainly does not have: it leads out of the context,
   * or it is in another place of the project.
   *
   * @param files the project
   * @param dockerfile the Dockerfile
   * @param context the directory of the context, from the project's root
   */
  public static List<Source> missing(FileSet files, SourceFile dockerfile, String context) {
    List<Source> missing = new ArrayList<>();
    for (Source source : sources(dockerfile)) {
      String inside = inside(source.path());
      boolean isPlain = !inside.isEmpty() && inside.indexOf('*') < 0;
      if (isPlain && !has(files, context, source.path())) {
        boolean isElsewhere =
            files.paths().stream()
                .map(path -> "/" + path)
                .anyMatch(path -> path.endsWith("/" + inside) || path.contains("/" + inside + "/"));
        if (isElsewhere) {
          missing.add(source);
        }
      }
    }
    return missing;
  }

  /**
   * Whether a context has what is copied.
   *
   * @param files the project
   * @param context its directory, from the project's root
   * @param path how it is written
   */
  public static boolean has(FileSet files, String context, String path) {
    Optional<String> full = FileSet.resolve(context, inside(path));
    if (full.isEmpty() || full.get().isEmpty()) {
      return true;
    }
    if (full.get().indexOf('*') < 0) {
      return files.exists(full.get());
    }
    // A pattern may also name a directory.
    Glob pattern = Glob.of("/" + full.get());
    Glob below = Glob.of("/" + full.get() + "/**");
    return files.paths().stream().anyMatch(one -> pattern.matches(one) || below.matches(one));
  }
}
