package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a Bicep file computes: that nothing needs itself, that names are known before anything is
 * deployed, and that modules are given values of the types of their parameters.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/azure-resource-manager/bicep/diagnostics/bcp120">BCP120</a>
 */
final class BicepModelCheck {

  static final Rule VALUE =
      new Rule(
          "bicep-value",
          Level.ERROR,
          "Bicep value of another type, that needs itself, or that is known too late");

  private static final Set<String> NODES = Set.of("resource", "module", "var");

  /** What is known of a resource before it is there. */
  private static final Set<String> KNOWN = Set.of("id", "name", "type", "apiVersion");

  private final VerifiedProject project;
  private final SourceFile file;
  private final BicepFile code;
  private final Findings findings;
  private final Map<String, List<Token>> statements = new LinkedHashMap<>();
  private final BicepKinds kinds;

  BicepModelCheck(VerifiedProject project, SourceFile file, BicepFile code, Findings findings) {
    this.project = project;
    this.file = file;
    this.code = code;
    this.findings = findings;
    this.kinds = new BicepKinds(project, file, code, statements);
    for (List<Token> statement : code.statements()) {
      boolean isNode =
          statement.size() > 2
              && NODES.contains(statement.get(0).text())
              && statement.get(1).is(Token.Kind.NAME);
      if (isNode) {
        statements.put(statement.get(1).text(), statement);
      }
    }
  }

  void check() {
    circles();
    Set<String> late = late();
    statements.forEach((name, statement) -> names(statement, late));
    code.calls().stream().filter(BicepFile.Call::isLocal).forEach(this::arguments);
    code.statements().forEach(this::output);
    code.statements().forEach(this::parameter);
  }

  /** Whether a token is a name of its own, and neither a key nor a part of another name. */
  private static boolean isName(List<Token> statement, int at) {
    boolean isMember =
        at > 0
            && (statement.get(at - 1).is(".")
                || statement.get(at - 1).is(".?")
                || statement.get(at - 1).is("::"));
    boolean isCall = at + 1 < statement.size() && statement.get(at + 1).is("(");
    return statement.get(at).is(Token.Kind.NAME)
        && !isMember
        && !isCall
        && !BicepReader.isKey(statement, at);
  }

  /** The names that a statement binds itself, as those of loops and functions. */
  private static Set<String> bound(List<Token> statement) {
    Set<String> names = new HashSet<>();
    for (int i = 2; i < statement.size(); i++) {
      if (statement.get(i).isName("for")) {
        for (int j = i + 1; j < statement.size() && !statement.get(j).isName("in"); j++) {
          names.add(statement.get(j).text());
        }
      } else if (statement.get(i).is("=>")) {
        for (int j = i - 1;
            j > 2
                && (statement.get(j).is(Token.Kind.NAME)
                    || statement.get(j).is(",")
                    || statement.get(j).is(")"));
            j--) {
          names.add(statement.get(j).text());
        }
      } else if (statement.get(i).isName("resource") && i + 1 < statement.size()) {
        names.add(statement.get(i + 1).text());
      }
    }
    return names;
  }

  private void circles() {
    Map<String, Set<String>> needs = new LinkedHashMap<>();
    statements.forEach(
        (name, statement) -> {
          Set<String> bound = bound(statement);
          Set<String> needed = new LinkedHashSet<>();
          for (int i = 2; i < statement.size(); i++) {
            String other = statement.get(i).text();
            boolean isNeeded =
                isName(statement, i) && statements.containsKey(other) && !bound.contains(other);
            // A resource inside of another one names that one.
            boolean isOfInner =
                other.equals(name) && bound.stream().anyMatch(one -> one.matches("\\w+"));
            if (isNeeded && !isOfInner) {
              needed.add(other);
            }
          }
          needs.put(name, needed);
        });
    Set<String> told = new HashSet<>();
    needs.forEach(
        (name, needed) -> {
          for (String first : needed) {
            List<String> way = new ArrayList<>(List.of(name));
            if (!told.contains(name) && leadsTo(first, name, needs, way, new HashSet<>())) {
              told.addAll(way);
              way.add(name);
              List<Token> statement = statements.getOrDefault(name, List.of());
              add(
                  statement.get(1).index(),
                  "these need each other: " + String.join(", ", way),
                  "take one of these references out");
            }
          }
        });
  }

