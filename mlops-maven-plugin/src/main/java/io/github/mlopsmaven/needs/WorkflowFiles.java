package io.github.mlopsmaven.needs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the workflows of a project for what they need of GitHub. */
final class WorkflowFiles {

  private static final String FOLDER = ".github/workflows/";
  private static final String OWN = "./" + FOLDER;

  private static final Pattern SETTING =
      Pattern.compile("\\b(vars|secrets)\\.([A-Za-z_][A-Za-z0-9_]*)");

  /** Where a secret is not set, the token that GitHub makes will do. */
  private static final Pattern OPTIONAL =
      Pattern.compile(
          "\\bsecrets\\.[A-Za-z_][A-Za-z0-9_]*\\s*\\|\\|\\s*(github\\.token|secrets\\.GITHUB_TOKEN)\\b");

  private static final Pattern ACTION = Pattern.compile("([\\w.-]+/[\\w.-]+)(/[^@]*)?@.+");

  private final Map<String, YamlNode> workflows;
  private final InputValues inputs;
  private final Map<String, Set<String>> variables = new TreeMap<>();
  private final Map<String, Set<String>> secrets = new TreeMap<>();
  private final Set<String> ofTheRepository = new TreeSet<>();
  private final Set<String> environments = new TreeSet<>();
  private final Set<String> actions = new TreeSet<>();
  private boolean branches;

  private WorkflowFiles(Map<String, YamlNode> workflows) {
    this.workflows = workflows;
    this.inputs = new InputValues(workflows);
  }

  /**
   * What the workflows in {@code .github/workflows} need.
   *
   * @param files the project's files
   */
  static WorkflowNeeds read(ProjectFiles files) {
    WorkflowFiles reading = new WorkflowFiles(files.below(FOLDER));
    reading.workflows.forEach(reading::workflow);
    files.below(".github/actions/").values().forEach(action -> reading.steps(action.get("runs")));
    return new WorkflowNeeds(
        reading.environments,
        reading.settings("vars", reading.variables),
        reading.settings("secrets", reading.secrets),
        reading.actions,
        reading.branches);
  }

  private void workflow(String path, YamlNode workflow) {
    uses(workflow.get("env"), Set.of());
    boolean token = isWrite(workflow.get("permissions"));
    workflow.get("jobs").entries().values().forEach(job -> job(path, job, token));
  }

  private void job(String path, YamlNode job, boolean inherited) {
    YamlNode named = job.get("environment");
    String name = named.has("name") ? named.get("name").text() : named.text();
    Set<String> own = name.isEmpty() ? Set.of() : inputs.values(name, path, job);
    environments.addAll(own);
    uses(job, own);
    steps(job);
    String called = job.get("uses").text();
    Matcher action = ACTION.matcher(called);
    if (action.matches()) {
      actions.add(action.group(1));
    }
    boolean token = job.has("permissions") ? isWrite(job.get("permissions")) : inherited;
    boolean elsewhere = !called.isEmpty() && !called.startsWith(OWN) && job.has("secrets");
    if (name.isEmpty() && !called.startsWith(OWN) && (token || elsewhere || signsIn(job))) {
      branches = true;
    }
  }

  private static boolean isWrite(YamlNode permissions) {
    return permissions.get("id-token").text().equals("write")
        || permissions.text().equals("write-all");
  }

  private static boolean signsIn(YamlNode job) {
    return job.get("steps").items().stream()
        .anyMatch(
            step -> step.get("uses").text().toLowerCase(Locale.ROOT).startsWith("azure/login@"));
  }

  private void steps(YamlNode job) {
    for (YamlNode step : job.get("steps").items()) {
      Matcher action = ACTION.matcher(step.get("uses").text());
      if (action.matches()) {
        actions.add(action.group(1));
      }
    }
  }

  private void uses(YamlNode node, Set<String> own) {
    node.scalars(
        (key, text) -> {
          Matcher setting = SETTING.matcher(OPTIONAL.matcher(text).replaceAll("$1"));
          while (setting.find()) {
            String kind = setting.group(1);
            Map<String, Set<String>> known = kind.equals("vars") ? variables : secrets;
            known.computeIfAbsent(setting.group(2), name -> new TreeSet<>()).addAll(own);
            if (own.isEmpty()) {
              ofTheRepository.add(kind + "." + setting.group(2));
            }
          }
        });
  }

  private List<Setting> settings(String kind, Map<String, Set<String>> found) {
    List<Setting> settings = new ArrayList<>();
    found.forEach(
        (name, own) -> {
          boolean shared = ofTheRepository.contains(kind + "." + name);
          // GitHub makes this one for each run, and takes none of that name.
          if (!name.equals("GITHUB_TOKEN")) {
            settings.add(Setting.of(name, shared ? Set.of() : own));
          }
        });
    return settings;
  }
}
