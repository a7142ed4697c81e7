package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.infrastructure.BicepShape.Items;
import io.github.mlopsmaven.rules.infrastructure.BicepShape.Member;
import io.github.mlopsmaven.rules.infrastructure.BicepShape.Members;
import io.github.mlopsmaven.rules.infrastructure.BicepShape.Scalar;
import io.github.mlopsmaven.rules.infrastructure.Token.Kind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What expressions read of objects: properties that the type or the variable has, and truth values
 * where a condition needs one.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/azure-resource-manager/bicep/diagnostics/bcp053">BCP053</a>
 */
final class BicepMembers {

  private static final Set<String> OF_MODULE = Set.of("name", "outputs");

  /** What resources have beside what is their own. */
  private static final Set<String> OF_RESOURCE =
      Set.of(
          "id",
          "name",
          "type",
          "apiVersion",
          "location",
          "tags",
          "properties",
          "identity",
          "sku",
          "kind",
          "plan",
          "zones",
          "scale",
          "managedBy",
          "managedByExtended",
          "extendedLocation",
          "etag",
          "eTag",
          "scope",
          "parent",
          "systemData",
          "resources",
          "dependsOn",
          "placement");

  private final SourceFile file;
  private final BicepFile code;
  private final Findings findings;
  private final BicepShapes shapes;
  private final Map<String, BicepShape> known = new HashMap<>();
  private final Set<String> modules = new HashSet<>();
  private final Set<String> resources = new HashSet<>();

  BicepMembers(VerifiedProject project, SourceFile file, BicepFile code, Findings findings) {
    this.file = file;
    this.code = code;
    this.findings = findings;
    this.shapes = BicepShapes.of(project, file, code);
  }

  void check() {
    if (file.path().endsWith(".bicepparam")) {
      return;
    }
    for (List<Token> statement : code.statements()) {
      if (statement.size() < 3) {
        continue;
      }
      String name = statement.get(1).text();
      switch (statement.get(0).text()) {
        case "param" ->
            known.put(name, shapes.isMaybeNull(name) ? BicepShape.ANY : shapes.parameter(name));
        case "var" -> known.put(name, shapes.variable(name));
        case "module" -> modules.add(name);
        case "resource" -> resources.add(name);
        default -> {}
      }
    }
    for (List<Token> statement : code.statements()) {
      Map<String, BicepShape> bound = bound(statement);
      for (int i = 2; i < statement.size(); i++) {
        boolean isMember =
            statement.get(i - 1).is(".")
                || statement.get(i - 1).is(".?")
                || statement.get(i - 1).is("::");
        if (statement.get(i).is(Kind.NAME) && !isMember && !BicepReader.isKey(statement, i)) {
          name(statement, i, bound);
        }
      }
    }
  }

  private void name(List<Token> statement, int at, Map<String, BicepShape> bound) {
    String name = statement.get(at).text();
    boolean isBound = bound.containsKey(name);
    Optional<Token> member = member(statement, at);
    if (!isBound && member.isPresent() && modules.contains(name)) {
      if (!OF_MODULE.contains(member.get().text())) {
        unknown(member.get(), "a module", OF_MODULE);
      }
      return;
    }
    if (!isBound && member.isPresent() && resources.contains(name)) {
      String read = member.get().text();
      boolean isCall = at + 3 < statement.size() && statement.get(at + 3).is("(");
      boolean isSlip =
          !isCall
              && !OF_RESOURCE.contains(read)
              && OF_RESOURCE.stream().anyMatch(one -> Suggestion.isSlip(one, read));
      if (isSlip) {
        unknown(member.get(), "the resource '" + name + "'", OF_RESOURCE);
      }
      return;
    }
    BicepShape start =
        isBound
            ? bound.getOrDefault(name, BicepShape.ANY)
            : known.getOrDefault(name, BicepShape.ANY);
    chain(statement, at, start);
  }

  private static Optional<Token> member(List<Token> statement, int at) {
    return at + 2 < statement.size()
            && statement.get(at + 1).is(".")
            && statement.get(at + 2).is(Kind.NAME)
        ? Optional.of(statement.get(at + 2))
        : Optional.empty();
  }

