package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.SourceFile;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts with the names of variables in braces that nothing fills in: the {@code f} before them is
 * missing.
 *
 * @see <a
 *     href="https://docs.python.org/3/reference/lexical_analysis.html#formatted-string-literals">
 *     Formatted string literals</a>
 */
final class ForgottenFormat {

  /** No expression in a text is longer. */
  private static final int LONGEST = 80;

  private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");

  private static final Pattern SPEC = Pattern.compile("(?:![rsa])?(?::[^\\s:=][^:]*)?$");

  /** A file that fills in texts elsewhere. */
  private static final Pattern FILLING =
      Pattern.compile(
          "\\.format\\(|format_map|Template|template|[pP]rompt|langchain|str\\.replace|style=[\"']\\{");

  /** What takes a text as it is, for people or as a path. */
  private static final Set<String> TAKING =
      Set.of(
          "print",
          "open",
          "Path",
          "pathlib.Path",
          "os.path.join",
          "os.makedirs",
          "sys.exit",
          "exit",
          "warnings.warn",
          "joblib.dump",
          "joblib.load",
          "torch.save",
          "torch.load",
          "Input",
          "Output");

  private static final Set<String> TAKING_METHODS =
      Set.of(
          "append",
          "write",
          "write_text",
          "joinpath",
          "title",
          "set_title",
          "savefig",
          "to_csv",
          "to_parquet",
          "read_csv",
          "read_parquet",
          "log_metric",
          "log_param",
          "log_artifact",
          "log_artifacts",
          "log_metrics",
          "log_params",
          "log_text",
          "set_tag",
          "set_experiment",
          "start_run",
          "load_model",
          "exit",
          "warn");

  private static final Set<String> LOOPS = Set.of("comprehension", "list", "set", "generator");

  private static final Set<String> COMPARING = Set.of("==", "!=", "in", "not in", "%", "is");

  private final PythonValues values;
  private final SourceFile file;
  private final BiConsumer<Integer, String> found;
  private final boolean isFilled;

  /**
   * Looks at a file.
   *
   * @param found takes the place of a text, and the first of its places
   */
  ForgottenFormat(PythonValues values, SourceFile file, BiConsumer<Integer, String> found) {
    this.values = values;
    this.file = file;
    this.found = found;
    this.isFilled = isFilling(file);
  }

  /** What a statement gives back or names. */
  void statement(PythonScope scope, Statement statement) {
    boolean isInFunction = scope.owner() instanceof Statement.Function;
    if (isFilled || !isInFunction) {
      return;
    }
    if (statement instanceof Statement.Return back) {
      back.value().ifPresent(value -> given(scope, value));
    } else if (statement instanceof Statement.Assignment assignment) {
      assignment.value().ifPresent(value -> given(scope, value));
    }
  }

  /** What a call is given. */
  void call(PythonScope scope, Expression.Call call) {
    // Most calls are given no such text: what they call need not be known.
    boolean isLookedAt =
        !call.isOpen() && !isFilled && scope.owner() instanceof Statement.Function && isGiven(call);
    if (!isLookedAt) {
      return;
    }
    String name = PythonTree.dotted(call.function());
    boolean isTaking =
        TAKING.contains(name)
            || (call.function() instanceof Expression.Attribute method
                && TAKING_METHODS.contains(method.name()))
            || isOwn(scope, call);
    if (isTaking) {
      call.arguments().forEach(argument -> given(scope, argument.value()));
    }
  }

  private static boolean isGiven(Expression.Call call) {
    boolean[] isGiven = {false};
    for (Expression.Argument argument : call.arguments()) {
      PythonTree.walk(
          argument.value(),
          part ->
              isGiven[0] |= part instanceof Expression.Text text && text.value().indexOf('{') >= 0);
    }
    return isGiven[0];
  }

  private boolean isOwn(PythonScope scope, Expression.Call call) {
    return values.of(scope, call.function()) instanceof PythonValue.Function function
        && !isFilling(function.scope().file());
  }

  private static boolean isFilling(SourceFile file) {
    return file.content()
        .learn(Filling.class, known -> new Filling(FILLING.matcher(known.text()).find()))
        .isSo();
  }

  /** What a content is asked for once. */
  private record Filling(boolean isSo) {}

