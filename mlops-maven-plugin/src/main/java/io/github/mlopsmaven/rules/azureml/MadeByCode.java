package io.github.mlopsmaven.rules.azureml;

import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files that are not in the project because its own code, or its reader, makes them first. */
final class MadeByCode {

  /** What a line of code has that makes a file. */
  private static final Pattern MAKING =
      Pattern.compile(
          ">|-o\\b|--out|\\b(?:cp|mv|rsync|install|tee|touch|ln|export|save|write|dump|copy|download"
              + "|extract|unzip|to_csv|to_json|to_parquet|makedirs|mkdir)");

  private static final Pattern PATH = Pattern.compile("[\\w./-]+");

  /** The data of these types is brought by whoever sends the job. */
  static final Set<String> DATA_TYPES =
      Set.of("uri_file", "uri_folder", "mltable", "mlflow_model", "custom_model", "triton_model");

  private MadeByCode() {}

  /**
   * Whether some code makes a file of that name.
   *
   * @param project the project
   * @param path how it is named
   */
  static boolean isMade(VerifiedProject project, String path) {
    String name = lastName(path);
    return project.files().all().stream()
        .filter(MadeByCode::isCode)
        .filter(file -> file.text().contains(name))
        .anyMatch(
            file ->
                file.content().lines().stream()
                    .anyMatch(
                        line ->
                            line.contains(name)
                                && MAKING.matcher(line).find()
                                && !isOfOthers(project, line, name)));
  }

  /** Whether a line names only other files of the project that are called the same. */
  private static boolean isOfOthers(VerifiedProject project, String line, String name) {
    Matcher path = PATH.matcher(line);
    boolean isAny = false;
    while (path.find()) {
      String named = path.group().replaceFirst("^(?:\\.{0,2}/)+", "");
      if (named.equals(name) || named.endsWith("/" + name)) {
        isAny = true;
        if (project.files().paths().stream().noneMatch(one -> ("/" + one).endsWith("/" + named))) {
          return false;
        }
      }
    }
    return isAny;
  }

  /**
   * Whether code, a notebook or a document speaks of data of that name.
   *
   * @param project the project
   * @param path how it is named
   */
  static boolean isMentioned(VerifiedProject project, String path) {
    String name = lastName(path);
    return project.files().all().stream()
        .filter(
            file ->
                isCode(file)
                    || file.kind() == FileKind.NOTEBOOK
                    || file.name().toLowerCase(Locale.ROOT).endsWith(".md"))
        .anyMatch(file -> hasName(file.text(), name));
  }

  /** Whether a text has a name, and not as a part of another one. */
  private static boolean hasName(String text, String name) {
    for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      char before = at == 0 ? ' ' : text.charAt(at - 1);
      if (!Character.isLetterOrDigit(before) && before != '_' && before != '-') {
        return true;
      }
    }
    return false;
  }

  /** Whether something but files of Azure Machine Learning has the last two names of a path. */
  static boolean isMentionedWhole(VerifiedProject project, String path) {
    String[] steps = path.replaceFirst("^/", "").replaceFirst("/$", "").split("/", -1);
    String end =
        steps.length < 2 ? steps[0] : steps[steps.length - 2] + "/" + steps[steps.length - 1];
    return project.files().all().stream()
        .filter(file -> file.kind() != FileKind.AZURE_ML && file.content().isText())
        .anyMatch(file -> file.text().contains(end));
  }

  private static String lastName(String path) {
    String bare = path.replaceFirst("/+$", "");
    return bare.substring(bare.lastIndexOf('/') + 1);
  }

  /** Scripts may have no extension. */
  private static boolean isCode(SourceFile file) {
    return switch (file.kind()) {
      case SHELL, PYTHON, GITHUB_WORKFLOW, GITHUB_ACTION, AZURE_PIPELINE -> true;
      case OTHER -> file.name().indexOf('.') < 0 && file.content().isText();
      default -> false;
    };
  }
}
