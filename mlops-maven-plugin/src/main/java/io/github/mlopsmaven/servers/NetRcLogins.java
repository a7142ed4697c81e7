package io.github.mlopsmaven.servers;

import io.github.mlopsmaven.bounds.BoundedInput;
import io.github.mlopsmaven.bounds.Bounds;
import io.github.mlopsmaven.problem.EnvironmentException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The logins of {@code .netrc} (Windows: {@code _netrc}) in the user's home. The first that has a
 * password and the wanted account counts. It is not read with JGit, which completes a machine that
 * lacks something with what another machine has.
 *
 * <p>Source: curl's documentation of the file, since git reads it through curl.
 */
final class NetRcLogins {

  /** A keyword, or a comment to the end of its line. */
  private static final Pattern WORD = Pattern.compile("#[^\\n]*|\\S+");

  /** What is behind a keyword, in quotes or not. */
  private static final Pattern VALUE = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"|\\S+");

  /** What a macro is ended by. */
  private static final Pattern BLANK_LINE = Pattern.compile("\\n[ \\t\\r]*(?:\\n|$)");

  /** What stands behind one {@code machine}, or behind {@code default}. */
  private static final class Entry {

    private final Optional<String> machine;
    private String login = "";
    private Optional<String> password = Optional.empty();

    private Entry(Optional<String> machine) {
      this.machine = machine;
    }

    private Optional<Credentials> login(String user) {
      return password
          .filter(secret -> user.isEmpty() || user.equals(login))
          .map(secret -> new Credentials(login, secret));
    }
  }

  private NetRcLogins() {}

  /**
   * The login for an origin that the user named: one for its host, else the one for all hosts.
   *
   * @param user the account that is wanted; empty for any
   */
  static Optional<Credentials> find(GitAccess access, GitHost origin, String user) {
    List<Entry> entries = read(access);
    return first(entries, origin, user)
        .or(
            () ->
                entries.stream()
                    .filter(entry -> entry.machine.isEmpty())
                    .flatMap(entry -> entry.login(user).stream())
                    .findFirst());
  }

  /** The login for an origin that somebody else led to: only one that names its host. */
  static Optional<Credentials> named(GitAccess access, GitHost origin) {
    return first(read(access), origin, "");
  }

  private static Optional<Credentials> first(List<Entry> entries, GitHost origin, String user) {
    return entries.stream()
        .filter(entry -> entry.machine.filter(origin.host()::equalsIgnoreCase).isPresent())
        .flatMap(entry -> entry.login(user).stream())
        .findFirst();
  }

  private static List<Entry> read(GitAccess access) {
    Path home = access.user().environment().home();
    return Stream.of(".netrc", "_netrc")
        .map(home::resolve)
        .filter(Files::isReadable)
        .findFirst()
        .map(NetRcLogins::read)
        .orElse(List.of());
  }

  private static List<Entry> read(Path file) {
    try {
      byte[] bytes = BoundedInput.file(file, Bounds.SETTINGS_BYTES, "the .netrc file");
      return entries(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new EnvironmentException(
          file + " cannot be read: " + e.getMessage(), "check its permissions", e);
    }
  }

  private static List<Entry> entries(String text) {
    List<Entry> entries = new ArrayList<>();
    Entry entry = new Entry(Optional.of(""));
    Matcher words = WORD.matcher(text);
    while (words.find()) {
      String word = words.group().toLowerCase(Locale.ROOT);
      switch (word) {
        case "machine" -> {
          entry = new Entry(Optional.of(value(words)));
          entries.add(entry);
        }
        case "default" -> {
          entry = new Entry(Optional.empty());
          entries.add(entry);
        }
        case "login" -> entry.login = value(words);
        case "password" -> entry.password = Optional.of(value(words));
        case "account" -> value(words);
        case "macdef" -> words.region(end(text, words.end()), text.length());
        default -> {
          // A comment, or a word that nobody knows.
        }
      }
    }
    return entries;
  }

  private static String value(Matcher words) {
    words.usePattern(VALUE);
    String value = "";
    if (words.find()) {
      String quoted = words.group(1);
      value = quoted == null ? words.group() : quoted.replaceAll("\\\\(.)", "$1");
    }
    words.usePattern(WORD);
    return value;
  }

  private static int end(String text, int macro) {
    Matcher blank = BLANK_LINE.matcher(text);
    return blank.find(macro) ? blank.end() : text.length();
  }
}
