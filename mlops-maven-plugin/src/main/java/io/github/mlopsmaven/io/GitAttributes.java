package io.github.mlopsmaven.io;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the {@code .gitattributes} files of a tree say about its files: those files alone, not the
 * ones of a user or a machine. Source: gitattributes(5).
 */
public final class GitAttributes {

  /** The name of such a file, in any folder. */
  public static final String FILE = ".gitattributes";

  /** Git ignores lines from this length on, and calls the file damaged. */
  public static final int LONGEST_LINE = 2048;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.][-A-Za-z0-9_.]*");
  private static final Pattern BLANKS = Pattern.compile("[ \t\r\n]+");
  private static final Pattern ESCAPE =
      Pattern.compile("\\\\(?:([abfnrtv\"\\\\])|([0-3][0-7]{2})|(.?))", Pattern.DOTALL);
  private static final String MACRO = "[attr]";
  private static final String SET = "\1";
  private static final String UNSET = "\2";
  private static final String UNSPECIFIED = "\3";

  /** One line: what it says of the files that its pattern names. */
  private record Line(GitPattern pattern, List<Setting> settings) {}

  private record Setting(String name, String value) {}

  private final Map<String, List<Line>> folders = new HashMap<>();
  private final Map<String, List<Setting>> macros = new HashMap<>();

  private GitAttributes() {
    macros.put(
        "binary",
        List.of(
            new Setting("diff", UNSET), new Setting("merge", UNSET), new Setting("text", UNSET)));
  }

  /**
   * Reads the files of a tree.
   *
   * @param files the content of each, by its path from the root, separated by {@code /}
   */
  public static GitAttributes of(Map<String, byte[]> files) {
    GitAttributes attributes = new GitAttributes();
    files.forEach(
        (path, content) -> {
          int slash = path.lastIndexOf('/');
          attributes.read(slash < 0 ? "" : path.substring(0, slash + 1), content);
        });
    return attributes;
  }

  private void read(String folder, byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    if (text.startsWith("\u00ef\u00bb\u00bf")) {
      text = text.substring(3);
    }
    List<Line> lines = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      if (line.length() < LONGEST_LINE) {
        int end = line.indexOf('\0');
        read(folder, end < 0 ? line : line.substring(0, end), lines);
      }
    }
    folders.put(bytes(folder), lines);
  }

  private void read(String folder, String text, List<Line> lines) {
    String line = text.replaceFirst("^[ \t\r]+", "");
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    Matcher blanks = BLANKS.matcher(line);
    int end = blanks.find() ? blanks.start() : line.length();
    String pattern = line.substring(0, end);
    if (line.startsWith("\"")) {
      int close = closing(line);
      if (close > 0) {
        pattern = unquoted(line.substring(1, close));
        end = close + 1;
      }
    }
    boolean macro = pattern.length() > MACRO.length() && pattern.startsWith(MACRO);
    String name = pattern.substring(macro ? MACRO.length() : 0);
    settings(line.substring(end))
        .ifPresent(
            settings -> {
              if (macro) {
                // Only the file at the root may make words of its own.
                if (folder.isEmpty() && NAME.matcher(name).matches()) {
                  macros.put(name, settings);
                }
              } else if (!name.startsWith("!")) {
                lines.add(new Line(new GitPattern(name), settings));
              }
            });
  }

  /** Where the quotes that a line begins with are closed; -1 if they are not, or not rightly. */
  private static int closing(String line) {
    for (int i = 1; i < line.length(); i++) {
      if (line.charAt(i) == '"') {
        return i;
      }
      if (line.charAt(i) == '\\') {
        Matcher escape = ESCAPE.matcher(line).region(i, line.length());
        if (!escape.lookingAt() || escape.group(3) != null) {
          return -1;
        }
        i = escape.end() - 1;
      }
    }
    return -1;
  }

  private static String unquoted(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(
            escape ->
                Matcher.quoteReplacement(
                    escape.group(2) != null
                        ? String.valueOf((char) Integer.parseInt(escape.group(2), 8))
                        : String.valueOf(
                            "\007\b\f\n\r\t\013\"\\"
                                .charAt("abfnrtv\"\\".indexOf(escape.group(1))))));
  }

  /** Empty if one of them is none: git then ignores the line. */
  private static Optional<List<Setting>> settings(String text) {
    List<Setting> settings = new ArrayList<>();
    for (String word : BLANKS.split(text, -1)) {
      if (word.isEmpty()) {
        continue;
      }
      boolean signed = word.startsWith("-") || word.startsWith("!");
      int equals = word.indexOf('=');
      String name = word.substring(signed ? 1 : 0, equals < 0 ? word.length() : equals);
      if (!NAME.matcher(name).matches() || name.startsWith("builtin_")) {
        return Optional.empty();
      }
      settings.add(
          new Setting(
              name,
              signed
                  ? word.startsWith("-") ? UNSET : UNSPECIFIED
                  : equals < 0 ? SET : word.substring(equals + 1)));
    }
    return Optional.of(settings);
  }

  /**
   * What they say about one file.
   *
   * @param path from the root, separated by {@code /}
   */
  public Values at(String path) {
    Values values = new Values();
    String bytes = bytes(path);
    int slash = bytes.lastIndexOf('/');
    while (true) {
      String folder = bytes.substring(0, slash + 1);
      List<Line> lines = folders.getOrDefault(folder, List.of());
      for (int i = lines.size() - 1; i >= 0; i--) {
        if (lines.get(i).pattern().matches(bytes.substring(slash + 1))) {
          fill(values, lines.get(i).settings());
        }
      }
      if (slash < 0) {
        return values;
      }
      slash = bytes.lastIndexOf('/', slash - 1);
    }
  }

  /** The first that is found counts: the deepest folder, there the last line, the last word. */
  private void fill(Values values, List<Setting> settings) {
    for (int i = settings.size() - 1; i >= 0; i--) {
      Setting setting = settings.get(i);
      if (values.found.putIfAbsent(setting.name(), setting.value()) == null
          && setting.value().equals(SET)) {
        fill(values, macros.getOrDefault(setting.name(), List.of()));
      }
    }
  }

  /** Patterns are matched byte by byte. */
  private static String bytes(String path) {
    return new String(path.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** The attributes of one file. */
  public static final class Values {

    private final Map<String, String> found = new HashMap<>();

    private Values() {}

    /** Whether an attribute is set, without a value. */
    public boolean isSet(String name) {
      return SET.equals(found.get(name));
    }

    /** Whether an attribute is unset: {@code -name}. */
    public boolean isUnset(String name) {
      return UNSET.equals(found.get(name));
    }

    /** Whether texts with these attributes are merged by lines. */
    public boolean mergesLines() {
      return !isUnset("merge") && value("filter").isEmpty();
    }

    /** The value that an attribute is set to. */
    public Optional<String> value(String name) {
      return Optional.ofNullable(found.get(name))
          .filter(
              value -> !value.equals(SET) && !value.equals(UNSET) && !value.equals(UNSPECIFIED));
    }
  }
}
