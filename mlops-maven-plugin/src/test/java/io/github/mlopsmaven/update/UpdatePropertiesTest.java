package io.github.mlopsmaven.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.git.GitTemplateSource;
import io.github.mlopsmaven.io.DirectorySource;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.testkit.AzureShapedRepository;
import io.github.mlopsmaven.testkit.CommittedProject;
import io.github.mlopsmaven.update.TemplateTrips.Trip;
import io.github.mlopsmaven.update.UpdateRequest.OnConflict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What holds of every update, tried on a repository in the accelerator's shape, on a company's of
 * another shape, and on the built-in template: a sample of selections, or with {@code
 * -Dupdate.properties=all} all of them. {@code -Dmlops.test.templateRepository=DIRECTORY} names a
 * clone of the real repository, of which then 20 pairs of commits are tried.
 */
class UpdatePropertiesTest {

  private static final boolean ALL = System.getProperty("update.properties", "").equals("all");

  /** How many selections a sample has. */
  private static final int SOME = Integer.getInteger("update.selections", 2);

  /** How often a sample looks for work that conflicts with nothing. */
  private static final int TRIES = 6;

  /** One in so many texts is edited. */
  private static final int EDITED = 12;

  /** The shapes of the templates that are tried. */
  private static final String ACCELERATOR = "accelerator";

  private static final String COMPANY = "company";

  @TempDir Path folder;
  private Path repository = Path.of("");
  private List<List<String>> pairs = List.of();

  private final TemplateTrips opened =
      new TemplateTrips(
          ref ->
              new GitTemplateSource(
                  repository.toUri().toString(),
                  Optional.of(ref),
                  folder.resolve("cache"),
                  GitAccess.standard()));

  private final TemplateTrips trips = opened.shared();

  @AfterEach
  void close() {
    opened.close();
  }

  private void prepare(String shape) throws IOException {
    if (shape.equals(COMPANY)) {
      repository = folder.resolve("company.git");
      List<String> states = CompanyTemplate.write(repository);
      pairs =
          List.of(
              List.of(states.get(0), states.get(1)),
              List.of(states.get(0), states.get(2)),
              List.of(states.get(1), states.get(2)));
      return;
    }
    Optional<String> given =
        Optional.ofNullable(System.getProperty("mlops.test.templateRepository"));
    repository = given.map(Path::of).orElse(folder.resolve("template.git"));
    if (given.isEmpty()) {
      new AzureShapedRepository().withExtraCommits(1).writeTo(repository);
      pairs = List.of(List.of("v1.1.0", "main"));
    } else {
      pairs = pairs(commits(), Integer.getInteger("update.pairs", ALL ? 20 : 2));
    }
  }

  /** The commits of the default branch, the oldest first. */
  private List<String> commits() {
    List<String> commits =
        new ArrayList<>(
            LivingProject.output(repository, "git", "rev-list", "--first-parent", "main")
                .lines()
                .toList());
    Collections.reverse(commits);
    return commits;
  }

  /** Random pairs, always the same, and from the last release to the newest. */
  private static List<List<String>> pairs(List<String> commits, int many) {
    Random random = new Random(13);
    Set<List<String>> pairs = new java.util.LinkedHashSet<>();
    pairs.add(List.of("v1.1.0", commits.get(commits.size() - 1)));
    // The first commits have no complete selection.
    int first = commits.size() / 3;
    while (pairs.size() < many) {
      int a = first + random.nextInt(commits.size() - first);
      int b = first + random.nextInt(commits.size() - first);
      if (a < b) {
        pairs.add(List.of(commits.get(a), commits.get(b)));
      }
    }
    return List.copyOf(pairs);
  }

  private List<Map<String, String>> selections(String... refs) {
    Set<Map<String, String>> all = new HashSet<>(trips.selections(refs[0]));
    for (String ref : refs) {
      all.retainAll(trips.selections(ref));
    }
    List<Map<String, String>> sorted = new ArrayList<>(all);
    sorted.sort(java.util.Comparator.comparing(selection -> new TreeMap<>(selection).toString()));
    return sample(sorted);
  }

  private static <T> List<T> sample(List<T> all) {
    List<T> mixed = new ArrayList<>(all);
    Collections.shuffle(mixed, new Random(7));
    return ALL ? all : mixed.subList(0, Math.min(SOME, mixed.size()));
  }

  private static String tree(Path project) throws IOException {
    return CommittedProject.read(project).tree();
  }

