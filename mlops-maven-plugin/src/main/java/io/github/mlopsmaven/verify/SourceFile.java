package io.github.mlopsmaven.verify;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One file of a project or of a repository that it calls. Its content is read when asked for. */
public final class SourceFile {

  private static final Pattern VENDORED =
      Pattern.compile(
          "(?:^|/)(?:node_modules|bower_components|vendor|third[_-]party|site-packages|\\.?venv)/");

  /** What cookiecutter, copier and others fill in: {@code {{name}}}, {@code {% if x %}}. */
  private static final Pattern FILLED_IN = Pattern.compile("\\{\\{|\\{%");

  private final String path;
  private final Supplier<Content> read;
  private final Link link;
  private final Runs runs;
  private Optional<Content> content = Optional.empty();
  private volatile @Nullable FileKind kind;

  SourceFile(String path, Supplier<Content> read) {
    this(path, read, Link.NONE, Runs.UNKNOWN);
  }

  /**
   * Names a file.
   *
   * @param path from the root
   * @param read gives its content
   * @param link whether it is a symbolic link
   * @param runs whether its mode lets it be run
   */
  SourceFile(String path, Supplier<Content> read, Link link, Runs runs) {
    this.path = path;
    this.read = read;
    this.link = link;
    this.runs = runs;
  }

  /** Whether the mode of a file lets it be run by its own name. */
  enum Runs {
    /** It does. */
    YES,
    /** It does not. */
    NO,
    /** The file comes from where there are no modes. */
    UNKNOWN
  }

  /** Whether a file is a symbolic link. */
  enum Link {
    /** It is a file itself. */
    NONE,
    /** It leads to a file of the project, and has what that has. */
    FILE,
    /** It leads to a directory, or out of the project. */
    ELSEWHERE
  }

  /** Whether it is a symbolic link, and where that leads to. */
  Link link() {
    return link;
  }

  /** Whether its mode is known, and does not let it be run by its own name. */
  public boolean cannotBeRun() {
    return runs == Runs.NO;
  }

  /** From the root, separated by {@code /}. */
  public String path() {
    return path;
  }

  /** The last segment of the path. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The directory that it is in, from the root; the empty string is the root. */
  public String directory() {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  /** Whether it is a copy of a package of others, which came with its own mistakes. */
  public boolean isVendored() {
    return VENDORED.matcher(path).find();
  }

  /**
   * Whether it is part of a template for projects: a path has what a tool fills in, and so may the
   * text, in a language that is none of the file's own.
   */
  public boolean isOfTemplate() {
    return isOfTemplate(path);
  }

  /** Whether the path of a file is filled in by a tool that makes projects. */
  static boolean isOfTemplate(String path) {
    return FILLED_IN.matcher(path).find();
  }

  /** What it holds. */
  public synchronized Content content() {
    Content known = content.orElseGet(read);
    content = Optional.of(known);
    return known;
  }

  /** Its text. */
  public String text() {
    return content().text();
  }

  /** Its YAML, for a file that is YAML. */
  public YamlFile yaml() {
    return YamlFile.of(content());
  }

  /** What it is. */
  public FileKind kind() {
    FileKind known = kind;
    if (known == null) {
      // Two at the same time look twice, which does no harm.
      known = FileKind.of(path, content());
      kind = known;
    }
    return known;
  }

  @Override
  public String toString() {
    return path;
  }

  /**
   * The place of a character of its text.
   *
   * @param index the character's index
   */
  public Position position(int index) {
    return content().learn(LineIndex.class, known -> new LineIndex(known.text())).position(index);
  }
}
