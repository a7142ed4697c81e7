package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names of columns that code reads together, and those that it makes itself.
 *
 * @see <a href="https://pandas.pydata.org/docs/reference/frame.html">DataFrame</a>
 */
final class ColumnReads {

  /** Methods of a table, and the arguments that name columns that are there. */
  private static final Map<String, List<String>> READING =
      Map.ofEntries(
          Map.entry("drop", List.of("columns")),
          Map.entry("dropna", List.of("subset")),
          Map.entry("drop_duplicates", List.of("subset")),
          Map.entry("duplicated", List.of("subset")),
          Map.entry("groupby", List.of("by", "0")),
          Map.entry("sort_values", List.of("by", "0")),
          Map.entry("set_index", List.of("keys", "0")),
          Map.entry("read_csv", List.of("usecols", "parse_dates", "index_col")),
          Map.entry("select", List.of("0")),
          Map.entry("pop", List.of("0")),
          Map.entry("nlargest", List.of("columns", "1")));

  /** Methods whose dictionary has columns that are there as its keys. */
  private static final Set<String> KEYED = Set.of("astype", "agg", "fillna", "replace", "rename");

  /**
   * Columns that are read of the same value.
   *
   * @param file where
   * @param names their names, each with the place where it is read first
   */
  record Group(SourceFile file, Map<String, Integer> names) {}

  private final PythonValues values;
  private final List<Group> groups = new ArrayList<>();
  private final Set<String> made = new HashSet<>();
  private final Map<String, Group> open = new HashMap<>();

  /** Places of texts that are read as columns, and so are no sign that something makes them. */
  private final Set<Integer> read = new HashSet<>();

  private final Set<String> labels = new HashSet<>();
  private boolean isRenamed;

  private ColumnReads(PythonValues values) {
    this.values = values;
  }

  static ColumnReads of(PythonValues values, List<SourceFile> files) {
    ColumnReads reads = new ColumnReads(values);
    for (SourceFile file : files) {
      reads.file(file);
    }
    return reads;
  }

  List<Group> groups() {
    return groups;
  }

  /** The names that code gives to columns, and all texts of which nobody knows the use. */
  Set<String> made() {
    return made;
  }

  /** Whether code changes the names of columns in a way that nobody follows. */
  boolean isRenamed() {
    return isRenamed;
  }

  /** The names that are read as a column of something. */
  Set<String> labels() {
    return labels;
  }

  private void file(SourceFile file) {
    open.clear();
    read.clear();
    isRenamed |= isRenaming(file.text());
    PythonScope module = PythonScope.of(file);
    PythonWalk.statements(module, this::reads);
    PythonWalk.statements(module, this::makes);
  }

  private static boolean isRenaming(String text) {
    return text.contains("columns.str.")
        || text.contains("columns=str.")
        || text.contains("add_prefix(")
        || text.contains("add_suffix(")
        || text.contains("clean_names(")
        || text.contains(".columns = [c")
        || text.contains(".columns = [x")
        || text.contains("get_feature_names_out(");
  }

  // -- what is read

  private void reads(PythonScope scope, Statement statement) {
    if (statement instanceof Statement.Assignment assignment) {
      assignment.value().ifPresent(value -> constant(scope, assignment, value));
      for (Expression target : assignment.targets()) {
        // What is set is made; what is inside of it is read.
        if (target instanceof Expression.Item item) {
          PythonTree.walk(item.value(), part -> read(scope, part));
        }
      }
      assignment.value().ifPresent(value -> PythonTree.walk(value, part -> read(scope, part)));
      return;
    }
    for (Expression expression : PythonTree.expressions(statement)) {
      PythonTree.walk(expression, part -> read(scope, part));
    }
  }

  /** A list of texts that gets a name, or a text. */
  private void constant(PythonScope scope, Statement.Assignment assignment, Expression value) {
    boolean isName =
        assignment.targets().size() == 1 && assignment.targets().get(0) instanceof Expression.Name;
    if (!isName) {
      return;
    }
    if (value instanceof Expression.Text text) {
      read.add(text.index());
    } else if (scope.outer() == null || value instanceof Expression.Sequence) {
      list(scope, value);
    }
  }

  /** A list that is a group of its own. */
  private void list(PythonScope scope, Expression value) {
    Optional<List<String>> names = TextLists.of(values, scope, value);
    if (names.isPresent() && names.get().size() > 1) {
      Map<String, Integer> places = new LinkedHashMap<>();
      for (String name : names.get()) {
        places.put(name, place(value, name));
      }
      groups.add(new Group(scope.file(), places));
      seen(value);
    }
  }

  private void seen(Expression value) {
    PythonTree.walk(
        value,
        part -> {
          if (part instanceof Expression.Text text) {
            read.add(text.index());
          }
        });
  }

  private static int place(Expression value, String name) {
    int[] found = {value.index()};
    PythonTree.walk(
        value,
        part -> {
          if (part instanceof Expression.Text text && text.value().equals(name)) {
            found[0] = text.index();
          }
        });
    return found[0];
  }

