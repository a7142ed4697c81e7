package io.github.mlopsmaven.rules.python;

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
import java.util.regex.Pattern;

/**
 * Code that Python reads and that fails, or does something else than it says, when it runs.
 *
 * @see <a href="https://docs.python.org/3/reference/">The language reference</a>
 */
final class RuntimeCheck implements Check {

  static final Rule FAILS =
      new Rule("python-runtime", Level.ERROR, "Python code that fails when it runs");

  static final Rule DOUBTFUL =
      new Rule(
          "python-doubtful", Level.WARNING, "Python code that does something else than it says");

  private static final Set<String> LOGGING =
      Set.of("debug", "info", "warning", "error", "critical", "exception");

  /** Annotations of values that nobody can call. */
  private static final Pattern PLAIN =
      Pattern.compile(
          "(?:str|int|float|bool|bytes|list|dict|tuple|set|List|Dict|Tuple|Set|Path|pathlib\\.Path|(?:pd|pandas)\\.DataFrame)");

  /** What takes a text as it is, for people or as a path. */
  private static final Set<String> TAKING =
      Set.of("print", "open", "Path", "pathlib.Path", "os.path.join", "sys.exit", "warnings.warn");

  @Override
  public List<Rule> rules() {
    return List.of(FAILS, DOUBTFUL);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    List<SourceFile> files = project.files().of(FileKind.PYTHON);
    if (files.isEmpty()) {
      return;
    }
    PythonValues values = PythonValues.in(project);
    UnreachedHandlers handlers = new UnreachedHandlers(values);
    PytestFixtures fixtures = new PytestFixtures(values);
    Set<String> ofFixtures = new HashSet<>();
    for (SourceFile file : files) {
      if (file.text().contains("fixture")) {
        ofFixtures.addAll(TestParameters.ofFixtures(file));
      }
    }
    for (SourceFile file : files) {
      if (!file.text().contains("{{ cookiecutter") && !file.text().contains("{%")) {
        OneFile one = new OneFile(values, ofFixtures, file, findings);
        PythonWalk.statements(PythonScope.of(file), one::statement);
        if (file.text().contains("except")) {
          for (TestParameters.Mistake handler :
              handlers.mistakes(PythonScope.of(file), PythonScope.of(file).body())) {
            one.add(DOUBTFUL, handler.index(), handler.problem(), "move it up");
          }
        }
        if (PytestFixtures.isTestFile(file)) {
          for (TestParameters.Mistake asked : fixtures.mistakes(file)) {
            one.add(FAILS, asked.index(), asked.problem(), "correct the name, or add the fixture");
          }
        }
        ImportCircle.mistakes(values, file)
            .forEach(
                mistake ->
                    one.add(
                        FAILS,
                        mistake.index(),
                        mistake.problem(),
                        "import it in the function that needs it, or move it"));
      }
    }
  }

  private static final class OneFile {

    private final PythonValues values;
    private final Set<String> ofFixtures;
    private final SourceFile file;
    private final Findings findings;
    private final ForgottenFormat format;
    private final PythonGuards guards;
    private final Set<Integer> told = new HashSet<>();

    OneFile(PythonValues values, Set<String> ofFixtures, SourceFile file, Findings findings) {
      this.values = values;
      this.ofFixtures = ofFixtures;
      this.file = file;
      this.findings = findings;
      this.guards = PythonGuards.of(file);
      this.format = new ForgottenFormat(values, file, this::unfilled);
    }

    void statement(PythonScope scope, Statement statement) {
      if (statement instanceof Statement.Function function) {
        TestParameters.mistakes(function, ofFixtures)
            .forEach(
                mistake ->
                    add(
                        FAILS,
                        mistake.index(),
                        mistake.problem(),
                        "make the parameters of the test and of its rows the same"));
        shared(SharedValues.ofFunction(function));
      } else if (statement instanceof Statement.Type type) {
        fields(type);
        shared(SharedValues.ofType(type));
      } else if (statement instanceof Statement.Compound compound
          && compound.kind().equals("raise")) {
        for (Expression value : compound.values()) {
          if (value instanceof Expression.Call call && !call.arguments().isEmpty()) {
            place(scope, call, call.arguments().get(0).value());
          }
        }
      }
      format.statement(scope, statement);
      if (statement instanceof Statement.Compound with
          && with.kind().equals("with")
          && !guards.isGuarded(statement, "TypeError", "OSError", "UnsupportedOperation")) {
        new OpenModes(
                values,
                scope,
                (index, problem) -> add(FAILS, index, problem, "open it with another mode"))
            .with(with);
      } else if (statement instanceof Statement.Bare bare) {
        uncalled(scope, bare.value());
      }
      for (Expression expression : PythonTree.expressions(statement)) {
        PythonTree.walk(expression, part -> part(scope, part));
      }
    }

