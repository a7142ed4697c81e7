package io.github.mlopsmaven.wording;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The substitutions of Vale's style files, applied as Vale applies them: to whole words, across
 * line ends, and not to code.
 *
 * @see <a href="https://vale.sh/docs/checks/substitution">Vale's documentation</a>
 */
final class Style {

  private static final Pattern CODE =
      Pattern.compile("(?sm)^(`{3,}|~{3,}).*?^\\1|`[^`\n]*`|\\]\\([^)\n]*\\)|<!--.*?-->");

  private record Phrase(Pattern pattern, String instead) {}

  private final List<Phrase> phrases;

  private Style(List<Phrase> phrases) {
    this.phrases = phrases;
  }

  /** Reads each file of a folder. */
  static Style of(Path folder) {
    List<Phrase> phrases = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        Map<?, ?> rule =
            (Map<?, ?>)
                new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        if (!"substitution".equals(rule.get("extends"))) {
          throw new IllegalArgumentException(
              file + " is not a substitution, which is all that is read");
        }
        ((Map<?, ?>) requireNonNull(rule.get("swap"), "swap"))
            .forEach(
                (phrase, instead) -> phrases.add(phrase(phrase.toString(), instead.toString())));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Style(phrases);
  }

  private static Phrase phrase(String phrase, String instead) {
    String words = phrase.replace(" ", "\\s{1,40}");
    return new Phrase(
        Pattern.compile("(?i)(?<![\\w./-])(?:" + words + ")(?![\\w/-]|\\.\\w)"), instead);
  }

  /** Each phrase that a text should not have, with its line and what to write instead. */
  List<String> findings(String text) {
    String prose = CODE.matcher(text).replaceAll(code -> code.group().replaceAll("[^\n]", "_"));
    Map<Integer, String> found = new TreeMap<>();
    Map<Integer, Integer> ends = new TreeMap<>();
    for (Phrase phrase : phrases) {
      Matcher matcher = phrase.pattern().matcher(prose);
      while (matcher.find()) {
        if (ends.getOrDefault(matcher.end(), Integer.MAX_VALUE) > matcher.start()) {
          ends.put(matcher.end(), matcher.start());
          found.put(
              matcher.end(),
              "%d: write '%s' instead of '%s'"
                  .formatted(
                      1
                          + prose
                              .substring(0, matcher.start())
                              .chars()
                              .filter(c -> c == '\n')
                              .count(),
                      phrase.instead(),
                      matcher.group().replaceAll("\\s+", " ")));
        }
      }
    }
    return List.copyOf(found.values());
  }
}
