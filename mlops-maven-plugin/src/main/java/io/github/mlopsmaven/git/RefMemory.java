package io.github.mlopsmaven.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which commit a ref named when a server was asked last, so that it can be found without asking.
 */
final class RefMemory {

  private static final String NAME = "mlops-refs";

  /** How exact the time is: a run right after another writes nothing. */
  private static final Duration EXACT = Duration.ofSeconds(30);

  private final Path file;
  private final Map<String, Instant> times = new HashMap<>();

  RefMemory(Path repository) {
    this.file = repository.resolve(NAME);
  }

  /** Takes what one repository remembers to another, which remembers nothing yet. */
  static void move(Path from, Path to) throws IOException {
    if (Files.isRegularFile(from.resolve(NAME), LinkOption.NOFOLLOW_LINKS)) {
      Files.move(from.resolve(NAME), to.resolve(NAME));
    }
  }

  /**
   * What a ref named.
   *
   * @param commit the full commit id
   * @param name the ref as it is shown: the short name of a branch or tag, or the commit id
   * @param tag the id of the tag object that leads to the commit, or of the commit itself where the
   *     tag has no object; empty for what is not a tag
   */
  record Resolved(String commit, String name, String tag) {}

  /**
   * What is remembered of a ref.
   *
   * @param asked the ref as it was asked for; empty for the remote's HEAD
   */
  Optional<Resolved> recall(String asked) {
    return Optional.ofNullable(read().get(asked));
  }

  /**
   * When a server was asked for a ref last.
   *
   * @param asked as above
   */
  Optional<Instant> asked(String asked) {
    read();
    return Optional.ofNullable(times.get(asked));
  }

  /** Remembers, in one step. To be called under the cache's lock. */
  void remember(String asked, Resolved resolved) throws IOException {
    Map<String, Resolved> all = read();
    Instant now = Instant.now();
    Instant before = times.getOrDefault(asked, Instant.EPOCH);
    if (resolved.equals(all.get(asked)) && before.plus(EXACT).isAfter(now)) {
      return;
    }
    all.put(asked, resolved);
    times.put(asked, now);
    StringBuilder text = new StringBuilder();
    all.forEach(
        (ref, value) ->
            text.append(String.join("\t", value.commit(), value.name(), ref, value.tag()))
                .append('\t')
                .append(times.getOrDefault(ref, Instant.EPOCH).getEpochSecond())
                .append('\n'));
    Path folder = file.toAbsolutePath().getParent();
    if (!Files.isWritable(folder)) {
      // A cache that can only be read serves what it knows.
      return;
    }
    Path next = Files.createTempFile(folder, "mlops-refs", ".new");
    Files.writeString(next, text);
    if (Files.isDirectory(file)) {
      CacheFrame.delete(file);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private Map<String, Resolved> read() {
    Map<String, Resolved> all = new LinkedHashMap<>();
    try {
      for (String line : Files.readString(file, StandardCharsets.UTF_8).split("\n", -1)) {
        String[] parts = line.split("\t", -1);
        if (parts.length >= 3 && parts[0].matches("[0-9a-f]{40}")) {
          all.put(parts[2], new Resolved(parts[0], parts[1], parts.length > 3 ? parts[3] : ""));
          if (parts.length > 4 && parts[4].matches("[1-9][0-9]{0,11}")) {
            times.put(parts[2], Instant.ofEpochSecond(Long.parseLong(parts[4])));
          }
        }
      }
    } catch (IOException e) {
      // Nothing that can be read is nothing that is remembered.
      return all;
    }
    return all;
  }
}
