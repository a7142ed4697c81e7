package io.github.mlopsmaven.ssh;

import io.github.mlopsmaven.problem.UsageException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The program that connects, chosen as git chooses it: {@code GIT_SSH_COMMAND}, {@code
 * core.sshCommand}, {@code GIT_SSH}, then {@code ssh} on the path.
 *
 * @param words the program and its first arguments; a single one that the shell splits, if {@code
 *     shell}
 * @param shell whether a shell reads it
 * @param variant which arguments it takes
 * @param origin what named it, for people
 * @param named whether the user named it
 */
record SshProgram(
    List<String> words, boolean shell, Variant variant, String origin, boolean named) {

  private static final Pattern FIRST_WORD =
      Pattern.compile(
          "\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|'([^']*)'|((?:[^\\s\\\\]|\\\\.)+)).*", Pattern.DOTALL);

  /** The arguments that programs take, in git's words. */
  enum Variant {
    /** Those of OpenSSH. */
    SSH,
    /** {@code -P} for the port, no options. */
    PLINK,
    /** The same, and {@code -batch}. */
    TORTOISEPLINK,
    /** Account and command only. */
    SIMPLE,
    /** To be found out: OpenSSH's if it answers to {@code -G}. */
    AUTO
  }

  SshProgram {
    words = List.copyOf(words);
  }

  /**
   * Finds the program.
   *
   * @param config finds a value of git's configuration by {@code section.name}
   * @return empty where no program is named and none is installed
   */
  static Optional<SshProgram> find(SshSetup setup, Function<String, Optional<String>> config) {
    Optional<Variant> said =
        setup
            .variable("GIT_SSH_VARIANT")
            .or(() -> config.apply("ssh.variant"))
            .map(SshProgram::variant);
    Optional<String> command = setup.variable("GIT_SSH_COMMAND");
    Optional<String> configured = config.apply("core.sshCommand").filter(text -> !text.isBlank());
    if (command.isPresent() || configured.isPresent()) {
      String line = command.or(() -> configured).orElseThrow();
      return Optional.of(
          new SshProgram(
              List.of(line),
              true,
              said.orElseGet(() -> guess(firstWord(line))),
              command.isPresent() ? "GIT_SSH_COMMAND" : "core.sshCommand",
              true));
    }
    Optional<String> program = setup.variable("GIT_SSH");
    if (program.isPresent()) {
      return Optional.of(
          new SshProgram(
              List.of(program.get()),
              false,
              said.orElseGet(() -> guess(program.get())),
              "GIT_SSH",
              true));
    }
    return onPath(setup.environment())
        .map(path -> new SshProgram(List.of(path.toString()), false, Variant.SSH, "ssh", false));
  }

  private static Variant variant(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "ssh" -> Variant.SSH;
      case "plink", "putty" -> Variant.PLINK;
      case "tortoiseplink" -> Variant.TORTOISEPLINK;
      case "simple" -> Variant.SIMPLE;
      default -> Variant.AUTO;
    };
  }

  private static String firstWord(String line) {
    var word = FIRST_WORD.matcher(line);
    if (!word.matches()) {
      return line;
    }
    for (int i = 1; i < 3; i++) {
      if (word.group(i) != null) {
        return word.group(i);
      }
    }
    return word.group(3);
  }

  private static Variant guess(String program) {
    String name =
        program
            .substring(Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\')) + 1)
            .toLowerCase(Locale.ROOT);
    return switch (name) {
      case "ssh", "ssh.exe" -> Variant.SSH;
      case "plink", "plink.exe" -> Variant.PLINK;
      case "tortoiseplink", "tortoiseplink.exe" -> Variant.TORTOISEPLINK;
      default -> Variant.AUTO;
    };
  }

  private static Optional<Path> onPath(Map<String, String> environment) {
    String path = environment.getOrDefault("PATH", environment.getOrDefault("Path", ""));
    boolean windows = File.separatorChar == '\\';
    for (String folder : path.split(File.pathSeparator, -1)) {
      Optional<Path> file = executable(folder, windows ? "ssh.exe" : "ssh");
      if (file.isPresent()) {
        return file;
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> executable(String folder, String name) {
    try {
      Path file = Path.of(folder).resolve(name);
      return folder.isEmpty() || !Files.isRegularFile(file) || !Files.isExecutable(file)
          ? Optional.empty()
          : Optional.of(file);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  SshProgram with(Variant known) {
    return new SshProgram(words, shell, known, origin, named);
  }

  /** Whether OpenSSH's options may be given. */
  boolean takesOptions() {
    return variant == Variant.SSH;
  }

  /**
   * The command that runs it.
   *
   * @param arguments what follows
   */
  List<String> with(List<String> arguments) {
    List<String> all = new ArrayList<>();
    if (shell) {
      String line = words.get(0);
      all.addAll(List.of("sh", "-c", line + " \"$@\"", line));
    } else {
      all.addAll(words);
    }
    all.addAll(arguments);
    return all;
  }

  /**
   * The arguments that name a place.
   *
   * @throws UsageException if the URL has a port that the program does not take
   */
  List<String> place(SshTarget target) {
    return switch (variant) {
      case SSH, AUTO -> target.arguments();
      case PLINK, TORTOISEPLINK -> {
        List<String> arguments = new ArrayList<>();
        if (variant == Variant.TORTOISEPLINK) {
          arguments.add("-batch");
        }
        target.port().ifPresent(port -> arguments.addAll(List.of("-P", port.toString())));
        arguments.add(target.account());
        yield arguments;
      }
      case SIMPLE -> {
        if (target.port().isPresent()) {
          throw new UsageException(
              "the SSH program that " + origin + " names takes no port, and the URL has one",
              "set GIT_SSH_VARIANT=ssh if it takes the options of OpenSSH, or use a URL without a"
                  + " port");
        }
        yield List.of(target.account());
      }
    };
  }

  /** Starts it. */
  Process start(List<String> arguments, Map<String, String> variables) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(with(arguments));
    builder.environment().putAll(variables);
    return builder.start();
  }
}
