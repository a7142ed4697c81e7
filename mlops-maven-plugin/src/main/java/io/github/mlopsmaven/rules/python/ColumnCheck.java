package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Position;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Columns that code and settings read together with columns of a table of the project, and that
 * neither a table has nor the code makes.
 */
final class ColumnCheck implements Check {

  static final Rule COLUMN =
      new Rule("python-column", Level.WARNING, "Column that the data does not have");

  /** More that are missing are no slip: the table is another one. */
  private static final int MOST = 2;

  @Override
  public List<Rule> rules() {
    return List.of(COLUMN);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    if (project.files().of(FileKind.PYTHON).isEmpty()) {
      return;
    }
    List<DataTables.Table> tables = DataTables.of(project);
    if (tables.isEmpty()) {
      return;
    }
    PythonValues values = PythonValues.in(project);
    List<SourceFile> files = new ArrayList<>();
    for (SourceFile file : values.files()) {
      if (!TestCode.is(file)) {
        files.add(file);
      }
    }
    ColumnReads reads = ColumnReads.of(values, files);
    OneProject one = new OneProject(tables, reads, findings, new HashSet<>());
    if (!reads.isRenamed()) {
      for (ColumnReads.Group group : reads.groups()) {
        one.group(group);
      }
      one.settings(project);
    }
    RequestColumns.check(values, files, tables, reads, findings);
  }

  private record OneProject(
      List<DataTables.Table> tables, ColumnReads reads, Findings findings, Set<String> told) {

    void group(ColumnReads.Group group) {
      for (String name : missing(group.names().keySet(), group.file())) {
        add(
            group.file(),
            group.file().position(Objects.requireNonNull(group.names().get(name))),
            name);
      }
    }

    /** Lists of columns in settings. */
    void settings(VerifiedProject project) {
      for (SourceFile file : project.files().of(FileKind.YAML, FileKind.AZURE_ML, FileKind.JSON)) {
        // Forms for people and settings of tools have labels of their own.
        boolean isOfTool = file.path().startsWith(".") || file.path().contains("/.");
        boolean isSettings = !file.isVendored() && !isOfTool && file.content().size() < 100_000;
        if (isSettings) {
          file.yaml().root().ifPresent(root -> root.walk(node -> node(file, node)));
        }
      }
    }

    private void node(SourceFile file, YamlNode node) {
      Set<String> names = new LinkedHashSet<>();
      if (node.isSequence()) {
        node.items().forEach(item -> item.text().ifPresent(names::add));
        for (String name : names.size() > 1 ? missing(names, file) : Set.<String>of()) {
          node.items().stream()
              .filter(item -> item.text().equals(Optional.of(name)))
              .findFirst()
              .ifPresent(item -> add(file, item.position(), name));
        }
      } else if (node.isScalar() && node.text().filter(text -> text.contains(",")).isPresent()) {
        for (String name : node.text().orElseThrow().split(",", -1)) {
          names.add(name.strip());
        }
        for (String name : names.size() > 1 ? missing(names, file) : Set.<String>of()) {
          add(file, node.position(), name);
        }
      } else if (node.isMapping()) {
        for (YamlNode.Entry entry : node.entries()) {
          boolean isColumn = entry.name().matches("(?i)(?:.*[_-])?(?:target|label|column|col)");
          Optional<String> name = entry.value().text();
          boolean isSlip =
              isColumn
                  && name.isPresent()
                  && !isKnown(name.get())
                  && tables.stream()
                      .anyMatch(
                          table ->
                              Suggestion.nearest(name.get(), table.columns())
                                  .filter(near -> Suggestion.isSlip(name.get(), near))
                                  .isPresent());
          if (isSlip) {
            add(file, entry.value().position(), name.get());
          }
        }
      }
    }

    private boolean isKnown(String name) {
      return reads.made().contains(name)
          || tables.stream().anyMatch(table -> table.columns().contains(name));
    }

    /** The names of a group that the table lacks that is likest to it. */
    private Set<String> missing(Set<String> names, SourceFile file) {
      Set<String> best = Set.of();
      boolean isFirst = true;
      for (DataTables.Table table : tables) {
        Set<String> without = new LinkedHashSet<>();
        int has = 0;
        for (String name : names) {
          if (table.columns().contains(name)) {
            has++;
          } else if (!isMade(name, table)) {
            without.add(name);
          }
        }
        if (without.isEmpty() && has > 0) {
          return Set.of();
        }
        boolean isIt = isOf(table, has, without) && (isFirst || without.size() < best.size());
        if (isIt) {
          best = without;
          isFirst = false;
        }
      }
      boolean isMerged = file.text().contains("merge(") || file.text().contains("concat(");
      Set<String> certain = new LinkedHashSet<>(best);
      certain.removeIf(name -> isMerged && isKnown(name));
      return certain.size() <= MOST ? certain : Set.of();
    }

    private boolean isMade(String name, DataTables.Table table) {
      return reads.made().contains(name)
          || name.isBlank()
          || table.columns().stream().anyMatch(column -> name.startsWith(column + "_"));
    }

    /**
     * Whether the names are of a table: most are there, or one is there and the other is like one.
     */
    private boolean isOf(DataTables.Table table, int has, Set<String> without) {
      if (has >= 2 && has >= without.size()) {
        return true;
      }
      return has >= 1
          && without.size() == 1
          && (isLike(without.iterator().next(), table)
              || (reads.labels().contains(without.iterator().next())
                  && table.columns().size() <= has + 1));
    }

    private static boolean isLike(String name, DataTables.Table table) {
      return Suggestion.nearest(name, table.columns()).isPresent()
          || table.columns().stream()
              .anyMatch(
                  column -> name.contains(column) || (column.contains(name) && name.length() > 2));
    }

    private void add(SourceFile file, Position position, String name) {
      if (told.add(file.path() + position)) {
        List<String> known = new ArrayList<>();
        tables.forEach(table -> known.addAll(table.columns()));
        findings.add(
            COLUMN,
            file.path(),
            position,
            "no table of the project has the column '" + name + "', and no code makes it",
            "correct the name"
                + Suggestion.nearest(name, known)
                    .map(near -> " (did you mean " + near + "?)")
                    .orElse("")
                + ", or add the column");
      }
    }
  }
}