  /**
   * P1: to the state that is recorded, nothing is written. P2: without edits, an update is the
   * project of the newer commit, tree for tree. P7: what is neither in the old list nor in the new
   * plan keeps bytes, mode and time.
   */
  @ParameterizedTest
  @ValueSource(strings = {ACCELERATOR, COMPANY})
  void anUpdateWithoutEditsIsTheProjectOfTheNewerState(String shape) throws IOException {
    prepare(shape);
    List<String> wrong = new ArrayList<>();
    int updates = 0;
    for (List<String> pair : pairs) {
      for (Map<String, String> selection : selections(pair.get(0), pair.get(1))) {
        updates++;
        Path place = folder.resolve("p2-" + updates);
        Path old = trips.generate(pair.get(0), selection, Map.of(), place.resolve("old"));
        Map<Path, String> foreign = foreign(old);
        if (!trips.update(old, pair.get(0), Map.of(), OnConflict.FAIL).planned().isEmpty()) {
          wrong.add("P1 " + pair + selection);
        }
        Trip trip = trips.update(old, pair.get(1), Map.of(), OnConflict.FAIL);
        Path fresh =
            trips.generate(
                pair.get(1), selection, trip.planned().after().values(), place.resolve("new"));
        if (!tree(old).equals(tree(fresh))) {
          wrong.add("P2 " + pair + selection);
        }
        for (Map.Entry<Path, String> file : foreign.entrySet()) {
          if (!told(file.getKey()).equals(file.getValue())) {
            wrong.add("P7 " + pair + selection + file.getKey());
          }
        }
        remove(place);
      }
      System.out.println(pair + ": " + updates + " updates so far, wrong " + wrong);
    }
    assertThat(wrong).as("of %d updates", updates).isEmpty();
    assertThat(updates).isPositive();
    System.out.println(shape + " P1, P2, P7: " + updates + " updates, " + pairs.size() + " pairs");
  }

