package io.github.mlopsmaven.needs;

import io.github.mlopsmaven.needs.Holding.Holder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the {@code az … create} commands of a project's scripts and pipelines make in Azure: the
 * words before {@code create} say what it is, {@code --name} or the file's {@code name} what it is
 * called.
 */
final class AzureCommands {

  private static final Pattern CREATE =
      Pattern.compile("\\baz((?:[ \\t]+[a-z][a-z0-9-]*)+)[ \\t]+create\\b([^\\n;|&]*)");

  /** A line goes on behind a backslash, in PowerShell behind a backtick. */
  private static final Pattern CONTINUED = Pattern.compile("[\\\\`]\\r?\\n[ \\t]*");

  private static final Pattern COMMENT = Pattern.compile("(?m)^[ \\t]*#.*$");

  private static final Pattern NAME =
      Pattern.compile("(?:^|\\s)(?:--name|-n)[ =]+(\"[^\"]*\"|'[^']*'|[^\\s\"']+)");

  private static final Pattern FILE =
      Pattern.compile("(?:^|\\s)(?:--file|-f)[ =]+(\"[^\"]*\"|'[^']*'|[^\\s\"']+)");

  private AzureCommands() {}

  /**
   * What the commands make.
   *
   * @param holdings in Azure
   * @param renamed the files that are given with another name than their own
   */
  record Made(List<Holding> holdings, Set<String> renamed) {}

  static Made of(Map<String, String> texts, ProjectFiles files, NamedSettings settings) {
    List<Holding> made = new ArrayList<>();
    Set<String> renamed = new TreeSet<>();
    texts.forEach(
        (path, content) -> {
          if (!path.matches(".*\\.(sh|bash|ps1|ya?ml)")) {
            return;
          }
          String script =
              CONTINUED.matcher(COMMENT.matcher(content).replaceAll("")).replaceAll(" ");
          Matcher command = CREATE.matcher(script);
          while (command.find()) {
            String what = command.group(1).strip().replaceAll("\\s+", " ");
            // What a file describes is told by the file, and a deployment goes with its endpoint.
            boolean isOfWorkspace = what.startsWith("ml ");
            for (String name :
                names(command.group(2), script, files, settings, isOfWorkspace, renamed)) {
              if (!what.endsWith("-deployment")) {
                made.add(
                    new Holding(
                        Holder.AZURE,
                        kind(what),
                        name,
                        "",
                        "az " + what + " delete --name " + name));
              }
            }
          }
        });
    return new Made(made, renamed);
  }

  /** {@code az group} is about resource groups, {@code az ml online-endpoint} about endpoints. */
  private static String kind(String what) {
    return what.equals("group")
        ? "resource group"
        : what.replaceFirst("^ml ", "").replace('-', ' ');
  }

  private static Set<String> names(
      String arguments,
      String script,
      ProjectFiles files,
      NamedSettings settings,
      boolean onlyGiven,
      Set<String> renamed) {
    Set<String> paths = new TreeSet<>();
    Matcher file = FILE.matcher(arguments);
    if (file.find()) {
      settings
          .values(file.group(1), script)
          .forEach(path -> paths.add(path.replaceFirst("^(?:\\./|\\$[^/]*/)+", "")));
    }
    Matcher name = NAME.matcher(arguments);
    if (name.find()) {
      renamed.addAll(paths);
      Set<String> known = new TreeSet<>(settings.values(name.group(1), script));
      // Only a run can tell the others.
      known.removeIf(text -> text.isEmpty() || text.indexOf('$') >= 0);
      return known;
    }
    if (onlyGiven) {
      return Set.of();
    }
    Set<String> names = new TreeSet<>();
    for (String path : paths) {
      files
          .get(path)
          .map(root -> root.get("name").text())
          .filter(text -> !text.isEmpty())
          .ifPresent(names::add);
    }
    return names;
  }
}
