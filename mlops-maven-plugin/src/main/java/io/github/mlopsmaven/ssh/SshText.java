package io.github.mlopsmaven.ssh;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What servers and programs wrote, made fit for a message. */
final class SshText {

  private static final Pattern FINGERPRINT = Pattern.compile("SHA256:[A-Za-z0-9+/]{43}");
  private static final int WIDTH = 300;

  private SshText() {}

  /** The first fingerprint in a text. */
  static Optional<String> fingerprint(String text) {
    Matcher matcher = FINGERPRINT.matcher(text);
    return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
  }

  /** Some lines of a text in one, without what a terminal would obey. */
  static String lines(String text, int count) {
    return text.lines()
        .map(SshText::printable)
        .filter(line -> !line.isEmpty())
        .limit(count)
        .collect(Collectors.joining("; "));
  }

  /** One line, without what a terminal would obey. */
  static String printable(String line) {
    String clean =
        line.replaceAll("\\x1b\\[[0-9;?]*[ -/]*[@-~]", "").replaceAll("\\p{Cntrl}", " ").strip();
    return clean.length() > WIDTH ? clean.substring(0, WIDTH) + "…" : clean;
  }
}
