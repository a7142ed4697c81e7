package io.github.mlopsmaven.rules.docker;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.SourceFile;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands behind the name of an instruction has the form that Docker takes.
 *
 * @param file the Dockerfile
 * @param findings takes what is found
 * @see <a href="https://docs.docker.com/reference/dockerfile/">Dockerfile reference</a>
 */
record InstructionCheck(SourceFile file, Findings findings) {

  /** What may be written as a list. */
  private static final Set<String> LISTS =
      Set.of("RUN", "CMD", "ENTRYPOINT", "COPY", "ADD", "VOLUME", "SHELL");

  private static final Pattern PORT =
      Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?(?:/(?i:tcp|udp|sctp))?");

  private static final Pattern CHECK = Pattern.compile("(?i)(?:CMD|NONE)\\b.*", Pattern.DOTALL);

  void check(Instruction instruction) {
    list(instruction.name(), instruction);
    instruction.flags().forEach(this::mount);
    switch (instruction.name()) {
      case "COPY", "ADD" -> copy(instruction);
      case "ENV", "LABEL" -> values(instruction);
      case "EXPOSE" -> ports(instruction);
      case "HEALTHCHECK" -> health(instruction);
      default -> {
        // The form of the others is free.
      }
    }
  }

  private void list(String name, Instruction instruction) {
    if (!LISTS.contains(name)) {
      return;
    }
    if (instruction.isBrokenList()) {
      brokenList(name, instruction.words().get(0));
    } else if (name.equals("SHELL") && !instruction.isList() && !instruction.words().isEmpty()) {
      brokenList(name, instruction.words().get(0));
    }
  }

  private void brokenList(String name, Instruction.Word begin) {
    add(
        begin.index(),
        name + " has a list that is not JSON, so it is taken for a text",
        "write each word in double quotes, with commas between them and ] at the end");
  }

  /** More than one source needs a directory to go to. */
  private void copy(Instruction copy) {
    List<Instruction.Word> words = copy.words();
    if (copy.hasHereDocument() || copy.isBrokenList()) {
      return;
    }
    if (words.size() == 1) {
      add(
          copy.index(),
          copy.name() + " has no destination",
          "write a source and where it goes to: "
              + copy.name()
              + " "
              + words.get(0).text()
              + " ./");
    }
    String target = words.isEmpty() ? "/" : unquoted(words.get(words.size() - 1).text());
    boolean isDirectory =
        target.endsWith("/")
            || target.equals(".")
            || target.equals("..")
            || target.endsWith("/.")
            || target.endsWith("/..")
            || target.endsWith("\\");
    boolean isKnown = words.stream().noneMatch(word -> word.text().indexOf('$') >= 0);
    if (words.size() > 2 && !isDirectory && isKnown) {
      Instruction.Word last = words.get(words.size() - 1);
      add(
          last.index(),
          copy.name() + " has several sources, and '" + target + "' is not written as a directory",
          "write '" + target + "/'");
    }
  }

  private static String unquoted(String word) {
    return word.replaceFirst("^([\"'])(.*)\\1$", "$2");
  }

  /** If the first has a value behind {@code =}, each has. */
  private void values(Instruction instruction) {
    List<Instruction.Word> words = instruction.quoted();
    boolean isPairs = !words.isEmpty() && words.get(0).text().indexOf('=') > 0;
    for (Instruction.Word word : isPairs ? words : List.<Instruction.Word>of()) {
      if (word.text().indexOf('=') < 0) {
        add(
            word.index(),
            instruction.name() + " has '" + word.text() + "' without =",
            "write name=value, with quotes around a value that has blanks");
        return;
      }
    }
  }

  private void ports(Instruction expose) {
    for (Instruction.Word word : expose.words()) {
      String text = unquoted(word.text());
      Matcher port = PORT.matcher(text);
      boolean isOpen = text.indexOf('$') >= 0 || text.startsWith("#");
      if (text.startsWith("#")) {
        return;
      }
      if (!isOpen && (!port.matches() || isTooLarge(port))) {
        add(
            word.index(),
            "EXPOSE has no port '" + text + "'",
            "write a port of the container, such as 8080 or 8080/tcp");
      }
    }
  }

  private static boolean isTooLarge(Matcher port) {
    return Integer.parseInt(port.group(1)) > 65_535
        || (port.group(2) != null && Integer.parseInt(port.group(2)) > 65_535);
  }

  private void health(Instruction check) {
    String text = check.text().strip();
    if (text.isEmpty()) {
      return;
    }
    if (!CHECK.matcher(text).matches()) {
      add(
          check.words().get(0).index(),
          "HEALTHCHECK has '" + check.words().get(0).text() + "' before its command",
          "write HEALTHCHECK CMD and the command, or HEALTHCHECK NONE");
      return;
    }
    String command = text.substring(Math.min(text.length(), 3)).strip();
    boolean isCommand = text.toUpperCase(Locale.ROOT).startsWith("CMD");
    if (isCommand && command.isEmpty()) {
      add(check.index(), "HEALTHCHECK has no command", "write one behind CMD");
    } else if (isCommand && Instruction.isMeantAsList(command)) {
      brokenList("HEALTHCHECK", check.words().get(Math.min(1, check.words().size() - 1)));
    }
  }

  private void mount(Instruction.Word flag) {
    Mount.of(flag)
        .filter(mount -> flag.text().indexOf('$') < 0 && flag.text().indexOf('"') < 0)
        .ifPresent(
            mount -> {
              if (!Mount.TYPES.contains(mount.type())) {
                add(
                    flag.index(),
                    "there is no mount of type '" + mount.type() + "'",
                    Suggestion.useOneOf(mount.type(), Mount.TYPES));
              }
              mount
                  .values()
                  .forEach(
                      (key, value) -> {
                        if (!Mount.KEYS.contains(key.toLowerCase(Locale.ROOT))) {
                          add(
                              value.index(),
                              "a mount has no key '" + key + "'",
                              Suggestion.useOneOf(key, Mount.KEYS));
                        }
                      });
            });
  }

  private void add(int index, String problem, String remedy) {
    findings.add(DockerCheck.SYNTAX, file.path(), file.position(index), problem, remedy);
  }
}
