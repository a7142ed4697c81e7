package io.github.mlopsmaven.update;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.git.JGitProjectChange;
import io.github.mlopsmaven.testkit.BareRepository;
import io.github.mlopsmaven.update.UpdateRequest.OnConflict;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process that is killed at a random time while it writes an update: the next run ends it as if
 * nothing had happened, or takes it back. {@code -Dupdate.kills=100} says how often.
 */
@DisabledOnOs(OS.WINDOWS)
class KilledUpdateTest {

  private static final int FILES = 300;
  private static final String COMPANY = "company";

  @TempDir Path folder;
  private Path template = Path.of("");
  private Path start = Path.of("");

  private void prepare(String shape) throws IOException {
    template = folder.resolve("template.git");
    if (shape.equals(COMPANY)) {
      String oldest = CompanyTemplate.write(template).get(0);
      start =
          SlowUpdate.trips(template, folder.resolve("cache"))
              .generate(oldest, Map.of("store", "lake"), Map.of(), folder.resolve("start"));
      new RandomEdits(start, 11).make(60);
      return;
    }
    BareRepository repository = BareRepository.create(template);
    repository.commitBytes("main", files("old"));
    start =
        SlowUpdate.trips(template, folder.resolve("cache"))
            .generate("main", Map.of(), Map.of(), folder.resolve("start"));
    for (int i = 0; i < FILES; i += 10) {
      Files.writeString(start.resolve("d" + i % 7 + "/f" + i + ".txt"), "mine\nmiddle\nold\n");
    }
    LivingProject.output(start, "git", "add", "-A");
    LivingProject.output(start, "git", "commit", "-q", "-m", "Work");
    repository.commitBytes("main", files("newer"));
  }

  /** Some files merge, some conflict, one is gone and one is new. */
  private static SortedMap<String, byte[]> files(String state) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    files.put(
        "mlops-template.yml",
        "format: 1\nname: killed\nlayout:\n  - {from: all, to: .}\n".getBytes(UTF_8));
    for (int i = 0; i < FILES; i++) {
      boolean conflicts = i % 100 == 0 && state.equals("newer");
      String text = (conflicts ? "theirs" : "first") + "\nmiddle\n" + state + "\n";
      files.put("all/d" + i % 7 + "/f" + i + ".txt", text.getBytes(UTF_8));
    }
    files.put("all/" + state + ".txt", state.getBytes(UTF_8));
    return files;
  }

  @ParameterizedTest
  @ValueSource(strings = {"many files", COMPANY})
  void theNextRunEndsItOrTakesItBack(String shape) throws Exception {
    prepare(shape);
    Map<String, String> untouched = everything(start);
    Path whole = copy("whole");
    long began = System.nanoTime();
    Process unkilled = begin(whole);
    long writes = System.nanoTime();
    assertThat(unkilled.waitFor()).isZero();
    long took = System.nanoTime() - writes;
    assertThat(writes).isGreaterThan(began);
    Map<String, String> ended = everything(whole);
    assertThat(ended).isNotEqualTo(untouched);

    Random random = new Random(5);
    Map<String, Integer> counts = new TreeMap<>();
    int kills = Integer.getInteger("update.kills", 2);
    for (int kill = 0; kill < kills; kill++) {
      Path project = copy("kill" + kill);
      Process process = begin(project);
      // When it is killed is what is tried: any time will do.
      long until = System.nanoTime() + (long) (random.nextDouble() * took);
      while (System.nanoTime() < until) {
        LockSupport.parkNanos(until - System.nanoTime());
      }
      process.destroyForcibly().waitFor();
      counts.merge(endedOrTakenBack(project, untouched, ended, kill), 1, Integer::sum);
      remove(project);
    }
    System.out.println(shape + ", " + kills + " kills: " + counts);
  }

  private String endedOrTakenBack(
      Path project, Map<String, String> untouched, Map<String, String> ended, int kill)
      throws IOException {
    String what;
    try (JGitProjectChange change = new JGitProjectChange(project)) {
      boolean open = change.begun().filter(begun -> !begun.isComplete()).isPresent();
      if (open && kill % 2 == 0) {
        assertThat(change.resume().left()).isEmpty();
        assertThat(everything(project)).as("resumed after kill %d", kill).isEqualTo(ended);
        return "resumed";
      }
      if (open) {
        assertThat(change.abort().left()).isEmpty();
        assertThat(everything(project)).as("taken back after kill %d", kill).isEqualTo(untouched);
        what = "taken back";
      } else if (everything(project).equals(ended)) {
        return "killed after the last write";
      } else {
        assertThat(everything(project)).as("kill %d before the record", kill).isEqualTo(untouched);
        what = "killed before the record";
      }
    }
    // And the update can be done as if nothing had happened.
    SlowUpdate.trips(template, folder.resolve("cache"))
        .update(project, "main", Map.of(), OnConflict.MARK);
    assertThat(everything(project)).as("done again after kill %d", kill).isEqualTo(ended);
    return what;
  }

  /** Begins an update, and returns when it begins to write. */
  private Process begin(Path project) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                SlowUpdate.class.getName(),
                project.toString(),
                template.toString(),
                folder.resolve("cache").toString())
            .redirectErrorStream(true)
            .start();
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    StringBuilder all = new StringBuilder();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.equals(SlowUpdate.BEGINS)) {
        return process;
      }
      all.append(line).append('\n');
    }
    throw new AssertionError(all);
  }

  /** Files with their modes, and what the index has. */
  private static Map<String, String> everything(Path project) throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(project)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.startsWith(project.resolve(".git"))) {
          all.put(
              project.relativize(file).toString(),
              Files.getPosixFilePermissions(file) + Arrays.toString(Files.readAllBytes(file)));
        }
      }
    }
    all.put("index", LivingProject.output(project, "git", "ls-files", "--stage"));
    return all;
  }

  private Path copy(String name) throws IOException {
    Path to = folder.resolve(name);
    try (Stream<Path> files = Files.walk(start)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(start.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return to;
  }

  private static void remove(Path place) throws IOException {
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
