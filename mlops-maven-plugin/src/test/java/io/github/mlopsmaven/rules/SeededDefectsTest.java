package io.github.mlopsmaven.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.ProjectFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Seeds the defects of {@code seeded-defects.txt} into selections of the built-in template and into
 * projects of other shapes. Each kind has a floor. The table goes to {@code docs/mutations.md};
 * {@code -Dmlops.writeDocs=true} writes it.
 */
class SeededDefectsTest {

  private static final Path TEMPLATE = Path.of("..", "mlops-archetype-catalog", "template", "src");

  private static final Path SHAPES =
      Path.of("src", "test", "resources", "io", "github", "mlopsmaven", "rules", "shapes");

  private static final Path PAGE = Path.of("..", "docs", "mutations.md");

  private static final String BEGIN = "<!-- written by SeededDefectsTest: begin -->";
  private static final String END = "<!-- written by SeededDefectsTest: end -->";

  private final List<Check> checks = AllChecks.list();

  /** What came of one kind. */
  private record Count(SeededDefects.Kind kind, int tried, List<String> missed) {

    int seen() {
      return tried - missed.size();
    }

    boolean isBelowFloor() {
      return seen() * 100 < kind.floor() * tried;
    }
  }

  @Test
  void projectsOfOtherShapesHaveNoFinding() {
    for (ProjectFiles project : shapes()) {
      assertThat(project.findings(checks)).as(project.name()).isEmpty();
    }
  }

  @Test
  void eachKindIsSeenAtLeastAsOftenAsItsFloorSays() {
    List<ProjectFiles> projects = new ArrayList<>(ProjectFiles.generatedFrom(TEMPLATE));
    projects.addAll(shapes());
    Set<String> used = new TreeSet<>();
    List<Count> counts = new ArrayList<>();
    for (SeededDefects.Kind kind : SeededDefects.read()) {
      List<String> missed = new ArrayList<>();
      int tried = 0;
      for (SeededDefects.Edit edit : kind.edits()) {
        List<Mutant> mutants = edit.mutants(kind.name(), projects);
        assertThat(mutants).as("line %s breaks something", edit.line()).isNotEmpty();
        for (Mutant mutant : mutants) {
          tried++;
          used.add(mutant.place().replaceFirst("line \\d+, (\\S+) .*", "$1"));
          if (mutant.project().get().findings(checks).isEmpty()) {
            missed.add(mutant.place());
          }
        }
      }
      counts.add(new Count(kind, tried, missed));
    }
    print(counts);
    int tried = counts.stream().mapToInt(Count::tried).sum();
    assertThat(tried).as("defects").isGreaterThanOrEqualTo(250);
    assertThat(counts).as("kinds").hasSizeGreaterThanOrEqualTo(60);
    assertThat(used).as("projects").hasSizeGreaterThanOrEqualTo(13);
    assertThat(counts.stream().filter(Count::isBelowFloor).map(Count::kind))
        .as("kinds below their floors")
        .isEmpty();
    page(table(counts));
  }

  private static List<ProjectFiles> shapes() {
    try (Stream<Path> folders = Files.list(SHAPES)) {
      return folders.sorted().map(ProjectFiles::in).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void print(List<Count> counts) {
    for (Count count : counts) {
      count.missed().forEach(place -> System.out.println(count.kind().name() + ": " + place));
    }
  }

  private static String table(List<Count> counts) {
    int tried = counts.stream().mapToInt(Count::tried).sum();
    int seen = counts.stream().mapToInt(Count::seen).sum();
    return counts.stream()
        .map(
            count ->
                "| %s | %d | %d | %d %% |"
                    .formatted(
                        count.kind().name(), count.tried(), count.seen(), count.kind().floor()))
        .collect(
            Collectors.joining(
                "\n",
                "| defect | tried | seen | floor |\n|---|---|---|---|\n",
                "\n| all | %d | %d | |".formatted(tried, seen)));
  }

  /** The page has this table, or gets it. */
  private static void page(String table) {
    try {
      String page = Files.readString(PAGE).replace("\r\n", "\n");
      int begin = page.indexOf(BEGIN) + BEGIN.length();
      String fresh =
          page.substring(0, begin) + "\n" + table + "\n" + page.substring(page.indexOf(END));
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
