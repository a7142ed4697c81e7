package io.github.mlopsmaven.ssh;

import io.github.mlopsmaven.io.StagingDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The configuration of a home that is not the one of the account: OpenSSH takes its home from the
 * system's list of accounts, Java from {@code user.home}. A copy says what {@code ~} is; OpenSSH
 * reads it instead.
 */
final class HomeConfig implements AutoCloseable {

  private static final int DEPTH = 16;
  private static final String SYSTEM = "/etc/ssh/ssh_config";
  private static final Pattern TILDE = Pattern.compile("(^|[\\s=\"'])~/");
  private static final Pattern INCLUDE =
      Pattern.compile("\\s*\"?include\"?(?:\\s*=\\s*|\\s+)(.*)", Pattern.CASE_INSENSITIVE);
  private static final Pattern ARGUMENT = Pattern.compile("\"([^\"]*)\"|(\\S+)");
  private static final List<String> KEYS =
      List.of(
          "id_rsa", "id_ecdsa", "id_ecdsa_sk", "id_ed25519", "id_ed25519_sk", "id_xmss", "id_dsa");

  private final Path home;
  private final StagingDirectory staging;
  private final Path folder;
  private int copies;

  private HomeConfig(Path home, StagingDirectory staging) {
    this.home = home;
    this.staging = staging;
    this.folder = staging.path();
  }

  /** Copies the configuration of a home. */
  static HomeConfig create(Path home) throws IOException {
    HomeConfig config = new HomeConfig(home, StagingDirectory.temporary("mlops-ssh-config"));
    try {
      Path ssh = home.resolve(".ssh");
      Files.writeString(
          config.file(),
          config.rewritten(ssh.resolve("config"), 0)
              + "\nMatch all\nUserKnownHostsFile "
              + quoted(ssh.resolve("known_hosts"))
              + " "
              + quoted(ssh.resolve("known_hosts2"))
              + "\nInclude "
              + SYSTEM
              + "\n");
      return config;
    } catch (IOException | RuntimeException e) {
      config.close();
      throw e;
    }
  }

  /** Adds the keys that OpenSSH looks for where no configuration names one. */
  void addUsualKeys() throws IOException {
    Files.writeString(file(), "\nMatch all" + usualKeys() + "\n", StandardOpenOption.APPEND);
  }

  /** The file for {@code ssh -F}. */
  Path file() {
    return folder.resolve("config");
  }

  /** The keys that OpenSSH would look for; none of another home. */
  private String usualKeys() {
    Path ssh = home.resolve(".ssh");
    List<String> there =
        KEYS.stream().map(ssh::resolve).filter(Files::exists).map(HomeConfig::quoted).toList();
    return there.isEmpty()
        ? "\nIdentityFile none"
        : there.stream().map(file -> "\nIdentityFile " + file).reduce("", String::concat);
  }

  private String rewritten(Path file, int depth) throws IOException {
    if (!Files.isRegularFile(file) || depth > DEPTH) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    for (String line : Files.readAllLines(file)) {
      Matcher include = INCLUDE.matcher(line);
      text.append(include.matches() ? included(include.group(1), depth) : here(line)).append('\n');
    }
    return text.toString();
  }

  private String here(String line) {
    String path = Matcher.quoteReplacement(home + "/");
    return TILDE.matcher(line).replaceAll("$1" + path).replace("%d/", home + "/");
  }

  private String included(String arguments, int depth) throws IOException {
    StringBuilder lines = new StringBuilder();
    Matcher argument = ARGUMENT.matcher(arguments);
    while (argument.find()) {
      String name = Optional.ofNullable(argument.group(1)).orElse(argument.group(2));
      if (name.startsWith("#")) {
        break;
      }
      for (Path file : files(name, home)) {
        Path copy = folder.resolve("include" + copies++);
        Files.writeString(copy, rewritten(file, depth + 1));
        lines.append("Include ").append(quoted(copy)).append('\n');
      }
    }
    return lines.toString();
  }

  /**
   * The files that an {@code Include} names, in order.
   *
   * @param name a path, with {@code ~} and wildcards
   * @param home whose {@code .ssh} a relative one is in
   */
  static List<Path> files(String name, Path home) {
    try {
      String path = name.startsWith("~/") ? home + name.substring(1) : name;
      Path pattern = home.resolve(".ssh").resolve(path);
      List<Path> found = new ArrayList<>(List.of(pattern.getRoot()));
      for (Path part : pattern) {
        List<Path> next = new ArrayList<>();
        for (Path folder : found) {
          next.addAll(matching(folder, part.toString()));
        }
        found = next;
      }
      return found.stream().filter(Files::isRegularFile).toList();
    } catch (InvalidPathException | UncheckedIOException e) {
      return List.of();
    }
  }

  private static List<Path> matching(Path folder, String part) {
    if (!part.matches(".*[*?\\[].*")) {
      Path one = folder.resolve(part);
      return Files.exists(one) ? List.of(one) : List.of();
    }
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + part);
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
      for (Path child : children) {
        boolean hidden = child.getFileName().toString().startsWith(".") && !part.startsWith(".");
        if (!hidden && matcher.matches(child.getFileName())) {
          found.add(child);
        }
      }
    } catch (IOException e) {
      return List.of();
    }
    found.sort(Comparator.naturalOrder());
    return found;
  }

  private static String quoted(Path path) {
    return "\"" + path + "\"";
  }

  @Override
  public void close() {
    staging.close();
  }
}
