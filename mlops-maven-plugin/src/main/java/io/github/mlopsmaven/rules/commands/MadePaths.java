package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.rules.shell.ShellCommand;
import io.github.mlopsmaven.rules.shell.ShellScript;
import io.github.mlopsmaven.rules.shell.ShellWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The words of a command that name what it makes: whoever names that later is right. */
final class MadePaths {

  /** Commands whose arguments are made. */
  private static final Set<String> MAKERS =
      Set.of("mkdir", "touch", "tee", "tar", "unzip", "curl", "wget", "git");

  /** Commands whose last argument is made. */
  private static final Set<String> COPIERS = Set.of("cp", "mv", "ln");

  private MadePaths() {}

  /** Whether a command is there to make what it names. */
  static boolean isMadeBy(String command) {
    return MAKERS.contains(command) || COPIERS.contains(command);
  }

  /** Whether a command copies: it needs what it copies. */
  static boolean isCopying(String command) {
    return command.equals("cp") || command.equals("mv");
  }

  /** The words of such a command that name what it makes. */
  static List<ShellWord> named(String command, List<ShellWord> words) {
    return COPIERS.contains(command) && !words.isEmpty()
        ? words.subList(words.size() - 1, words.size())
        : words;
  }

  /** What a word makes: of an address, the file that is downloaded, or the repository's folder. */
  static String local(String word) {
    String name = word.replaceFirst("[?#].*", "").replaceFirst("(?:\\.git)?/*$", "");
    return word.contains("://") ? name.substring(name.lastIndexOf('/') + 1) : word;
  }

  /** All words of a script that name what it makes. */
  static List<ShellWord> in(ShellScript shell) {
    List<ShellWord> made = new ArrayList<>();
    for (ShellCommand command : shell.commands()) {
      List<ShellWord> words = shell.expanded(command);
      made.addAll(command.written());
      made.addAll(isMadeBy(command.name()) ? named(command.name(), words) : outputs(words));
    }
    return made;
  }

  /** What follows {@code --output-file}, {@code -out=}, {@code --download-path} and the like. */
  static List<ShellWord> outputs(List<ShellWord> words) {
    List<ShellWord> outputs = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String start = words.get(i).start();
      if (start.startsWith("-")
          && (start.contains("out")
              || start.contains("dest")
              || start.contains("path")
              || start.contains("xml")
              || start.contains("report")
              || start.startsWith("--html")
              || start.startsWith("--log")
              || start.equals("-o"))) {
        int equals = start.indexOf('=');
        // As in --cov-report=xml:coverage.xml.
        int colon = start.indexOf(':', Math.max(equals, 0));
        if (equals > 0) {
          outputs.add(words.get(i).behind(equals + 1));
          if (colon > 0) {
            outputs.add(words.get(i).behind(colon + 1));
          }
        } else if (i + 1 < words.size()) {
          outputs.add(words.get(i + 1));
        }
      }
    }
    return outputs;
  }
}
