package io.github.mlopsmaven.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The programs that people sign with, in a home of their own: git, ssh-keygen and gpg. */
final class SigningKit {

  private final Path home;

  SigningKit(Path folder) throws IOException {
    // gpg's agent has a socket there, whose path may have 107 characters.
    this.home = Files.createDirectories(folder);
    Files.createDirectories(home.resolve("gnupg"));
    Files.setPosixFilePermissions(
        home.resolve("gnupg"), PosixFilePermissions.fromString("rwx------"));
  }

  static boolean has(String program) {
    for (String folder : System.getenv("PATH").split(":", -1)) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }

  Path home() {
    return home;
  }

  /** Runs a program; what it says. */
  String run(Path folder, Map<String, String> more, String... command) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
      builder.environment().put("HOME", home.toString());
      builder.environment().put("GNUPGHOME", home.resolve("gnupg").toString());
      builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
      builder.environment().put("GIT_CONFIG_GLOBAL", home.resolve("gitconfig").toString());
      builder.environment().putAll(more);
      Process process = builder.start();
      process.getOutputStream().close();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(String.join(" ", command) + ": " + said).isZero();
      return said;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** An SSH key; the line of its public part. */
  String sshKey(String name, String... type) {
    List<String> command = new ArrayList<>(List.of("ssh-keygen", "-q", "-N", "", "-C", name));
    command.addAll(List.of("-f", home.resolve(name).toString()));
    command.addAll(type.length == 0 ? List.of("-t", "ed25519") : List.of(type));
    run(home, Map.of(), command.toArray(String[]::new));
    try {
      return Files.readString(home.resolve(name + ".pub")).strip();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  String gpg(String... arguments) {
    return gpg(Map.of(), arguments);
  }

  String gpg(Map<String, String> more, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of("gpg", "--batch", "--quiet", "--no-tty", "--yes", "--pinentry-mode"));
    command.addAll(List.of("loopback", "--passphrase", ""));
    command.addAll(List.of(arguments));
    return run(home, more, command.toArray(String[]::new));
  }

  /** Ends the agent that gpg started for this home. */
  void close() {
    if (has("gpgconf")) {
      run(home, Map.of(), "gpgconf", "--kill", "all");
    }
  }

  /** A repository whose commits and tags are signed by these programs. */
  final class Repository {

    private final Path folder;

    Repository(Path folder) {
      this.folder = folder;
      run(home, Map.of(), "git", "init", "-q", "-b", "main", folder.toString());
      git("config", "user.name", "Ada");
      git("config", "user.email", "ada@acme.example");
    }

    Path folder() {
      return folder;
    }

    String git(String... arguments) {
      return git(Map.of(), arguments);
    }

    String git(Map<String, String> more, String... arguments) {
      List<String> command = new ArrayList<>(List.of("git"));
      command.addAll(List.of(arguments));
      return run(folder, more, command.toArray(String[]::new));
    }

    void signsWithSsh(String key) {
      git("config", "gpg.format", "ssh");
      git("config", "user.signingkey", home.resolve(key).toString());
    }

    void signsWithGpg(String key) {
      git("config", "gpg.format", "openpgp");
      git("config", "user.signingkey", key);
    }

    /** A commit with a file; its id. */
    String commit(Map<String, String> when, String... arguments) {
      try {
        Files.writeString(folder.resolve("f"), String.join(" ", arguments) + System.nanoTime());
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      git("add", ".");
      List<String> command = new ArrayList<>(List.of("commit", "-q", "-m", "Work"));
      command.addAll(List.of(arguments));
      git(when, command.toArray(String[]::new));
      return git("rev-parse", "HEAD");
    }
  }
}
