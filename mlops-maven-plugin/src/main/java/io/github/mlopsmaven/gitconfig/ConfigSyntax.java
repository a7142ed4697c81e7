package io.github.mlopsmaven.gitconfig;

import io.github.mlopsmaven.problem.Place;
import io.github.mlopsmaven.problem.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the text of a git configuration file. The syntax is that of {@code git help config}; a
 * mistake is told with its line, as git does.
 */
final class ConfigSyntax {

  private static final int END = -1;

  private final String text;
  private final String file;
  private final List<ConfigEntry> entries = new ArrayList<>();
  private int at;
  private int line = 1;
  private String section = "";
  private String subsection = "";

  private ConfigSyntax(String text, String file) {
    this.text = text;
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @param text its content
   * @param file its name, for people
   * @throws UsageException if a line has a mistake
   */
  static List<ConfigEntry> read(String text, String file) {
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return new ConfigSyntax(plain.replace("\r\n", "\n"), file).all();
  }

  private List<ConfigEntry> all() {
    for (int c = next(); c != END; c = next()) {
      if (c == '#' || c == ';') {
        skipLine();
      } else if (c == '[') {
        heading();
      } else if (Character.isLetter(c) && c < 128) {
        at--;
        variable();
      } else if (!Character.isWhitespace(c)) {
        throw wrong(line);
      }
    }
    return entries;
  }

  private int next() {
    if (at >= text.length()) {
      at++;
      return END;
    }
    char c = text.charAt(at++);
    if (c == '\n') {
      line++;
    }
    return c;
  }

  private void back(int c) {
    at--;
    if (c == '\n') {
      line--;
    }
  }

  private void skipLine() {
    int c = next();
    while (c != '\n' && c != END) {
      c = next();
    }
  }

  private void heading() {
    StringBuilder name = new StringBuilder();
    int c = next();
    while (isKeyCharacter(c) || c == '.') {
      name.append((char) c);
      c = next();
    }
    if (name.length() == 0) {
      throw wrong(line);
    }
    if (c == ']') {
      int dot = name.indexOf(".");
      section = dot < 0 ? name.toString() : name.substring(0, dot);
      subsection = dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
      return;
    }
    while (c == ' ' || c == '\t') {
      c = next();
    }
    if (c != '"') {
      throw wrong(c == '\n' ? line - 1 : line);
    }
    section = name.toString();
    subsection = quotedSubsection();
    if (next() != ']') {
      throw wrong(line);
    }
  }

  private String quotedSubsection() {
    StringBuilder name = new StringBuilder();
    for (int c = next(); c != '"'; c = next()) {
      if (c == '\\') {
        c = next();
      }
      if (c == '\n' || c == END) {
        throw wrong(c == '\n' ? line - 1 : line);
      }
      name.append((char) c);
    }
    return name.toString();
  }

  private void variable() {
    int start = line;
    StringBuilder name = new StringBuilder();
    int c = next();
    while (isKeyCharacter(c)) {
      name.append((char) c);
      c = next();
    }
    while (c == ' ' || c == '\t') {
      c = next();
    }
    Optional<String> value = Optional.empty();
    if (c == '=') {
      value = Optional.of(value());
    } else if (c != '\n' && c != END) {
      throw wrong(start);
    }
    if (!section.isEmpty()) {
      // Git reads a variable before the first section, too, and nobody can ask for it.
      entries.add(new ConfigEntry(section, subsection, name.toString(), value));
    }
  }

  private String value() {
    int start = line;
    StringBuilder value = new StringBuilder();
    boolean quoted = false;
    int kept = 0;
    for (int c = next(); ; c = next()) {
      if (c == '\n' || c == END) {
        if (quoted) {
          throw wrong(start);
        }
        value.setLength(kept);
        return value.toString();
      }
      if (!quoted && (c == '#' || c == ';')) {
        skipLine();
        value.setLength(kept);
        return value.toString();
      }
      if (!quoted && Character.isWhitespace(c)) {
        if (value.length() > 0) {
          value.append((char) c);
        }
        continue;
      }
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '\\') {
        escaped(value, start);
      } else {
        value.append((char) c);
      }
      kept = value.length();
    }
  }

  private void escaped(StringBuilder value, int start) {
    int c = next();
    switch (c) {
      case '\n' -> {
        // The line goes on.
      }
      case 't' -> value.append('\t');
      case 'b' -> value.append('\b');
      case 'n' -> value.append('\n');
      case '\\', '"' -> value.append((char) c);
      default -> {
        back(c);
        throw wrong(start);
      }
    }
  }

  private static boolean isKeyCharacter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  }

  private UsageException wrong(int where) {
    return new UsageException(
        "your git configuration is broken: " + new Place(file, where, 1) + " cannot be read",
        "correct that line (git says the same: git config --list)");
  }
}
