package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lists of requirements that go into one environment: all of an image, and all of one command.
 */
final class InstalledTogether {

  private static final Pattern LIST =
      Pattern.compile("(?:-r|--requirement)[ =]*[\\w./${}-]*?([\\w.-]+\\.(?:txt|in))");

  private static final Pattern COMMAND = Pattern.compile("pip3?\\s+install\\b[^\\n]*");

  private InstalledTogether() {}

  /** Names of lists, without directories: those of each image or command that has several. */
  static List<Set<String>> in(VerifiedProject project) {
    List<Set<String>> found = new ArrayList<>();
    for (SourceFile file : project.files().all()) {
      boolean isImage = file.name().toLowerCase(Locale.ROOT).contains("dockerfile");
      boolean mayInstall =
          switch (file.kind()) {
            case SHELL, GITHUB_WORKFLOW, GITHUB_ACTION, AZURE_PIPELINE -> true;
            default -> isImage || file.name().equals("Makefile");
          };
      if (mayInstall && file.text().contains("pip")) {
        if (isImage) {
          add(file.text(), found);
        } else {
          Matcher command = COMMAND.matcher(file.text());
          while (command.find()) {
            add(command.group(), found);
          }
        }
      }
    }
    return found;
  }

  private static void add(String text, List<Set<String>> found) {
    Set<String> names = new HashSet<>();
    Matcher list = LIST.matcher(text);
    while (list.find()) {
      names.add(list.group(1));
    }
    if (names.size() > 1) {
      found.add(names);
    }
  }
}
