package io.github.mlopsmaven.rules.shell;

import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where else a script's variables may be set: in scripts that it reads into itself or that read it,
 * by a pipeline, or by the user. As ShellCheck does (SC2154), a name without a small letter is
 * taken for one of the environment.
 */
final class SetElsewhere {

  /** Variables with small letters that systems and tasks set. */
  private static final Set<String> SYSTEM =
      Set.of(
          "http_proxy",
          "https_proxy",
          "ftp_proxy",
          "no_proxy",
          "all_proxy",
          "histchars",
          // https://learn.microsoft.com/azure/devops/pipelines/tasks/reference/azure-cli-v2,
          // addSpnToEnvironment
          "servicePrincipalId",
          "servicePrincipalKey",
          "tenantId",
          "idToken");

  /** A path that the project does not have, and that sets no variables of the project. */
  private static final Pattern OF_THE_SYSTEM =
      Pattern.compile("[/~].*|\\$\\{?HOME}?/.*|.*/activate|.*/conda\\.sh");

  private final VerifiedProject project;
  private final Map<String, Boolean> mentioned = new HashMap<>();
  private final Map<SourceFile, Set<SourceFile>> families = new HashMap<>();

  /** Last name of a word behind {@code source} to the scripts that have it. */
  private final Map<String, Set<SourceFile>> readers = new HashMap<>();

  SetElsewhere(VerifiedProject project) {
    this.project = project;
    for (SourceFile file : project.files().of(FileKind.SHELL)) {
      for (String word : ShellSyntax.of(file.content()).sourced()) {
        readers.computeIfAbsent(lastName(word), any -> new LinkedHashSet<>()).add(file);
      }
    }
  }

  /** Whether what a script reads into itself, or does itself, may set any variable. */
  boolean isOpen(SourceFile script) {
    return family(script).stream()
        .map(file -> ShellSyntax.of(file.content()))
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
    family(script).forEach(file -> set.addAll(ShellSyntax.of(file.content()).set()));
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
      ShellSyntax.of(file.content()).sourced().forEach(word -> next.addAll(named(word)));
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

  private static String lastName(String word) {
    return word.substring(word.lastIndexOf('/') + 1);
  }

  /**
   * Whether the environment may set a variable: its name says so, or some file of the project gives
   * it a value.
   */
  boolean mayBeSet(String name) {
    return name.equals(name.toUpperCase(Locale.ROOT))
        || SYSTEM.contains(name)
        || mentioned.computeIfAbsent(name, this::isGivenAValue);
  }

  private boolean isGivenAValue(String name) {
    Pattern given = Pattern.compile("(?<![\\w$.-])" + Pattern.quote(name) + "[\"']? ?[:=]");
    return project.files().all().stream()
        .filter(file -> file.kind() != FileKind.PYTHON && file.content().isText())
        .anyMatch(file -> file.text().contains(name) && given.matcher(file.text()).find());
  }
}
