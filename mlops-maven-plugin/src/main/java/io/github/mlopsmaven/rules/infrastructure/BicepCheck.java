package io.github.mlopsmaven.rules.infrastructure;

import static java.util.stream.Collectors.toSet;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.values.CopiedFiles;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Position;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What Bicep code names is there, and what it declares is used. */
final class BicepCheck implements Check {

  static final Rule SYNTAX =
      new Rule("bicep-syntax", Level.ERROR, "Unclosed bracket or string in Bicep");

  static final Rule MISSING_FILE =
      new Rule(
          "bicep-missing-file",
          Level.ERROR,
          "File of a Bicep module, import or load function not found");

  static final Rule UNDECLARED =
      new Rule("bicep-undeclared", Level.ERROR, "Undeclared name in Bicep");

  static final Rule UNUSED_PARAMETER =
      new Rule("bicep-unused-parameter", Level.WARNING, "Unused Bicep parameter");

  static final Rule MODULE_ARGUMENT =
      new Rule(
          "bicep-module-argument", Level.ERROR, "Missing or unknown parameter of a Bicep module");

  static final Rule UNKNOWN_OUTPUT =
      new Rule("bicep-unknown-output", Level.ERROR, "Unknown output of a Bicep module");

  /** A line that begins as Bicep does, or a comment alone. */
  private static final Pattern STATEMENT =
      Pattern.compile(
          "(?m)^\\s*(?:param|var|resource|module|output|targetScope|metadata|type|import|func|using|extends|assert|extension|provider|test|@|//|/\\*|#disable)");

  @Override
  public List<Rule> rules() {
    return List.of(
        SYNTAX,
        MISSING_FILE,
        UNDECLARED,
        UNUSED_PARAMETER,
        MODULE_ARGUMENT,
        UNKNOWN_OUTPUT,
        BicepModelCheck.VALUE,
        BicepLanguageCheck.LANGUAGE,
        BicepLanguageCheck.DUPLICATE,
        BicepSecrets.SECRET);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    Set<String> told = new HashSet<>();
    for (SourceFile file : project.files().of(FileKind.BICEP)) {
      BicepFile code = BicepFile.of(file.content());
      if (!file.text().isBlank() && !STATEMENT.matcher(file.text()).find()) {
        findings.add(
            SYNTAX,
            file.path(),
            Position.START,
            "not valid Bicep: no line begins as a statement of it",
            "give the file the ending of its own language");
        continue;
      }
      code.mistake()
          .ifPresent(
              mistake ->
                  findings.add(
                      SYNTAX,
                      file.path(),
                      mistake.position(),
                      "not valid Bicep: " + mistake.problem(),
                      "correct it at or above this line, then run `az bicep lint`"));
      if (code.mistake().isEmpty()) {
        new OneFile(project, file, code, findings).check();
        new BicepLanguageCheck(file, code, findings).check();
        new BicepModelCheck(project, file, code, findings).check();
        new BicepSecrets(file, code, findings).check();
        new BicepFit(project, file, code, told, findings).check();
        new BicepMembers(project, file, code, findings).check();
        new BicepScopes(project, file, code, findings).check();
      }
    }
  }

