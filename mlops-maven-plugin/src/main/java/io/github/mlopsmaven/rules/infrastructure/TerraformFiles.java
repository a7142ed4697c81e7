package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.rules.infrastructure.Token.Kind;
import io.github.mlopsmaven.template.Glob;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Position;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.List;
import java.util.Set;

/**
 * The files that Terraform code reads: {@code file("${path.module}/name")}. A path that does not
 * begin with the module is seen from where Terraform is started, which nobody knows.
 *
 * @param project the project
 * @param directory the module's directory
 */
record TerraformFiles(VerifiedProject project, String directory) {

  private static final Set<String> FUNCTIONS =
      Set.of("file", "filebase64", "templatefile", "filesha256", "filemd5", "filesha1");

  void check(SourceFile file, HclAttribute attribute, Findings findings) {
    List<Token> tokens = attribute.expression();
    for (int i = 0; i + 7 < tokens.size(); i++) {
      boolean isRead =
          tokens.get(i).is(Kind.NAME)
              && FUNCTIONS.contains(tokens.get(i).text())
              && tokens.get(i + 1).is("(")
              && tokens.get(i + 2).is(Kind.OPEN_TEXT)
              && tokens.get(i + 3).is(Kind.OPEN_PART)
              && tokens.get(i + 4).isName("path")
              && tokens.get(i + 6).isName("module")
              && tokens.get(i + 7).is(Kind.CLOSE_PART);
      if (isRead) {
        int index = tokens.get(i + 2).index();
        FileSet.resolve(directory, pattern(tokens, i + 8))
            .filter(this::isNowhere)
            .ifPresent(
                path ->
                    findings.add(
                        TerraformCheck.MISSING_FILE,
                        file.path(),
                        Position.of(file.text(), index),
                        "the file '" + path + "' is not there",
                        "add it, or correct the path"));
      }
    }
  }

  private boolean isNowhere(String pattern) {
    return pattern.indexOf('*') < 0
        ? !project.files().exists(pattern)
        : project.files().paths().stream().noneMatch(Glob.of("/" + pattern)::matches);
  }

  /** The path behind the module's directory, with {@code *} for what is computed. */
  private static String pattern(List<Token> tokens, int from) {
    StringBuilder path = new StringBuilder();
    int depth = 0;
    for (Token token : tokens.subList(from, tokens.size())) {
      if (depth == 0 && token.is(Kind.CLOSE_TEXT)) {
        break;
      } else if (token.is(Kind.OPEN_PART)) {
        path.append(depth == 0 ? "*" : "");
        depth++;
      } else if (token.is(Kind.CLOSE_PART)) {
        depth--;
      } else if (depth == 0) {
        path.append(token.text());
      }
    }
    return path.toString();
  }
}
