package io.github.mlopsmaven.git;

import io.github.mlopsmaven.io.GitAttributes;
import io.github.mlopsmaven.problem.Place;
import io.github.mlopsmaven.problem.UsageException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.internal.submodule.SubmoduleValidator;
import org.eclipse.jgit.lib.Config;

/**
 * The files of a project that git itself reads. What {@code git fsck} calls damaged or hostile in
 * them is refused: hosts refuse it when it is pushed, and a clone would run it. Source: "Fsck
 * messages" in git-fsck(1), {@code gitmodules*} and {@code gitattributes*}; CVE-2018-11235,
 * CVE-2018-17456, CVE-2019-1387, CVE-2020-5260.
 */
final class SpecialFiles {

  private static final String SUBMODULES = ".gitmodules";
  private static final Set<String> READ_BY_GIT =
      Set.of(SUBMODULES, GitAttributes.FILE, ".gitignore");

  private SpecialFiles() {}

  /** Whether git reads a file of that path. */
  static boolean has(String path) {
    return READ_BY_GIT.contains(path.substring(path.lastIndexOf('/') + 1));
  }

  /**
   * Looks at one of them.
   *
   * @param path where it is
   * @param content its bytes
   * @throws UsageException if git would refuse it
   */
  static void check(String path, byte[] content) {
    if (path.endsWith(GitAttributes.FILE)) {
      checkLines(path, content);
    } else if (path.endsWith(SUBMODULES)) {
      complaint(content)
          .ifPresent(
              why -> {
                throw refused(path, why);
              });
    }
  }

  private static void checkLines(String path, byte[] content) {
    int line = 1;
    int length = 0;
    for (byte b : content) {
      length = b == '\n' ? 0 : length + 1;
      if (length >= GitAttributes.LONGEST_LINE) {
        throw refused(
            new Place(path, line, 1).toString(),
            "has a line of more than " + (GitAttributes.LONGEST_LINE - 1) + " bytes");
      }
      line += b == '\n' ? 1 : 0;
    }
  }

  private static Optional<String> complaint(byte[] content) {
    Config modules = new Config();
    try {
      modules.fromText(new String(content, StandardCharsets.UTF_8));
      SubmoduleValidator.assertValidGitModulesFile(new String(content, StandardCharsets.UTF_8));
    } catch (ConfigInvalidException e) {
      return Optional.of("is not a configuration that git can read");
    } catch (SubmoduleValidator.SubmoduleValidationException e) {
      return Optional.of("names a submodule that git refuses: " + e.getMessage());
    }
    for (String name : modules.getSubsections("submodule")) {
      Optional<String> wrong = complaint(modules, name);
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> complaint(Config modules, String name) {
    if (name.isEmpty() || Set.of(name.split("[/\\\\]", -1)).contains("..")) {
      return Optional.of("has a submodule with the name '" + name + "'");
    }
    for (String path : modules.getStringList("submodule", name, "path")) {
      if (path == null || path.startsWith("-")) {
        return Optional.of("has a path that git would take for an option");
      }
    }
    for (String url : modules.getStringList("submodule", name, "url")) {
      if (url == null || isHostile(url)) {
        return Optional.of("has a submodule address that git refuses");
      }
    }
    for (String update : modules.getStringList("submodule", name, "update")) {
      if (update != null && update.strip().startsWith("!")) {
        return Optional.of("would run a command when submodules are updated");
      }
    }
    return Optional.empty();
  }

  /** An option, a line end (also a written one), or a relative address that ends in a host. */
  private static boolean isHostile(String url) {
    String lower = url.toLowerCase(Locale.ROOT);
    boolean relative = url.startsWith("./") || url.startsWith("../");
    String rest = url.replaceFirst("^(?:\\.{1,2}/+)+", "");
    return url.startsWith("-")
        || url.indexOf('\n') >= 0
        || lower.contains("%0a")
        || (relative && (rest.startsWith(":") || rest.startsWith("/")))
        || (lower.matches("https?://.*|ftps?://.*")
            && lower.matches("[a-z]+://(?:[^/]*@)?(?::\\d*)?(?:[/?#].*)?"));
  }

  private static UsageException refused(String path, String why) {
    return new UsageException(
        "the template's " + path + " " + why,
        "correct it in the template, or exclude it there; nothing was written");
  }
}
