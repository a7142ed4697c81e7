package io.github.mlopsmaven.rules.docker;

import io.github.mlopsmaven.verify.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Dockerfile, cut into instructions.
 *
 * @param instructions the instructions, in order
 * @param isOfAnotherSyntax whether its parser directive names a frontend that is not Docker's
 * @param mistake a here document without an end, if there is one
 */
record Dockerfile(
    List<Instruction> instructions, boolean isOfAnotherSyntax, Optional<Instruction.Word> mistake) {

  private static final Pattern DIRECTIVE =
      Pattern.compile("#\\s*([A-Za-z]+)\\s*=\\s*(\\S+)\\s*", Pattern.CASE_INSENSITIVE);

  private static final Pattern HERE = Pattern.compile("<<-?(['\"]?)(\\w+)\\1");

  private static final Pattern ENTRY = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"");

  private static final String HERE_OWNERS = "RUN COPY ADD";

  Dockerfile {
    instructions = List.copyOf(instructions);
  }

  /**
   * Reads a content, once.
   *
   * @param content what is said to be a Dockerfile
   */
  static Dockerfile of(Content content) {
    return content.learn(Dockerfile.class, known -> parse(known.text()));
  }

  /** The instructions of the last stage, from its {@code FROM}. */
  List<Instruction> lastStage() {
    int start = 0;
    for (int i = 0; i < instructions.size(); i++) {
      start = instructions.get(i).name().equals("FROM") ? i : start;
    }
    return instructions.subList(start, instructions.size());
  }

  /** What a container of the last stage runs: its last {@code ENTRYPOINT} and {@code CMD}. */
  List<Instruction.Word> command() {
    List<Instruction.Word> entry = List.of();
    List<Instruction.Word> command = List.of();
    for (Instruction instruction : lastStage()) {
      if (instruction.name().equals("ENTRYPOINT")) {
        entry = instruction.words();
      } else if (instruction.name().equals("CMD")) {
        command = instruction.words();
      }
    }
    List<Instruction.Word> all = new ArrayList<>(entry);
    all.addAll(command);
    return all;
  }

  static Dockerfile parse(String text) {
    return new Reader(text).read();
  }

  private static final class Reader {

    private final String text;
    private int at;
    private char escape = '\\';
    private boolean isOther;
    private Optional<Instruction.Word> mistake = Optional.empty();

    Reader(String text) {
      this.text = text;
    }

    Dockerfile read() {
      directives();
      List<Instruction> instructions = new ArrayList<>();
      while (at < text.length()) {
        String line = line();
        String bare = line.strip();
        if (bare.isEmpty() || bare.startsWith("#")) {
          next();
        } else {
          instructions.add(instruction());
        }
      }
      return new Dockerfile(instructions, isOther, mistake);
    }

    private String line() {
      int end = text.indexOf('\n', at);
      return text.substring(at, end < 0 ? text.length() : end);
    }

    private void next() {
      int end = text.indexOf('\n', at);
      at = end < 0 ? text.length() : end + 1;
    }

    /** {@code # escape=`} and {@code # syntax=…} count only at the top. */
    private void directives() {
      while (at < text.length()) {
        Matcher directive = DIRECTIVE.matcher(line());
        if (!directive.matches()) {
          return;
        }
        String value = directive.group(2);
        switch (directive.group(1).toLowerCase(Locale.ROOT)) {
          case "escape" -> escape = value.charAt(0);
          case "syntax" -> isOther = !value.contains("docker/dockerfile");
          default -> {
            if (!directive.group(1).equalsIgnoreCase("check")) {
              return;
            }
          }
        }
        next();
      }
    }

    private Instruction instruction() {
      int start = at;
      while (Character.isWhitespace(text.charAt(start))) {
        start++;
      }
      StringBuilder joined = new StringBuilder();
      // For each character of the joined lines, where it stands.
      List<Integer> places = new ArrayList<>();
      boolean goesOn = true;
      while (goesOn && at < text.length()) {
        String line = line();
        String bare = line.strip();
        boolean isComment = bare.startsWith("#") || (bare.isEmpty() && !joined.isEmpty());
        if (!isComment) {
          String end = line.stripTrailing();
          goesOn = end.endsWith(String.valueOf(escape));
          String kept = goesOn ? end.substring(0, end.length() - 1) : end;
          for (int i = 0; i < kept.length(); i++) {
            joined.append(kept.charAt(i));
            places.add(at + i);
          }
          joined.append(' ');
          places.add(at + kept.length());
        }
        next();
      }
      return split(joined.toString(), places, start);
    }

    private Instruction split(String joined, List<Integer> places, int start) {
      List<Instruction.Word> words = new ArrayList<>();
      int i = 0;
      while (i < joined.length()) {
        if (Character.isWhitespace(joined.charAt(i))) {
          i++;
          continue;
        }
        int from = i;
        while (i < joined.length() && !Character.isWhitespace(joined.charAt(i))) {
          i++;
        }
        words.add(new Instruction.Word(joined.substring(from, i), places.get(from)));
      }
      String name = words.remove(0).text().toUpperCase(Locale.ROOT);
      List<Instruction.Word> flags = new ArrayList<>();
      while (!words.isEmpty() && words.get(0).text().startsWith("--")) {
        flags.add(words.remove(0));
      }
      int begin =
          words.isEmpty() ? joined.length() : Math.max(0, places.indexOf(words.get(0).index()));
      String rest = joined.substring(begin);
      boolean hasHere = HERE_OWNERS.contains(name) && hereDocuments(words);
      boolean isList = Instruction.isList(rest);
      return new Instruction(
          name,
          start,
          flags,
          isList ? entries(rest, places.subList(begin, places.size())) : words,
          isList,
          hasHere,
          rest,
          places.subList(begin, places.size()));
    }

    private static List<Instruction.Word> entries(String list, List<Integer> places) {
      List<Instruction.Word> entries = new ArrayList<>();
      Matcher entry = ENTRY.matcher(list);
      while (entry.find()) {
        entries.add(new Instruction.Word(entry.group(1), places.get(entry.start(1))));
      }
      return entries;
    }

    private boolean hereDocuments(List<Instruction.Word> words) {
      boolean isAny = false;
      for (Instruction.Word word : words) {
        Matcher here = HERE.matcher(word.text());
        while (here.find()) {
          boolean isWord = here.start() == 0 || !Character.isDigit(word.text().charAt(0));
          if (isWord) {
            isAny = true;
            skip(here.group(2), word);
          }
        }
      }
      return isAny;
    }

    private void skip(String end, Instruction.Word word) {
      while (at < text.length()) {
        String line = line();
        next();
        if (line.strip().equals(end)) {
          return;
        }
      }
      mistake = mistake.or(() -> Optional.of(word));
    }
  }
}
