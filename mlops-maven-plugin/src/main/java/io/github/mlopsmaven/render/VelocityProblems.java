package io.github.mlopsmaven.render;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds all that is wrong in a Velocity template, though Velocity stops at the first mistake: each
 * is put out of the way, and the template rendered again.
 */
final class VelocityProblems {

  private static final int MOST = 50;

  /** What Velocity does not look into. */
  private static final Pattern UNPARSED =
      Pattern.compile("#\\[\\[.*?]]#|#\\*.*?\\*#|##[^\n]*", Pattern.DOTALL);

  private final String original;
  private final BiFunction<String, Map<String, Object>, Optional<TemplateProblem>> rendering;
  private final Map<String, Object> names;
  private final Set<String> undefined = new HashSet<>();
  private final Set<Integer> seen = new HashSet<>();
  private final List<TemplateProblem> found = new ArrayList<>();
  private StringBuilder text;

  private VelocityProblems(
      String text,
      Map<String, Object> names,
      BiFunction<String, Map<String, Object>, Optional<TemplateProblem>> rendering) {
    this.original = text;
    this.text = new StringBuilder(text);
    this.names = new HashMap<>(names);
    this.rendering = rendering;
  }

  /**
   * Looks for them.
   *
   * @param text the template
   * @param names what it may use
   * @param rendering renders a template with names, and tells the first mistake
   * @return the mistakes, each at its place in the template
   */
  static List<TemplateProblem> of(
      String text,
      Map<String, Object> names,
      BiFunction<String, Map<String, Object>, Optional<TemplateProblem>> rendering) {
    VelocityProblems problems = new VelocityProblems(text, names, rendering);
    Optional<TemplateProblem> next = problems.next();
    while (next.isPresent() && problems.found.size() < MOST && problems.takeAway(next.get())) {
      next = problems.next();
    }
    problems.found.sort(Comparator.comparingInt(TemplateProblem::offset));
    return problems.found;
  }

  private Optional<TemplateProblem> next() {
    return rendering.apply(text.toString(), names);
  }

  /**
   * Keeps a mistake, and puts it out of the way.
   *
   * @return whether rendering again will get past it
   */
  private boolean takeAway(TemplateProblem problem) {
    if (problem.kind() == TemplateProblem.Kind.UNDEFINED) {
      found.add(withOtherPlaces(problem));
      names.put(problem.name(), "");
      return undefined.add(problem.name());
    }
    if (problem.offset() >= text.length() || !seen.add(problem.offset())) {
      if (seen.isEmpty()) {
        found.add(problem);
      }
      return false;
    }
    if (problem.kind() == TemplateProblem.Kind.METHOD) {
      int reference = text.lastIndexOf("$", problem.offset());
      if (!isOfUndefined(reference)) {
        found.add(problem);
      }
      if (reference < 0 || isInDirective(reference)) {
        return false;
      }
      text.setCharAt(reference, ' ');
      return true;
    }
    found.add(problem);
    if (problem.problem().endsWith(TemplateProblem.UNENDED)) {
      text.append("#end");
      return true;
    }
    boolean opens = problem.name().equals("#define") || problem.name().equals("#macro");
    text.setCharAt(problem.offset(), ' ');
    return !opens;
  }

  /** What is done with a name that is not known is no mistake of its own. */
  private boolean isOfUndefined(int reference) {
    return reference >= 0
        && undefined.stream()
            .anyMatch(
                name -> reference(name).matcher(text).region(reference, text.length()).lookingAt());
  }

  /** Without its reference, a directive could not be read. */
  private boolean isInDirective(int offset) {
    int line = text.lastIndexOf("\n", offset) + 1;
    return Pattern.compile("#\\{?(?:if|elseif|foreach|set)\\b")
        .matcher(text.substring(line, offset))
        .find();
  }

  private TemplateProblem withOtherPlaces(TemplateProblem problem) {
    String parsed =
        UNPARSED.matcher(original).replaceAll(found -> found.group().replaceAll("[^\n]", " "));
    List<String> others = new ArrayList<>();
    Matcher uses = reference(problem.name()).matcher(parsed);
    Set<String> lines = new HashSet<>(Set.of(line(problem.offset())));
    while (uses.find()) {
      if (uses.start() > problem.offset() && lines.add(line(uses.start()))) {
        others.add(TemplateProblem.place(original, uses.start()));
      }
    }
    return others.isEmpty()
        ? problem
        : new TemplateProblem(
            problem.kind(),
            problem.name(),
            problem.offset(),
            problem.problem() + ", nor at " + String.join(", ", others),
            problem.remedy());
  }

  private String line(int offset) {
    return TemplateProblem.place(original, offset).replaceFirst(":.*", "");
  }

  private static Pattern reference(String name) {
    return Pattern.compile("\\$!?\\{?" + Pattern.quote(name) + "(?![\\w-])");
  }
}
