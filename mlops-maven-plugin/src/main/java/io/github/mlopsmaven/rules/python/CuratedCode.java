package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The code that Python programs send to Azure Machine Learning to run in an environment that
 * Microsoft makes: what is in that, no file of the project says.
 *
 * @see <a href="https://learn.microsoft.com/azure/machine-learning/resource-curated-environments">
 *     Curated environments</a>
 */
final class CuratedCode {

  private static final Pattern CURATED =
      Pattern.compile(
          "[\"'](?:azureml:)?(?:AzureML-[\\w.-]+|[^\"'\\s]*registries/azureml/environments/)");

  private static final Pattern SENT =
      Pattern.compile("\\b(?:source_directory|code)\\s*=\\s*[\"']([\\w./-]+)[\"']");

  private CuratedCode() {}

  /** The directories of that code. */
  static Set<String> in(VerifiedProject project) {
    Set<String> directories = new HashSet<>();
    for (SourceFile file : project.files().of(FileKind.PYTHON)) {
      String text = file.text();
      boolean mayBe = text.contains("AzureML-") || text.contains("registries/azureml");
      if (mayBe && CURATED.matcher(text).find()) {
        Matcher sent = SENT.matcher(text);
        while (sent.find()) {
          FileSet.resolve(file.directory(), sent.group(1)).ifPresent(directories::add);
          FileSet.resolve("", sent.group(1)).ifPresent(directories::add);
        }
      }
    }
    directories.remove("");
    return directories;
  }
}
