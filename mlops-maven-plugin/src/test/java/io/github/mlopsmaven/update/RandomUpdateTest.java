package io.github.mlopsmaven.update;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.update.ProjectChange.Ended;
import io.github.mlopsmaven.update.UpdateRequest.OnConflict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random edits on both sides: whatever a person wrote is in the project afterwards, in the index,
 * or in a file that is held. The number of seeds is {@code -Dupdate.seeds=N}.
 */
class RandomUpdateTest {

  private static final String DESCRIPTOR =
      """
      format: 1
      name: random
      layout:
        - {from: all, to: .}
      """;

  private static final String[] NAMES = {
    "a.txt", "b.txt", "d/c.txt", "d/e/f.txt", "g.bin", "h.txt"
  };

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 100})
  void nothingThatAPersonWroteIsLost(int from) throws IOException {
    int seeds = Integer.getInteger("update.seeds", 5);
    for (int seed = from; seed < from + seeds; seed++) {
      run(seed, Files.createDirectories(folder.resolve("seed" + seed)));
    }
  }

  private static void run(int seed, Path place) throws IOException {
    Random random = new Random(seed);
    Map<String, String> files = new TreeMap<>();
    LivingProject project = new LivingProject(place, DESCRIPTOR);
    for (String name : NAMES) {
      files.put(name, content(name, random));
    }
    files.forEach((name, text) -> project.gives("all/" + name, text.getBytes(UTF_8)));
    project.generated();

    Map<String, String> template = new TreeMap<>(files);
    edit(template, random, "theirs", seed);
    files.keySet().forEach(name -> project.drops("all/" + name));
    template.forEach((name, text) -> project.gives("all/" + name, text.getBytes(UTF_8)));
    project.moves();

    Map<String, String> mine = new TreeMap<>(files);
    edit(mine, random, "mine", seed);
    for (String name : files.keySet()) {
      if (!mine.containsKey(name)) {
        Files.delete(project.directory().resolve(name));
      }
    }
    mine.forEach(project::edits);
    project.commits();

    boolean hold = random.nextBoolean();
    Ended ended = project.onConflict(hold ? OnConflict.HOLD : OnConflict.MARK).update();

    String after = everything(project.directory());
    StringBuilder staged = new StringBuilder();
    for (String line : project.git("ls-files", "-u").lines().toList()) {
      staged.append(project.git("cat-file", "blob", line.split("[ \t]", -1)[1]));
    }
    for (Map.Entry<String, String> file : mine.entrySet()) {
      for (String line : file.getValue().lines().filter(text -> text.contains("mine")).toList()) {
        assertThat(after + staged).as("seed %d, %s", seed, file.getKey()).contains(line);
      }
    }
    assertThat(ended.left()).isEmpty();
    assertThat(project.git("fsck", "--strict")).doesNotContain("error");
    if (!ended.open().isEmpty()) {
      project.abort();
      assertThat(project.status()).as("seed %d", seed).isEmpty();
      mine.forEach(
          (name, text) ->
              assertThat(project.text(name)).as("seed %d, %s", seed, name).isEqualTo(text));
    }
  }

  private static String everything(Path directory) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        if (!path.startsWith(directory.resolve(".git"))) {
          all.append(Files.readString(path)).append('\n');
        }
      }
    }
    return all.toString();
  }

  private static String content(String name, Random random) {
    StringBuilder text = new StringBuilder(name.endsWith(".bin") ? "\0" : "");
    for (int i = 3 + random.nextInt(30); i > 0; i--) {
      text.append("line ").append(i).append(" of ").append(name).append('\n');
    }
    return text.toString();
  }

  /** Changes, deletes, moves and adds files. */
  private static void edit(Map<String, String> files, Random random, String who, int seed) {
    for (String name : List.copyOf(files.keySet())) {
      String text = files.getOrDefault(name, "");
      switch (random.nextInt(8)) {
        case 0 -> files.remove(name);
        case 1 -> {
          files.remove(name);
          files.put("moved/" + name, text);
        }
        case 2, 3, 4 -> files.put(name, lines(text, random, who, seed));
        case 5 -> files.put(name, lines(text, random, who, seed).replace("\n", "\r\n"));
        default -> files.put(name, text);
      }
    }
    if (random.nextBoolean()) {
      files.put("new.txt", who + " new " + seed + "\n");
    }
  }

  private static String lines(String text, Random random, String who, int seed) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    Map<Integer, String> added = new LinkedHashMap<>();
    for (int i = 0; i < 3; i++) {
      added.put(random.nextInt(lines.size() + 1), who + " " + seed + " " + random.nextInt(1000));
    }
    added.forEach(
        (at, line) -> {
          if (random.nextBoolean() && at < lines.size()) {
            lines.set(at, line);
          } else {
            lines.add(Math.min(at, lines.size()), line);
          }
        });
    return String.join("\n", lines) + (random.nextInt(6) == 0 ? "" : "\n");
  }
}
