package io.github.mlopsmaven.update;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * What people do in a project, at random: texts changed at any place, files deleted, moved, made
 * executable or replaced by binary ones, other line ends, a byte order mark, settings, files of
 * their own. Every line that is written is one that nothing else has.
 */
final class RandomEdits {

  private static final String BOM = "\ufeff";

  private final Path project;
  private final Random random;
  private final int seed;
  private final TreeSet<String> lines = new TreeSet<>();
  private final List<String> done = new ArrayList<>();
  private int number;

  RandomEdits(Path project, int seed) {
    this.project = project;
    this.random = new Random(seed);
    this.seed = seed;
  }

  /** The lines that were written. */
  Set<String> lines() {
    return lines;
  }

  /** What was done, a line for each file. */
  List<String> done() {
    return done;
  }

  private String mine() {
    String text = "mine-" + seed + "-" + number++ + "-" + Integer.toHexString(random.nextInt());
    lines.add(text);
    return text;
  }

  /**
   * Edits and commits.
   *
   * @param percent how many of the files are touched
   */
  void make(int percent) throws IOException {
    for (String path : LivingProject.output(project, "git", "ls-files").lines().sorted().toList()) {
      if (!path.startsWith(".mlops/") && random.nextInt(100) < percent) {
        edit(path);
      }
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      String path = List.of("docs/own", "own", "data-science/src/own").get(random.nextInt(3));
      write(path + i + ".txt", (mine() + "\n" + mine() + "\n").getBytes(StandardCharsets.UTF_8));
      done.add("add " + path + i + ".txt");
    }
    LivingProject.output(project, "git", "add", "-A");
    LivingProject.output(
        project, "git", "-c", "core.autocrlf=false", "commit", "-q", "--allow-empty", "-m", "Work");
  }

  private void edit(String path) throws IOException {
    Path file = project.resolve(path);
    byte[] bytes = Files.readAllBytes(file);
    boolean isText = new String(bytes, StandardCharsets.UTF_8).indexOf('\0') < 0;
    String text = new String(bytes, StandardCharsets.UTF_8);
    int kind = random.nextInt(20);
    if (!isText || kind == 0) {
      byte[] other = ("\0" + mine() + "\n\0").getBytes(StandardCharsets.UTF_8);
      write(path, other);
      done.add("binary " + path);
    } else if (kind <= 2) {
      Files.delete(file);
      done.add("delete " + path);
    } else if (kind <= 4) {
      String to = "moved/" + path;
      write(to, random.nextBoolean() ? bytes : bytes(changed(text, path)));
      Files.delete(file);
      done.add("move " + path);
    } else if (kind == 5) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
      done.add("chmod " + path);
    } else if (kind == 6) {
      write(path, bytes(changed(text, path).replace("\r\n", "\n").replace("\n", "\r\n")));
      done.add("crlf " + path);
    } else if (kind == 7) {
      write(path, bytes(BOM + changed(text, path)));
      done.add("bom " + path);
    } else if (path.matches("config-infra-.*\\.yml|service\\.yml") && kind < 16) {
      write(path, bytes(value(text)));
      done.add("value " + path);
    } else {
      write(path, bytes(changed(text, path)));
      done.add("text " + path);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A setting by hand. */
  private String value(String text) {
    return text.replaceFirst(
        "(?m)^(\\s*(?:postfix|suffix): *\"?)[^\\s\"#]+", "$10" + (100 + random.nextInt(900)));
  }

  /** One to three places changed: a line before, after, or instead. */
  private String changed(String text, String path) {
    String end = text.contains("\r\n") ? "\r\n" : "\n";
    List<String> all = new ArrayList<>(List.of(text.split("\r?\n", -1)));
    String comment = path.endsWith(".json") ? "" : "# ";
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      int at = random.nextInt(all.size());
      String line = comment + mine();
      if (random.nextInt(3) == 0 && !isMine(all.get(at))) {
        all.set(at, line);
      } else {
        all.add(at, line);
      }
    }
    return String.join(end, all);
  }

  private boolean isMine(String line) {
    return line.contains("mine-" + seed);
  }

  private void write(String path, byte[] content) throws IOException {
    Path file = project.resolve(path);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.write(file, content);
  }
}