  /** Follows {@code name.key.key}. */
  private void chain(List<Token> statement, int at, BicepShape start) {
    BicepShape shape = start;
    String of = statement.get(at).text();
    int i = at;
    for (Optional<Token> next = member(statement, i);
        next.isPresent();
        next = member(statement, i)) {
      Token key = next.get();
      if (shape instanceof Members members) {
        Member found = members.members().get(key.text());
        if (found == null && members.others().isEmpty()) {
          unknown(key, "'" + of + "'", members.members().keySet());
          return;
        }
        // A property that may be missing is read with a question mark by those who care.
        shape =
            found != null
                ? (found.isRequired() || members.isLiteral() ? found.shape() : BicepShape.ANY)
                : members.others().orElse(BicepShape.ANY);
      } else if (shape instanceof Scalar scalar) {
        add(
            key.index(),
            "'" + of + "' is of type " + scalar.limits().type() + " and has no properties",
            "read the value itself, or correct the name");
        return;
      } else {
        return;
      }
      of = key.text();
      i += 2;
    }
    if (shape instanceof Scalar scalar && i > at) {
      truth(statement, at, i, of, scalar.limits().type());
    }
  }

  /** Conditions and {@code !} need truth values. */
  private void truth(List<Token> statement, int from, int last, String of, String type) {
    Token before = statement.get(from - 1);
    boolean isNot = before.is("!");
    boolean isAlone =
        before.is("(")
            && from > 1
            && statement.get(from - 2).isName("if")
            && last + 1 < statement.size()
            && statement.get(last + 1).is(")");
    boolean goesOn =
        last + 1 < statement.size()
            && (statement.get(last + 1).is("[") || statement.get(last + 1).is("("));
    if ((isNot || isAlone) && !goesOn && !type.equals("bool")) {
      add(
          statement.get(from).index(),
          "'" + of + "' is of type " + type + ", and bool is needed here",
          "compare it with something");
    }
  }

  /** The names that loops and lambdas bind, with what is known of what they go through. */
  private Map<String, BicepShape> bound(List<Token> statement) {
    Map<String, BicepShape> bound = new HashMap<>();
    for (int i = 2; i + 1 < statement.size(); i++) {
      Token token = statement.get(i);
      if (token.isName("for") && statement.get(i - 1).is("[")) {
        int in = i;
        while (in < statement.size() && !statement.get(in).isName("in")) {
          in++;
        }
        boolean isList = statement.get(i + 1).is("(");
        int item = isList ? i + 2 : i + 1;
        boolean isPlain =
            in + 2 < statement.size()
                && statement.get(in + 1).is(Kind.NAME)
                && statement.get(in + 2).is(":");
        for (int j = i + 1; j < in && j < statement.size(); j++) {
          if (statement.get(j).is(Kind.NAME)) {
            bind(
                bound,
                statement.get(j).text(),
                isPlain && j == item ? item(statement.get(in + 1).text()) : BicepShape.ANY);
          }
        }
      } else if (token.is("=>")) {
        boolean isOne = statement.get(i - 1).is(Kind.NAME);
        boolean isPlain =
            isOne
                && i > 4
                && statement.get(i - 2).is(",")
                && statement.get(i - 3).is(Kind.NAME)
                && statement.get(i - 4).is("(");
        if (isOne) {
          bind(
              bound,
              statement.get(i - 1).text(),
              isPlain ? item(statement.get(i - 3).text()) : BicepShape.ANY);
        } else {
          for (int j = i - 1; j > 1 && !statement.get(j).is("("); j--) {
            if (statement.get(j).is(Kind.NAME)) {
              bind(bound, statement.get(j).text(), BicepShape.ANY);
            }
          }
        }
      }
    }
    boolean isFunction = statement.get(0).isName("func");
    for (int i = 2; isFunction && i < statement.size() && !statement.get(i).is("=>"); i++) {
      bind(bound, statement.get(i).text(), BicepShape.ANY);
    }
    return bound;
  }

  private static void bind(Map<String, BicepShape> bound, String name, BicepShape shape) {
    bound.put(name, bound.containsKey(name) ? BicepShape.ANY : shape);
  }

  private BicepShape item(String list) {
    return known.get(list) instanceof Items items ? items.item() : BicepShape.ANY;
  }

  private void unknown(Token key, String owner, Set<String> names) {
    add(
        key.index(),
        owner + " has no property '" + key.text() + "'",
        Suggestion.useOneOf(key.text(), names));
  }

  private void add(int index, String problem, String remedy) {
    findings.add(BicepModelCheck.VALUE, file.path(), file.position(index), problem, remedy);
  }
}
