package io.github.mlopsmaven.rules.azurepipelines;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.shell.Programs;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The variables that pipelines name are set somewhere.
 *
 * @see <a href="https://learn.microsoft.com/azure/devops/pipelines/process/variables">Variables</a>
 */
final class VariableCheck implements Check {

  private static final Pattern MAY_SET =
      Pattern.compile(".*\\.(?:ya?ml|sh|bash|py|ps1|psm1|js|ts)");

  static final Rule UNSET =
      new Rule(
          "azure-pipelines-unset-variable", Level.WARNING, "Unset variable in an Azure pipeline");

  private static final Pattern MACRO = Pattern.compile("\\$\\(([A-Za-z_][\\w.]*)\\)");

  private static final Pattern SET =
      Pattern.compile(
          "task\\.setvariable\\s+([^\\]]*?)variable\\s*=\\s*([^;\\]]+)([^\\]]*)",
          Pattern.CASE_INSENSITIVE);

  /** The first names of what the service, the agent or an older kind of pipeline sets. */
  private static final Pattern PREDEFINED =
      Pattern.compile(
          "(?i)(?:Agent|Build|System|Pipeline|Environment|Strategy|Common|Release|Checks|Resources"
              + "|TF|AzureWebJobs|GitVersion|MSBuild)[._].*|Rev|Date|SourceBranchName|TeamProject|ProjectName");

  /** Tasks that set variables of any name. */
  private static final Pattern SETTING_TASK =
      Pattern.compile(
          "(?i).*(?:KeyVault|Authenticate|Deployment|GitVersion|Terraform|SecureFile|Variable|AppConfig|Import).*");

  private static final Pattern ASKED = Pattern.compile("(?i)\\bcoalesce\\s*\\(\\s*variables\\b");

  private static final Set<String> SCRIPTS =
      Set.of("script", "bash", "pwsh", "powershell", "inlinescript");

  @Override
  public List<Rule> rules() {
    return List.of(UNSET);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    List<SourceFile> files = new Pipelines(project).files();
    if (files.isEmpty()) {
      return;
    }
    Set<String> scripted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    boolean isComputed = false;
    for (SourceFile file : project.files().all()) {
      isComputed |= mayRun(file) && collect(file, scripted);
    }
    Includers includers = Includers.of(project);
    Map<String, Set<String>> below = new HashMap<>();
    includers
        .by()
        .forEach(
            (path, all) ->
                all.forEach(
                    one -> below.computeIfAbsent(one.path(), any -> new HashSet<>()).add(path)));
    for (SourceFile file : files) {
      boolean isOpen = isComputed;
      boolean isMade = false;
      Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
      set.addAll(scripted);
      Set<String> together = together(file, includers, below);
      for (SourceFile other : files) {
        Optional<YamlNode> root =
            together.isEmpty() || together.contains(other.path())
                ? other.yaml().root()
                : Optional.empty();
        root.ifPresent(found -> found.walk(node -> collect(node, set)));
        isOpen |=
            together.isEmpty()
                || root.filter(found -> bringsOthers(project, other, found)).isPresent();
        isMade |=
            (together.isEmpty() || together.contains(other.path()))
                && root.filter(VariableCheck::hasMadeMatrix).isPresent();
      }
      // The variables of a matrix that a run makes may be called nearly as those of other files.
      Set<String> near = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
      if (isMade) {
        file.yaml().root().ifPresent(root -> root.walk(node -> collect(node, near)));
      }
      Names names = new Names(set, isMade ? near : set, isOpen || isMade);
      file.yaml().root().ifPresent(root -> visit(file, root, "", names, findings));
    }
  }

  /**
   * What is known of variables.
   *
   * @param set the names that are set
   * @param near those that a name may be a mistake for
   * @param isOpen whether there may be others
   */
  private record Names(Set<String> set, Set<String> near, boolean isOpen) {}

  private static boolean mayRun(SourceFile file) {
    return MAY_SET.matcher(file.path()).matches();
  }

  /** The names that a list or a mapping of variables sets, and the values of a matrix. */
  private static void collect(YamlNode node, Set<String> set) {
    node.get("variables").ifPresent(variables -> names(variables, set));
    node.get("matrix").ifPresent(matrix -> legs(matrix, set));
  }

  /** The variables of the legs of a matrix, of those too that a loop or a condition makes. */
  private static void legs(YamlNode matrix, Set<String> set) {
    for (YamlNode.Entry leg : matrix.entries()) {
      if (Expressions.control(leg.name()).isPresent()) {
        legs(leg.value(), set);
      } else {
        set.addAll(leg.value().keys());
      }
    }
  }

