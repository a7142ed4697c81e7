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
      if (isCopy && !isOfStage && !instruction.hasHereDocument()) {
        List<Instruction.Word> words = instruction.words();
        for (Instruction.Word word : words.subList(0, Math.max(0, words.size() - 1))) {
          if (!ELSEWHERE.matcher(word.text()).matches()) {
            sources.add(new Source(word.text(), word.index()));
          }
        }
      }
    }
    return sources;
  }

  /**
   * Whether a context has what is copied.
   *
   * @param files the project
   * @param context its directory, from the project's root
   * @param path how it is written
   */
  public static boolean has(FileSet files, String context, String path) {
    // The context is the root of what is copied: a slash at the beginning changes nothing.
    Optional<String> full = FileSet.resolve(context, path.replaceFirst("^/+", ""));
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
