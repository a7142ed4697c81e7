package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.rules.shell.ShellArguments;
import io.github.mlopsmaven.rules.shell.ShellChoices;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Arguments of scripts that are given in another order than the scripts read them. */
final class SwappedArguments {

  static final String REMEDY = "give the arguments in the order in which the script reads them";

  private static final Set<String> KEYS = Set.of("arguments", "args", "scriptArguments");

  /** An argument: a value of the file, a variable, or anything else without blanks. */
  private static final Pattern ARGUMENT =
      Pattern.compile(
          "\"?\\$\\{\\{ *(?:inputs|parameters|github\\.event\\.inputs|matrix|env)\\.([A-Za-z_][\\w-]*) *}}\"?(?=\\s|$)"
              + "|\"?\\$[({]([A-Za-z_]\\w*)[)}]\"?(?=\\s|$)|\"?\\$([A-Za-z_]\\w*)\"?(?=\\s|$)"
              + "|(?:\\$\\{\\{[^}]*}}|[^\\s$]|\\$(?!\\{\\{))+");

  private static final Pattern CALL =
      Pattern.compile(
          "(?m)^[ \\t]*(?:(?:bash|sh)[ \\t]+)?\"?((?:[\\w.-]+/)*[\\w.-]+\\.sh)\"?((?:[ \\t]+[^\\n|&;<>]+)?)$");

  private SwappedArguments() {}

  /**
   * An argument that is at another place.
   *
   * @param at its place in the call, from 0
   * @param problem what is wrong
   */
  record Wrong(int at, String problem) {}

  /**
   * The first argument that the script keeps under its name at another place, where it calls this
   * one otherwise.
   *
   * @param arguments what the script calls them
   * @param given the names of what it is given; empty for what has none
   */
  static Optional<Wrong> first(Map<Integer, String> arguments, List<String> given) {
    for (int i = 0; i < given.size(); i++) {
      String name = given.get(i);
      String here = arguments.get(i + 1);
      Optional<Integer> meant = name.isEmpty() ? Optional.empty() : place(arguments, name);
      boolean isWrong =
          meant.isPresent()
              && here != null
              && meant.get() != i + 1
              && !ShellArguments.plain(here).equals(ShellArguments.plain(name))
              && (meant.get() > given.size()
                  || !ShellArguments.plain(given.get(meant.get() - 1))
                      .equals(ShellArguments.plain(name)));
      if (isWrong) {
        return Optional.of(
            new Wrong(
                i,
                "reads '"
                    + here
                    + "' as argument "
                    + (i + 1)
                    + ", and is given '"
                    + name
                    + "', which it reads as argument "
                    + meant.get()));
      }
    }
    return Optional.empty();
  }

  private static Optional<Integer> place(Map<Integer, String> arguments, String name) {
    return arguments.entrySet().stream()
        .filter(entry -> ShellArguments.plain(entry.getValue()).equals(ShellArguments.plain(name)))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /**
   * What a script calls its arguments, and what the scripts call them that it hands them on to.
   *
   * @param script the script
   * @param named finds scripts by their names
   * @param depth how many scripts were gone through
   */
  static Map<Integer, String> names(
      SourceFile script, Function<String, List<SourceFile>> named, int depth) {
    Map<Integer, String> names = new HashMap<>();
    for (ShellChoices.Handed handed :
        depth > 2 ? List.<ShellChoices.Handed>of() : ShellChoices.of(script.content()).handed()) {
      List<SourceFile> called = named.apply(handed.script());
      if (called.size() == 1) {
        String name = names(called.get(0), named, depth + 1).get(handed.at());
        if (name != null) {
          names.put(handed.from(), name);
        }
      }
    }
    names.putAll(ShellArguments.of(script.content()).names());
    return names;
  }

  /** Looks at workflows and pipelines. */
  static void find(VerifiedProject project, Findings findings) {
    for (SourceFile file :
        project
            .files()
            .of(FileKind.GITHUB_WORKFLOW, FileKind.GITHUB_ACTION, FileKind.AZURE_PIPELINE)) {
      if (file.text().contains(".sh")) {
        file.yaml()
            .root()
            .ifPresent(root -> root.walk(node -> node(project, file, node, findings)));
      }
    }
  }

  private static void node(
      VerifiedProject project, SourceFile file, YamlNode node, Findings findings) {
    for (YamlNode.Entry entry : node.entries()) {
      String text = entry.value().text().orElse("");
      if (KEYS.contains(entry.name())) {
        for (YamlNode.Entry other : node.entries()) {
          String name = other.value().text().orElse("");
          boolean isScript =
              name.endsWith(".sh") && !other.name().equals("install") && name.indexOf(' ') < 0;
          if (isScript) {
            call(project, file, entry.value(), name, text, 0, findings);
          }
        }
      } else if (Set.of("run", "bash", "script", "inlineScript").contains(entry.name())) {
        Matcher call = CALL.matcher(text);
        while (call.find()) {
          call(project, file, entry.value(), call.group(1), call.group(2), call.start(1), findings);
        }
      }
    }
  }

  private static List<SourceFile> scripts(VerifiedProject project, String path) {
    return project.files().of(FileKind.SHELL).stream()
        .filter(one -> ("/" + one.path()).endsWith("/" + path))
        .toList();
  }

  private static void call(
      VerifiedProject project,
      SourceFile file,
      YamlNode node,
      String script,
      String arguments,
      int index,
      Findings findings) {
    String path = script.replaceFirst("^(?:\\$\\([\\w.]+\\)/|\\./)+", "");
    List<SourceFile> named = scripts(project, path);
    if (named.size() != 1 || arguments.isBlank()) {
      return;
    }
    List<String> given = new ArrayList<>();
    Matcher argument = ARGUMENT.matcher(arguments);
    while (argument.find()) {
      String found =
          argument.group(1) != null
              ? argument.group(1)
              : argument.group(2) != null ? argument.group(2) : argument.group(3);
      given.add(found == null ? "" : found);
    }
    first(names(named.get(0), name -> scripts(project, name), 0), given)
        .ifPresent(
            wrong ->
                findings.add(
                    CommandCheck.OPTION,
                    file.path(),
                    node.positionOf(index),
                    named.get(0).path() + " " + wrong.problem(),
                    REMEDY));
  }
}
