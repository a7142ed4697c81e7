package io.github.mlopsmaven.rules.documents;

import io.github.mlopsmaven.rules.values.PathFilter;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The paths that have owners are paths of the project.
 *
 * @see <a
 *     href="https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners">Code
 *     owners</a>
 */
final class CodeOwnersCheck implements Check {

  static final Rule OWNERS =
      new Rule("codeowners-path", Level.WARNING, "Path of CODEOWNERS that matches no file");

  private static final List<String> PLACES =
      List.of(".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS");

  @Override
  public List<Rule> rules() {
    return List.of(OWNERS);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    // The first place that has the file counts.
    PLACES.stream()
        .flatMap(place -> project.file(place).stream())
        .findFirst()
        .filter(file -> file.content().isText())
        .ifPresent(file -> check(project, file, findings));
  }

  private static void check(VerifiedProject project, SourceFile file, Findings findings) {
    int start = 0;
    for (String line : file.text().split("\n", -1)) {
      String pattern = line.strip().split("(?<!\\\\)\\s", 2)[0];
      Optional<Pattern> regex = regex(pattern);
      boolean isIdle =
          regex.isPresent()
              && project.files().paths().stream()
                  .noneMatch(path -> regex.get().matcher(path).matches())
              && project.files().submodules().stream().noneMatch(path -> pattern.contains(path));
      if (isIdle) {
        findings.add(
            OWNERS,
            file.path(),
            file.position(start + line.indexOf(pattern)),
            "no file of the project matches '" + pattern + "'",
            "correct the path, or remove the line");
      }
      start += line.length() + 1;
    }
  }

  /** What a pattern with a path matches; one for names alone may be for files of another day. */
  private static Optional<Pattern> regex(String pattern) {
    boolean isPath =
        pattern.indexOf('/') >= 0 && !pattern.startsWith("#") && !pattern.startsWith("@");
    boolean isPlain =
        pattern.indexOf('[') < 0 && pattern.indexOf('\\') < 0 && pattern.indexOf('!') < 0;
    if (!isPath || !isPlain || pattern.matches("[/*]*")) {
      return Optional.empty();
    }
    String path = pattern.replaceFirst("^/", "").replaceFirst("/$", "");
    boolean isAnywhere = !pattern.startsWith("/") && path.indexOf('/') < 0;
    String regex = (isAnywhere ? "(?:.*/)?" : "") + PathFilter.withWildcards(path) + "(?:/.*)?";
    return Optional.of(Pattern.compile(regex));
  }
}
