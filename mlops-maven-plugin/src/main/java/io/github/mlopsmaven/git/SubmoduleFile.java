package io.github.mlopsmaven.git;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.internal.submodule.SubmoduleValidator;
import org.eclipse.jgit.lib.Config;

/** A {@code .gitmodules} as git reads it, which few templates have: JGit is loaded for it. */
final class SubmoduleFile {

  private SubmoduleFile() {}

  /** Why git would refuse it; empty if it would not. */
  static Optional<String> complaint(byte[] content) {
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
}
