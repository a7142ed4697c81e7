package io.github.mlopsmaven.gitconfig;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The git configuration that counts for a user in one place: the system's file, the user's files,
 * their includes, and the environment. The configuration of the repository that Maven happens to be
 * started in is not part of it, as it is not for {@code git clone}.
 */
public final class GitConfiguration {

  private final List<ConfigEntry> entries;

  private GitConfiguration(List<ConfigEntry> entries) {
    this.entries = List.copyOf(entries);
  }

  /**
   * Reads it.
   *
   * @param environment where to look
   * @param place what it is for
   * @throws io.github.mlopsmaven.problem.UsageException if a file has a mistake; file and line are
   *     named
   */
  public static GitConfiguration read(GitEnvironment environment, ConfigPlace place) {
    return new GitConfiguration(ConfigFiles.read(environment, place));
  }

  /** One without anything in it. */
  public static GitConfiguration empty() {
    return new GitConfiguration(List.of());
  }

  /**
   * A variable's value: the one that was set last.
   *
   * @param key {@code section.name} or {@code section.subsection.name}
   */
  public Optional<String> text(String key) {
    List<String> all = texts(key);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /** All values of a variable, in the order in which they were set. */
  public List<String> texts(String key) {
    ConfigEntry wanted = ConfigEntry.of(key, Optional.empty()).orElseThrow();
    return entries.stream()
        .filter(
            entry ->
                entry.section().equals(wanted.section())
                    && entry.subsection().equals(wanted.subsection())
                    && entry.name().equals(wanted.name()))
        .map(ConfigEntry::text)
        .toList();
  }

  /** Whether a switch is on; off where it is not set, or to a word that git does not know. */
  public boolean isOn(String key) {
    ConfigEntry wanted = ConfigEntry.of(key, Optional.empty()).orElseThrow();
    return entries.stream()
        .filter(
            entry ->
                entry.section().equals(wanted.section())
                    && entry.subsection().equals(wanted.subsection())
                    && entry.name().equals(wanted.name()))
        .reduce((earlier, later) -> later)
        .map(entry -> entry.value().isEmpty() || isTrue(entry.text()))
        .orElse(false);
  }

  /** Whether a word means true. */
  static boolean isTrue(String word) {
    return word.matches("(?i)true|yes|on|[+-]?0*[1-9]\\d*[kmg]?");
  }

  /**
   * The values of {@code http.<url>.NAME} for one URL, as git chooses them: what is set for the URL
   * that agrees best goes before, and a worse one that comes later does not count.
   *
   * @param name such as {@code extraHeader}
   * @param url the URL of a request
   * @param scopedOnly whether {@code http.NAME} without a URL does not count
   */
  public List<String> http(String name, String url, boolean scopedOnly) {
    Optional<ConfigUrl> target = ConfigUrl.parse(url);
    List<String> values = new ArrayList<>();
    Map<String, ConfigUrl.Match> best = new HashMap<>();
    for (ConfigEntry entry : entries) {
      boolean meant =
          entry.section().equals("http") && entry.name().equals(name.toLowerCase(Locale.ROOT));
      Optional<ConfigUrl.Match> match = meant ? match(entry, target, scopedOnly) : Optional.empty();
      if (match.isPresent()
          && match.get().compareTo(best.getOrDefault(entry.name(), ConfigUrl.Match.ANY)) >= 0) {
        best.put(entry.name(), match.get());
        values.add(entry.value().orElse("true"));
      }
    }
    return values;
  }

  private static Optional<ConfigUrl.Match> match(
      ConfigEntry entry, Optional<ConfigUrl> target, boolean scopedOnly) {
    if (entry.subsection().isEmpty()) {
      return scopedOnly ? Optional.empty() : Optional.of(ConfigUrl.Match.ANY);
    }
    return target.flatMap(url -> ConfigUrl.parse(entry.subsection()).flatMap(url::agreesWith));
  }

  /** The value of {@code http.<url>.NAME} that counts for one URL. */
  public Optional<String> httpText(String name, String url) {
    List<String> values = http(name, url, false);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
  }

  /**
   * Whether {@code http.<url>.NAME} is on for one URL.
   *
   * @param otherwise where it is not set
   */
  public boolean httpIsOn(String name, String url, boolean otherwise) {
    return httpText(name, url).map(GitConfiguration::isTrue).orElse(otherwise);
  }

  /**
   * A URL after {@code url.<base>.insteadOf}; the longest prefix counts.
   *
   * @param url as the user gave it
   */
  public String fetched(String url) {
    return rewritten(url, "insteadof").orElse(url);
  }

  /**
   * A URL that is pushed to, after {@code url.<base>.pushInsteadOf} or else {@code insteadOf}.
   *
   * @param url as the user gave it
   */
  public String pushed(String url) {
    return rewritten(url, "pushinsteadof").orElseGet(() -> fetched(url));
  }

  private Optional<String> rewritten(String url, String name) {
    return entries.stream()
        .filter(entry -> entry.section().equals("url") && entry.name().equals(name))
        .filter(entry -> url.startsWith(entry.text()))
        // Of two with the same length git takes the first.
        .min(Comparator.comparing((ConfigEntry entry) -> -entry.text().length()))
        .map(entry -> entry.subsection() + url.substring(entry.text().length()));
  }
}