  /** Files of somebody, untracked and ignored, beside those of the template and between them. */
  private static Map<Path, String> foreign(Path project) throws IOException {
    Map<Path, String> files = new LinkedHashMap<>();
    for (String name : List.of("notes.txt", "data-science/my model.bin", ".env", "mlops/x/y/z")) {
      Path file = project.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, new byte[] {1, 0, 2});
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-x---"));
      files.put(file, told(file));
    }
    return files;
  }

  private static String told(Path file) throws IOException {
    return Files.readAttributes(file, "posix:*", LinkOption.NOFOLLOW_LINKS)
            .toString()
            .replaceAll("lastAccessTime=[^,}]*", "")
        + java.util.Arrays.toString(Files.readAllBytes(file));
  }

  /**
   * P3: what the template did not change keeps the project's bytes. P4: from old over mid to new is
   * from old to new, where nothing conflicts.
   */
  @ParameterizedTest
  @ValueSource(strings = {ACCELERATOR, COMPANY})
  void theWayDoesNotMatter(String shape) throws IOException {
    prepare(shape);
    List<String> wrong = new ArrayList<>();
    int compared = 0;
    int seed = 0;
    for (List<String> triple : triples()) {
      for (Map<String, String> selection :
          selections(triple.get(0), triple.get(1), triple.get(2))) {
        // In a sample, work is looked for that conflicts with nothing.
        boolean done = false;
        for (int tried = 0; tried < (ALL ? 1 : TRIES) && !done; tried++) {
          done = isTheSameWay(triple, selection, seed++, wrong);
        }
        compared += done ? 1 : 0;
      }
    }
    System.out.println(shape + " P3, P4: " + compared + " of " + seed + " without a conflict");
    assertThat(wrong).as("of %d", compared).isEmpty();
    assertThat(compared).isPositive();
  }

  /** Whether nothing conflicted, so that both ways could be compared. */
  private boolean isTheSameWay(
      List<String> triple, Map<String, String> selection, int seed, List<String> wrong)
      throws IOException {
    Path place = folder.resolve("p4-" + seed);
    List<Path> both = new ArrayList<>();
    Map<String, String> edited = new TreeMap<>();
    for (String name : List.of("direct", "over")) {
      Path project = trips.generate(triple.get(0), selection, Map.of(), place.resolve(name));
      edited = edits(project, new Random(seed));
      both.add(project);
    }
    Trip direct = trips.update(both.get(0), triple.get(2), Map.of(), OnConflict.MARK);
    Trip first = trips.update(both.get(1), triple.get(1), Map.of(), OnConflict.MARK);
    for (PlannedUpdate.File file : direct.planned().files()) {
      if (file.kind() == Outcome.Kind.KEPT && edited.containsKey(file.path())) {
        String now = Files.readString(both.get(0).resolve(file.path()));
        if (!now.equals(edited.get(file.path()))) {
          wrong.add("P3 " + triple + selection + file.path());
        }
      }
    }
    boolean isClean = direct.conflicts().isEmpty() && first.conflicts().isEmpty();
    if (isClean) {
      Trip second = trips.update(both.get(1), triple.get(2), Map.of(), OnConflict.MARK);
      isClean = second.conflicts().isEmpty();
    }
    if (isClean && !tree(both.get(0)).equals(tree(both.get(1)))) {
      wrong.add("P4 " + triple + selection);
    }
    remove(place);
    return isClean;
  }

  private List<List<String>> triples() {
    if (pairs.size() == 3 && pairs.get(1).get(1).equals(pairs.get(2).get(1))) {
      return List.of(List.of(pairs.get(0).get(0), pairs.get(0).get(1), pairs.get(1).get(1)));
    }
    if (pairs.size() == 1) {
      List<String> commits = commits();
      return List.of(List.of("v1.1.0", commits.get(commits.size() - 2), "main"));
    }
    List<String> commits = commits();
    List<List<String>> triples = new ArrayList<>();
    for (List<String> pair : pairs.subList(1, pairs.size())) {
      int a = commits.indexOf(pair.get(0));
      int b = commits.indexOf(pair.get(1));
      if (b - a > 1) {
        triples.add(List.of(pair.get(0), commits.get((a + b) / 2), pair.get(1)));
      }
    }
    return triples;
  }

  /** A line at the end of some texts, committed. */
  private static Map<String, String> edits(Path project, Random random) throws IOException {
    Map<String, String> edited = new TreeMap<>();
    List<String> texts =
        new ArrayList<>(
            LivingProject.output(project, "git", "ls-files")
                .lines()
                .filter(path -> !path.startsWith(".mlops/"))
                .filter(path -> path.matches(".*\\.(py|md|txt|sh|tf)"))
                .sorted()
                .toList());
    Collections.shuffle(texts, random);
    for (String path : texts.subList(0, Math.max(1, texts.size() / EDITED))) {
      String text = Files.readString(project.resolve(path)) + "# mine\n";
      Files.writeString(project.resolve(path), text);
      edited.put(path, text);
    }
    LivingProject.output(project, "git", "add", "-A");
    LivingProject.output(
        project,
        "git",
        "-c",
        "user.name=T",
        "-c",
        "user.email=t@example.com",
        "commit",
        "-qm",
        "W");
    return edited;
  }

  /** P6: to another value of an option and back, without edits, gives the same tree. */
  @ParameterizedTest
  @ValueSource(strings = {"built-in", COMPANY})
  void thereAndBackIsWhereItWas(String shape) throws IOException {
    boolean isCompany = shape.equals(COMPANY);
    if (isCompany) {
      prepare(shape);
    }
    String ref = isCompany ? "main" : "";
    try (TemplateTrips builtin =
        new TemplateTrips(
            any -> new DirectorySource(Path.of("../mlops-archetype-catalog/template/src")))) {
      thereAndBack(shape, ref, isCompany ? trips : builtin.shared());
    }
  }

  private void thereAndBack(String shape, String ref, TemplateTrips options) throws IOException {
    List<Map<String, String>> all = options.selections(ref);
    List<List<Map<String, String>>> moves = new ArrayList<>();
    for (Map<String, String> from : all) {
      for (Map<String, String> to : all) {
        if (differences(from, to) == 1) {
          moves.add(List.of(from, to));
        }
      }
    }
    List<String> wrong = new ArrayList<>();
    Map<Map<String, String>, String> trees = new LinkedHashMap<>();
    List<List<Map<String, String>>> tried = sample(moves);
    int number = 0;
    for (List<Map<String, String>> trip : tried) {
      Path project = options.copied(ref, trip.get(0), folder.resolve("p6-" + number++));
      String before = tree(project);
      if (!trees.containsKey(trip.get(1))) {
        trees.put(trip.get(1), tree(options.made(ref, trip.get(1), folder.resolve("made"))));
      }
      options.update(project, ref, trip.get(1), OnConflict.FAIL);
      if (!tree(project).equals(trees.get(trip.get(1)))) {
        wrong.add("there: " + trip);
      }
      options.update(project, ref, trip.get(0), OnConflict.FAIL);
      if (!tree(project).equals(before)) {
        wrong.add("back: " + trip);
      }
      remove(project);
      if (number % 50 == 0) {
        System.out.println(shape + " P6: " + number + " so far, wrong " + wrong);
      }
    }
    System.out.println(shape + " P6: " + tried.size() + " of " + moves.size() + " trips");
    assertThat(wrong).as("of %d trips", tried.size()).isEmpty();
    assertThat(tried).isNotEmpty();
  }

  /** How many options that both have are different. */
  private static long differences(Map<String, String> one, Map<String, String> other) {
    return one.keySet().stream()
        .filter(other::containsKey)
        .filter(name -> !Objects.requireNonNull(other.get(name)).equals(one.get(name)))
        .count();
  }

  private static void remove(Path place) throws IOException {
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
