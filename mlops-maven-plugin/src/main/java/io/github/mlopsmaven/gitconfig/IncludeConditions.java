package io.github.mlopsmaven.gitconfig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The conditions of {@code includeIf}. */
final class IncludeConditions {

  private final ConfigPlace place;
  private final Path home;

  IncludeConditions(ConfigPlace place, Path home) {
    this.place = place;
    this.home = home;
  }

  /**
   * Whether a condition holds. One that git does not know either never holds.
   *
   * @param condition {@code gitdir:PATTERN} and so on
   * @param file the configuration file that it is in; empty for the environment
   */
  boolean hold(String condition, Optional<Path> file) {
    int colon = condition.indexOf(':');
    if (colon < 0) {
      return false;
    }
    String rest = condition.substring(colon + 1);
    return switch (condition.substring(0, colon)) {
      case "gitdir" -> inDirectory(rest, file, false);
      case "gitdir/i" -> inDirectory(rest, file, true);
      case "onbranch" ->
          place
              .branch()
              .filter(branch -> Wildmatch.matches(withAllBelow(rest), branch, false))
              .isPresent();
      case "hasconfig" -> {
        String remoteUrl = "remote.*.url:";
        yield rest.startsWith(remoteUrl)
            && place.remotes().stream()
                .anyMatch(url -> Wildmatch.matches(rest.substring(remoteUrl.length()), url, false));
      }
      default -> false;
    };
  }

  private boolean inDirectory(String pattern, Optional<Path> file, boolean ignoreCase) {
    if (place.gitDirectory().isEmpty()) {
      return false;
    }
    Path git = place.gitDirectory().get();
    Optional<String> full = fullPattern(pattern.replace('\\', '/'), file);
    return full.isPresent()
        && (Wildmatch.matches(full.get(), slashes(real(git)), ignoreCase)
            || Wildmatch.matches(full.get(), slashes(git), ignoreCase));
  }

  private Optional<String> fullPattern(String pattern, Optional<Path> file) {
    if (pattern.startsWith("./")) {
      return file.map(Path::getParent)
          .map(folder -> literal(slashes(real(folder))) + withAllBelow(pattern.substring(1)));
    }
    if (pattern.startsWith("~/")) {
      return Optional.of(literal(slashes(real(home))) + withAllBelow(pattern.substring(1)));
    }
    boolean absolute = pattern.startsWith("/") || pattern.matches("[A-Za-z]:/.*");
    return Optional.of(withAllBelow(absolute ? pattern : "**/" + pattern));
  }

  private static String literal(String path) {
    return path.replaceAll("([*?\\[\\\\])", "\\\\$1");
  }

  private static String withAllBelow(String pattern) {
    return pattern.endsWith("/") ? pattern + "**" : pattern;
  }

  private static String slashes(Path path) {
    return path.toString().replace('\\', '/');
  }

  /** The path without links, as far as it exists. */
  private static Path real(Path path) {
    Path existing = path.toAbsolutePath().normalize();
    Path whole = existing;
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (existing == null) {
      return whole;
    }
    try {
      return existing.toRealPath().resolve(existing.relativize(whole).toString());
    } catch (IOException e) {
      return whole;
    }
  }
}
