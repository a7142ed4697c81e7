package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.rules.infrastructure.Token.Kind;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a Bicep file and its modules are deployed to.
 *
 * @param project the project
 * @param file the file
 * @param code what it says
 * @param findings takes what is found
 * @see <a
 *     href="https://learn.microsoft.com/azure/azure-resource-manager/bicep/diagnostics/bcp134">BCP134</a>
 * @see <a
 *     href="https://learn.microsoft.com/azure/azure-resource-manager/bicep/diagnostics/bcp135">BCP135</a>
 */
record BicepScopes(VerifiedProject project, SourceFile file, BicepFile code, Findings findings) {

  private static final String GROUP = "resourceGroup";

  /** The scopes that a function gives, for the functions that give one alone. */
  private static final Map<String, String> GIVEN =
      Map.of(
          "resourceGroup",
          GROUP,
          "subscription",
          "subscription",
          "managementGroup",
          "managementGroup",
          "tenant",
          "tenant");

  /** Types that are deployed to a subscription or above it, and never to a resource group. */
  private static final Set<String> ABOVE =
      Set.of("microsoft.resources/resourcegroups", "microsoft.management/managementgroups");

  void check() {
    if (file.path().endsWith(".bicepparam")) {
      return;
    }
    String scope = scope(code);
    for (List<Token> statement : code.statements()) {
      if (statement.size() < 5 || !statement.get(2).is(Kind.OPEN_TEXT)) {
        continue;
      }
      if (statement.get(0).isName("module")) {
        module(statement, scope);
      } else if (statement.get(0).isName("resource")) {
        resource(statement, scope);
      }
    }
    if (!scope.equals(GROUP) && !scope.isEmpty()) {
      code.statements().forEach(this::group);
    }
  }

  /** What {@code targetScope} says, and the group where it says nothing; empty if it is unknown. */
  static String scope(BicepFile code) {
    for (List<Token> statement : code.statements()) {
      if (statement.get(0).isName("targetScope")) {
        boolean isText =
            statement.size() == 5
                && statement.get(3).is(Kind.TEXT)
                && BicepLanguage.SCOPES.contains(statement.get(3).text());
        return isText ? statement.get(3).text() : "";
      }
    }
    return GROUP;
  }

  private void module(List<Token> statement, String scope) {
    Optional<BicepFile> called =
        FileSet.resolve(file.directory(), statement.get(3).text())
            .filter(path -> path.endsWith(".bicep"))
            .flatMap(project::file)
            .map(found -> BicepFile.of(found.content()))
            .filter(found -> found.mistake().isEmpty());
    String needed = called.map(BicepScopes::scope).orElse("");
    int key = key(statement, "scope");
    String given = key < 0 ? scope : given(statement, key + 2);
    if (!needed.isEmpty() && !given.isEmpty() && !needed.equals(given)) {
      add(
          key < 0 ? statement.get(1).index() : statement.get(key).index(),
          "the module is written for the scope "
              + needed
              + ", and is deployed to the scope "
              + given,
          key < 0
              ? "give it a `scope`, or correct `targetScope` here or there"
              : "correct its `scope`, or `targetScope` in its file");
    }
  }

  /** The scope that {@code subscription()} and the like give; empty for anything else. */
  private static String given(List<Token> statement, int at) {
    boolean isCall =
        at + 1 < statement.size()
            && statement.get(at).is(Kind.NAME)
            && statement.get(at + 1).is("(");
    int end = isCall ? BicepBrackets.closing(statement, at + 1) : -1;
    boolean isAlone =
        isCall && (end + 1 >= statement.size() || statement.get(end + 1).is(Kind.LINE));
    return isAlone ? scopeOf(statement.get(at).text(), arguments(statement, at + 1, end)) : "";
  }

  private static String scopeOf(String function, int arguments) {
    String scope = GIVEN.getOrDefault(function, "");
    // A subscription and a name give a resource group too.
    return arguments > 2 ? "" : scope;
  }

  private static int arguments(List<Token> statement, int from, int to) {
    int count = from + 1 < to ? 1 : 0;
    for (int i = from; i < to; i++) {
      count += statement.get(i).is(",") ? 1 : 0;
    }
    return count;
  }

  /** A key of the object itself, and not of one inside of it. */
  private static int key(List<Token> statement, String name) {
    int depth = 0;
    for (int i = 4; i < statement.size(); i++) {
      Token token = statement.get(i);
      if (depth <= 2 && token.isName(name) && BicepReader.isKey(statement, i)) {
        return i;
      }
      if (token.is(Kind.SIGN)) {
        depth += "([{".contains(token.text()) ? 1 : ")]}".contains(token.text()) ? -1 : 0;
      }
    }
    return -1;
  }

  private void resource(List<Token> statement, String scope) {
    String type = statement.get(3).text().replaceFirst("@.*", "").toLowerCase(Locale.ROOT);
    boolean isExisting = statement.stream().limit(7).anyMatch(token -> token.isName("existing"));
    if (scope.equals(GROUP) && !isExisting && ABOVE.contains(type) && key(statement, "scope") < 0) {
      add(
          statement.get(3).index(),
          "'" + statement.get(3).text() + "' is not deployed to a resource group",
          "set `targetScope = 'subscription'`, or move it to a file that is deployed there");
    }
  }

  /** {@code resourceGroup()} without a name is the group that is deployed to. */
  private void group(List<Token> statement) {
    for (int i = 1; i + 2 < statement.size(); i++) {
      boolean isOwn =
          statement.get(i).isName("resourceGroup")
              && statement.get(i + 1).is("(")
              && statement.get(i + 2).is(")")
              && !statement.get(i - 1).is(".")
              && !code.declared().contains("resourceGroup");
      if (isOwn) {
        add(
            statement.get(i).index(),
            "resourceGroup() has no meaning in a file that is not deployed to a resource group",
            "name the group, or correct `targetScope`");
      }
    }
  }

  private void add(int index, String problem, String remedy) {
    findings.add(BicepLanguageCheck.LANGUAGE, file.path(), file.position(index), problem, remedy);
  }
}
