package io.github.mlopsmaven.rules.github;

import io.github.mlopsmaven.rules.data.DataFile;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An action that its authors publish, in one of its major versions: the data file {@code
 * actions.txt}.
 *
 * @param inputs lower case name to input
 * @param outputs the outputs that it declares
 * @param isOpen whether a workflow makes up names of its outputs
 */
record PublishedAction(Map<String, Workflow.Declared> inputs, Set<String> outputs, boolean isOpen) {

  /**
   * {@code OWNER/REPO/PATH@REF} where the reference is a version. Without ways back: a path of a
   * million segments would take a million frames.
   */
  private static final Pattern USES =
      Pattern.compile(
          "([\\w.-]++/[\\w.-]++)((?:/[\\w.-]++)*+)@(?:releases?/)?(v?\\d+(?:\\.\\d+){0,2})");

  private static final Pattern COMMIT = Pattern.compile("([^@\\s]++)@[0-9a-f]{40}");

  private static final Pattern COMMENT =
      Pattern.compile("#\\s*(?:tag=)?(v?\\d+(?:\\.\\d+){0,2})\\s*$");

  PublishedAction {
    inputs = Map.copyOf(inputs);
    outputs = Set.copyOf(outputs);
  }

  /** What the data file says. */
  private record Table(Map<String, PublishedAction> actions, Map<String, List<String>> tags) {}

  /** Read when the first action is looked up. */
  private static final class Holder {
    private static final Table TABLE = read();
  }

  /**
   * Looks an action up.
   *
   * @param uses the value of {@code uses}
   * @return the action; empty where the action or its version is not known
   */
  static Optional<PublishedAction> of(String uses) {
    Matcher matcher = USES.matcher(uses.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String name = (matcher.group(1) + matcher.group(2)).toLowerCase(Locale.ROOT);
    return Optional.ofNullable(
        Holder.TABLE.actions().get(name + "@" + number(matcher.group(3))[0]));
  }

  /**
   * What a line uses, where it names a commit and, behind it, the version that this is: {@code
   * actions/checkout@08c6903c… # v5.0.0}.
   *
   * @param uses the value of {@code uses}
   * @param line the line that it stands in
   * @return the same with the version in the place of the commit; otherwise as it is
   */
  static String versioned(String uses, String line) {
    Matcher commit = COMMIT.matcher(uses.strip());
    Matcher comment = COMMENT.matcher(line);
    return commit.matches() && comment.find() ? commit.group(1) + "@" + comment.group(1) : uses;
  }

  /**
   * What is wrong with the version that is used: it is older than the newest that is known, and not
   * among those that exist. What came later may exist.
   *
   * @param uses the value of {@code uses}
   * @return the newest major version, if the one that is named does not exist
   */
  static Optional<String> insteadOf(String uses) {
    Matcher matcher = USES.matcher(uses.strip());
    List<String> tags =
        matcher.matches() && !uses.contains("@release")
            ? Holder.TABLE.tags().getOrDefault(matcher.group(1).toLowerCase(Locale.ROOT), List.of())
            : List.of();
    if (tags.isEmpty() || tags.contains(matcher.group(3))) {
      return Optional.empty();
    }
    int[] wanted = number(matcher.group(3));
    int newestMajor = tags.stream().mapToInt(tag -> number(tag)[0]).max().orElse(0);
    int[] newest =
        tags.stream()
            .map(PublishedAction::number)
            .filter(tag -> tag[0] == wanted[0])
            .max(Arrays::compare)
            .orElse(new int[] {wanted[0], -1, -1});
    boolean hasNoLetter =
        !matcher.group(3).startsWith("v") && tags.contains("v" + matcher.group(3));
    boolean isPast =
        wanted[0] > newestMajor + 1
            || hasNoLetter
            || (wanted[0] <= newestMajor && Arrays.compare(wanted, newest) <= 0);
    return isPast
        ? Optional.of(
            tags.stream()
                .filter(tag -> number(tag)[0] == newestMajor)
                .min((a, b) -> Integer.compare(a.length(), b.length()))
                .orElse("v" + newestMajor))
        : Optional.empty();
  }

  private static int[] number(String version) {
    int[] number = {0, 0, 0};
    String[] parts = version.replaceFirst("^v", "").split("\\.", -1);
    for (int i = 0; i < parts.length; i++) {
      number[i] = parts[i].length() > 8 ? Integer.MAX_VALUE : Integer.parseInt(parts[i]);
    }
    return number;
  }

  private static Table read() {
    Map<String, PublishedAction> actions = new HashMap<>();
    Map<String, List<String>> tags = new HashMap<>();
    for (String line : DataFile.lines(PublishedAction.class, "actions.txt")) {
      String[] columns = line.split("\t", -1);
      if (columns[1].equals("tags")) {
        tags.put(columns[0], Arrays.asList(columns[2].split(" ", -1)));
      } else {
        actions.put(columns[0] + "@" + columns[1], action(columns[2], columns[3]));
      }
    }
    return new Table(actions, tags);
  }

  private static PublishedAction action(String inputs, String outputs) {
    Map<String, Workflow.Declared> declared = new LinkedHashMap<>();
    for (String word : inputs.isEmpty() ? new String[0] : inputs.split(" ", -1)) {
      boolean isRequired = word.endsWith("!");
      String name = isRequired ? word.substring(0, word.length() - 1) : word;
      declared.put(name.toLowerCase(Locale.ROOT), new Workflow.Declared(name, isRequired));
    }
    Set<String> names = new TreeSet<>(Arrays.asList(outputs.split(" ", -1)));
    names.remove("");
    boolean isOpen = names.remove("*");
    return new PublishedAction(declared, names, isOpen);
  }
}
