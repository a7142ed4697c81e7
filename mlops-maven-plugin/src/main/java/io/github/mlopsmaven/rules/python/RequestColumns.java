package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Position;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a model is asked with has the columns that it was trained with: in code, in sample requests,
 * and in files for a batch.
 *
 * @see <a href="https://mlflow.org/docs/latest/model/signatures.html">Model signatures</a>
 */
final class RequestColumns {

  private static final Pattern SAMPLE =
      Pattern.compile("(?i)(?:.*/)?[^/]*(?:batch|sample|request|scor|infer|predict)[^/]*(?:/.*)?");

  private final PythonValues values;
  private final Findings findings;

  /** The columns that models are trained with, each set once. */
  private final Set<Set<String>> trained = new LinkedHashSet<>();

  private record Asked(SourceFile file, Position position, Set<String> columns) {}

  private final List<Asked> asked = new ArrayList<>();

  /** Columns that the class of a served model reads. */
  private final List<Asked> served = new ArrayList<>();

  private RequestColumns(PythonValues values, Findings findings) {
    this.values = values;
    this.findings = findings;
  }

  static void check(
      PythonValues values,
      List<SourceFile> files,
      List<DataTables.Table> tables,
      ColumnReads reads,
      Findings findings) {
    RequestColumns columns = new RequestColumns(values, findings);
    for (SourceFile file : files) {
      columns.file(file);
    }
    if (columns.trained.size() == 1 && !reads.isRenamed()) {
      columns.compare(tables);
    }
    if (!columns.served.isEmpty()) {
      columns.compareServed();
    }
  }

  private void file(SourceFile file) {
    boolean isModel = file.text().contains("PythonModel");
    PythonWalk.statements(
        PythonScope.of(file),
        (scope, statement) -> {
          for (Expression expression : PythonTree.expressions(statement)) {
            PythonTree.walk(expression, part -> part(scope, part));
          }
          if (isModel && statement instanceof Statement.Function function) {
            served(scope, function);
          }
        });
  }

  private void part(PythonScope scope, Expression part) {
    if (part instanceof Expression.Call call
        && call.function() instanceof Expression.Attribute method
        && !call.arguments().isEmpty()) {
      Expression first = call.arguments().get(0).value();
      boolean isFit = method.name().equals("fit");
      boolean isPredict = method.name().equals("predict") || method.name().equals("predict_proba");
      if ((isFit && call.arguments().size() == 2) || isPredict) {
        columns(scope, first)
            .ifPresent(
                found -> {
                  if (isFit) {
                    trained.add(found);
                  } else {
                    asked.add(new Asked(scope.file(), scope.file().position(first.index()), found));
                  }
                });
      }
    }
  }

  /** The columns in {@code table[COLUMNS]}. */
  private Optional<Set<String>> columns(PythonScope scope, Expression table) {
    return table instanceof Expression.Item item
        ? TextLists.of(values, scope, item.key()).filter(list -> list.size() > 1).map(TreeSet::new)
        : Optional.empty();
  }

  /** What {@code predict(self, context, model_input)} of a model's class reads. */
  private void served(PythonScope scope, Statement.Function function) {
    boolean isOfModel =
        function.name().equals("predict")
            && function.parameters().size() > 2
            && scope.owner() instanceof Statement.Type type
            && type.bases().stream()
                .anyMatch(base -> PythonTree.dotted(base.value()).endsWith("PythonModel"));
    PythonScope inner = scope.of(function);
    if (!isOfModel || inner == null) {
      return;
    }
    String input = function.parameters().get(2).name();
    PythonWalk.expressions(
        inner,
        (at, expression) -> {
          if (expression instanceof Expression.Item item
              && PythonTree.dotted(item.value()).equals(input)
              && values.of(at, item.key()) instanceof PythonValue.Text text) {
            served.add(
                new Asked(at.file(), at.file().position(item.key().index()), Set.of(text.value())));
          }
        });
  }

  private void compare(List<DataTables.Table> tables) {
    Set<String> wanted = trained.iterator().next();
    asked.forEach(one -> compare(one.file(), one.position(), one.columns(), wanted));
    for (SourceFile file : values.project().files().all()) {
      if (file.name().endsWith(".json") && !file.isVendored()) {
        request(file).ifPresent(one -> compare(one.file(), one.position(), one.columns(), wanted));
      }
    }
    for (DataTables.Table table : tables) {
      Set<String> without = new TreeSet<>(wanted);
      without.removeAll(table.columns());
      Set<String> more = new TreeSet<>(table.columns());
      more.removeAll(wanted);
      boolean isSlip = without.size() == 1 && more.size() <= 1 && wanted.size() > 2;
      if (isSlip && SAMPLE.matcher(table.file().path()).matches()) {
        compare(table.file(), new Position(1, 1), table.columns(), wanted);
      }
    }
  }

  private void compare(SourceFile file, Position position, Set<String> has, Set<String> wanted) {
    Set<String> without = new TreeSet<>(wanted);
    without.removeAll(has);
    boolean isOther = without.size() * 2 > wanted.size();
    if (!without.isEmpty() && !isOther) {
      findings.add(
          ColumnCheck.COLUMN,
          file.path(),
          position,
          "the model is asked without '"
              + String.join("', '", without)
              + "', which it was trained with",
          "give it the columns of the training");
    }
  }

  private void compareServed() {
    Set<String> known = new HashSet<>();
    for (SourceFile file : values.project().files().all()) {
      if (file.name().endsWith(".json") && !file.isVendored()) {
        request(file).ifPresent(one -> known.addAll(one.columns()));
      }
    }
    for (Asked one : served) {
      String name = one.columns().iterator().next();
      if (!known.isEmpty() && !known.contains(name)) {
        findings.add(
            ColumnCheck.COLUMN,
            one.file().path(),
            one.position(),
            "the sample request has no column '" + name + "'",
            "correct the name here or in the request");
      }
    }
  }

  /** The columns of a sample request; empty where a file is none. */
  private static Optional<Asked> request(SourceFile file) {
    if (file.content().size() > 1_000_000 || !file.content().isText()) {
      return Optional.empty();
    }
    Optional<YamlNode> root = file.yaml().root();
    for (String key : List.of("input_data", "dataframe_split")) {
      Optional<YamlNode> columns = root.flatMap(node -> node.get(key, "columns"));
      if (columns.isPresent()) {
        Set<String> names = new TreeSet<>();
        columns.get().items().forEach(item -> item.text().ifPresent(names::add));
        return names.isEmpty()
            ? Optional.empty()
            : Optional.of(new Asked(file, columns.get().position(), names));
      }
    }
    for (String key : List.of("data", "input_data", "inputs", "instances", "dataframe_records")) {
      Optional<YamlNode> rows = root.flatMap(node -> node.get(key)).filter(YamlNode::isSequence);
      if (rows.isPresent()
          && !rows.get().items().isEmpty()
          && rows.get().items().get(0).isMapping()) {
        YamlNode row = rows.get().items().get(0);
        return Optional.of(new Asked(file, row.position(), row.keys()));
      }
    }
    return Optional.empty();
  }
}
