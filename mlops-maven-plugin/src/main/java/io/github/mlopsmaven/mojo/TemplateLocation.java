package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.TemplateOrigin;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the parameter {@code template} can mean. */
sealed interface TemplateLocation {

  /** Azure's own repository. */
  String AZURE = "https://github.com/Azure/mlops-project-template";

  /** The template that comes with the plugin. */
  record Builtin() implements TemplateLocation {}

  /** A git repository at a URL. */
  record Git(String url) implements TemplateLocation {}

  /** A folder. */
  record Folder(Path path) implements TemplateLocation {}

  /**
   * A Maven artifact.
   *
   * @param extension {@code jar}, {@code zip}, …
   * @param classifier empty for none
   * @param version a version, a range such as {@code [1.0,2.0)}, {@code LATEST} or {@code RELEASE}
   */
  record Coordinates(
      String groupId, String artifactId, String extension, String classifier, String version)
      implements TemplateLocation {

    /** The built-in template at a version. */
    static Coordinates builtin(String version) {
      return new Coordinates("io.github.mlops-maven", "mlops-template", "jar", "", version);
    }

    /** The same artifact at another version. */
    Coordinates withVersion(String other) {
      return new Coordinates(groupId, artifactId, extension, classifier, other);
    }

    /** Whether repositories have to say which version it is. */
    boolean isKeyword() {
      return version.equals("LATEST") || version.equals("RELEASE");
    }

    /** Whether it names a range of versions. */
    boolean isRange() {
      return version.startsWith("[") || version.startsWith("(");
    }

    /** What a lock has: with a version behind it, it names the same artifact again. */
    String withoutVersion() {
      boolean plain = extension.equals("jar") && classifier.isEmpty();
      return groupId
          + ":"
          + artifactId
          + (plain ? "" : ":" + extension)
          + (classifier.isEmpty() ? "" : ":" + classifier);
    }
  }

  /**
   * Reads what a person typed.
   *
   * @param text {@code builtin}, {@code azure}, a git URL, a folder or Maven coordinates
   * @param current the folder that a relative path starts from
   * @throws UsageException if it is none of them
   */
  static TemplateLocation parse(String text, Path current) {
    if (text.equals("builtin")) {
      return new Builtin();
    }
    if (text.equals("azure")) {
      return new Git(AZURE);
    }
    if (Syntax.URL.matcher(text).matches() || Syntax.SCP.matcher(text).matches()) {
      return new Git(text);
    }
    Optional<Path> folder = folder(text, current);
    if (folder.isPresent()) {
      return new Folder(folder.get());
    }
    Matcher coordinates = Syntax.COORDINATES.matcher(text);
    if (coordinates.matches()) {
      return coordinates(coordinates);
    }
    if (Syntax.ALIAS.matcher(text).matches()) {
      return new Git(text);
    }
    throw refused(text);
  }

  /**
   * What follows {@code //}: the directory of one template among several.
   *
   * @param text what a person typed; the {@code //} of a URL's scheme is none
   * @throws UsageException if it leaves the template
   */
  static Optional<String> subdirectory(String text) {
    Matcher matcher = Syntax.SUBDIRECTORY.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String path = matcher.group("path");
    for (String segment : path.split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        throw new UsageException(
            "template '" + text + "' has the segment '" + segment + "' after //",
            "name a directory of the template, as in " + matcher.group("whole") + "//templates/cv");
      }
    }
    return Optional.of(path);
  }

  /**
   * What a person would type for the template that a lock names.
   *
   * @param origin what the lock says
   * @return empty for a folder, whose name alone is recorded
   */
  static Optional<String> recorded(TemplateOrigin origin) {
    String name = origin.template();
    Optional<String> below = subdirectory(name);
    String whole =
        below.map(path -> name.substring(0, name.length() - path.length() - 2)).orElse(name);
    if (origin.url().isPresent() || Syntax.URL.matcher(name).matches()) {
      return Optional.of(origin.url().orElse(name));
    }
    if (whole.equals("builtin")) {
      return Optional.of(name);
    }
    return origin
        .version()
        .map(version -> whole + ":" + version)
        .filter(text -> Syntax.COORDINATES.matcher(text).matches())
        .map(text -> text + below.map(path -> "//" + path).orElse(""));
  }

  /**
   * Reads Maven coordinates.
   *
   * @param text as {@link #parse} takes them
   * @return empty if it is something else
   */
  static Optional<Coordinates> coordinates(String text) {
    Matcher parts = Syntax.COORDINATES.matcher(text);
    return parts.matches() ? Optional.of(coordinates(parts)) : Optional.empty();
  }

  private static Coordinates coordinates(Matcher parts) {
    String extension = parts.group("extension");
    String classifier = parts.group("classifier");
    return new Coordinates(
        parts.group("group"),
        parts.group("artifact"),
        extension == null ? "jar" : extension,
        classifier == null ? "" : classifier,
        parts.group("version"));
  }

  private static Optional<Path> folder(String text, Path current) {
    try {
      return Optional.of(current.resolve(text)).filter(Files::isDirectory);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static UsageException refused(String text) {
    Optional<String> word =
        Suggestion.meant(text.toLowerCase(Locale.ROOT), List.of("builtin", "azure"));
    return new UsageException(
        "template '" + text + "' is not a folder, git URL or Maven coordinates",
        "use builtin, azure, a URL such as https://HOST/OWNER/REPO.git or git@HOST:OWNER/REPO.git,"
            + " an existing folder, or groupId:artifactId:version"
            + word.map(near -> " (did you mean " + near + "?)").orElse(""));
  }

  /** The forms, kept away from the constants of the interface. */
  final class Syntax {

    private static final Pattern URL = Pattern.compile("(?i)(?:https?|ssh|git|file)://?.+");

    private static final Pattern SUBDIRECTORY =
        Pattern.compile("(?<whole>(?:[A-Za-z][A-Za-z0-9+.-]*:/{2,3})?.*?[^:/])//(?<path>[^/].*)");

    /** {@code git@host:path}; one letter before the colon is a drive of Windows. */
    private static final Pattern SCP = Pattern.compile("(?:[^@:/\\s]+@)[^:/\\s]{2,}:[^:].*");

    /** {@code host:path} without an account, which {@code ~/.ssh/config} may have. */
    private static final Pattern ALIAS =
        Pattern.compile("[^@:/\\\\\\s]{2,}:(?!//)(?:[^:\\s]*/[^:\\s]*|[^:\\s]+\\.git)");

    private static final Pattern COORDINATES =
        Pattern.compile(
            "(?<group>[\\w.-]+):(?<artifact>[\\w.-]+)"
                + "(?::(?<extension>[\\w.-]+)(?::(?<classifier>[\\w.-]+))?)?"
                + ":(?<version>[\\w.+-]+|[\\[(][\\w.+,\\[\\]() -]*[\\])])");

    private Syntax() {}
  }
}
