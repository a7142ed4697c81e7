package io.github.mlopsmaven.rules.azureml;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Endpoints and deployments name each other, and have names. */
final class EndpointCheck implements Check {

  static final Rule ENDPOINT =
      new Rule(
          "azureml-endpoint",
          Level.WARNING,
          "Missing or unknown name or part of an Azure ML endpoint, deployment or compute");

  /** What a command that makes something of a file may name itself. */
  private static final Pattern ENDPOINT_OPTION =
      Pattern.compile("--endpoint(?:-name)?\\b|(?:^|\\s)-e\\s|endpoint_name");

  private static final Pattern NAME_OPTION =
      Pattern.compile("--name\\b|(?:^|\\s)-n[\\s=]|\\bname\\s*=|\\.name\\b");

  @Override
  public List<Rule> rules() {
    return List.of(ENDPOINT);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    List<Named> all = new ArrayList<>();
    for (SourceFile file : project.files().of(FileKind.AZURE_ML)) {
      file.yaml().root().flatMap(root -> named(file, root)).ifPresent(all::add);
    }
    for (Named one : all) {
      if (one.isDeployment()) {
        deployment(project, one, all, findings);
      } else if (one.isEndpoint()) {
        endpoint(project, one, all, findings);
      }
      required(project, one, findings);
      serving(project, one, findings);
    }
  }

  /** Code that answers requests is called by a script, in an environment. */
  private static void serving(VerifiedProject project, Named one, Findings findings) {
    Optional<YamlNode> code = one.root().get("code_configuration");
    if (one.isDeployment() && code.isEmpty()) {
      custom(project, one, findings);
    }
    if (!one.isDeployment() || code.isEmpty() || !code.get().isMapping()) {
      return;
    }
    if (code.get().get("code").isPresent() && code.get().get("scoring_script").isEmpty()) {
      findings.add(
          ENDPOINT,
          one.file(),
          code.get(),
          "the key 'scoring_script' is missing beside 'code'",
          "add `scoring_script:` with the file that has init() and run()");
    }
    ServedVariables.of(project, one.file(), one.root())
        .ifPresent(
            unset ->
                findings.add(
                    ENDPOINT,
                    one.file(),
                    one.root().get("environment_variables").orElse(code.get()),
                    "the scoring script reads '" + unset.name() + "', which nothing sets",
                    unset.remedy()));
    boolean isGiven =
        one.root().get("environment").isPresent()
            || one.root().get("<<").isPresent()
            || users(project, one.file().name()).stream()
                .anyMatch(file -> file.text().contains("environment="));
    if (!isGiven) {
      findings.add(
          ENDPOINT,
          one.file(),
          one.root(),
          "the key 'environment' is missing, which own code requires",
          "add `environment:`");
    }
  }

  /** Only a model of MLflow brings its script and its environment along. */
  private static void custom(VerifiedProject project, Named one, Findings findings) {
    Optional<YamlNode> model = one.root().get("model");
    // An image that serves by itself says in `inference_config` how it is reached.
    boolean isPlain =
        one.root()
            .get("environment")
            .filter(node -> node.isMapping() && node.get("inference_config").isEmpty())
            .filter(node -> node.get("conda_file").isPresent())
            .isPresent();
    boolean isBare =
        (one.root().get("environment").isEmpty() || isPlain)
            && one.root().get("<<").isEmpty()
            && !one.kind().contains("component")
            && users(project, one.file().name()).stream()
                .noneMatch(file -> file.text().contains("environment="));
    if (isBare && model.isPresent() && Registered.isCustomModel(project, model.get())) {
      findings.add(
          ENDPOINT,
          one.file(),
          model.get(),
          "the model is not one of MLflow, and the deployment has no "
              + (isPlain ? "script" : "environment and no script"),
          "add " + (isPlain ? "" : "`environment:` and ") + "`code_configuration:`");
    }
  }

  /** A file of an endpoint, a deployment or a compute. */
  private record Named(SourceFile file, YamlNode root, String kind) {

    boolean isDeployment() {
      return kind.endsWith("deployment");
    }

    boolean isEndpoint() {
      return kind.endsWith("endpoint");
    }

