package io.github.mlopsmaven.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FirstFinding;
import io.github.mlopsmaven.verify.ProjectFiles;
import io.github.mlopsmaven.verify.Verifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Seeds defects into selections of the built-in template and into projects of other shapes: those
 * of {@code seeded-defects.txt}, those of {@code independent-defects.txt}, those of {@code
 * flow-defects.txt}, which go through the constructs of each language, and those of {@code
 * step-defects.txt}, about what the steps of a job write and read. Each kind has a floor, and each
 * rule something that fails without it. The tables go to {@code docs/mutations.md}; {@code
 * -Dmlops.writeDocs=true} writes them.
 */
class SeededDefectsTest {

  private static final Path TEMPLATE = Path.of("..", "mlops-archetype-catalog", "template", "src");

  private static final Path HERE =
      Path.of("src", "test", "resources", "io", "github", "mlopsmaven", "rules");

  private static final Path PAGE = Path.of("..", "docs", "mutations.md");

  private static final Path RULE_PAGES = Path.of("..", "docs", "rules");

  private static final List<Check> CHECKS = AllChecks.list();

  private static final Pattern RULE = Pattern.compile("\\[([a-z0-9-]+)]$");

  private static final FirstFinding FIRST = new FirstFinding(CHECKS);

  /** What the page of a rule says that verify prints is run by {@code RulePagesTest}. */
  private static final Pattern EXAMPLE = Pattern.compile("prints\n\n```text\n([\\s\\S]*?)```");

  private static List<Count> seeded = List.of();
  private static List<Count> independent = List.of();
  private static List<Count> flows = List.of();
  private static List<Count> steps = List.of();
  private static Set<String> used = Set.of();

  /**
   * What came of one kind.
   *
   * @param name what is wrong
   * @param floor how many of a hundred have to be seen
   * @param looks place to what is broken, and who sees it
   */
  private record Count(String name, int floor, Map<String, Look> looks) {

    int tried() {
      return looks.size();
    }

    int seen() {
      return (int) looks.values().stream().filter(look -> !look.rules().isEmpty()).count();
    }

    int seenWithout(String rule) {
      return (int)
          looks.values().stream()
              .filter(look -> !look.rules().isEmpty())
              .filter(look -> !look.rules().equals(Set.of(rule)) || all(look.mutant()).size() > 1)
              .count();
    }

    boolean isBelowFloor(int seen) {
      return seen * 100 < floor * tried();
    }
  }

  /**
   * A mutant, and who sees it.
   *
   * @param rules those of the first check that sees it; none if none does
   */
  private record Look(Mutant mutant, Set<String> rules) {}

  @BeforeAll
  static void seed() {
    List<ProjectFiles> generated = ProjectFiles.generatedFrom(TEMPLATE);
    List<ProjectFiles> projects = new ArrayList<>(generated);
    projects.addAll(in("shapes"));
    List<Count> counts = new ArrayList<>();
    Set<String> names = new TreeSet<>();
    for (DefectKind<SeededDefects.Edit> kind : SeededDefects.read()) {
      List<Mutant> mutants = new ArrayList<>();
      for (SeededDefects.Edit edit : kind.edits()) {
        List<Mutant> made = edit.mutants(kind.name(), projects);
        assertThat(made).as("line %s breaks something", edit.line()).isNotEmpty();
        mutants.addAll(made);
      }
      mutants.forEach(one -> names.add(one.place().replaceFirst("line \\d+, (\\S+) .*", "$1")));
      counts.add(count(kind.name(), kind.floor(), mutants));
    }
    seeded = counts;
    used = names;
    List<ProjectFiles> others = new ArrayList<>(generated);
    others.addAll(in("projects"));
    independent = edits("independent-defects.txt", others);
    flows = edits("flow-defects.txt", in("flows"));
    List<ProjectFiles> ofSteps = new ArrayList<>(others);
    ofSteps.addAll(in("steps"));
    steps = edits("step-defects.txt", ofSteps);
  }

  private static List<Count> edits(String list, List<ProjectFiles> projects) {
    List<Count> counts = new ArrayList<>();
    for (DefectKind<IndependentDefects.Edit> kind : IndependentDefects.read(list)) {
      List<Mutant> mutants =
          kind.edits().stream().map(edit -> edit.mutant(kind.name(), projects)).toList();
      counts.add(count(kind.name(), kind.floor(), mutants));
    }
    return counts;
  }

  private static Count count(String name, int floor, List<Mutant> mutants) {
    Map<String, Look> looks = new LinkedHashMap<>();
    for (Mutant mutant : mutants) {
      Set<String> rules = FIRST.rules(mutant.project().get());
      looks.put(mutant.place(), new Look(mutant, rules));
      if (rules.isEmpty()) {
        System.out.println(name + ": " + mutant.place());
      }
    }
    return new Count(name, floor, looks);
  }

  /** The rules that see a mutant, not only those of the first check that does. */
  private static Set<String> all(Mutant mutant) {
    Set<String> rules = new TreeSet<>();
    for (String finding : mutant.project().get().findings(CHECKS)) {
      Matcher rule = RULE.matcher(finding);
      if (rule.find()) {
        rules.add(rule.group(1));
      }
    }
    return rules;
  }