  private void read(PythonScope scope, Expression part) {
    if (part instanceof Expression.Item item) {
      names(scope, item.value(), item.key());
      if (item.key() instanceof Expression.Other slice && slice.kind().equals("slice")) {
        slice.parts().forEach(key -> names(scope, item.value(), key));
      }
    } else if (part instanceof Expression.Call call) {
      String name =
          call.function() instanceof Expression.Attribute method
              ? method.name()
              : PythonTree.dotted(call.function());
      Expression owner =
          call.function() instanceof Expression.Attribute method ? method.value() : call;
      boolean isReader = name.startsWith("read_");
      for (String argument : READING.getOrDefault(name, List.of())) {
        boolean isPlace = Character.isDigit(argument.charAt(0));
        Optional<Expression> given =
            call.argument(isPlace ? "" : argument, isPlace ? argument.charAt(0) - '0' : -1);
        given.ifPresent(value -> names(scope, isReader ? call : owner, value));
      }
      if (KEYED.contains(name)) {
        Optional<Expression> given = call.argument("columns", name.equals("rename") ? -1 : 0);
        if (given.orElse(null) instanceof Expression.Dictionary dictionary) {
          dictionary.keys().forEach(key -> key.ifPresent(one -> names(scope, owner, one)));
        }
      }
      for (Expression.Argument argument : call.arguments()) {
        boolean isKnown = isGiving(name, argument.name());
        if (argument.value() instanceof Expression.Sequence sequence && !isKnown) {
          list(scope, sequence);
        }
      }
    }
  }

  /** Whether an argument gives columns their names. */
  private static boolean isGiving(String called, String argument) {
    return argument.equals("names")
        || (argument.equals("columns")
            && !called.matches("drop|get_dummies|pivot.*|read_.*|reindex"));
  }

  private void names(PythonScope scope, Expression owner, Expression key) {
    boolean isText = values.of(scope, key) instanceof PythonValue.Text;
    Optional<List<String>> names =
        isText
            ? Optional.of(List.of(((PythonValue.Text) values.of(scope, key)).value()))
            : TextLists.of(values, scope, key);
    if (names.isEmpty()) {
      return;
    }
    seen(key);
    String root = root(owner);
    if (root.isEmpty()) {
      return;
    }
    String at = System.identityHashCode(scope.owner()) + " " + root;
    Group group =
        open.computeIfAbsent(
            at,
            any -> {
              Group made = new Group(scope.file(), new LinkedHashMap<>());
              groups.add(made);
              return made;
            });
    for (String name : names.get()) {
      labels.add(name);
      group.names().putIfAbsent(name, place(key, name));
    }
  }

  /** The name of the table that an expression is made of. */
  private static String root(Expression expression) {
    Expression at = expression;
    while (true) {
      if (at instanceof Expression.Item item) {
        at = item.value();
      } else if (at instanceof Expression.Call call) {
        if (!(call.function() instanceof Expression.Attribute method)) {
          return "";
        }
        at = method.value();
      } else if (at instanceof Expression.Attribute attribute
          && Set.of("loc", "at", "str", "dt", "iloc").contains(attribute.name())) {
        at = attribute.value();
      } else {
        return PythonTree.dotted(at);
      }
    }
  }

  // -- what is made

  private void makes(PythonScope scope, Statement statement) {
    if (statement instanceof Statement.Assignment assignment) {
      for (Expression target : assignment.targets()) {
        if (target instanceof Expression.Item item) {
          Set<String> self = assignment.value().map(value -> readIn(scope, value)).orElse(Set.of());
          targets(scope, item.key(), self);
        }
        boolean isNames =
            target instanceof Expression.Attribute attribute && attribute.name().equals("columns");
        if (isNames) {
          assignment
              .value()
              .flatMap(one -> TextLists.of(values, scope, one))
              .ifPresent(made::addAll);
          isRenamed |=
              assignment.value().flatMap(one -> TextLists.of(values, scope, one)).isEmpty();
        }
      }
    }
    for (Expression expression : PythonTree.expressions(statement)) {
      PythonTree.walk(expression, part -> made(scope, part));
    }
  }

  private void targets(PythonScope scope, Expression key, Set<String> self) {
    seen(key);
    List<Expression> keys =
        key instanceof Expression.Other slice && slice.kind().equals("slice")
            ? slice.parts()
            : List.of(key);
    for (Expression one : keys) {
      if (values.of(scope, one) instanceof PythonValue.Text text) {
        if (!self.contains(text.value())) {
          made.add(text.value());
        }
      } else {
        TextLists.of(values, scope, one).ifPresent(made::addAll);
      }
    }
  }

  /** The columns that an expression reads. */
  private Set<String> readIn(PythonScope scope, Expression value) {
    Set<String> names = new HashSet<>();
    PythonTree.walk(
        value,
        part -> {
          if (part instanceof Expression.Item item
              && values.of(scope, item.key()) instanceof PythonValue.Text text) {
            names.add(text.value());
          }
        });
    return names;
  }

  private void made(PythonScope scope, Expression part) {
    if (part instanceof Expression.Call call) {
      String name =
          call.function() instanceof Expression.Attribute method
              ? method.name()
              : PythonTree.dotted(call.function());
      for (Expression.Argument argument : call.arguments()) {
        boolean isPlain = argument.name().matches("\\w+");
        if (isPlain && !readIn(scope, argument.value()).contains(argument.name())) {
          made.add(argument.name());
        }
        if (isGiving(name, argument.name())) {
          TextLists.of(values, scope, argument.value()).ifPresent(made::addAll);
        }
      }
    } else if (part instanceof Expression.Dictionary dictionary) {
      for (int i = 0; i < dictionary.keys().size(); i++) {
        Optional<Expression> key = dictionary.keys().get(i);
        if (key.isPresent() && values.of(scope, key.get()) instanceof PythonValue.Text text) {
          boolean isSame = readIn(scope, dictionary.values().get(i)).contains(text.value());
          if (!isSame && !read.contains(key.get().index())) {
            made.add(text.value());
          }
          read.add(key.get().index());
        }
      }
    } else if (part instanceof Expression.Text text && !read.contains(text.index())) {
      made.add(text.value());
    } else if (part instanceof Expression.Other format && format.kind().equals("f")) {
      PythonText.pattern(values, scope, format)
          .filter(text -> text.indexOf('*') < 0)
          .ifPresent(made::add);
    }
  }
}
