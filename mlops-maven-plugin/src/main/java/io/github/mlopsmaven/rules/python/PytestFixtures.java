package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fixtures that tests ask for are there: in their file, in a {@code conftest.py} above it, or
 * in pytest.
 *
 * @see <a href="https://docs.pytest.org/en/stable/reference/fixtures.html">Fixtures</a>
 */
final class PytestFixtures {

  private static final Set<String> OF_PYTEST =
      Set.of(
          "cache",
          "capfd",
          "capfdbinary",
          "caplog",
          "capsys",
          "capsysbinary",
          "capteesys",
          "doctest_namespace",
          "monkeypatch",
          "pytestconfig",
          "pytester",
          "record_property",
          "record_testsuite_property",
          "record_xml_attribute",
          "recwarn",
          "request",
          "subtests",
          "testdir",
          "tmp_path",
          "tmp_path_factory",
          "tmpdir",
          "tmpdir_factory");

  /** Plugins without fixtures that tests take. */
  private static final Pattern PLUGIN =
      Pattern.compile(
          "pytest[-_](?!cov\\b|xdist\\b|timeout\\b|sugar\\b|randomly\\b|html\\b|rerunfailures\\b|order\\b"
              + "|env\\b|github\\b|azurepipelines\\b|clarity\\b|split\\b)[a-z]|pytest11");

  private static final Pattern LISTS =
      Pattern.compile(
          "(?i)(?:.*requirements.*|.*conda.*|.*environment.*|.*dependenc.*|pyproject\\.toml|setup\\.(?:py|cfg)"
              + "|tox\\.ini|pytest\\.ini|pipfile|noxfile\\.py|makefile|.*\\.lock|.*\\.ya?ml)");

  private static final Pattern TEST_FILE =
      Pattern.compile("test_.*\\.py|.*_test\\.py|conftest\\.py");

  private static final Pattern HOOK =
      Pattern.compile("pytest_plugins|pytest_generate_tests|import\\s*\\*");

  private final PythonValues values;
  private final VerifiedProject project;

  PytestFixtures(PythonValues values) {
    this.values = values;
    this.project = values.project();
  }

  static boolean isTestFile(SourceFile file) {
    boolean isOfPytest =
        file.text().contains("pytest") || ("/" + file.directory()).contains("/test");
    return isOfPytest
        && TEST_FILE.matcher(file.name()).matches()
        && !file.text().contains("argparse");
  }

  /** The fixtures that a file's tests and fixtures ask for, and that are not there. */
  List<TestParameters.Mistake> mistakes(SourceFile file) {
    List<TestParameters.Mistake> mistakes = new ArrayList<>();
    List<SourceFile> sources = sources(file);
    for (SourceFile source : sources) {
      if (HOOK.matcher(source.text()).find() || !PythonTree.of(source.content()).isRead()) {
        return mistakes;
      }
    }
    Set<String> known = new TreeSet<>(OF_PYTEST);
    sources.forEach(source -> names(PythonScope.of(source), known));
    block(file, PythonScope.of(file).body(), new HashSet<>(), known, mistakes);
    return mistakes;
  }

  /** The file, and each conftest.py above it. */
  private List<SourceFile> sources(SourceFile file) {
    List<SourceFile> sources = new ArrayList<>();
    sources.add(file);
    String directory = file.directory();
    while (true) {
      project
          .file(directory.isEmpty() ? "conftest.py" : directory + "/conftest.py")
          .filter(found -> !found.equals(file))
          .ifPresent(sources::add);
      if (directory.isEmpty()) {
        return sources;
      }
      directory = directory.substring(0, Math.max(0, directory.lastIndexOf('/')));
    }
  }

  /** What may be a fixture: all that is bound, but functions and classes that are none. */
  private static void names(PythonScope scope, Set<String> known) {
    for (String name : scope.names()) {
      for (PythonScope.Binding binding : scope.bindings(name)) {
        boolean isPlain =
            binding instanceof PythonScope.ByDefinition definition
                && (definition.statement() instanceof Statement.Type
                    || ((Statement.Function) definition.statement()).decorators().isEmpty());
        if (!isPlain) {
          known.add(name);
        }
      }
    }
    for (PythonScope inner : scope.scopes()) {
      if (inner.isType()) {
        names(inner, known);
      }
    }
    for (Statement statement : scope.body()) {
      if (statement instanceof Statement.Function function) {
        for (Expression decorator : function.decorators()) {
          if (decorator instanceof Expression.Call call) {
            call.argument("name", -1).flatMap(PythonTree::text).ifPresent(known::add);
          }
        }
      }
    }
  }

