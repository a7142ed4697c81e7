package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a deployment keeps in plain text: outputs, and parameters that are not marked as secrets.
 *
 * @param file the file
 * @param code what it says
 * @param findings takes what is found
 * @see <a
 *     href="https://learn.microsoft.com/azure/azure-resource-manager/bicep/linter-rule-outputs-should-not-contain-secrets">Outputs</a>
 * @see <a
 *     href="https://learn.microsoft.com/azure/azure-resource-manager/bicep/linter-rule-secure-secrets-in-parameters">Parameters</a>
 */
record BicepSecrets(SourceFile file, BicepFile code, Findings findings) {

  static final Rule SECRET =
      new Rule(
          "bicep-secret",
          Level.WARNING,
          "Secret in a Bicep output, or in a parameter without @secure()");

  /** The functions of resources that give keys. */
  private static final Pattern GIVES_KEYS =
      Pattern.compile(
          "list\\w*(?:Keys?|Secrets?|Credentials|ConnectionStrings|Sas|Passwords|Tokens?)");

  private static final List<String> NAMES =
      List.of(
          "password",
          "passwd",
          "pwd",
          "clientsecret",
          "accountkey",
          "accesskey",
          "sharedkey",
          "apikey",
          "connectionstring",
          "sastoken");

  void check() {
    Set<String> secure = new HashSet<>();
    List<List<Token>> outputs = new ArrayList<>();
    boolean isSecure = false;
    for (List<Token> statement : code.statements()) {
      if (statement.get(0).is("@")) {
        isSecure |= statement.stream().anyMatch(token -> token.isName("secure"));
        continue;
      }
      boolean isParameter =
          statement.size() > 2
              && statement.get(1).is(Token.Kind.NAME)
              && statement.get(0).isName("param");
      if (isParameter && isSecure) {
        secure.add(statement.get(1).text());
      } else if (isParameter) {
        parameter(statement.get(1), statement.get(2));
      } else if (!isSecure && statement.get(0).isName("output")) {
        outputs.add(statement);
      }
      isSecure = false;
    }
    outputs.forEach(statement -> output(statement, secure));
  }

  private void parameter(Token name, Token type) {
    String lower = name.text().toLowerCase(Locale.ROOT);
    if (type.isName("string") && NAMES.stream().anyMatch(lower::endsWith)) {
      findings.add(
          SECRET,
          file.path(),
          file.position(name.index()),
          "the parameter '" + name.text() + "' is a secret by its name, and not marked as one",
          "put @secure() above it, so that no deployment shows its value");
    }
  }

  private void output(List<Token> statement, Set<String> secure) {
    for (int i = 3; i < statement.size(); i++) {
      Token token = statement.get(i);
      boolean isCall = i + 1 < statement.size() && statement.get(i + 1).is("(");
      boolean isMember = statement.get(i - 1).is(".") || statement.get(i - 1).is(".?");
      boolean isSecret =
          token.is(Token.Kind.NAME)
              && !BicepReader.isKey(statement, i)
              && (isCall
                  ? GIVES_KEYS.matcher(token.text()).matches()
                  : !isMember && secure.contains(token.text()));
      if (isSecret) {
        findings.add(
            SECRET,
            file.path(),
            file.position(token.index()),
            "the output '"
                + statement.get(1).text()
                + "' is kept in plain text, and '"
                + token.text()
                + "' is a secret",
            "remove the output and read the secret where it is needed, or put @secure() above it");
        return;
      }
    }
  }
}
