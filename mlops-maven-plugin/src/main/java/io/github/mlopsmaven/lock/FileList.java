package io.github.mlopsmaven.lock;

import io.github.mlopsmaven.problem.Place;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.OneLine;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file {@code .mlops/files}: what the template gave, one line a file, so that a later run sees
 * without network what changed here, and what an update starts from. It lies beside the lock and
 * not in it, because git merges lines better than it merges YAML.
 *
 * @param entries the files, sorted by path, each once
 */
public record FileList(List<Entry> entries) {

  /** Where it lies in a project. */
  public static final String PATH = ".mlops/files";

  /** The first line, without its end. */
  public static final String HEADER =
      "# What the template gave: mode, blob, path here <TAB> path in the template."
          + " Written by mlops-maven-plugin.";

  private static final String NO_SOURCE = "-";

  private static final Pattern LINE =
      Pattern.compile(
          "(?<mode>100644|100755|120000) (?<blob>[0-9a-f]{40}) (?<path>[^\\t]+)\\t(?<source>[^\\t]+)"
              + "(?:\\t@(?<held>[^\\t]+))?(?:\\t>(?<target>[^\\t]+))?");

  private static final Pattern BLOB = Pattern.compile("[0-9a-f]{40}");

  /** A path that leads out of the project, or has an empty part. */
  private static final Pattern OUTSIDE = Pattern.compile("(?:.*/)?(?:\\.{0,2})(?:/.*)?");

  private static final String REMEDY =
      "restore the file from version control; it is written by the plugin and not edited by hand";

  /** Sorts by path; two lines of one path are a mistake of the caller. */
  public FileList {
    entries = entries.stream().sorted(Comparator.comparing(Entry::path)).toList();
    Set<String> paths = new HashSet<>();
    for (Entry entry : entries) {
      if (!paths.add(entry.path())) {
        throw new IllegalArgumentException(entry.path() + " is listed twice");
      }
    }
  }

  /**
   * A file that the template gave.
   *
   * @param mode its mode; never a submodule
   * @param blob git's blob id of the bytes that the template gave, before line ends are changed on
   *     the way into a repository
   * @param path where the project has it, separated by {@code /}: where the template put it, or
   *     where an update found it after the project moved it
   * @param source its path in the template; empty for a file that the plugin makes
   * @param heldAt the state of the template that this line is from, where an update left the file
   *     as it was and took the others: a commit id, or a version
   * @param movedFrom where the template puts it, if the project has it elsewhere
   */
  public record Entry(
      FileMode mode,
      String blob,
      String path,
      Optional<String> source,
      Optional<String> heldAt,
      Optional<String> movedFrom) {

    /** Refuses what cannot be written as a line. */
    public Entry {
      if (mode == FileMode.SUBMODULE) {
        throw new IllegalArgumentException("a submodule is never a file of a project: " + path);
      }
      if (!BLOB.matcher(blob).matches()) {
        throw new IllegalArgumentException("not a blob id: " + blob);
      }
    }

    /** A file that is at the state that the lock names. */
    public Entry(FileMode mode, String blob, String path, Optional<String> source) {
      this(mode, blob, path, source, Optional.empty());
    }

    /** A file that is where the template puts it. */
    public Entry(
        FileMode mode, String blob, String path, Optional<String> source, Optional<String> heldAt) {
      this(mode, blob, path, source, heldAt, Optional.empty());
    }

    /** Where the template puts it. */
    public String target() {
      return movedFrom.orElse(path);
    }

    /** Whether the project has it elsewhere. */
    public boolean isMoved() {
      return movedFrom.isPresent();
    }

    /** The line, without its end. */
    public String line() {
      return mode.digits()
          + " "
          + blob
          + " "
          + path
          + "\t"
          + source.map(FileList::escaped).orElse(NO_SOURCE)
          + heldAt.map(state -> "\t@" + escaped(state)).orElse("")
          + movedFrom.map(target -> "\t>" + escaped(target)).orElse("");
    }
  }

  /** The file's text: LF line ends, to be encoded as UTF-8. The same list gives the same text. */
  public String text() {
    StringBuilder out = new StringBuilder(HEADER).append('\n');
    entries.forEach(entry -> out.append(entry.line()).append('\n'));
    return out.toString();
  }

  /**
   * The line of a path.
   *
   * @param path a path of the project
   */
  public Optional<Entry> at(String path) {
    return entries.stream().filter(entry -> entry.path().equals(path)).findFirst();
  }

  /** The paths of all files. */
  public Collection<String> paths() {
    return entries.stream().map(Entry::path).toList();
  }

  /**
   * Reads a list.
   *
   * @param name the file's name for messages
   * @param content the file's bytes; CRLF line ends are taken as LF
   * @throws UsageException if it is not a list; names the line
   */
  public static FileList read(String name, byte[] content) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw new UsageException(name + " is not UTF-8", REMEDY);
    }
    ConflictMarkers.refuse(name, text);
    List<Entry> entries = new ArrayList<>();
    Set<String> paths = new HashSet<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      Matcher parts = LINE.matcher(line);
      if (!parts.matches()) {
        throw new UsageException(
            Place.inLine(name, i + 1, line) + ": not a mode, a blob id, a path and a source",
            REMEDY);
      }
      if (!paths.add(parts.group("path"))) {
        throw new UsageException(
            new Place(name, i + 1, parts.start("path") + 1)
                + ": "
                + parts.group("path")
                + " is listed a second time",
            REMEDY);
      }
      if (OUTSIDE.matcher(parts.group("path")).matches()) {
        throw new UsageException(
            new Place(name, i + 1, parts.start("path") + 1)
                + ": not a file of the project: "
                + parts.group("path"),
            REMEDY);
      }
      entries.add(
          new Entry(
              FileMode.ofDigits(parts.group("mode")),
              parts.group("blob"),
              parts.group("path"),
              Optional.of(parts.group("source"))
                  .filter(source -> !source.equals(NO_SOURCE))
                  .map(OneLine::unescaped),
              Optional.ofNullable(parts.group("held")).map(OneLine::unescaped),
              Optional.ofNullable(parts.group("target")).map(OneLine::unescaped)));
    }
    return new FileList(entries);
  }

  /**
   * A path of a template as a part of a line: what would break it, or is the word for no source, is
   * written as {@code \}{@code uXXXX}.
   *
   * @param text any text
   * @return what stands for it in a line
   */
  public static String escaped(String text) {
    return text.equals(NO_SOURCE) ? "\\u002d" : OneLine.escaped(text);
  }
}
