package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.PatternSearch;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The distributions that {@code pip install NAME} names in workflows, pipelines, scripts, images
 * and jobs. Which code they are for is seldom to be seen, so they count for all.
 */
final class InstalledByHand {

  private static final Pattern INSTALL =
      Pattern.compile(
          "\\b(?:pip3?|conda|mamba|uv pip|poetry)\\s+(?:install|add)\\s+([^\\n|;&#]{1,500})");

  private static final String[] INSTALLERS = {"pip", "conda", "mamba", "uv", "poetry"};

  private static final Pattern NAME =
      Pattern.compile("[\"']?([A-Za-z][\\w.-]*)(?:\\[[^\\]]*])?(?:[=<>~!].*)?[\"']?");

  /** Lists are read elsewhere. */
  private static final Pattern LISTS =
      Pattern.compile(
          "(?:--requirement|--constraint|-r|-c|--file|-f)[\\s=]+(?:\"[^\"]*\"(?:\\S*)|\\S+)");

  private static final Set<FileKind> KINDS =
      Set.of(
          FileKind.GITHUB_WORKFLOW,
          FileKind.GITHUB_ACTION,
          FileKind.AZURE_PIPELINE,
          FileKind.AZURE_ML,
          FileKind.SHELL);

  private InstalledByHand() {}

  /** Stands among the names where a script puts one together. */
  static final String UNKNOWN = "$";

  /**
   * The distributions, in the form that PyPI compares.
   *
   * @param project the project
   * @param where which files count
   */
  static Set<String> in(VerifiedProject project, Predicate<SourceFile> where) {
    Set<String> found = new HashSet<>();
    for (SourceFile file : project.files().all()) {
      if (where.test(file) && mayInstall(file) && file.content().isText()) {
        String text = file.text();
        if (!text.contains("install") && !text.contains("add")) {
          continue;
        }
        PatternSearch install = new PatternSearch(INSTALL, text.replace("\\\n", " "), INSTALLERS);
        while (install.find()) {
          String named = LISTS.matcher(install.match().group(1)).replaceAll(" ");
          for (String word : named.split("\\s+", -1)) {
            Matcher name = NAME.matcher(word);
            if (word.matches("[\"']?\\$[({\\w].*")) {
              found.add(UNKNOWN);
            }
            if (name.matches()) {
              found.add(Requirements.normal(name.group(1)));
            }
          }
        }
      }
    }
    return found;
  }

  private static boolean mayInstall(SourceFile file) {
    return file.name().startsWith("Dockerfile")
        || file.name().equals("Makefile")
        || file.name().equals("devcontainer.json")
        || KINDS.contains(file.kind());
  }
}
