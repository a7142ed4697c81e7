package io.github.mlopsmaven.git;

import io.github.mlopsmaven.generate.ProjectRepository.Author;
import io.github.mlopsmaven.io.FoldersBelow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The first commit of a new repository: its trees, its index, {@code main} and what {@code git
 * reflog} shows. Sources: gitformat-index(5), version 2; git-mktree(1); git-commit-tree(1).
 */
final class FirstCommit {

  private static final int LONGEST_NAME = 0xfff;

  private final Path git;
  private final NewPack pack;
  private final List<Entry> entries = new ArrayList<>();

  /**
   * Begins a commit.
   *
   * @param git the repository
   * @param pack takes its trees and itself; has its files
   */
  FirstCommit(Path git, NewPack pack) {
    this.git = git;
    this.pack = pack;
  }

  /**
   * A file of the commit.
   *
   * @param path from the root, separated by {@code /}
   * @param mode as git writes it, such as {@code 100755}
   * @param id its blob
   * @param size how many bytes the work tree has of it
   * @param modified when it was modified, in nanoseconds since 1970
   */
  record Entry(String path, String mode, String id, long size, long modified) {

    private byte[] name() {
      return path.getBytes(StandardCharsets.UTF_8);
    }
  }

  /** Adds a file. */
  void add(Entry entry) {
    entries.add(entry);
  }

  /**
   * Writes the trees and the commit, ends the pack, and points {@code main} at it.
   *
   * @return the full id of the tree
   */
  String write(Author author, String message, ZonedDateTime now) throws IOException {
    String tree = tree(entries, 0);
    String who =
        plain(author.name())
            + " <"
            + plain(author.email())
            + "> "
            + now.toEpochSecond()
            + " "
            + offset(now.getOffset().getTotalSeconds());
    String commit = "tree " + tree + "\nauthor " + who + "\ncommitter " + who + "\n\n" + message;
    String id = pack.add(NewPack.Kind.COMMIT, commit.getBytes(StandardCharsets.UTF_8));
    pack.finish();
    Files.write(git.resolve("index"), index());
    Files.writeString(git.resolve("refs/heads/main"), id + "\n");
    String line =
        "0".repeat(id.length())
            + " "
            + id
            + " "
            + who
            + "\tcommit (initial): "
            + message.lines().findFirst().orElse("")
            + "\n";
    for (String log : List.of("logs/HEAD", "logs/refs/heads/main")) {
      FoldersBelow.make(git, git.resolve(log));
      Files.writeString(git.resolve(log), line);
    }
    return tree;
  }

  /** As in {@code -0330}; git knows no seconds. */
  private static String offset(int seconds) {
    int minutes = Math.abs(seconds) / 60;
    int clock = minutes / 60 * 100 + minutes % 60;
    return (seconds < 0 ? "-" : "+") + String.valueOf(10_000 + clock).substring(1);
  }

  /** As git writes a name: without line ends and the signs around an address. */
  private static String plain(String text) {
    StringBuilder plain = new StringBuilder();
    text.strip()
        .chars()
        .filter(c -> c != '<' && c != '>' && c >= ' ')
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }

  /** Writes a tree with those below it; names are compared as bytes, those of folders with /. */
  private String tree(List<Entry> below, int depth) throws IOException {
    Map<String, List<Entry>> folders = new LinkedHashMap<>();
    Map<byte[], byte[]> rows = new TreeMap<>(Arrays::compareUnsigned);
    for (Entry entry : below) {
      int slash = entry.path().indexOf('/', depth);
      if (slash >= 0) {
        folders
            .computeIfAbsent(entry.path().substring(depth, slash), any -> new ArrayList<>())
            .add(entry);
      } else {
        String name = entry.path().substring(depth);
        row(rows, name, name, entry.mode(), entry.id());
      }
    }
    for (Map.Entry<String, List<Entry>> folder : folders.entrySet()) {
      String name = folder.getKey();
      String id = tree(folder.getValue(), depth + name.length() + 1);
      row(rows, name + "/", name, "40000", id);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] row : rows.values()) {
      bytes.write(row);
    }
    return pack.add(NewPack.Kind.TREE, bytes.toByteArray());
  }

  private static void row(
      Map<byte[], byte[]> rows, String order, String name, String mode, String id) {
    byte[] start = (mode + " " + name + "\0").getBytes(StandardCharsets.UTF_8);
    byte[] row = Arrays.copyOf(start, start.length + id.length() / 2);
    System.arraycopy(HexFormat.of().parseHex(id), 0, row, start.length, id.length() / 2);
    rows.put(order.getBytes(StandardCharsets.UTF_8), row);
  }

  private byte[] index() throws IOException {
    entries.sort((one, other) -> Arrays.compareUnsigned(one.name(), other.name()));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write("DIRC".getBytes(StandardCharsets.US_ASCII));
    bytes.write(ByteBuffer.allocate(8).putInt(2).putInt(entries.size()).array());
    for (Entry entry : entries) {
      byte[] name = entry.name();
      // Its parts before the name have 62 bytes; at least one zero follows it, up to eight.
      ByteBuffer row = ByteBuffer.allocate((62 + name.length) / 8 * 8 + 8);
      row.putLong(0);
      row.putInt((int) Math.floorDiv(entry.modified(), 1_000_000_000L));
      row.putInt((int) Math.floorMod(entry.modified(), 1_000_000_000L));
      row.putLong(0);
      row.putInt(Integer.parseInt(entry.mode(), 8));
      row.putLong(0);
      row.putInt((int) entry.size());
      row.put(HexFormat.of().parseHex(entry.id()));
      row.putShort((short) Math.min(name.length, LONGEST_NAME));
      row.put(name);
      bytes.write(row.array());
    }
    bytes.write(NewPack.sha1().digest(bytes.toByteArray()));
    return bytes.toByteArray();
  }
}
