package io.github.mlopsmaven.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FirstFinding;
import io.github.mlopsmaven.verify.ProjectFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Breaks generated projects in seeded ways and counts how many of them the rules see. The figures
 * go to the console, and by hand to {@code docs/mutations.md}.
 */
class MutationTest {

  private static final Path TEMPLATE = Path.of("..", "mlops-archetype-catalog", "template", "src");

  private static final long SEED = 20_260_601;

  private static final int PROJECTS = 8;

  /** How many mutants of a kind are tried, over all projects. */
  private static final int OF_A_KIND = 20;

  private final List<Check> checks = AllChecks.list();
  private final FirstFinding first = new FirstFinding(checks);

  private static final class Count {
    private int tried;
    private int caught;
  }

  @Test
  void seesNineteenOfTwentyMistakes() {
    Random random = new Random(SEED);
    Map<String, List<Mutant>> mutants = new TreeMap<>();
    for (ProjectFiles project : projects(random)) {
      assertThat(project.findings(checks)).as(project.name()).isEmpty();
      new Mutations(project)
          .all()
          .forEach(
              (kind, list) -> mutants.computeIfAbsent(kind, any -> new ArrayList<>()).addAll(list));
    }
    Map<String, Count> counts = new LinkedHashMap<>();
    List<String> missed = new ArrayList<>();
    mutants.forEach(
        (kind, list) -> {
          Collections.shuffle(list, random);
          Count count = counts.computeIfAbsent(kind, any -> new Count());
          for (Mutant mutant : list.subList(0, Math.min(OF_A_KIND, list.size()))) {
            count.tried++;
            if (first.rules(mutant.project().get()).isEmpty()) {
              missed.add(kind + ": " + mutant.place());
            } else {
              count.caught++;
            }
          }
        });
    int tried = counts.values().stream().mapToInt(count -> count.tried).sum();
    int caught = counts.values().stream().mapToInt(count -> count.caught).sum();
    print(counts, tried, caught, missed);
    assertThat(tried).as("ways to break a project").isGreaterThanOrEqualTo(200);
    assertThat(caught * 100L)
        .as("of %s ways, these were not seen: %s", tried, missed)
        .isGreaterThanOrEqualTo(tried * 95L);
  }

  private static List<ProjectFiles> projects(Random random) {
    List<ProjectFiles> all = new ArrayList<>(ProjectFiles.generatedFrom(TEMPLATE));
    Collections.shuffle(all, random);
    return all.subList(0, Math.min(PROJECTS, all.size()));
  }

  private static void print(Map<String, Count> counts, int tried, int caught, List<String> missed) {
    StringBuilder table = new StringBuilder("| mistake | tried | seen |\n|---|---|---|\n");
    counts.forEach(
        (kind, count) ->
            table.append("| %s | %d | %d |%n".formatted(kind, count.tried, count.caught)));
    table.append("| all | %d | %d |%n".formatted(tried, caught));
    missed.forEach(line -> table.append("not seen: ").append(line).append(System.lineSeparator()));
    System.out.print(table);
  }
}