  private record OneFile(
      VerifiedProject project, SourceFile file, BicepFile code, Findings findings) {

    void check() {
      code.files().forEach(named -> checkExists(named.path(), named.index()));
      code.calls().stream().filter(BicepFile.Call::isLocal).forEach(this::checkCall);
      code.imports().forEach(this::checkImport);
      checkReferences();
      if (!file.path().endsWith(".bicepparam")) {
        checkUse();
      }
    }

    private boolean checkExists(String path, int index) {
      boolean exists = FileSet.resolve(file.directory(), path).flatMap(project::file).isPresent();
      if (!exists) {
        add(MISSING_FILE, index, "file '" + path + "' not found", "add it, or correct the path");
      }
      return exists;
    }

    private void checkImport(BicepFile.Imported imported) {
      Optional<BicepFile> other =
          FileSet.resolve(file.directory(), imported.path())
              .filter(path -> path.endsWith(".bicep"))
              .flatMap(project::file)
              .map(found -> BicepFile.of(found.content()))
              .filter(found -> found.mistake().isEmpty());
      if (other.isPresent() && !other.get().exported().contains(imported.name())) {
        add(
            UNDECLARED,
            imported.index(),
            "'" + imported.path() + "' exports no '" + imported.name() + "'",
            other.get().declared().contains(imported.name())
                ? "add `@export()` to its declaration there"
                : "declare it there with `@export()`, or correct its name");
      }
    }

    private Optional<BicepFile> called(BicepFile.Call call) {
      return FileSet.resolve(file.directory(), call.path())
          .filter(path -> path.endsWith(".bicep"))
          .flatMap(project::file)
          .map(called -> BicepFile.of(called.content()))
          .filter(called -> called.mistake().isEmpty());
    }

    private void checkCall(BicepFile.Call call) {
      if (!checkExists(call.path(), call.index())) {
        return;
      }
      Optional<BicepFile> called = called(call);
      if (called.isEmpty()) {
        return;
      }
      call.arguments()
          .forEach(
              (name, index) -> {
                if (!called.get().parameters().containsKey(name)) {
                  add(
                      MODULE_ARGUMENT,
                      index,
                      "'" + call.path() + "' has no parameter '" + name + "'",
                      "declare `param " + name + "` there, or take this line out");
                }
              });
      called
          .get()
          .parameters()
          .forEach(
              (name, parameter) -> {
                if (call.isExact()
                    && parameter.isRequired()
                    && !call.arguments().containsKey(name)) {
                  add(
                      MODULE_ARGUMENT,
                      call.index(),
                      "'"
                          + call.path()
                          + "' requires the parameter '"
                          + name
                          + "', which is missing",
                      call.name().equals("using")
                          ? "add `param " + name + " = …` to this file"
                          : "add `" + name + ": …` to the module's `params`");
                }
              });
    }

    /**
     * Whether a file is a part of something else, kept to be copied: several names that it uses are
     * declared elsewhere, none of them a slip, and no other file of the project names the file.
     */
    private boolean isSnippet() {
      Set<String> unknown =
          code.references().stream()
              .map(Reference::head)
              .filter(name -> !code.declared().contains(name))
              .collect(toSet());
      return unknown.size() > 1
          && unknown.stream()
              .noneMatch(
                  name ->
                      code.declared().stream().anyMatch(known -> Suggestion.isSlip(known, name)))
          && project.files().all().stream()
              .filter(other -> !other.equals(file) && other.content().isText())
              .noneMatch(other -> other.text().contains(file.name()));
    }

    private void checkReferences() {
      boolean isSnippet = isSnippet();
      for (Reference reference : code.references()) {
        List<String> path = reference.path();
        if (!code.declared().contains(reference.head())) {
          if (isSnippet) {
            continue;
          }
          add(
              UNDECLARED,
              reference.index(),
              "'" + reference.head() + "' is used and not declared in this file",
              "declare it, or correct its name");
        } else if (path.size() > 2 && path.get(1).equals("outputs")) {
          code.calls().stream()
              .filter(call -> call.name().equals(reference.head()) && call.isLocal())
              .findFirst()
              .flatMap(this::called)
              .filter(called -> !called.outputs().contains(path.get(2)))
              .ifPresent(
                  called ->
                      add(
                          UNKNOWN_OUTPUT,
                          reference.index(),
                          "the module '"
                              + reference.head()
                              + "' has no output '"
                              + path.get(2)
                              + "'",
                          "declare `output " + path.get(2) + "` in it, or correct the name"));
        }
      }
    }

    private void checkUse() {
      if (CopiedFiles.isTemplate(file.path())) {
        return;
      }
      Set<String> used = code.references().stream().map(Reference::head).collect(toSet());
      code.parameters()
          .forEach(
              (name, parameter) -> {
                if (!used.contains(name)) {
                  add(
                      UNUSED_PARAMETER,
                      parameter.index(),
                      "the parameter '" + name + "' is declared and used nowhere",
                      "use it, or take its line out");
                }
              });
    }

    private void add(Rule rule, int index, String problem, String remedy) {
      findings.add(rule, file.path(), file.position(index), problem, remedy);
    }
  }
}