    /** Where it serves; the empty string where its schema does not say so. */
    String service() {
      return kind.contains("batch")
          ? "for batches"
          : kind.startsWith("managed")
              ? "managed"
              : kind.startsWith("kubernetes") ? "of Kubernetes" : "";
    }

    boolean isBatch() {
      return kind.contains("batch");
    }

    Optional<String> text(String key) {
      return root.get(key).flatMap(YamlNode::text);
    }
  }

  private static Optional<Named> named(SourceFile file, YamlNode root) {
    String schema =
        root.get("$schema")
            .flatMap(YamlNode::text)
            .map(text -> text.substring(text.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT))
            .orElse("");
    String kind = schema.replace(".schema.json", "");
    boolean isMeant =
        kind.endsWith("deployment") || kind.endsWith("endpoint") || kind.endsWith("compute");
    return isMeant ? Optional.of(new Named(file, root, kind)) : Optional.empty();
  }

  private static boolean isPlain(String text) {
    return text.matches("[A-Za-z0-9][\\w.-]*");
  }

  /** The endpoint of a deployment is one of the project's, where it looks like one. */
  private static void deployment(
      VerifiedProject project, Named one, List<Named> all, Findings findings) {
    Set<String> endpoints = new TreeSet<>();
    all.stream()
        .filter(other -> other.isEndpoint() && other.isBatch() == one.isBatch())
        .forEach(
            other -> other.text("name").filter(EndpointCheck::isPlain).ifPresent(endpoints::add));
    Optional<String> wanted = one.text("endpoint_name").filter(EndpointCheck::isPlain);
    if (wanted.isPresent()
        && !endpoints.contains(wanted.get())
        && !isNamedByCommand(project, one)) {
      Optional<String> near =
          Optional.of(wanted.get())
              .filter(name -> !isElsewhere(project, name))
              .flatMap(name -> Suggestion.nearest(name, endpoints));
      // Its own name, in the place of its endpoint's.
      boolean isOwn =
          !endpoints.isEmpty() && one.text("name").filter(wanted.get()::equals).isPresent();
      if (near.isPresent() || isOwn) {
        findings.add(
            ENDPOINT,
            one.file(),
            one.root().get("endpoint_name").orElseThrow(),
            "no file of the project makes the endpoint '" + wanted.get() + "'",
            near.map(name -> "did you mean " + name + "?")
                .orElseGet(() -> Suggestion.useOneOf(wanted.get(), endpoints)));
      }
    }
    fits(one, all, findings);
  }

  /** A deployment and its endpoint are of one kind: managed, of Kubernetes or for batches. */
  private static void fits(Named one, List<Named> all, Findings findings) {
    String wanted = one.text("endpoint_name").filter(EndpointCheck::isPlain).orElse("");
    Set<String> kinds = new TreeSet<>();
    for (Named other : all) {
      if (other.isEndpoint() && other.text("name").filter(wanted::equals).isPresent()) {
        kinds.add(other.service());
      }
    }
    // The schema of either may be the one for all online deployments.
    boolean isKnown = !one.service().isEmpty() && kinds.size() == 1 && !kinds.contains("");
    if (isKnown && !kinds.contains(one.service())) {
      findings.add(
          ENDPOINT,
          one.file(),
          one.root().get("$schema").orElse(one.root()),
          "the deployment is "
              + one.service()
              + ", and its endpoint '"
              + wanted
              + "' is "
              + kinds.iterator().next(),
          "use the schema of one kind in both files");
    }
  }

  /** The deployments that an endpoint sends requests to are some of the project's. */
  private static void endpoint(
      VerifiedProject project, Named one, List<Named> all, Findings findings) {
    Set<String> deployments = new TreeSet<>();
    all.stream()
        .filter(Named::isDeployment)
        .filter(other -> other.text("endpoint_name").equals(one.text("name")))
        .forEach(other -> other.text("name").ifPresent(deployments::add));
    List<YamlNode> named = new ArrayList<>();
    one.root().get("defaults", "deployment_name").ifPresent(named::add);
    for (String traffic : List.of("traffic", "mirror_traffic")) {
      one.root()
          .get(traffic)
          .ifPresent(shares -> shares.entries().forEach(share -> named.add(share.key())));
    }
    for (YamlNode node : named) {
      String name = node.text().filter(EndpointCheck::isPlain).orElse("");
      boolean isKnown =
          name.isEmpty()
              || deployments.isEmpty()
              || deployments.contains(name)
              || !deployments.stream().allMatch(EndpointCheck::isPlain)
              || isElsewhere(project, name);
      if (!isKnown) {
        findings.add(
            ENDPOINT,
            one.file(),
            node,
            "no file of the project makes the deployment '"
                + name
                + "' of '"
                + one.text("name").orElse("")
                + "'",
            Suggestion.useOneOf(name, deployments));
      }
    }
  }

