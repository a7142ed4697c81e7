package io.github.mlopsmaven.render;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps references right that the move from a template into a project would break: paths in YAML
 * files that named a file of the template, from the folder of the file or from the root, and name
 * none of the project. A {@code template:} of Azure Pipelines that leads to no file in either is
 * looked for from the root. All other bytes stay as they are.
 */
public final class MovedReferences {

  private static final String NAME = "[\\w\\x80-\\xff.-]";

  /** The root of the repository, as pipelines and workflows name it. */
  private static final String ROOT =
      "(?:\\$\\((?:System\\.DefaultWorkingDirectory|Build\\.SourcesDirectory)\\)"
          + "|\\$\\(Pipeline\\.Workspace\\)/s"
          + "|\\$\\{\\{\\s{0,9}github\\.workspace\\s{0,9}\\}\\}|\\$\\{?GITHUB_WORKSPACE\\}?)/";

  /** A path that stands for itself: not a part of an address, a pattern or an expression. */
  private static final Pattern WORD =
      Pattern.compile(
          "(?<![\\w\\x80-\\xff./@$)}~*%\\\\-])(?<root>"
              + ROOT
              + ")?(?<path>"
              + NAME
              + "++(?:/"
              + NAME
              + "++)*+/?+)(?![\\w\\x80-\\xff./@])");

  private static final Pattern TEMPLATE =
      Pattern.compile(
          "^(?<before>\\s*+(?:-\\s++)*+(?<keyQuote>[\"']?)template\\k<keyQuote>\\s*+:\\s*+"
              + "(?<quote>[\"']?))(?<path>[^@\\s\"'${},]++)"
              + "(?<rest>\\k<quote>\\s*+(?:(?<=\\s)#.*)?)$");

  private static final Pattern UP = Pattern.compile("^(?:\\.\\.?/+)*+");

  private final MovedFiles files;

  /**
   * Prepares the edit.
   *
   * @param files where the template's files are in the project
   */
  public MovedReferences(MovedFiles files) {
    this.files = files;
  }

  /**
   * Whether a file can hold references that are kept right.
   *
   * @param target its path in the project
   */
  public static boolean appliesTo(String target) {
    return target.endsWith(".yml") || target.endsWith(".yaml");
  }

  /**
   * Edits a file.
   *
   * @param file its two paths
   * @param content its bytes
   * @param filled gives a path its text, where it depends on values
   * @return the edited bytes and the number of references
   */
  public PipelineReferences.Edited edit(
      MovedFiles.Move file, byte[] content, UnaryOperator<String> filled) {
    // One character for each byte, so that any encoding survives.
    String text = new String(content, StandardCharsets.ISO_8859_1);
    StringBuilder out = new StringBuilder();
    int references = 0;
    for (PipelineReferences.Line line : PipelineReferences.lines(text)) {
      Optional<Matcher> template =
          Optional.of(TEMPLATE.matcher(line.text()))
              .filter(matcher -> !line.inBlock() && matcher.matches());
      if (template.isPresent()) {
        Matcher match = template.get();
        Optional<String> path = template(file, utf8(match.group("path")), filled);
        out.append(match.group("before"))
            .append(path.map(MovedReferences::bytes).orElse(match.group("path")))
            .append(match.group("rest"));
        references += path.isPresent() ? 1 : 0;
      } else {
        references += words(file, line.text(), filled, out);
      }
      out.append(line.end());
    }
    return new PipelineReferences.Edited(
        out.toString().getBytes(StandardCharsets.ISO_8859_1), references);
  }

  /** Appends a line. */
  private int words(
      MovedFiles.Move file, String line, UnaryOperator<String> filled, StringBuilder out) {
    int references = 0;
    int done = 0;
    Matcher matcher = WORD.matcher(line);
    while (line.indexOf('/') >= 0 && matcher.find()) {
      MatchResult match = matcher.toMatchResult();
      int start = matcher.start("path");
      Optional<String> path =
          word(file, utf8(matcher.group("path")), matcher.group("root") != null, filled);
      if (path.isPresent()) {
        out.append(line, done, start).append(bytes(path.get()));
        done = match.end();
        references++;
      }
    }
    out.append(line, done, line.length());
    return references;
  }

  private Optional<String> template(
      MovedFiles.Move file, String path, UnaryOperator<String> filled) {
    if (isInProject(file.target(), path)) {
      return Optional.empty();
    }
    Optional<String> moved = fromFolder(file, path, filled);
    if (moved.isPresent()) {
      return moved;
    }
    String below = UP.matcher(path).replaceFirst("");
    if (files.isInProject(below)) {
      return Optional.of(MovedFiles.relative(file.target(), below, filled));
    }
    return files.place(below).map(target -> MovedFiles.relative(file.target(), target, filled));
  }

  private Optional<String> word(
      MovedFiles.Move file, String word, boolean fromRoot, UnaryOperator<String> filled) {
    String path = word.endsWith("/") ? word.substring(0, word.length() - 1) : word;
    String end = word.substring(path.length());
    String root = path.startsWith("./") ? path.substring(2) : path;
    if (path.indexOf('/') < 0
        || files.isInProject(root)
        || (!fromRoot && isInProject(file.target(), path))) {
      return Optional.empty();
    }
    Optional<String> ofRoot =
        files.place(root).map(filled).map(target -> written(path, target) + end);
    Optional<String> ofFolder =
        fromRoot
            ? Optional.empty()
            : fromFolder(file, path, filled).map(other -> written(path, other) + end);
    boolean isSame = MovedFiles.resolve(file.source(), path).equals(Optional.of(root));
    // What could be meant in two ways is left to a person.
    return ofRoot.isPresent() && ofFolder.isPresent() && !isSame
        ? Optional.empty()
        : ofRoot.or(() -> ofFolder);
  }

  /** Another path, written as one was. */
  private static String written(String one, String other) {
    boolean dotted = one.startsWith("./") && !other.startsWith("../") && !other.isEmpty();
    return dotted ? "./" + other : other.isEmpty() ? "." : other;
  }

  private boolean isInProject(String target, String path) {
    return MovedFiles.resolve(target, path).filter(files::isInProject).isPresent();
  }

  private Optional<String> fromFolder(
      MovedFiles.Move file, String path, UnaryOperator<String> filled) {
    return MovedFiles.resolve(file.source(), path)
        .flatMap(files::place)
        .map(
            target ->
                path.startsWith("/")
                    ? "/" + filled.apply(target)
                    : MovedFiles.relative(file.target(), target, filled));
  }

  private static String utf8(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
