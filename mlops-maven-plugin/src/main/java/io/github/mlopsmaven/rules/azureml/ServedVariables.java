package io.github.mlopsmaven.rules.azureml;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.shell.Environment;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The environment variables that a scoring script cannot do without.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/machine-learning/reference-yaml-deployment-managed-online">Schema
 *     of deployments</a>
 */
final class ServedVariables {

  /** Where the service puts the model. */
  private static final String MODEL = "AZUREML_MODEL_DIR";

  private static final Pattern READ =
      Pattern.compile(
          "os\\.environ\\[\\s*[\"'](\\w+)[\"']\\s*](?!\\s*(?:=(?!=)|\\+=))"
              + "|os\\.(?:getenv|environ\\.get)\\(\\s*[\"'](AZUREML_MODEL_\\w+)[\"']\\s*\\)");

  /** What the service, the image or the machine sets. */
  private static final Pattern GIVEN =
      Pattern.compile(
          "(?:AZUREML|AML|AZURE|MLFLOW|MSI|IDENTITY|CUDA|NVIDIA|PYTHON|CONDA|WORKER|SCORING|OMP|GUNICORN)_.*|HOSTNAME|PORT");

  private ServedVariables() {}

  /**
   * A variable that the script reads and nothing sets.
   *
   * @param name the variable
   * @param remedy what to do about it
   */
  record Unset(String name, String remedy) {}

  static Optional<Unset> of(VerifiedProject project, SourceFile file, YamlNode root) {
    Optional<YamlNode> script = root.get("code_configuration", "scoring_script");
    Optional<YamlNode> variables = root.get("environment_variables");
    boolean isOpen =
        root.get("<<").isPresent() || variables.filter(node -> !node.isMapping()).isPresent();
    Optional<SourceFile> source =
        root.get("code_configuration", "code")
            .filter(any -> !isOpen)
            .flatMap(References::local)
            .flatMap(code -> FileSet.resolve(file.directory(), code))
            .flatMap(
                code ->
                    script.flatMap(References::local).flatMap(name -> FileSet.resolve(code, name)))
            .flatMap(project::file)
            .filter(found -> found.content().isText());
    if (source.isEmpty() || source.get().text().contains("KeyError")) {
      return Optional.empty();
    }
    Set<String> set = new TreeSet<>(variables.map(YamlNode::keys).orElse(Set.of()));
    String text = source.get().text().replaceAll("(?m)^\\s*#.*$", "");
    Matcher read = READ.matcher(text);
    while (read.find()) {
      String name = read.group(1) == null ? read.group(2) : read.group(1);
      boolean isAsked =
          Pattern.compile(
                  "[\"']"
                      + name
                      + "[\"']\\s*(?:not\\s+)?in\\s+os|setdefault\\(\\s*[\"']"
                      + name
                      + "|environ\\[\\s*[\"']"
                      + name
                      + "[\"']\\s*]\\s*=[^=]")
              .matcher(text)
              .find();
      boolean isModel = name.startsWith("AZUREML_MODEL_") && !name.equals(MODEL);
      boolean isGiven = GIVEN.matcher(name).matches() || Environment.has(name);
      boolean isSet = set.contains(name) || (isGiven && !isModel) || isAsked;
      Optional<String> near = set.stream().filter(one -> Suggestion.isSlip(one, name)).findFirst();
      if (!isSet && (near.isPresent() || !isElsewhere(project, source.get(), name))) {
        return Optional.of(
            new Unset(
                name,
                isModel
                    ? "use " + MODEL + ", which the service sets"
                    : near.map(one -> "rename " + one)
                        .orElse("add it to `environment_variables`")));
      }
    }
    return Optional.empty();
  }

  /** Whether another file, which is no test and no document, has the name. */
  private static boolean isElsewhere(VerifiedProject project, SourceFile script, String name) {
    return project.files().all().stream()
        .filter(file -> !file.path().equals(script.path()) && file.content().isText())
        .filter(file -> !file.name().toLowerCase(Locale.ROOT).endsWith(".md"))
        .filter(file -> !file.name().startsWith("test_") && !file.name().startsWith("conftest"))
        .anyMatch(file -> file.text().contains(name));
  }
}