  private static void names(YamlNode variables, Set<String> set) {
    for (YamlNode.Entry entry : variables.entries()) {
      if (Expressions.isExpression(entry.name())) {
        names(entry.value(), set);
      } else {
        set.add(entry.name());
      }
    }
    for (YamlNode item : variables.items()) {
      item.get("name").flatMap(YamlNode::text).ifPresent(set::add);
      item.entries().stream()
          .filter(entry -> Expressions.isExpression(entry.name()))
          .forEach(entry -> names(entry.value(), set));
    }
  }

  /** Collects what scripts set, and says whether a name is put together. */
  private static boolean collect(SourceFile file, Set<String> set) {
    if (!file.text().contains("setvariable")) {
      return false;
    }
    boolean isComputed = false;
    Matcher matcher = SET.matcher(file.text());
    while (matcher.find()) {
      String name = matcher.group(2).strip().replaceAll("[\"']", "");
      isComputed |= !name.matches("[\\w.-]+");
      // An output is called STEP.NAME, in its own job too.
      boolean isOutput =
          (matcher.group(1) + matcher.group(3)).toLowerCase(Locale.ROOT).contains("isoutput");
      if (!isOutput) {
        set.add(name);
      }
    }
    return isComputed;
  }

  /**
   * A file, what includes it, and what these include; none for a template that nothing includes.
   */
  private static Set<String> together(
      SourceFile file, Includers includers, Map<String, Set<String>> below) {
    boolean isStarted = file.yaml().root().filter(Includers::isStarted).isPresent();
    if (!isStarted && !includers.by().containsKey(file.path())) {
      return Set.of();
    }
    Deque<String> above = new ArrayDeque<>(List.of(file.path()));
    Set<String> roots = new HashSet<>();
    while (!above.isEmpty()) {
      String path = above.pop();
      if (roots.add(path)) {
        includers.by().getOrDefault(path, List.of()).forEach(one -> above.push(one.path()));
      }
    }
    // What nobody seen includes, and what is no pipeline, is included from where nobody can see.
    boolean isSeen =
        roots.stream()
            .filter(path -> !includers.by().containsKey(path))
            .allMatch(
                path ->
                    includers
                        .project()
                        .file(path)
                        .flatMap(one -> one.yaml().root())
                        .filter(Includers::isStarted)
                        .isPresent());
    if (!isSeen) {
      return Set.of();
    }
    Set<String> seen = new HashSet<>();
    Deque<String> next = new ArrayDeque<>(roots);
    while (!next.isEmpty()) {
      String path = next.pop();
      if (seen.add(path)) {
        below.getOrDefault(path, Set.of()).forEach(next::push);
      }
    }
    return seen;
  }

  /** Whether a job has a matrix that is made when the pipeline runs. */
  private static boolean hasMadeMatrix(YamlNode root) {
    boolean[] isMade = {false};
    root.walk(
        node ->
            isMade[0] |=
                node.get("matrix")
                    .flatMap(YamlNode::text)
                    .filter(text -> text.contains("$["))
                    .isPresent());
    return isMade[0];
  }

  private static boolean bringsOthers(VerifiedProject project, SourceFile file, YamlNode root) {
    boolean[] brings = {false};
    root.walk(
        node -> {
          boolean isVariables = node.get("group").isPresent() && node.keys().size() == 1;
          boolean isRemote =
              node.get("template")
                  .flatMap(YamlNode::text)
                  .filter(
                      text ->
                          Pipelines.path(
                                  text.endsWith("@self") ? "" : file.directory(),
                                  text.endsWith("@self")
                                      ? text.substring(0, text.length() - 5)
                                      : text)
                              .flatMap(project::file)
                              .isEmpty())
                  .isPresent();
          boolean isTask =
              node.get("task")
                  .flatMap(YamlNode::text)
                  .filter(text -> SETTING_TASK.matcher(text).matches() || text.contains("$"))
                  .isPresent();
          boolean isGiven =
              node.get("variables")
                  .filter(
                      variables ->
                          variables.text().isPresent()
                              || variables.keys().stream().anyMatch(key -> key.contains("each"))
                              || variables.items().stream()
                                  .anyMatch(
                                      item ->
                                          item.text().isPresent()
                                              || item.keys().stream()
                                                  .anyMatch(key -> key.contains("each"))))
                  .isPresent();
          // What has a default for a variable expects it from people who start a run.
          boolean isAsked = node.text().filter(VariableCheck::asks).isPresent();
          boolean isMatrix = node.get("matrix").filter(matrix -> !matrix.isMapping()).isPresent();
          brings[0] |= isVariables || isRemote || isTask || isGiven || isMatrix || isAsked;
        });
    return brings[0];
  }

