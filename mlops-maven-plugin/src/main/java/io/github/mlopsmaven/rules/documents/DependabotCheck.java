package io.github.mlopsmaven.rules.documents;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The directories that Dependabot looks at are in the project.
 *
 * @see <a
 *     href="https://docs.github.com/code-security/dependabot/working-with-dependabot/dependabot-options-reference#directories-or-directory--">Options</a>
 */
final class DependabotCheck implements Check {

  static final Rule DIRECTORY =
      new Rule(
          "dependabot-missing-directory",
          Level.WARNING,
          "Directory of a Dependabot configuration not found");

  private static final Pattern FILE = Pattern.compile("\\.github/dependabot\\.ya?ml");

  @Override
  public List<Rule> rules() {
    return List.of(DIRECTORY);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.YAML)) {
      if (FILE.matcher(file.path()).matches()) {
        file.yaml()
            .root()
            .flatMap(root -> root.get("updates"))
            .ifPresent(
                updates -> updates.items().forEach(one -> update(project, file, one, findings)));
      }
    }
  }

  private static void update(
      VerifiedProject project, SourceFile file, YamlNode update, Findings findings) {
    List<YamlNode> named = new ArrayList<>();
    update.get("directory").ifPresent(named::add);
    update.get("directories").ifPresent(list -> named.addAll(list.items()));
    for (YamlNode one : named) {
      String text = one.text().orElse("");
      Optional<String> path =
          text.matches("[\\w./-]+") ? FileSet.resolve("", text) : Optional.<String>empty();
      path.filter(directory -> !project.files().isDirectory(directory))
          .ifPresent(
              directory ->
                  findings.add(
                      DIRECTORY,
                      file,
                      one,
                      "directory '" + directory + "' not found",
                      Suggestion.nearest(directory, directories(project))
                          .map(near -> "use /" + near)
                          .orElse("correct the path, or remove the update")));
    }
  }

  private static Set<String> directories(VerifiedProject project) {
    Set<String> directories = new TreeSet<>();
    project.files().all().forEach(file -> directories.add(file.directory()));
    return directories;
  }
}
