package io.github.mlopsmaven.rules.shell;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where else a script's variables may be set: in scripts that it reads into itself or that read it,
 * by a pipeline, or by the user.
 */
final class SetElsewhere {

  /** A path that the project does not have, and that sets no variables of the project. */
  private static final Pattern OF_THE_SYSTEM =
      Pattern.compile("[/~].*|\\$\\{?HOME}?/.*|.*/activate|.*/conda\\.sh");

  private final VerifiedProject project;
  private final GivenNames given;
  private Optional<Boolean> leaves = Optional.empty();
  private final Map<SourceFile, Set<SourceFile>> families = new HashMap<>();

  /** Last name of a word behind {@code source} to the scripts that have it. */
  private final Map<String, Set<SourceFile>> readers = new HashMap<>();

  SetElsewhere(VerifiedProject project) {
    this.project = project;
    this.given = new GivenNames(project);
    for (SourceFile file : project.files().of(FileKind.SHELL)) {
      for (String word : ShellScript.of(file.content()).syntax().sourced()) {
        readers.computeIfAbsent(lastName(word), any -> new LinkedHashSet<>()).add(file);
      }
    }
  }

  /** Whether what a script reads into itself, or does itself, may set any variable. */
  boolean isOpen(SourceFile script) {
    return family(script).stream()
        .map(file -> ShellScript.of(file.content()).syntax())
        .anyMatch(
            syntax ->
                syntax.isOpen()
                    || syntax.mistake().isPresent()
                    || syntax.sourced().stream()
                        .anyMatch(
                            word ->
                                !OF_THE_SYSTEM.matcher(word).matches() && named(word).isEmpty()));
  }

  /** What a script and those that belong to it set. */
  Set<String> setFor(SourceFile script) {
    Set<String> set = new LinkedHashSet<>();
    family(script).forEach(file -> set.addAll(ShellScript.of(file.content()).syntax().set()));
    return set;
  }

  /** A script, those that it reads into itself and those that read it, and so on. */
  private Set<SourceFile> family(SourceFile script) {
    Set<SourceFile> known = families.get(script);
    if (known == null) {
      known = foundFamily(script);
      families.put(script, known);
    }
    return known;
  }

  private Set<SourceFile> foundFamily(SourceFile script) {
    Set<SourceFile> family = new LinkedHashSet<>(Set.of(script));
    Deque<SourceFile> open = new ArrayDeque<>(List.of(script));
    while (!open.isEmpty()) {
      SourceFile file = open.remove();
      Set<SourceFile> next = new HashSet<>();
      ShellScript.of(file.content()).syntax().sourced().forEach(word -> next.addAll(named(word)));
      next.addAll(readers.getOrDefault(file.name(), Set.of()));
      next.stream().filter(family::add).forEach(open::add);
    }
    return family;
  }

  private List<SourceFile> named(String word) {
    String name = lastName(word);
    return project.files().of(FileKind.SHELL).stream()
        .filter(file -> file.name().equals(name))
        .toList();
  }

  /** The texts of the scripts that a script reads into itself, where each is known for certain. */
  List<String> readBy(SourceFile script) {
    List<String> texts = new ArrayList<>();
    for (String word : ShellScript.of(script.content()).syntax().sourced()) {
      List<SourceFile> named = named(word);
      if (named.size() == 1) {
        texts.add(named.get(0).text());
      }
    }
    return texts;
  }

  private static String lastName(String word) {
    return word.substring(word.lastIndexOf('/') + 1);
  }

  /** The functions of a script and of those that belong to it. */
  Set<String> functionsFor(SourceFile script) {
    Set<String> functions = new LinkedHashSet<>();
    family(script)
        .forEach(file -> functions.addAll(ShellScript.of(file.content()).syntax().functions()));
    return functions;
  }

  /**
   * Whether a name that nothing near sets is a mistake. A name with a small letter is one of the
   * script's own (as ShellCheck says in SC2154); any other is one of the environment, unless it is
   * nearly one that is set.
   *
   * @param name the name
   * @param set what is set near it
   */
  boolean isMistake(String name, Set<String> set) {
    String small = name.toLowerCase(Locale.ROOT);
    boolean isOwn = !name.equals(name.toUpperCase(Locale.ROOT));
    boolean isLikely =
        isOwn
            || (name.length() > 2
                && set.stream()
                    .anyMatch(one -> Suggestion.isSlip(one.toLowerCase(Locale.ROOT), small)));
    boolean isNearlyGiven = !isLikely && name.length() > 4 && given.hasNearly(name);
    return (isLikely || isNearlyGiven)
        && !Environment.has(name)
        && !small.endsWith("_proxy")
        && !given.has(name);
  }

  /** Whether a name that a closed environment does not have is one that nothing sets. */
  static boolean isUnset(String name) {
    return !Environment.has(name);
  }

  /** Whether no program of the project leaves variables for later steps; asked rarely. */
  boolean leavesNothing() {
    if (leaves.isEmpty()) {
      leaves = Optional.of(!StepVariables.leaveNothing(project));
    }
    return !leaves.get();
  }
}
