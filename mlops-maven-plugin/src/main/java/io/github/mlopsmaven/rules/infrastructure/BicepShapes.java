package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.rules.infrastructure.BicepShape.Items;
import io.github.mlopsmaven.rules.infrastructure.Token.Kind;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The shapes of what a Bicep file declares: its types, those that it imports, its parameters and
 * the variables that are written out.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/azure-resource-manager/bicep/user-defined-data-types">User-defined
 *     data types</a>
 */
final class BicepShapes {

  private final VerifiedProject project;
  private final SourceFile file;
  private final BicepFile code;
  private final Map<String, BicepShape> types = new HashMap<>();
  private final Set<String> open;

  private BicepShapes(VerifiedProject project, SourceFile file, BicepFile code, Set<String> open) {
    this.project = project;
    this.file = file;
    this.code = code;
    this.open = open;
  }

  static BicepShapes of(VerifiedProject project, SourceFile file, BicepFile code) {
    return new BicepShapes(project, file, code, new HashSet<>());
  }

  /** The shape of a parameter; anything where it has no type of its own. */
  BicepShape parameter(String name) {
    List<Token> decorators = new ArrayList<>();
    for (List<Token> statement : code.statements()) {
      if (statement.get(0).is("@")) {
        decorators.addAll(statement);
        continue;
      }
      if (isOf(statement, "param", name)) {
        List<Token> type = type(statement);
        boolean isMaybeNull = !type.isEmpty() && type.get(type.size() - 1).is("?");
        return BicepShapeReader.type(
            decorators, isMaybeNull ? type.subList(0, type.size() - 1) : type, this::named);
      }
      decorators.clear();
    }
    return BicepShape.ANY;
  }

  /** Whether a parameter may be null, so that nothing is said of what is read of it. */
  boolean isMaybeNull(String name) {
    return code.statements().stream()
        .filter(statement -> isOf(statement, "param", name))
        .map(BicepShapes::type)
        .anyMatch(type -> !type.isEmpty() && type.get(type.size() - 1).is("?"));
  }

  /** The shape of a variable that is written out. */
  BicepShape variable(String name) {
    for (List<Token> statement : code.statements()) {
      if (isOf(statement, "var", name) && statement.size() > 3 && statement.get(2).is("=")) {
        Token first = statement.get(3);
        return first.is("{") || first.is("[")
            ? BicepShapeReader.value(statement.subList(3, statement.size()), any -> BicepShape.ANY)
            : BicepShape.ANY;
      }
    }
    return BicepShape.ANY;
  }

  private static boolean isOf(List<Token> statement, String keyword, String name) {
    return statement.size() > 2
        && statement.get(0).isName(keyword)
        && statement.get(1).isName(name);
  }

  private static List<Token> type(List<Token> statement) {
    int depth = 0;
    int end = 2;
    for (; end < statement.size(); end++) {
      Token token = statement.get(end);
      if (token.is(Kind.SIGN)) {
        depth += "([{".contains(token.text()) ? 1 : ")]}".contains(token.text()) ? -1 : 0;
      }
      if (depth == 0 && token.is("=")) {
        break;
      }
    }
    return statement.subList(2, end);
  }

  /** A type by its name in this file. */
  private BicepShape named(String name) {
    if (name.equals("array")) {
      return new Items(BicepShape.ANY);
    }
    BicepShape known = types.get(name);
    if (known != null) {
      return known;
    }
    if (!open.add(file.path() + ":" + name)) {
      return BicepShape.ANY;
    }
    BicepShape shape = declared(name).or(() -> imported(name)).orElse(BicepShape.ANY);
    open.remove(file.path() + ":" + name);
    types.put(name, shape);
    return shape;
  }

  private Optional<BicepShape> declared(String name) {
    List<Token> decorators = new ArrayList<>();
    for (List<Token> statement : code.statements()) {
      if (statement.get(0).is("@")) {
        decorators.addAll(statement);
      } else if (isOf(statement, "type", name) && statement.get(2).is("=")) {
        return Optional.of(
            BicepShapeReader.type(decorators, statement.subList(3, statement.size()), this::named));
      } else {
        decorators.clear();
      }
    }
    return Optional.empty();
  }

  private Optional<BicepShape> imported(String name) {
    for (BicepFile.Imported imported : code.imports()) {
      if (imported.name().equals(name)) {
        Optional<SourceFile> other =
            FileSet.resolve(file.directory(), imported.path())
                .filter(path -> path.endsWith(".bicep"))
                .flatMap(project::file);
        if (other.isPresent()) {
          BicepFile found = BicepFile.of(other.get().content());
          return Optional.of(new BicepShapes(project, other.get(), found, open).named(name));
        }
      }
    }
    return Optional.empty();
  }
}