    private void shared(List<TestParameters.Mistake> mistakes) {
      for (TestParameters.Mistake one : mistakes) {
        add(DOUBTFUL, one.index(), one.problem(), "make a new one in each call or object");
      }
    }

    /** A function that is named and not called. */
    private void uncalled(PythonScope scope, Expression value) {
      boolean isName = value instanceof Expression.Name || value instanceof Expression.Attribute;
      if (isName
          && values.of(scope, value) instanceof PythonValue.Function function
          && function.function().decorators().isEmpty()
          && !PythonSign.namesOthers(file.text())) {
        add(
            DOUBTFUL,
            value.index(),
            "'" + function.function().name() + "' is named, and not called",
            "write parentheses behind it");
      }
    }

    private void part(PythonScope scope, Expression part) {
      if (part instanceof Expression.Binary binary
          && binary.sign().equals("%")
          && values.of(scope, binary.left()) instanceof PythonValue.Text text) {
        TextFormat.mistake(text.value(), binary.right())
            .ifPresent(problem -> formatted(binary.index(), problem));
      } else if (part instanceof Expression.Call call) {
        call(scope, call);
      }
    }

    private void formatted(int index, String problem) {
      add(FAILS, index, problem, "give a value for each place");
    }

    private void call(PythonScope scope, Expression.Call call) {
      String name = PythonTree.dotted(call.function());
      if (call.function() instanceof Expression.Attribute attribute) {
        if (attribute.name().equals("format")
            && values.of(scope, attribute.value()) instanceof PythonValue.Text text) {
          TextFormat.mistake(text.value(), call)
              .ifPresent(problem -> formatted(attribute.index(), problem));
          if (attribute.value() instanceof Expression.Text
              && TextFormat.mistake(text.value(), call).isEmpty()) {
            TextFormat.unused(text.value(), call)
                .ifPresent(problem -> add(DOUBTFUL, attribute.index(), problem, "give it a place"));
          }
        } else if (LOGGING.contains(attribute.name())) {
          logged(scope, attribute, call);
        } else if (attribute.name().equals("add_argument")) {
          option(call);
        }
      }
      if (TAKING.contains(name)) {
        call.arguments().forEach(argument -> place(scope, call, argument.value()));
      }
      format.call(scope, call);
      notFunction(scope, call, name);
    }

    private void logged(PythonScope scope, Expression.Attribute method, Expression.Call call) {
      PythonValue logger = values.of(scope, method.value());
      boolean isLogger =
          logger.equals(new PythonValue.Library("logging"))
              || logger.equals(new PythonValue.Made("logging.getLogger"));
      List<Expression.Argument> given =
          call.arguments().stream().filter(one -> one.name().isEmpty()).toList();
      if (!isLogger || given.isEmpty() || call.isOpen()) {
        return;
      }
      place(scope, call, given.get(0).value());
      if (given.get(0).value() instanceof Expression.Text text && given.size() > 1) {
        boolean isNamed = given.get(1).value() instanceof Expression.Dictionary;
        Optional<Integer> places = TextFormat.places(text.value());
        if (!isNamed && places.isPresent() && places.get() != given.size() - 1) {
          add(
              DOUBTFUL,
              text.index(),
              "the message has "
                  + places.get()
                  + " places, and gets "
                  + (given.size() - 1)
                  + " values: it is not logged",
              "give a value for each place");
        }
      }
    }

    /** {@code bool("False")} is true. */
    private void option(Expression.Call call) {
      Optional<Expression> type = call.argument("type", -1);
      if (type.isPresent() && PythonTree.dotted(type.get()).equals("bool")) {
        add(
            DOUBTFUL,
            type.get().index(),
            "an option of type bool is true for each text but the empty one, 'False' too",
            "use action=argparse.BooleanOptionalAction, or a function that reads the text");
      }
    }

    /** {@code "{name}"} with a variable of the function, where nothing fills it in. */
    private void place(PythonScope scope, Expression.Call call, Expression value) {
      if (value instanceof Expression.Text text && !isFilled(call)) {
        format
            .place(scope, text)
            .filter(place -> call.argument(place.replaceAll("[{}]", ""), -1).isEmpty())
            .ifPresent(place -> unfilled(text.index(), place));
      }
    }

    private void unfilled(Integer index, String place) {
      if (told.add(index)) {
        add(
            DOUBTFUL,
            index,
            "'" + place + "' stays as it is: the text is no f-string",
            "write f before the text");
      }
    }

