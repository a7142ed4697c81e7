package io.github.mlopsmaven.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.git.GitTemplateSource;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.testkit.AzureShapedRepository;
import io.github.mlopsmaven.update.TemplateTrips.Trip;
import io.github.mlopsmaven.update.UpdateRequest.OnConflict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random work in projects of random commits, and updates to random newer commits: every line that a
 * person wrote is in the tree afterwards, in a stage of the index, or in a file that is held.
 * {@code -Dupdate.runs=200} says how many; {@code -Dmlops.test.templateRepository=DIRECTORY} names
 * a clone of the accelerator's repository. With {@code -Dupdate.cases=DIRECTORY} each run leaves
 * there what {@code docs/benchmarks/updates.py} needs to give the same case to other tools.
 */
class RandomTripsTest {

  private static final int PERCENT = 30;

  private static final String ACCELERATOR = "accelerator";
  private static final String COMPANY = "company";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {ACCELERATOR, COMPANY})
  void noLineIsLost(String shape) throws IOException {
    Optional<Path> given =
        Optional.ofNullable(System.getProperty("mlops.test.templateRepository"))
            .filter(any -> shape.equals(ACCELERATOR))
            .map(Path::of);
    Path repository = given.orElse(folder.resolve("template.git"));
    if (shape.equals(COMPANY)) {
      CompanyTemplate.write(repository);
    } else if (given.isEmpty()) {
      new AzureShapedRepository().writeTo(repository);
    }
    List<String> commits =
        new ArrayList<>(
            LivingProject.output(repository, "git", "rev-list", "--first-parent", "main")
                .lines()
                .toList());
    Collections.reverse(commits);
    List<String> lost = new ArrayList<>();
    Map<String, Integer> counts = new TreeMap<>();
    int runs = Integer.getInteger("update.runs", 4);
    try (TemplateTrips trips =
        new TemplateTrips(
            ref ->
                new GitTemplateSource(
                    repository.toUri().toString(),
                    Optional.of(ref),
                    folder.resolve("cache"),
                    GitAccess.standard()))) {
      for (int seed = 0; seed < runs; seed++) {
        run(seed, commits, trips.shared(), lost, counts);
      }
    }
    System.out.println(shape + ", " + runs + " runs: " + counts);
    assertThat(lost).isEmpty();
  }

  private void run(
      int seed,
      List<String> commits,
      TemplateTrips trips,
      List<String> lost,
      Map<String, Integer> counts)
      throws IOException {
    Random random = new Random(seed);
    String old = commits.get(0);
    String newer = commits.get(commits.size() - 1);
    List<Map<String, String>> selections = List.of();
    for (int tried = 0; tried < 100 && selections.isEmpty(); tried++) {
      int a = random.nextInt(commits.size() - 1);
      old = commits.get(a);
      newer = commits.get(a + 1 + random.nextInt(commits.size() - a - 1));
      selections = new ArrayList<>(trips.selections(old));
      selections.retainAll(trips.selections(newer));
    }
    selections.sort(Comparator.comparing(selection -> new TreeMap<>(selection).toString()));
    Map<String, String> selection = selections.get(random.nextInt(selections.size()));
    Path place = folder.resolve("run" + seed);
    Path project = trips.generate(old, selection, Map.of(), place.resolve("p"));
    Path cases = Path.of(System.getProperty("update.cases", place.toString())).resolve("" + seed);
    boolean keeps = System.getProperty("update.cases") != null;
    if (keeps) {
      copy(project, cases.resolve("old"));
    }
    RandomEdits edits = new RandomEdits(project, seed);
    edits.make(PERCENT);
    if (keeps) {
      copy(project, cases.resolve("mine"));
      Path fresh = trips.generate(newer, selection, Map.of(), place.resolve("new"));
      copy(fresh, cases.resolve("new"));
      Files.write(cases.resolve("lines"), edits.lines());
      Files.write(cases.resolve("edits"), edits.done());
    }
    boolean holds = random.nextBoolean();
    Trip trip = trips.update(project, newer, Map.of(), holds ? OnConflict.HOLD : OnConflict.MARK);

    TreeSet<String> missing = new TreeSet<>(edits.lines());
    missing.removeAll(found(project, edits.lines()));
    // A line that a later edit of the same file replaced was never committed.
    missing.removeIf(
        line ->
            LivingProject.output(project, "git", "log", "--all", "-S" + line, "--oneline", "--text")
                .isBlank());
    missing.forEach(line -> lost.add("seed " + seed + ": " + line + " " + edits.done()));
    counts.merge("conflicts", trip.conflicts().size(), Integer::sum);
    counts.merge("runs with a conflict", trip.conflicts().isEmpty() ? 0 : 1, Integer::sum);
    counts.merge("lines", edits.lines().size(), Integer::sum);
    counts.merge("lost", missing.size(), Integer::sum);
    if (keeps) {
      copy(project, cases.resolve("result"));
      copy(project.resolve(".git"), cases.resolve("result/.git"));
    }
    remove(place);
  }

  /** Which lines are in the work tree or a stage. */
  private static Set<String> found(Path project, Set<String> lines) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(project)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.startsWith(project.resolve(".git"))) {
          all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        }
      }
    }
    for (String line : LivingProject.output(project, "git", "ls-files", "-u").lines().toList()) {
      all.append(
          LivingProject.output(project, "git", "cat-file", "blob", line.split("[ \t]", -1)[1]));
    }
    TreeSet<String> found = new TreeSet<>(lines);
    String text = all.toString();
    found.removeIf(line -> !text.contains(line));
    return found;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.startsWith(from.resolve(".git"))) {
          Path target = to.resolve(from.relativize(file));
          Files.createDirectories(target.getParent());
          Files.copy(file, target, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  private static void remove(Path place) throws IOException {
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