  private static boolean asks(String text) {
    return text.indexOf('(') >= 0 && ASKED.matcher(text).find();
  }

  private static void visit(
      SourceFile file, YamlNode node, String key, Names names, Findings findings) {
    node.text().ifPresent(text -> text(file, node, text, key, names, findings));
    for (YamlNode.Entry entry : node.entries()) {
      // The format of run numbers has names of its own.
      if (!entry.name().equals("name") || !key.isEmpty()) {
        visit(file, entry.value(), entry.name(), names, findings);
      }
    }
    node.items().forEach(item -> visit(file, item, key.isEmpty() ? "-" : key, names, findings));
  }

  private static void text(
      SourceFile file, YamlNode node, String text, String key, Names names, Findings findings) {
    Set<String> set = names.set();
    boolean isOpen = names.isOpen();
    boolean isScript = SCRIPTS.contains(key.toLowerCase(Locale.ROOT));
    Matcher macro = MACRO.matcher(text);
    while (macro.find()) {
      String name = macro.group(1);
      boolean isKnown =
          set.contains(name)
              || PREDEFINED.matcher(name).matches()
              || ExpressionNames.VARIABLES.contains(name)
              || name.toLowerCase(Locale.ROOT).startsWith("parameters.");
      // A shell runs a command in such brackets; those are written small.
      boolean isCommand =
          isScript
              && (name.equals(name.toLowerCase(Locale.ROOT)) || text.contains(name + "()"))
              && name.indexOf('.') < 0
              && (isOpen || text.contains(name + "()") || Programs.has(name) || !isMeant(name));
      // A name that differs only in what joins its words is no command.
      boolean isJoined =
          isCommand
              && name.indexOf('_') > 0
              && set.stream().anyMatch(other -> isJoined(name, other));
      if (isKnown || (isCommand && !isJoined)) {
        continue;
      }
      // A variable may be given the value of one that is called nearly the same, from a group.
      boolean isValue = isOpen && key.equals("value");
      Optional<String> near =
          names.near().stream()
              .filter(other -> !isValue && !(isOpen && other.equalsIgnoreCase(key)))
              .filter(other -> isNearly(name, other))
              .findFirst();
      // A secret of the service gets into a script under its own name.
      boolean isHandedOn = key.equals(name);
      boolean isCertain = near.isPresent() || (!isOpen && !isHandedOn && name.indexOf('.') < 0);
      if (isCertain) {
        findings.add(
            UNSET,
            file.path(),
            node.positionOf(macro.start(1)),
            "no file of the project sets the variable '" + name + "'",
            near.map(other -> "use " + other)
                .orElseGet(
                    () ->
                        "set it in 'variables'"
                            + Suggestion.nearest(name, set)
                                .map(other -> " (did you mean " + other + "?)")
                                .orElse("")));
      }
    }
  }

  /** Whether a small word may be a variable: programs are known, and functions are declared. */
  private static boolean isMeant(String name) {
    return name.length() > 2 && name.chars().allMatch(c -> c >= 'a' && c <= 'z');
  }

  private static boolean isJoined(String a, String b) {
    return a.replaceAll("[._-]", "").equalsIgnoreCase(b.replaceAll("[._-]", ""));
  }

  /**
   * Whether two names differ in nothing but one letter, two that are swapped, or what joins words.
   */
  private static boolean isNearly(String a, String b) {
    String left = a.toLowerCase(Locale.ROOT);
    String right = b.toLowerCase(Locale.ROOT);
    String plainLeft = left.replaceAll("[._-]", "");
    if (plainLeft.equals(right.replaceAll("[._-]", ""))) {
      return true;
    }
    int start = 0;
    while (start < Math.min(left.length(), right.length())
        && left.charAt(start) == right.charAt(start)) {
      start++;
    }
    int end = 0;
    while (end < Math.min(left.length(), right.length()) - start
        && left.charAt(left.length() - 1 - end) == right.charAt(right.length() - 1 - end)) {
      end++;
    }
    String leftMiddle = left.substring(start, left.length() - end);
    String rightMiddle = right.substring(start, right.length() - end);
    boolean isNumbered = (leftMiddle + rightMiddle).matches("\\d*");
    boolean isOne = leftMiddle.length() + rightMiddle.length() <= 2;
    boolean isSwapped =
        leftMiddle.length() == 2
            && rightMiddle.equals(new StringBuilder(leftMiddle).reverse().toString());
    return left.length() > 5 && !isNumbered && (isOne || isSwapped);
  }
}