    /** Whether values are put into a text in another way. */
    private static boolean isFilled(Expression.Call call) {
      boolean isOfLog = call.argument("extra", -1).isPresent();
      return call.isOpen() || (call.arguments().size() > 1 && isLog(call)) || isOfLog;
    }

    private static boolean isLog(Expression.Call call) {
      return call.function() instanceof Expression.Attribute method
          && LOGGING.contains(method.name());
    }

    /** A data class whose field has no default behind one that has. */
    private void fields(Statement.Type type) {
      boolean isData =
          type.decorators().size() == 1
              && PythonTree.dotted(type.decorators().get(0)).matches("(?:dataclasses\\.)?dataclass")
              && type.bases().isEmpty();
      boolean isFrozen =
          type.decorators().size() == 1
              && type.decorators().get(0) instanceof Expression.Call call
              && PythonTree.dotted(call.function()).matches("(?:dataclasses\\.)?dataclass")
              && call.argument("kw_only", -1).isEmpty()
              && type.bases().isEmpty();
      boolean isTuple =
          type.bases().size() == 1
              && PythonTree.dotted(type.bases().get(0).value()).matches("(?:typing\\.)?NamedTuple");
      String before = "";
      for (Statement statement :
          isData || isFrozen || isTuple ? type.body() : List.<Statement>of()) {
        if (statement instanceof Statement.Assignment field
            && field.type().isPresent()
            && field.targets().get(0) instanceof Expression.Name name) {
          String annotation = annotation(field.type().get());
          if (annotation.endsWith("KW_ONLY")) {
            return;
          }
          boolean isField = field.value().orElse(null) instanceof Expression.Call;
          if (annotation.endsWith("ClassVar") || (isField && !hasDefault(field))) {
            continue;
          }
          if (field.value().isPresent()) {
            before = name.name();
            if (!isTuple && SharedValues.isChanging(field.value().get())) {
              add(
                  FAILS,
                  field.value().get().index(),
                  "the field '" + name.name() + "' has a default that all objects would share",
                  "write field(default_factory=…)");
            }
          } else if (!before.isEmpty()) {
            add(
                FAILS,
                name.index(),
                "the field '"
                    + name.name()
                    + "' has no default, and '"
                    + before
                    + "' before it has one",
                "give it a default, or move it up");
            return;
          }
        }
      }
    }

    private static boolean hasDefault(Statement.Assignment field) {
      return field.value().orElse(null) instanceof Expression.Call call
          && PythonTree.dotted(call.function()).endsWith("field")
          && call.argument("init", -1).isEmpty()
          && call.argument("kw_only", -1).isEmpty()
          && (call.argument("default", -1).isPresent()
              || call.argument("default_factory", -1).isPresent());
    }

    private static String annotation(Expression type) {
      return PythonTree.dotted(type instanceof Expression.Item item ? item.value() : type);
    }

    private void notFunction(PythonScope scope, Expression.Call call, String name) {
      PythonValue callee = values.of(scope, call.function());
      boolean isPlain =
          callee instanceof PythonValue.Text
              || callee instanceof PythonValue.Path
              || callee instanceof PythonValue.Tuple
              || callee instanceof PythonValue.Plain
              || callee instanceof PythonValue.Dictionary;
      boolean isMember =
          call.function() instanceof Expression.Attribute attribute
              && values.of(scope, attribute.value()) instanceof PythonValue.Instance instance
              && isValue(instance, attribute.name());
      if (isPlain || isMember) {
        String whole =
            call.function() instanceof Expression.Attribute attribute ? attribute.name() : name;
        add(
            FAILS,
            call.index(),
            "'" + whole.substring(whole.lastIndexOf('.') + 1) + "' is called, and is no function",
            "leave out the parentheses, or call what was meant");
      }
    }

    /** Whether a property or a field of a class has a type that nobody can call. */
    private static boolean isValue(PythonValue.Instance instance, String name) {
      for (Statement statement : instance.type().type().body()) {
        if (statement instanceof Statement.Function function && function.name().equals(name)) {
          boolean isProperty =
              function.decorators().stream()
                  .anyMatch(one -> PythonTree.dotted(one).equals("property"));
          return isProperty
              && function
                  .result()
                  .filter(type -> PLAIN.matcher(annotation(type)).matches())
                  .isPresent();
        }
        if (statement instanceof Statement.Assignment field
            && field.targets().get(0) instanceof Expression.Name found
            && found.name().equals(name)) {
          return field.type().filter(type -> PLAIN.matcher(annotation(type)).matches()).isPresent();
        }
      }
      return false;
    }

    void add(Rule rule, int index, String problem, String remedy) {
      findings.add(rule, file.path(), file.position(index), problem, remedy);
    }
  }
}