  @Test
  void projectsOfOtherShapesHaveNoFinding() {
    for (String folder : List.of("shapes", "projects", "flows", "steps")) {
      for (ProjectFiles project : in(folder)) {
        assertThat(project.findings(CHECKS)).as(project.name()).isEmpty();
      }
    }
  }

  @Test
  void eachKindIsSeenAtLeastAsOftenAsItsFloorSays() {
    assertThat(sum(seeded, Count::tried)).as("defects").isGreaterThanOrEqualTo(250);
    assertThat(seeded).as("kinds").hasSizeGreaterThanOrEqualTo(60);
    assertThat(used).as("projects").hasSizeGreaterThanOrEqualTo(13);
    assertThat(belowFloor(seeded)).as("kinds below their floors").isEmpty();
    page("SeededDefectsTest", table(seeded));
  }

  @Test
  void eachKindOfOthersIsSeenAtLeastAsOftenAsItsFloorSays() {
    assertThat(sum(independent, Count::tried)).as("defects").isGreaterThanOrEqualTo(370);
    assertThat(independent).as("kinds").hasSizeGreaterThanOrEqualTo(90);
    assertThat(belowFloor(independent)).as("kinds below their floors").isEmpty();
    page("independent-defects.txt", table(independent));
  }

  @Test
  void eachKindOfConstructIsSeenAtLeastAsOftenAsItsFloorSays() {
    assertThat(belowFloor(flows)).as("kinds below their floors").isEmpty();
    page("flow-defects.txt", table(flows));
  }

  @Test
  void eachKindOfStepIsSeenAtLeastAsOftenAsItsFloorSays() {
    assertThat(belowFloor(steps)).as("kinds below their floors").isEmpty();
    page("step-defects.txt", table(steps));
  }

  /**
   * With any one rule switched off, a page of a rule fails, a test that expects a finding of it, or
   * a kind falls below its floor. Floors are looked at only for rules that nothing else misses: it
   * takes a whole verification of each mutant that one rule sees first.
   */
  @Test
  void eachRuleIsMissedWhenItIsSwitchedOff() throws IOException {
    List<Count> all = new ArrayList<>(seeded);
    all.addAll(independent);
    all.addAll(flows);
    all.addAll(steps);
    List<String> byFloor = new ArrayList<>();
    List<String> byPage = new ArrayList<>();
    List<String> byTest = new ArrayList<>();
    String tests = tests();
    List<String> unmissed = new ArrayList<>();
    for (String rule : new TreeSet<>(Verifier.rules(CHECKS).keySet())) {
      Matcher example = EXAMPLE.matcher(Files.readString(RULE_PAGES.resolve(rule + ".md")));
      boolean isShown = example.find() && example.group(1).contains("[" + rule + "]");
      boolean isExpected = tests.contains(rule + "]") || tests.contains("\"" + rule + "\"");
      (isShown ? byPage : isExpected ? byTest : isByFloor(all, rule) ? byFloor : unmissed)
          .add(rule);
    }
    System.out.printf(
        "rules that are missed: %d by their page, %d by another test, %d by a floor; by nothing: %s%n",
        byPage.size(), byTest.size(), byFloor.size(), unmissed);
    assertThat(unmissed).as("rules that nothing would miss").isEmpty();
  }

  private static boolean isByFloor(List<Count> counts, String rule) {
    return counts.stream()
        .anyMatch(
            count ->
                !count.isBelowFloor(count.seen()) && count.isBelowFloor(count.seenWithout(rule)));
  }

  private static String tests() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
      StringBuilder all = new StringBuilder();
      for (Path file : files.filter(path -> path.toString().endsWith("Test.java")).toList()) {
        all.append(Files.readString(file));
      }
      return all.toString();
    }
  }

  private static List<String> belowFloor(List<Count> counts) {
    return counts.stream()
        .filter(count -> count.isBelowFloor(count.seen()))
        .map(count -> count.name() + ": " + count.seen() + " of " + count.tried())
        .toList();
  }

  private static int sum(List<Count> counts, ToIntFunction<Count> figure) {
    return counts.stream().mapToInt(figure).sum();
  }

  private static List<ProjectFiles> in(String folder) {
    try (Stream<Path> folders = Files.list(HERE.resolve(folder))) {
      return folders.sorted().map(ProjectFiles::in).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String table(List<Count> counts) {
    return counts.stream()
        .map(
            count ->
                "| %s | %d | %d | %d %% |"
                    .formatted(count.name(), count.tried(), count.seen(), count.floor()))
        .collect(
            Collectors.joining(
                "\n",
                "| defect | tried | seen | floor |\n|---|---|---|---|\n",
                "\n| all | %d | %d | |"
                    .formatted(sum(counts, Count::tried), sum(counts, Count::seen))));
  }

  /** The page has this table, or gets it. */
  private static synchronized void page(String source, String table) {
    String first = "<!-- written by " + source + ": begin -->";
    String last = "<!-- written by " + source + ": end -->";
    try {
      String page = Files.readString(PAGE).replace("\r\n", "\n");
      int begin = page.indexOf(first) + first.length();
      String fresh =
          page.substring(0, begin) + "\n" + table + "\n" + page.substring(page.indexOf(last));
      if (Boolean.getBoolean("mlops.writeDocs")) {
        Files.writeString(PAGE, fresh);
        return;
      }
      assertThat(page).as("docs/mutations.md; -Dmlops.writeDocs=true writes it").isEqualTo(fresh);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
