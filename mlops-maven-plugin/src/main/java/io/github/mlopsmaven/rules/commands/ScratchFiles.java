package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.shell.ShellScript;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files that a script reads in a folder that it has made empty, {@code work="$(mktemp -d)"}: the
 * script has to write them.
 */
final class ScratchFiles {

  private static final Pattern MADE =
      Pattern.compile(
          "(?m)^[ \\t]*(?:local[ \\t]+)?([A-Za-z_]\\w*)=\"?\\$\\(mktemp[ \\t]+-d[^)\\n]*\\)\"?[ \\t]*$");

  /** Lines in which the folder itself is named, and nothing is put into it. */
  private static final Pattern HARMLESS =
      Pattern.compile("^\\s*(?:#|trap\\b|rm\\b|mkdir\\b|chmod\\b|local\\b|\\w+=).*");

  /** What stands before a file that is only read. */
  private static final Pattern READ =
      Pattern.compile(
          "(?:<\\s*\"?|(?:^|[|;&({]|\\$\\(|\\bif|\\bwhile|!)\\s*(?:cat|grep|jq|sha256sum|md5sum|sort|comm|diff|cmp|head|tail|wc|cut|source|\\.|unzip|terraform(?:_in)?\\s+(?:apply|show)|az\\s+[\\w -]+(?:create|upload|update|import))\\b[^>|;&]*|\\[\\[?\\s+(?:!\\s+)?-[fsre]\\s+\"?|&&\\s+(?:!\\s+)?-[fsre]\\s+\"?)$");

  private static final Pattern WRITTEN =
      Pattern.compile("(?:>|\\s(?:-o|-out|--out\\S*|--download-path|-d))[ =]?\\s*\"?$|\\btee\\b");

  private static final Set<String> READERS =
      Set.of("cat", "jq", "grep", "sort", "comm", "diff", "head", "tail", "wc", "cut", "sha256sum");

  private static final int LONGEST = 200_000;

  private ScratchFiles() {}

  /** Looks at the scripts of a project. */
  static void find(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.SHELL)) {
      if (file.text().contains("mktemp") && file.text().length() < LONGEST) {
        Matcher made = MADE.matcher(file.text());
        while (made.find()) {
          folder(file, made.group(1), findings);
        }
      }
    }
  }

  private static void folder(SourceFile file, String name, Findings findings) {
    String text = file.text();
    Matcher again = Pattern.compile("(?m)^\\s*(?:local\\s+)?" + name + "=").matcher(text);
    int sets = 0;
    while (again.find()) {
      sets++;
    }
    Matcher used =
        Pattern.compile("\\$(?:\\{" + name + "}|" + name + "\\b)(/[\\w./-]*\\w)?").matcher(text);
    ShellScript script = ShellScript.of(file.content());
    Map<String, Integer> read = new LinkedHashMap<>();
    Set<String> others = new LinkedHashSet<>();
    if (sets != 1) {
      return;
    }
    while (used.find()) {
      int line = text.lastIndexOf('\n', used.start()) + 1;
      int end = text.indexOf('\n', used.end());
      String whole = text.substring(line, end < 0 ? text.length() : end);
      if (used.group(1) == null) {
        boolean isNamed = used.end() < text.length() && text.charAt(used.end()) == '/';
        if (isNamed || !HARMLESS.matcher(whole).matches()) {
          return;
        }
        continue;
      }
      if (whole.strip().startsWith("#")) {
        continue;
      }
      String path = used.group(1).substring(1);
      String before = command(text, used.start());
      boolean isRead =
          (READ.matcher(before).find() || isGivenToReader(script, used.start()))
              && !WRITTEN.matcher(before).find();
      char next = used.end() < text.length() ? text.charAt(used.end()) : ' ';
      if (isRead && "*$?{/".indexOf(next) < 0) {
        read.putIfAbsent(path, used.start());
      } else {
        others.add(path);
      }
    }
    read.forEach(
        (path, index) -> {
          boolean isMade =
              others.stream()
                  .anyMatch(
                      one ->
                          one.equals(path)
                              || path.startsWith(one + "/")
                              || one.startsWith(path + "/"));
          if (!isMade) {
            findings.add(
                CommandCheck.MISSING_FILE,
                file.path(),
                file.position(index),
                "'"
                    + path
                    + "' is read in a folder that the script has made empty, and nothing writes it there",
                Suggestion.useOneOf(path, others));
          }
        });
  }

  /** Whether a word at a place is one of a command that only reads files. */
  private static boolean isGivenToReader(ShellScript script, int at) {
    return script.commands().stream()
        .filter(command -> READERS.contains(command.name()))
        .flatMap(command -> command.words().stream().skip(1))
        .anyMatch(word -> word.index() == at || word.index() == at - 1);
  }

  /** The command up to a place, with the lines that it goes on in. */
  private static String command(String text, int at) {
    int begin = text.lastIndexOf('\n', Math.max(0, at - 1)) + 1;
    while (begin > 1 && text.charAt(begin - 2) == '\\') {
      begin = text.lastIndexOf('\n', begin - 2) + 1;
    }
    return text.substring(begin, at).replace("\\\n", " ").replace('\n', ' ');
  }
}
