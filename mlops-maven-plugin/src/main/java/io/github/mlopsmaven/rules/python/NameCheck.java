package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.values.CopiedFiles;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Names that Python code uses are bound somewhere in its file, and so are arguments that it reads.
 */
final class NameCheck implements Check {

  static final Rule NAME =
      new Rule("python-undefined-name", Level.ERROR, "Undefined name in Python");

  static final Rule UNSURE =
      new Rule("python-unset-name", Level.WARNING, "Python name that may have no value");

  /** Files that are data of tests, or lists of names; settings of Jupyter have names given. */
  private static final Pattern NOT_RUN =
      Pattern.compile(
          "(?:^|/)tests?/(?:\\w+/)*(?:data|fixtures|resources|samples|cases)/|(?:^|/)test_?data/"
              + "|(?:white|allow)list\\w*\\.py$|(?:^|/)(?:jupyter|ipython)\\w*_config\\.py$");

  private static final Pattern GAP =
      Pattern.compile("(?<![\\w'\"])_{3,}(?![\\w'\"])\\s*[),.:\\]\\\\\\n]");

  @Override
  public List<Rule> rules() {
    return List.of(NAME, UNSURE);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.PYTHON)) {
      boolean isRead =
          PythonTree.of(file.content()).isRead()
              && PythonSyntax.of(file.content()).mistake().isEmpty()
              && !CopiedFiles.isExercise(file.path())
              && !hasGaps(file)
              && !NOT_RUN.matcher(file.path()).find();
      if (isRead) {
        undefined(project, file, findings);
      }
    }
    for (SourceFile file : project.files().of(FileKind.NOTEBOOK)) {
      if (!CopiedFiles.isExercise(file.path())
          && !hasGaps(file)
          && !NOT_RUN.matcher(file.path()).find()) {
        NotebookNames.check(file, findings);
      }
    }
    boolean hasParser =
        project.files().of(FileKind.PYTHON).stream()
            .anyMatch(file -> file.text().contains("ArgumentParser"));
    if (hasParser) {
      PythonValues values = PythonValues.in(project);
      arguments(values, new PythonParsers(values), findings);
    }
  }

  /**
   * A line of which its author knows.
   *
   * @see <a href="https://flake8.pycqa.org/en/latest/user/violations.html">flake8</a>
   */
  private static final Pattern SILENCED =
      Pattern.compile("(?i)#\\s*noqa(?:\\s*$|\\s*:[^#]*\\bF821\\b|\\s*[^:\\s])");

  /** Whether people are to write something in the place of {@code ___}. */
  private static boolean hasGaps(SourceFile file) {
    return file.text().contains("___") && GAP.matcher(file.text()).find();
  }

  private static void undefined(VerifiedProject project, SourceFile file, Findings findings) {
    PythonScope module = PythonScope.of(file);
    PythonGuards guards = PythonGuards.of(file);
    PythonReads reads = PythonReads.of(module, guards);
    Set<String> told = new HashSet<>();
    Set<String> evaluated = new HashSet<>();
    for (PythonReads.Unbound use : reads.unbound()) {
      if (!use.isLazy()) {
        evaluated.add(use.name());
      }
    }
    for (PythonReads.Unbound use : reads.unbound()) {
      boolean isSelf = use.name().equals("self") && use.isElsewhere();
      boolean isLazy = !evaluated.contains(use.name());
      // A type that is imported where it is needed: the annotation is only text.
      boolean isMeant = isLazy && (use.isElsewhere() || isSilenced(file, use.index()));
      if (!isSelf && !isMeant && use.isLazy() == isLazy && told.add(use.name())) {
        Optional<String> near = Suggestion.nearest(use.name(), reads.names());
        findings.add(
            isLazy ? UNSURE : NAME,
            file.path(),
            file.position(use.index()),
            use.isElsewhere()
                ? "the name '" + use.name() + "' is bound in other functions of this file only"
                : "the name '" + use.name() + "' is bound nowhere in this file",
            near.filter(name -> !use.isElsewhere())
                .map(name -> "did you mean " + name + "?")
                .orElse("import it, or correct it"));
      }
    }
    unset(file, module, guards, PythonReturns.without(module.body()), findings);
    if (!reads.isOpen()) {
      exported(project, file, module, findings);
    }
  }

  private static boolean isSilenced(SourceFile file, int index) {
    String line = file.content().lines().get(file.position(index).line() - 1);
    return SILENCED.matcher(line).find();
  }

  /** The names of {@code __all__}: a module of the package has one, too. */
  private static void exported(
      VerifiedProject project, SourceFile file, PythonScope module, Findings findings) {
    List<PythonScope.Binding> all = module.bindings("__all__");
    if (all.size() != 1
        || module.names().contains("__getattr__")
        || !(all.get(0) instanceof PythonScope.ByValue by)
        || !(by.value() instanceof Expression.Sequence names)) {
      return;
    }
    for (Expression name : names.parts()) {
      Optional<String> text = PythonTree.text(name);
      boolean isMissing =
          text.isPresent()
              && !module.names().contains(text.get())
              && !text.get().startsWith("__")
              && !project.files().isDirectory(file.directory() + "/" + text.get())
              && !project.files().exists(file.directory() + "/" + text.get() + ".py");
      if (isMissing) {
        findings.add(
            NAME,
            file.path(),
            file.position(name.index()),
            "__all__ names '" + text.get() + "', which the module does not have",
            Suggestion.nearest(text.get(), new TreeSet<>(module.names()))
                .map(near -> "did you mean " + near + "?")
                .orElse("add it to the module, or remove it"));
      }
    }
  }

  /** Names that are read where they have no value yet, or no more. */
  private static void unset(
      SourceFile file,
      PythonScope scope,
      PythonGuards guards,
      Set<String> withoutReturn,
      Findings findings) {
    boolean isFollowed = !scope.isType() && !scope.isOpen();
    for (FlowReads.Read read :
        isFollowed
            ? PythonFlow.of(scope, guards, PythonReads.BUILT_IN, withoutReturn)
            : List.<FlowReads.Read>of()) {
      boolean isOfModule =
          scope.outer() != null && PythonScope.of(file).local().contains(read.name());
      findings.add(
          read.isCertain() ? NAME : UNSURE,
          file.path(),
          file.position(read.index()),
          read.isCertain()
              ? "'" + read.name() + "' has no value here"
              : "'" + read.name() + "' has a value only on one of the ways that lead here",
          isOfModule
              ? "the function has its own '"
                  + read.name()
                  + "': set it before, or declare it global"
              : "set it before");
    }
    scope.scopes().forEach(inner -> unset(file, inner, guards, withoutReturn, findings));
  }

  /** What is read of parsed arguments, wherever they were handed on to. */
  private static void arguments(PythonValues values, PythonParsers parsers, Findings findings) {
    for (SourceFile file : values.files()) {
      Set<String> told = new HashSet<>();
      PythonWalk.expressions(
          PythonScope.of(file),
          (scope, expression) -> {
            if (expression instanceof Expression.Attribute attribute) {
              argument(
                  parsers,
                  file,
                  values.of(scope, attribute.value()),
                  attribute.name(),
                  attribute.place(),
                  told,
                  findings);
            } else if (expression instanceof Expression.Binary binary) {
              compared(parsers, values, scope, binary, findings);
            } else if (expression instanceof Expression.Call call
                && call.arguments().size() == 2
                && PythonTree.dotted(call.function()).equals("getattr")) {
              Expression name = call.arguments().get(1).value();
              PythonTree.text(name)
                  .ifPresent(
                      text ->
                          argument(
                              parsers,
                              file,
                              values.of(scope, call.arguments().get(0).value()),
                              text,
                              name.index(),
                              told,
                              findings));
            }
          });
    }
  }

  /** A comparison with a text that the option does not take. */
  private static void compared(
      PythonParsers parsers,
      PythonValues values,
      PythonScope scope,
      Expression.Binary binary,
      Findings findings) {
    boolean isEqual = binary.sign().equals("==") || binary.sign().equals("!=");
    if (isEqual
        && binary.right() instanceof Expression.Text text
        && values.of(scope, binary.left()) instanceof PythonValue.Mounted mounted
        && mounted.path().isEmpty()) {
      parsers
          .choices(mounted.root())
          .filter(texts -> !texts.contains(text.value()))
          .ifPresent(
              texts ->
                  findings.add(
                      NAME,
                      scope.file().path(),
                      scope.file().position(text.index()),
                      "the argument '"
                          + mounted.root().name()
                          + "' is never '"
                          + text.value()
                          + "'",
                      Suggestion.useOneOf(text.value(), new TreeSet<>(texts))));
    }
  }

  private static void argument(
      PythonParsers parsers,
      SourceFile file,
      PythonValue value,
      String name,
      int index,
      Set<String> told,
      Findings findings) {
    Optional<Set<String>> known =
        value instanceof PythonValue.Arguments arguments
            ? parsers.of(arguments.parser())
            : Optional.empty();
    if (known.isPresent()
        && !known.get().contains(name)
        && !name.startsWith("_")
        && told.add(name)) {
      findings.add(
          NAME,
          file.path(),
          file.position(index),
          "the parser has no argument '" + name + "'",
          Suggestion.useOneOf(name, new TreeSet<>(known.get())));
    }
  }
}
