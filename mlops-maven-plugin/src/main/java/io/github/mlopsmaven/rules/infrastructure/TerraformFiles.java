package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.rules.infrastructure.Token.Kind;
import io.github.mlopsmaven.template.Glob;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The files that Terraform code reads: {@code file("${path.module}/name")}. {@code path.root} and a
 * path that begins with a name are seen from where Terraform is started: from the directory itself,
 * where no other module calls it and no command says otherwise.
 *
 * @param project the project
 * @param module the directory
 * @param isRoot whether no module of the project calls it
 */
record TerraformFiles(VerifiedProject project, TerraformModule module, boolean isRoot) {

  private static final Set<String> FUNCTIONS =
      Set.of(
          "file",
          "filebase64",
          "templatefile",
          "filemd5",
          "filesha1",
          "filesha256",
          "filesha512",
          "filebase64sha256",
          "filebase64sha512");

  /** More ways to fill a path in are not looked at. */
  private static final int MOST = 64;

  /** What is read and what came before it, as in {@code try(file(…), "")}. */
  private static final Set<String> ASKING = Set.of("fileexists", "try", "can");

  void check(SourceFile file, HclAttribute attribute, Findings findings) {
    List<Token> tokens =
        attribute.expression().stream().filter(token -> !token.is(Kind.LINE)).toList();
    if (tokens.stream().anyMatch(token -> token.is(Kind.NAME) && ASKING.contains(token.text()))) {
      return;
    }
    for (int i = 0; i + 3 < tokens.size(); i++) {
      boolean isRead =
          tokens.get(i).is(Kind.NAME)
              && FUNCTIONS.contains(tokens.get(i).text())
              && tokens.get(i + 1).is("(")
              && tokens.get(i + 2).is(Kind.OPEN_TEXT);
      if (isRead) {
        int index = tokens.get(i + 2).index();
        List<String> paths = paths(tokens, i + 3);
        if (!paths.isEmpty() && paths.stream().allMatch(this::isNowhere)) {
          findings.add(
              TerraformCheck.MISSING_FILE,
              file.path(),
              file.position(index),
              "file '" + paths.get(0) + "' not found",
              "add it, or correct the path");
        }
      }
    }
  }

  private boolean isNowhere(String pattern) {
    if (("/" + pattern).contains("/.terraform/")) {
      return false;
    }
    return pattern.indexOf('*') < 0
        ? !project.files().exists(pattern)
        : project.files().paths().stream().noneMatch(Glob.of("/" + pattern)::matches);
  }

  /** The paths that a text may be, from the project's root; none where that is not certain. */
  private List<String> paths(List<Token> tokens, int from) {
    List<String> texts = List.of("");
    boolean isSeenFromModule = false;
    boolean isFirst = true;
    for (int i = from; i < tokens.size() && !tokens.get(i).is(Kind.CLOSE_TEXT); i++) {
      Token token = tokens.get(i);
      List<String> next = List.of("*");
      if (token.is(Kind.OPEN_PART)) {
        int close = closing(tokens, i);
        String part = text(tokens.subList(i + 1, close));
        boolean isDirectory =
            part.equals("path.module")
                || (isRoot && Set.of("path.root", "path.cwd").contains(part));
        if (isFirst && !isDirectory) {
          return List.of();
        }
        isSeenFromModule |= isDirectory;
        next = isDirectory ? List.of("") : values(part);
        i = close;
      } else if (token.is(Kind.TEXT)) {
        next = List.of(token.text());
      }
      texts = joined(texts, next);
      isFirst = false;
    }
    boolean isRelative = isRoot && texts.stream().allMatch(TerraformFiles::isNamedFile);
    if (!(isSeenFromModule || isRelative) || texts.size() > MOST) {
      return List.of();
    }
    return texts.stream()
        .flatMap(text -> FileSet.resolve(module.directory(), text).stream())
        .filter(path -> !path.isEmpty())
        .toList();
  }

  /** A path that begins with {@code ./} or {@code ../} and is not made by a build. */
  private static boolean isNamedFile(String text) {
    return (text.startsWith("./") || text.startsWith("../"))
        && text.indexOf('*') < 0
        && !text.endsWith(".zip");
  }

  private static List<String> joined(List<String> texts, List<String> next) {
    List<String> joined = new ArrayList<>();
    for (String text : texts) {
      next.forEach(end -> joined.add(text + end));
    }
    return joined.size() > MOST ? List.of() : List.copyOf(joined);
  }

  private static int closing(List<Token> tokens, int open) {
    int depth = 0;
    for (int i = open; i < tokens.size(); i++) {
      depth += tokens.get(i).is(Kind.OPEN_PART) ? 1 : tokens.get(i).is(Kind.CLOSE_PART) ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return tokens.size() - 1;
  }

  private static String text(List<Token> tokens) {
    StringBuilder text = new StringBuilder();
    tokens.forEach(token -> text.append(token.text()));
    return text.toString();
  }

  /** The values that a variable may have, where its validation lists them. */
  private List<String> values(String part) {
    return Optional.of(part)
        .filter(text -> text.startsWith("var."))
        .map(text -> text.substring("var.".length()))
        .flatMap(name -> Optional.ofNullable(module.allowed().get(name)))
        .filter(values -> !values.isEmpty())
        .orElse(List.of("*"));
  }

  /**
   * The values that the validations of variables list: {@code contains(["a", "b"], var.x)}.
   *
   * @param variable the block
   */
  static Map<String, List<String>> allowed(HclBlock variable) {
    for (HclBlock validation : variable.blocks("validation").toList()) {
      List<Token> tokens =
          validation
              .attribute("condition")
              .map(condition -> condition.expression())
              .orElse(List.of())
              .stream()
              .filter(token -> !token.is(Kind.LINE))
              .toList();
      boolean isList =
          tokens.size() > 4
              && tokens.get(0).isName("contains")
              && tokens.get(1).is("(")
              && tokens.get(2).is("[")
              && text(tokens).endsWith("],var." + variable.name() + ")");
      List<String> values = new ArrayList<>();
      for (int i = 0; isList && i < tokens.size(); i++) {
        Token token = tokens.get(i);
        boolean isEmpty =
            token.is(Kind.CLOSE_TEXT) && i > 0 && tokens.get(i - 1).is(Kind.OPEN_TEXT);
        if (token.is(Kind.TEXT) || isEmpty) {
          values.add(isEmpty ? "" : token.text());
        }
      }
      if (!values.isEmpty() && tokens.stream().noneMatch(token -> token.is(Kind.OPEN_PART))) {
        return Map.of(variable.name(), values);
      }
    }
    return Map.of();
  }
}