  private static boolean leadsTo(
      String from, String to, Map<String, Set<String>> needs, List<String> way, Set<String> seen) {
    if (from.equals(to)) {
      return true;
    }
    if (!seen.add(from) || way.size() > 200) {
      return false;
    }
    way.add(from);
    for (String next : needs.getOrDefault(from, Set.of())) {
      if (leadsTo(next, to, needs, way, seen)) {
        return true;
      }
    }
    way.remove(way.size() - 1);
    return false;
  }

  /** The variables that are known only when something has been deployed. */
  private Set<String> late() {
    Set<String> late = new HashSet<>();
    boolean learns = true;
    while (learns) {
      learns = false;
      for (Map.Entry<String, List<Token>> entry : statements.entrySet()) {
        List<Token> statement = entry.getValue();
        if (statement.get(0).isName("var")
            && !late.contains(entry.getKey())
            && lateName(statement, 2, statement.size(), late).isPresent()) {
          learns = late.add(entry.getKey());
        }
      }
    }
    return late;
  }

  /** The first name in a part of a statement that is known too late. */
  private Optional<Token> lateName(List<Token> statement, int from, int to, Set<String> late) {
    Set<String> bound = bound(statement);
    for (int i = from; i < to; i++) {
      Token token = statement.get(i);
      if (!isName(statement, i) || bound.contains(token.text())) {
        continue;
      }
      List<Token> other = statements.get(token.text());
      String kind = other == null ? "" : other.get(0).text();
      String member =
          i + 2 < to && statement.get(i + 1).is(".") && statement.get(i + 2).is(Token.Kind.NAME)
              ? statement.get(i + 2).text()
              : "";
      boolean isLate =
          (kind.equals("module") && member.equals("outputs"))
              || (kind.equals("resource")
                  && Set.of("properties", "identity").contains(member)
                  && !KNOWN.contains(member))
              || (kind.equals("var") && late.contains(token.text()));
      if (isLate) {
        return Optional.of(token);
      }
    }
    return Optional.empty();
  }

  /** Names, conditions and what loops go through have to be known at the start. */
  private void names(List<Token> statement, Set<String> late) {
    if (statement.get(0).isName("var")) {
      return;
    }
    int depth = 0;
    boolean isLoop = false;
    for (int i = 2; i < statement.size(); i++) {
      Token token = statement.get(i);
      isLoop |= token.isName("for") && depth == 1 && statement.get(i - 1).is("[");
      int own = isLoop ? 2 : 1;
      boolean isOwnName = depth == own && token.isName("name") && BicepReader.isKey(statement, i);
      boolean isRange = token.isName("in") && isLoop && depth == 1;
      boolean isCondition = token.isName("if") && depth <= 1 && i + 1 < statement.size();
      if (isOwnName || isRange || isCondition) {
        int end =
            isCondition ? BicepBrackets.closing(statement, i + 1) : end(statement, i + 1, isRange);
        lateName(statement, i + 1, end, late)
            .ifPresent(
                wrong ->
                    add(
                        wrong.index(),
                        "'"
                            + wrong.text()
                            + "' is known when it is deployed, and "
                            + (isOwnName ? "a name" : isRange ? "a loop" : "a condition")
                            + " is needed before",
                        "use a parameter, or what is computed of parameters"));
      }
      if (token.is(Token.Kind.SIGN)) {
        depth += "([{".contains(token.text()) ? 1 : ")]}".contains(token.text()) ? -1 : 0;
      }
    }
  }