  /** Whether something else than files of Azure Machine Learning has a name as a whole word. */
  private static boolean isElsewhere(VerifiedProject project, String name) {
    Pattern word = Pattern.compile("(?<![\\w.-])" + Pattern.quote(name) + "(?![\\w-])");
    return project.files().all().stream()
        .filter(
            file ->
                switch (file.kind()) {
                  case AZURE_PIPELINE,
                      GITHUB_WORKFLOW,
                      YAML,
                      JSON,
                      PYTHON,
                      SHELL,
                      TERRAFORM,
                      BICEP,
                      NOTEBOOK ->
                      true;
                  default -> file.name().equals("Makefile");
                })
        .anyMatch(file -> file.text().contains(name) && word.matcher(file.text()).find());
  }

  /** A name that the file lacks is given by the command that uses it, if there is one. */
  private static void required(VerifiedProject project, Named one, Findings findings) {
    List<String> keys = one.isDeployment() ? List.of("name", "endpoint_name") : List.of("name");
    for (String key : keys) {
      boolean isMissing =
          one.root().get(key).isEmpty()
              && one.root().entries().stream().noneMatch(entry -> entry.name().contains("{"));
      if (isMissing && isUsedWithout(project, one, key)) {
        findings.add(
            ENDPOINT,
            one.file(),
            one.root(),
            "the key '" + key + "' is missing, and no command that uses this file gives it",
            "add `" + key + ":`");
      }
    }
  }

  private static boolean isUsedWithout(VerifiedProject project, Named one, String key) {
    Pattern option = key.equals("name") ? NAME_OPTION : ENDPOINT_OPTION;
    String name = one.file().name();
    List<SourceFile> users = users(project, name);
    return !users.isEmpty() && users.stream().noneMatch(file -> gives(file, name, option));
  }

  /** Whether a command that uses a file says another endpoint than the file does. */
  private static boolean isNamedByCommand(VerifiedProject project, Named one) {
    String name = one.file().name();
    return users(project, name).stream().anyMatch(file -> gives(file, name, ENDPOINT_OPTION));
  }

  private static List<SourceFile> users(VerifiedProject project, String name) {
    return project.files().all().stream()
        .filter(
            file ->
                switch (file.kind()) {
                  case AZURE_PIPELINE, GITHUB_WORKFLOW, GITHUB_ACTION, PYTHON, SHELL, NOTEBOOK ->
                      true;
                  default -> file.name().equals("Makefile") || file.name().endsWith(".md");
                })
        .filter(file -> file.text().contains(name))
        .toList();
  }

  /** Whether a file gives a name near where it names another file. */
  private static boolean gives(SourceFile file, String name, Pattern option) {
    String text = file.text();
    boolean isDocument = file.name().endsWith(".md");
    if (file.kind() == FileKind.PYTHON || file.kind() == FileKind.NOTEBOOK) {
      return option.matcher(text).find();
    }
    for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      int start = at;
      int end = at;
      // The command's lines, which a backslash joins.
      while (start > 0 && !(text.charAt(start - 1) == '\n' && !text.startsWith("\\", start - 2))) {
        start--;
      }
      while (end < text.length() && !(text.charAt(end) == '\n' && text.charAt(end - 1) != '\\')) {
        end++;
      }
      String command = text.substring(start, end);
      // A file that is handed on in a variable is used where nobody looks.
      boolean isCommand = command.contains("az ");
      if ((isCommand || !isDocument) && (option.matcher(command).find() || !isCommand)) {
        return true;
      }
    }
    return false;
  }
}