  /** A value, and those that it is made of. */
  private void given(PythonScope scope, Expression value) {
    if (value instanceof Expression.Text text) {
      text(scope, text);
    } else if (value instanceof Expression.Binary binary) {
      if (!COMPARING.contains(binary.sign())) {
        given(scope, binary.left());
        given(scope, binary.right());
      }
    } else if (value instanceof Expression.Choice choice) {
      given(scope, choice.value());
      given(scope, choice.other());
    } else if (value instanceof Expression.Sequence || value instanceof Expression.Dictionary) {
      value.parts().forEach(part -> given(scope, part));
    } else if (value instanceof Expression.Other other && LOOPS.contains(other.kind())) {
      other.parts().forEach(part -> given(scope, part));
    }
  }

  private void text(PythonScope scope, Expression.Text text) {
    place(scope, text)
        .filter(place -> !FilledTexts.isFilled(values.files(), place))
        .ifPresent(place -> found.accept(text.index(), place));
  }

  /**
   * The first place of a text whose places are all expressions with variables of the function.
   *
   * @return empty where it has none, or its braces may mean something else
   */
  Optional<String> place(PythonScope scope, Expression.Text text) {
    String value = text.value();
    if (value.indexOf('{') < 0 || isOther(text)) {
      return Optional.empty();
    }
    Matcher place = PLACE.matcher(value);
    int end = 0;
    Optional<String> first = Optional.empty();
    boolean isLocal = false;
    while (place.find()) {
      boolean isOpen = value.substring(end, place.start()).matches("(?s)[^{}]*[^{}$\\\\]|");
      if (!isOpen || !isExpression(scope, place.group(1))) {
        return Optional.empty();
      }
      first = first.or(() -> Optional.of(place.group()));
      isLocal |= isOfFunction(scope, place.group(1));
      end = place.end();
    }
    String rest = value.substring(end);
    boolean isOther = rest.indexOf('{') >= 0 || rest.indexOf('}') >= 0 || !isLocal;
    return isOther ? Optional.empty() : first;
  }

  /** A raw text, or one of several lines, is mostly a pattern, a query or a document. */
  private boolean isOther(Expression.Text text) {
    String written = file.text();
    char first = text.index() < written.length() ? written.charAt(text.index()) : 'r';
    return (first != '"' && first != '\'')
        || text.value().indexOf('\\') >= 0
        || text.value().indexOf('\n') >= 0;
  }

  /** The expression of a place; empty where it is none, or one that nobody writes there. */
  private static Optional<Expression> expression(String written) {
    String code = SPEC.matcher(written).replaceFirst("");
    if (code.isBlank() || !code.equals(code.strip()) || code.length() > LONGEST) {
      return Optional.empty();
    }
    PythonTree tree = PythonTree.parse(code);
    boolean isOne =
        tree.isRead()
            && tree.body().size() == 1
            && tree.body().get(0) instanceof Statement.Bare bare
            && (bare.value() instanceof Expression.Name
                || bare.value() instanceof Expression.Attribute
                || bare.value() instanceof Expression.Item
                || bare.value() instanceof Expression.Call);
    return isOne ? Optional.of(((Statement.Bare) tree.body().get(0)).value()) : Optional.empty();
  }

  private static boolean isExpression(PythonScope scope, String written) {
    return expression(written).filter(one -> all(one, name -> isKnown(scope, name))).isPresent();
  }

  private static boolean isOfFunction(PythonScope scope, String written) {
    return expression(written).filter(one -> !all(one, name -> !isLocal(scope, name))).isPresent();
  }

  private static boolean all(Expression expression, Predicate<String> condition) {
    boolean[] isTrue = {true};
    PythonTree.walk(
        expression,
        part ->
            isTrue[0] &= !(part instanceof Expression.Name name) || condition.test(name.name()));
    return isTrue[0];
  }

  private static boolean isLocal(PythonScope start, String name) {
    for (PythonScope scope = start; scope != null; scope = scope.outer()) {
      if (scope.owner() instanceof Statement.Function && scope.names().contains(name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isKnown(PythonScope scope, String name) {
    return scope.sees(name) || PythonReads.BUILT_IN.contains(name);
  }
}