  private void block(
      SourceFile file,
      List<Statement> body,
      Set<String> given,
      Set<String> known,
      List<TestParameters.Mistake> mistakes) {
    for (Statement statement : body) {
      if (statement instanceof Statement.Function function) {
        function(file, function, given, known, mistakes);
      } else if (statement instanceof Statement.Type type
          && type.name().startsWith("Test")
          && type.bases().isEmpty()
          && areMarks(type.decorators())) {
        block(file, type.body(), parameters(type.decorators()), known, mistakes);
      }
    }
  }

  private void function(
      SourceFile file,
      Statement.Function function,
      Set<String> ofClass,
      Set<String> known,
      List<TestParameters.Mistake> mistakes) {
    boolean isTest = function.name().startsWith("test") && !file.name().equals("conftest.py");
    boolean isAsked =
        areMarks(function.decorators())
            && (isTest || function.decorators().stream().anyMatch(PytestFixtures::isFixture))
            && !file.text().contains("pytestmark")
            && !isCalled(file, function.name());
    if (!isAsked) {
      return;
    }
    Set<String> given = parameters(function.decorators());
    given.addAll(ofClass);
    for (Statement.Parameter parameter : function.parameters()) {
      boolean isWanted =
          parameter.stars().isEmpty()
              && parameter.value().isEmpty()
              && parameter.name().matches("\\w+")
              && !Set.of("self", "cls").contains(parameter.name())
              && !given.contains(parameter.name());
      if (isWanted) {
        missing(function, parameter.name(), function.index(), known).ifPresent(mistakes::add);
      }
    }
    for (Expression decorator : function.decorators()) {
      if (decorator instanceof Expression.Call call
          && PythonTree.dotted(call.function()).endsWith("mark.usefixtures")) {
        for (Expression.Argument argument : call.arguments()) {
          PythonTree.text(argument.value())
              .flatMap(name -> missing(function, name, argument.value().index(), known))
              .ifPresent(mistakes::add);
        }
      }
    }
  }

  /** Whether the file itself calls a function: then it is no test, whatever its name. */
  private static boolean isCalled(SourceFile file, String name) {
    String text = file.text();
    int first = text.indexOf(name + "(");
    return first >= 0 && text.indexOf(name + "(", first + 1) >= 0;
  }

  private Optional<TestParameters.Mistake> missing(
      Statement.Function function, String name, int index, Set<String> known) {
    if (known.contains(name)) {
      return Optional.empty();
    }
    Optional<String> near = Suggestion.nearest(name, known);
    // Of a plugin that has fixtures nobody here knows which.
    return near.isEmpty() && hasPlugins()
        ? Optional.empty()
        : Optional.of(
            new TestParameters.Mistake(
                index,
                "fixture '"
                    + name
                    + "' of '"
                    + function.name()
                    + "' not found"
                    + near.map(one -> " (did you mean " + one + "?)").orElse("")));
  }

  /** Whether a plugin may bring fixtures, or nobody knows what is installed. */
  private boolean hasPlugins() {
    boolean hasLists = false;
    for (SourceFile file : project.files().all()) {
      if (LISTS.matcher(file.name()).matches() && file.content().isText()) {
        Matcher plugin = PLUGIN.matcher(file.text());
        if (plugin.find()) {
          return true;
        }
        hasLists |= file.text().contains("pytest");
      }
    }
    return !hasLists || values.files().isEmpty();
  }

  private static boolean areMarks(List<Expression> decorators) {
    for (Expression decorator : decorators) {
      Expression name = decorator instanceof Expression.Call call ? call.function() : decorator;
      if (!PythonTree.dotted(name).startsWith("pytest.mark.") && !isFixture(decorator)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isFixture(Expression decorator) {
    Expression name = decorator instanceof Expression.Call call ? call.function() : decorator;
    return Set.of("pytest.fixture", "fixture").contains(PythonTree.dotted(name));
  }

  private static Set<String> parameters(List<Expression> decorators) {
    Set<String> names = new HashSet<>();
    for (Expression decorator : decorators) {
      if (decorator instanceof Expression.Call call
          && PythonTree.dotted(call.function()).endsWith("mark.parametrize")) {
        call.argument("argnames", 0).map(TestParameters::names).ifPresent(names::addAll);
      }
    }
    return names;
  }
}
