package io.github.mlopsmaven.layout;

import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.LayoutRule;
import io.github.mlopsmaven.template.PathPattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * Which file of a new state of a template is which file of an older one. A pair that is guessed
 * wrongly would put a user's lines into another file without a conflict: so what is not certain is
 * a file that is gone and a file that is new.
 *
 * <p>In this order: the same path in the project; the same path in the template; a rename that the
 * descriptor states ({@code moved}); the same content, with one candidate on each side; content
 * that is alike, of files which one layout rule places.
 */
public final class Pairs {

  /** How alike two files have to be, in percent. */
  private static final int ENOUGH = 60;

  /** How much more alike than with any other file, in percent. */
  private static final int AHEAD = 20;

  private final Descriptor descriptor;
  private final Likeness likeness;
  private final Map<String, Given> before = new LinkedHashMap<>();
  private final Map<String, Given> after = new LinkedHashMap<>();
  private final List<Pair> pairs = new ArrayList<>();

  private Pairs(Descriptor descriptor, Likeness likeness) {
    this.descriptor = descriptor;
    this.likeness = likeness;
  }

  /**
   * A file that a template gives.
   *
   * @param path where it is in the project
   * @param source where it is in the template; empty for a file that the plugin makes
   * @param blob its content's id
   */
  public record Given(String path, Optional<String> source, String blob) {}

  /**
   * What one file was and is. One of them may be empty, not both.
   *
   * @param before the file at the older state
   * @param after the file at the newer state
   */
  public record Pair(Optional<Given> before, Optional<Given> after) {

    /** Whether the file goes to another path. */
    public boolean isMoved() {
      return before.isPresent()
          && after.isPresent()
          && !before.get().path().equals(after.get().path());
    }

    /** The path of the newer state, else that of the older. */
    public String path() {
      return after.or(() -> before).orElseThrow().path();
    }
  }

  /** Says how alike two contents are. */
  @FunctionalInterface
  public interface Likeness {

    /**
     * Compares.
     *
     * @return 0 to 100; 0 where it cannot be said
     */
    int percent(Given before, Given after);
  }

  /**
   * Pairs the files of two states.
   *
   * @param before the older state's
   * @param after the newer state's
   * @param descriptor the newer state's, for its layout
   * @param likeness compares contents; asked for files that are gone or new only
   * @return every file of both states once, sorted by path
   */
  public static List<Pair> of(
      List<Given> before, List<Given> after, Descriptor descriptor, Likeness likeness) {
    Pairs pairs = new Pairs(descriptor, likeness);
    before.forEach(file -> pairs.before.put(file.path(), file));
    after.forEach(file -> pairs.after.put(file.path(), file));
    return pairs.find();
  }

  private List<Pair> find() {
    for (Given one : List.copyOf(before.values())) {
      Optional.ofNullable(after.get(one.path())).ifPresent(other -> pair(one, other));
    }
    same(Given::source, (one, other) -> true);
    renamed();
    same(file -> Optional.of(file.blob()), (one, other) -> one.source().isPresent());
    alike();
    before.values().forEach(gone -> pairs.add(new Pair(Optional.of(gone), Optional.empty())));
    after.values().forEach(made -> pairs.add(new Pair(Optional.empty(), Optional.of(made))));
    pairs.sort(Comparator.comparing(Pair::path));
    return List.copyOf(pairs);
  }

  private void pair(Given one, Given other) {
    before.remove(one.path());
    after.remove(other.path());
    pairs.add(new Pair(Optional.of(one), Optional.of(other)));
  }

  /** Pairs what has the same key, where one file on each side has it. */
  private void same(Function<Given, Optional<String>> key, BiPredicate<Given, Given> allowed) {
    Map<String, List<Given>> gone = byKey(before, key);
    Map<String, List<Given>> made = byKey(after, key);
    for (String each : new TreeSet<>(gone.keySet())) {
      List<Given> olds = gone.getOrDefault(each, List.of());
      List<Given> news = made.getOrDefault(each, List.of());
      if (olds.size() == 1 && news.size() == 1 && allowed.test(olds.get(0), news.get(0))) {
        pair(olds.get(0), news.get(0));
      }
    }
  }

  private static Map<String, List<Given>> byKey(
      Map<String, Given> files, Function<Given, Optional<String>> key) {
    Map<String, List<Given>> byKey = new HashMap<>();
    for (Given file : files.values()) {
      key.apply(file)
          .ifPresent(text -> byKey.computeIfAbsent(text, any -> new ArrayList<>()).add(file));
    }
    return byKey;
  }

  private void renamed() {
    Map<String, List<Given>> made = byKey(after, Given::source);
    for (Given gone : List.copyOf(before.values())) {
      List<Given> now =
          made.getOrDefault(gone.source().flatMap(descriptor::movedTo).orElse(""), List.of());
      if (now.size() == 1 && after.containsKey(now.get(0).path())) {
        pair(gone, now.get(0));
      }
    }
  }

  private void alike() {
    Map<Given, Map<Given, Integer>> scores = new LinkedHashMap<>();
    for (Given gone : before.values()) {
      for (Given made : after.values()) {
        Optional<LayoutRule> rule = rule(gone);
        if (rule.isPresent() && rule.equals(rule(made))) {
          int score = likeness.percent(gone, made);
          scores.computeIfAbsent(gone, any -> new LinkedHashMap<>()).put(made, score);
        }
      }
    }
    for (Given gone : List.copyOf(scores.keySet())) {
      scores.getOrDefault(gone, Map.of()).entrySet().stream()
          .filter(best -> best.getValue() >= ENOUGH && isAhead(scores, gone, best.getKey()))
          .findFirst()
          .ifPresent(best -> pair(gone, best.getKey()));
    }
  }

  private static boolean isAhead(Map<Given, Map<Given, Integer>> scores, Given gone, Given made) {
    int best = Objects.requireNonNullElse(scores.getOrDefault(gone, Map.of()).get(made), 0);
    boolean here =
        scores.getOrDefault(gone, Map.of()).entrySet().stream()
            .filter(other -> !other.getKey().equals(made))
            .allMatch(other -> other.getValue() + AHEAD <= best);
    return here
        && scores.entrySet().stream()
            .filter(other -> !other.getKey().equals(gone))
            .map(other -> Objects.requireNonNullElse(other.getValue().get(made), 0))
            .allMatch(score -> score + AHEAD <= best);
  }

  /** The rule with the longest path that a file of the template is below. */
  private Optional<LayoutRule> rule(Given file) {
    return file.source()
        .flatMap(
            source ->
                descriptor.layout().stream()
                    .filter(rule -> isBelow(source, rule.from()))
                    .max(Comparator.comparingInt(rule -> rule.from().segments().size())));
  }

  private static boolean isBelow(String source, PathPattern from) {
    String[] names = source.split("/", -1);
    List<PathPattern.Segment> segments = from.segments();
    if (segments.size() > names.length) {
      return false;
    }
    for (int i = 0; i < segments.size(); i++) {
      if (segments.get(i).match(names[i], Map.of()).isEmpty()) {
        return false;
      }
    }
    return true;
  }
}