  /** Where a value ends: at the end of its line, or, for what a loop goes through, at the colon. */
  private static int end(List<Token> statement, int from, boolean isRange) {
    int depth = 0;
    for (int i = from; i < statement.size(); i++) {
      Token token = statement.get(i);
      if (token.is(Token.Kind.SIGN)) {
        depth += "([{".contains(token.text()) ? 1 : ")]}".contains(token.text()) ? -1 : 0;
      }
      boolean isEnd =
          depth < 0
              || (depth == 0 && (token.is(Token.Kind.LINE) || (isRange && token.is(":"))))
              || (depth == 0 && !isRange && token.is(","));
      if (isEnd && i > from) {
        return i;
      }
    }
    return statement.size();
  }

  /** What a module is given has the types of its parameters. */
  private void arguments(BicepFile.Call call) {
    Optional<BicepFile> called =
        FileSet.resolve(file.directory(), call.path())
            .filter(path -> path.endsWith(".bicep"))
            .flatMap(project::file)
            .map(found -> BicepFile.of(found.content()))
            .filter(found -> found.mistake().isEmpty());
    List<Token> statement = statements.get(call.name());
    if (called.isEmpty() || statement == null) {
      return;
    }
    Map<Integer, Integer> places = new HashMap<>();
    for (int i = 0; i < statement.size(); i++) {
      places.put(statement.get(i).index(), i);
    }
    call.arguments()
        .forEach(
            (name, index) -> {
              BicepLimits limits = called.get().limits().get(name);
              Integer at = places.get(index);
              if (limits != null && at != null) {
                argument(name, statement.subList(at + 2, end(statement, at + 2, false)), limits);
              }
            });
  }

  private void argument(String name, List<Token> value, BicepLimits limits) {
    List<Token> tokens = value.stream().filter(token -> !token.is(Token.Kind.LINE)).toList();
    String kind = tokens.isEmpty() ? "" : kinds.of(tokens);
    boolean isOther = !kind.isEmpty() && !limits.type().isEmpty() && !kind.equals(limits.type());
    if (isOther) {
      add(
          tokens.get(0).index(),
          "'"
              + name
              + "' of the module is of type "
              + limits.type()
              + ", and this is of type "
              + kind,
          "give a value of that type");
      return;
    }
    boolean isText =
        tokens.size() == 3
            && tokens.get(0).is(Token.Kind.OPEN_TEXT)
            && tokens.get(1).is(Token.Kind.TEXT);
    Optional<String> refused =
        isText
            ? limits.refuses(tokens.get(1).text())
            : tokens.size() == 1
                    && tokens.get(0).is(Token.Kind.NUMBER)
                    && tokens.get(0).text().matches("\\d{1,18}")
                ? limits.refuses(Long.parseLong(tokens.get(0).text()))
                : Optional.empty();
    refused.ifPresent(
        problem ->
            add(
                tokens.get(0).index(),
                "'" + name + "' of the module: " + problem,
                "give one that it takes"));
  }

  /** What an output says that it is. */
  private void output(List<Token> statement) {
    boolean isPlain =
        statement.size() > 4
            && statement.get(0).isName("output")
            && statement.get(2).is(Token.Kind.NAME)
            && statement.get(3).is("=");
    typed(statement, isPlain ? 2 : -1, "output");
  }

  /** What a default that is computed is. */
  private void parameter(List<Token> statement) {
    boolean isComputed =
        statement.size() > 5
            && statement.get(0).isName("param")
            && statement.get(2).is(Token.Kind.NAME)
            && statement.get(3).is("=")
            && statement.get(4).is(Token.Kind.NAME);
    typed(statement, isComputed ? 2 : -1, "parameter");
  }

  private void typed(List<Token> statement, int type, String what) {
    String wanted = type < 0 ? "" : statement.get(type).text();
    if (!BicepLimits.TYPES.contains(wanted)) {
      return;
    }
    List<Token> value = BicepKinds.withoutLines(statement.subList(type + 2, statement.size()));
    String kind = value.isEmpty() ? "" : kinds.of(value);
    if (!kind.isEmpty() && !kind.equals(wanted)) {
      add(
          value.get(0).index(),
          "the " + what + " is of type " + wanted + ", and its value is of type " + kind,
          "correct one of them");
    }
  }

  private void add(int index, String problem, String remedy) {
    findings.add(VALUE, file.path(), file.position(index), problem, remedy);
  }
}
