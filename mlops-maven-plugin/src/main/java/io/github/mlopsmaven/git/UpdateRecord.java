package io.github.mlopsmaven.git;

import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.OneLine;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/**
 * An update that was begun, as it is recorded in {@code .git/mlops-update}: every path with what
 * HEAD has there, what is written, and what both sides of a conflict have. All contents are objects
 * of the repository before the record is.
 *
 * @param commit the commit that it starts from
 * @param at when it was begun
 * @param message what a commit of it says
 * @param author {@code NAME <MAIL>} of the commit; empty where none is made
 * @param steps the paths
 */
record UpdateRecord(String commit, Instant at, String message, String author, List<Step> steps) {

  private static final String DIRECTORY = "mlops-update";
  private static final String FILE = "plan";
  private static final String DONE = "written";
  private static final String LOCK = "lock";
  private static final String INDEX = "index";
  private static final String NONE = "-";
  private static final int FIELDS = 6;

  UpdateRecord {
    steps = List.copyOf(steps);
  }

  /** A mode and a blob. */
  record Blob(FileMode mode, String id) {

    ObjectId object() {
      return ObjectId.fromString(id);
    }

    private String text() {
      return mode.digits() + " " + id;
    }

    private static Blob parse(String text) {
      String[] parts = text.split(" ", -1);
      return new Blob(FileMode.ofDigits(parts[0]), ObjectId.fromString(parts[1]).name());
    }
  }

  /**
   * A path.
   *
   * @param stages what the index gets at stages 1 to 3; empty where there is no conflict
   */
  record Step(
      String path, Optional<Blob> before, Optional<Blob> after, List<Optional<Blob>> stages) {

    Step {
      stages = List.copyOf(stages);
    }

    boolean isConflict() {
      return !stages.isEmpty();
    }

    private String line() {
      List<String> fields = new ArrayList<>();
      fields.add(OneLine.escaped(path));
      fields.add(before.map(Blob::text).orElse(NONE));
      fields.add(after.map(Blob::text).orElse(NONE));
      for (int i = 0; i < FIELDS - 3; i++) {
        fields.add(stages.isEmpty() ? "" : stages.get(i).map(Blob::text).orElse(NONE));
      }
      return String.join("\t", fields);
    }

    private static Step parse(String line) {
      String[] fields = line.split("\t", -1);
      List<Optional<Blob>> stages = new ArrayList<>();
      for (int i = 3; i < FIELDS && !fields[3].isEmpty(); i++) {
        stages.add(blob(fields[i]));
      }
      return new Step(OneLine.unescaped(fields[0]), blob(fields[1]), blob(fields[2]), stages);
    }

    private static Optional<Blob> blob(String field) {
      return field.equals(NONE) ? Optional.empty() : Optional.of(Blob.parse(field));
    }
  }

  /** Writes the record in one step: before it is there, nothing was begun. */
  void write(Path gitDirectory) throws IOException {
    Path directory = Files.createDirectories(gitDirectory.resolve(DIRECTORY));
    StringBuilder text = new StringBuilder();
    text.append("format 1\n").append("commit ").append(commit).append('\n');
    text.append("at ").append(at).append('\n');
    text.append("message ").append(OneLine.escaped(message)).append('\n');
    text.append("author ").append(OneLine.escaped(author)).append('\n');
    steps.forEach(step -> text.append(step.line()).append('\n'));
    Path next = directory.resolve("plan.new");
    Files.deleteIfExists(directory.resolve(DONE));
    Files.writeString(next, text, StandardCharsets.UTF_8);
    try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(next, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
  }

  /** The record, if an update was begun. */
  static Optional<UpdateRecord> read(Path gitDirectory) {
    Path file = gitDirectory.resolve(DIRECTORY).resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      if (!lines.get(0).equals("format 1")) {
        throw new IOException("it is of a later version of the plugin");
      }
      return Optional.of(
          new UpdateRecord(
              lines.get(1).substring("commit ".length()),
              Instant.parse(lines.get(2).substring("at ".length())),
              OneLine.unescaped(lines.get(3).substring("message ".length())),
              OneLine.unescaped(lines.get(4).substring("author ".length())),
              lines.subList(5, lines.size()).stream().map(Step::parse).toList()));
    } catch (IOException | IndexOutOfBoundsException | DateTimeParseException e) {
      throw broken(file, e);
    } catch (IllegalArgumentException e) {
      throw broken(file, e);
    }
  }

  private static EnvironmentException broken(Path file, Exception e) {
    return new EnvironmentException(
        "the record of an update cannot be read: " + file + ": " + e.getMessage(),
        "go back with git: git checkout HEAD -- . and remove the folder " + file.getParent(),
        e);
  }

  /** The file that a run holds while it writes the index. */
  static Path lock(Path gitDirectory) {
    return gitDirectory.resolve(DIRECTORY).resolve(LOCK);
  }

  /** Where the next index is written. */
  static Path index(Path gitDirectory) {
    return gitDirectory.resolve(DIRECTORY).resolve(INDEX);
  }

  /** Whether every path was written, and only conflicts are open. */
  static boolean isWritten(Path gitDirectory) {
    return Files.exists(gitDirectory.resolve(DIRECTORY).resolve(DONE));
  }

  /** Remembers that every path was written. */
  static void markWritten(Path gitDirectory) throws IOException {
    Files.writeString(gitDirectory.resolve(DIRECTORY).resolve(DONE), "");
  }

  /** Forgets the update: the record goes first, and with it the update. */
  static void forget(Path gitDirectory) throws IOException {
    Path directory = gitDirectory.resolve(DIRECTORY);
    for (String name : List.of(FILE, DONE, "plan.new", LOCK, INDEX, INDEX + ".lock")) {
      Files.deleteIfExists(directory.resolve(name));
    }
    Files.deleteIfExists(directory);
  }
}
