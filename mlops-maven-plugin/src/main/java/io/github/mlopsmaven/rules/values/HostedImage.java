package io.github.mlopsmaven.rules.values;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.data.DataFile;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The machines that the services offer: the data file {@code images.txt}. */
public final class HostedImage {

  /** Only a family and a version: larger runners and those of a team have names with more. */
  private static final Pattern FAMILY =
      Pattern.compile("(?:ubuntu|windows|macos)-(?:latest|\\d+(?:\\.\\d+)?)");

  private static final List<String> FAMILIES = List.of("ubuntu", "windows", "macos");

  private HostedImage() {}

  /**
   * The images of a service, for a name that can only be meant as one of them.
   *
   * @param service {@code github} or {@code azure}
   * @param name the label
   * @return what there is instead; empty if the name is one of them, or may be somebody's own
   */
  public static Optional<Set<String>> instead(String service, String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (String line : lines()) {
      List<String> words = Arrays.asList(line.split(" ", -1));
      if (words.get(0).equals("both") || words.get(0).equals(service)) {
        known.addAll(words.subList(1, words.size()));
      }
    }
    boolean isMeant = FAMILY.matcher(lower).matches() || isMisspelled(lower);
    return known.contains(lower) || !isMeant ? Optional.empty() : Optional.of(known);
  }

  /** {@code ubunut-latest}: nearly a family, and then a version as images have it. */
  private static boolean isMisspelled(String name) {
    int dash = name.indexOf('-');
    return dash > 3
        && name.substring(dash + 1).matches("latest|\\d\\d\\.04|20\\d\\d")
        && Suggestion.nearest(name.substring(0, dash), FAMILIES).isPresent();
  }

  private static List<String> lines() {
    return DataFile.lines(HostedImage.class, "images.txt");
  }
}
