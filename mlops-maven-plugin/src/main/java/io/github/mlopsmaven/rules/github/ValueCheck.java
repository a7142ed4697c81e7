package io.github.mlopsmaven.rules.github;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.values.Service;
import io.github.mlopsmaven.rules.values.ServiceValues;
import io.github.mlopsmaven.rules.values.TypedValue;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values of workflows are among those that GitHub allows. */
final class ValueCheck implements Check {

  static final Rule VALUE =
      new Rule(
          "github-value",
          Level.ERROR,
          "Invalid schedule, runner, default, input, shell or step in a GitHub workflow");

  private static final Set<String> SHELLS =
      Set.of("bash", "sh", "pwsh", "powershell", "cmd", "python", "node");

  private static final Set<String> CALLED = Set.of("boolean", "number", "string");

  private static final Set<String> TYPED =
      Set.of("boolean", "number", "string", "choice", "environment");

  private static final Set<String> EVENT_KEYS =
      new TreeSet<>(
          Set.of(
              "types",
              "branches",
              "branches-ignore",
              "tags",
              "tags-ignore",
              "paths",
              "paths-ignore",
              "inputs",
              "outputs",
              "secrets",
              "workflows"));

  private static final Pattern DELIMITER =
      Pattern.compile("[\"'](\\w[\\w-]*)<<([A-Za-z_]\\w*)[\"']");

  private static final Pattern COMMAND = Pattern.compile("::(set-env|add-path)[ :]");

  @Override
  public List<Rule> rules() {
    return List.of(VALUE);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.GITHUB_WORKFLOW, FileKind.GITHUB_ACTION)) {
      file.yaml().root().ifPresent(root -> new OneFile(project, file, root, findings).check());
    }
  }

  private record OneFile(
      VerifiedProject project,
      SourceFile file,
      YamlNode root,
      Findings findings,
      ServiceValues values) {

    OneFile(VerifiedProject project, SourceFile file, YamlNode root, Findings findings) {
      this(project, file, root, findings, new ServiceValues(Service.GITHUB, VALUE, file, findings));
    }

    void check() {
      Workflow workflow = new Workflow(root);
      root.get("on", "schedule")
          .ifPresent(
              list -> list.items().forEach(item -> item.get("cron").ifPresent(values::schedule)));
      for (String event : List.of("workflow_dispatch", "workflow_call")) {
        for (YamlNode.Entry input :
            root.get("on", event, "inputs").map(YamlNode::entries).orElse(List.of())) {
          input(input.name(), input.value(), event.equals("workflow_call") ? CALLED : TYPED);
        }
      }
      root.get("on").ifPresent(this::events);
      for (YamlNode.Entry event : root.get("on").map(YamlNode::entries).orElse(List.of())) {
        for (String filter : List.of("branches", "tags", "paths")) {
          if (event.value().get(filter).isPresent()) {
            event
                .value()
                .entry(filter + "-ignore")
                .ifPresent(
                    both ->
                        report(
                            both.key(),
                            "'" + filter + "' and '" + filter + "-ignore' stand in one event",
                            "keep `" + filter + "`, with what is left out behind a '!'"));
          }
        }
      }
      root.get("runs").ifPresent(runs -> steps(runs));
      for (YamlNode.Entry job : workflow.jobs()) {
        job.value().get("runs-on").ifPresent(node -> runner(job.value(), node));
        job.value().get("uses").ifPresent(uses -> call(job.value(), uses));
        excluded(job.value());
        steps(job.value());
      }
      root.walk(node -> node.get("shell").ifPresent(this::shell));
      new VersionNumbers(values).check(root);
      circle(workflow);
    }

    private void report(YamlNode node, String problem, String remedy) {
      findings.add(VALUE, file, node, problem, remedy);
    }

    private void input(String name, YamlNode input, Set<String> types) {
      TypedValue declared = declared(name, input);
      if (declared.type().equals("choice") && input.get("options").isEmpty()) {
        report(input, "an input of type choice has no options", "add `options` with a list");
      }
      input
          .get("type")
          .filter(type -> !types.contains(type.text().orElse("")))
          .ifPresent(
              type ->
                  report(
                      type,
                      "'" + type.text().orElse("") + "' is not a type of an input",
                      Suggestion.useOneOf(type.text().orElse(""), new TreeSet<>(types))));
      input.get("default").ifPresent(given -> values.value(given, declared));
    }

    private static TypedValue declared(String name, YamlNode input) {
      String type = input.get("type").flatMap(YamlNode::text).orElse("string");
      Set<String> options = new TreeSet<>();
      if (type.equals("choice")) {
        input
            .get("options")
            .ifPresent(list -> list.items().forEach(one -> one.text().ifPresent(options::add)));
      }
      return new TypedValue(name, type, options);
    }

    /** Activity types, and filters of branches and tags that no push can meet. */
    private void events(YamlNode on) {
      for (YamlNode.Entry event : on.entries()) {
        List<String> known = Events.types().getOrDefault(event.name(), List.of());
        List<YamlNode> types = new ArrayList<>();
        event.value().get("types").ifPresent(node -> node.walk(types::add));
        for (YamlNode type : types) {
          String text = type.text().orElse("");
          if (!known.isEmpty() && !text.isEmpty() && !known.contains(text)) {
            report(
                type,
                "'" + text + "' is not an activity of " + event.name(),
                Suggestion.useOneOf(text, known));
          }
        }
        for (YamlNode.Entry key : event.value().entries()) {
          if (!Events.types().getOrDefault(event.name(), List.of("")).equals(List.of(""))
              && !EVENT_KEYS.contains(key.name())) {
            report(
                key.key(),
                "the event '" + event.name() + "' has no '" + key.name() + "'",
                Suggestion.useOneOf(key.name(), EVENT_KEYS));
          }
        }
        for (String filter : List.of("branches", "tags", "branches-ignore", "tags-ignore")) {
          event.value().get(filter).ifPresent(list -> filters(filter, list.items()));
        }
      }
    }

    private void filters(String filter, List<YamlNode> patterns) {
      boolean isOnlyOut =
          !filter.endsWith("-ignore")
              && !patterns.isEmpty()
              && patterns.stream().allMatch(one -> one.text().orElse("").startsWith("!"));
      if (isOnlyOut) {
        report(
            patterns.get(0),
            "'" + filter + "' has nothing but what is left out, so that nothing matches",
            "write '" + filter + "-ignore' without the '!', or add a pattern before it");
      }
      for (YamlNode one : patterns) {
        String text = one.text().orElse("");
        String plain = text.replaceFirst("^!?refs/(?:heads|tags)/", "");
        if (!plain.equals(text)) {
          report(one, "'" + text + "' matches no name of a branch or tag", "write '" + plain + "'");
        }
      }
    }

    /** What a matrix leaves out is in it. */
    private void excluded(YamlNode job) {
      Optional<Set<String>> names = Matrices.names(job);
      for (YamlNode item :
          job.get("strategy", "matrix", "exclude").map(YamlNode::items).orElse(List.of())) {
        for (YamlNode.Entry entry : item.entries()) {
          Optional<List<String>> values = Matrices.values(job, entry.name());
          String text = entry.value().text().orElse("$");
          if (names.filter(known -> !known.contains(entry.name())).isPresent()) {
            report(
                entry.key(),
                "the matrix has no '" + entry.name() + "' that could be left out",
                Suggestion.useOneOf(entry.name(), names.get()));
          } else if (!text.contains("$")
              && values.filter(known -> !known.contains(text)).isPresent()) {
            report(
                entry.value(),
                "the matrix has no " + entry.name() + " '" + text + "' that could be left out",
                Suggestion.useOneOf(text, values.get()));
          }
        }
      }
    }

    /** A value with several lines goes on up to the word that is written behind {@code <<}. */
    private void delimiters(YamlNode run) {
      String text = run.text().orElse("");
      boolean writes = text.contains("GITHUB_OUTPUT") || text.contains("GITHUB_ENV");
      Matcher begun = DELIMITER.matcher(writes ? text : "");
      while (begun.find()) {
        Pattern word = Pattern.compile("(?<!\\w)" + Pattern.quote(begun.group(2)) + "(?!\\w)");
        if (!word.matcher(text).results().skip(1).findAny().isPresent()) {
          findings.add(
              VALUE,
              file.path(),
              run.positionOf(begun.start(1)),
              "the value of '"
                  + begun.group(1)
                  + "' has no line '"
                  + begun.group(2)
                  + "' that ends it",
              "write " + begun.group(2) + " behind the value, in a line of its own");
        }
      }
    }

    private void runner(YamlNode job, YamlNode node) {
      List<YamlNode> labels = new ArrayList<>();
      node.walk(labels::add);
      boolean isOwn =
          labels.stream().anyMatch(label -> label.text().orElse("").equals("self-hosted"));
      if (labels.stream().anyMatch(label -> label.text().orElse("").contains("matrix."))) {
        job.get("strategy", "matrix", "os").ifPresent(os -> os.items().forEach(labels::add));
      }
      for (YamlNode label : isOwn ? List.<YamlNode>of() : labels) {
        values.image(label, label.text().orElse(""));
      }
    }

    /** What a called workflow of the project is given has the types that it declares. */
    private void call(YamlNode job, YamlNode uses) {
      String text = uses.text().orElse("").strip();
      if (text.startsWith(".github/")) {
        report(
            uses, "'" + text + "' is not found: a path begins with './'", "use './" + text + "'");
      }
      if (Callee.of(text, project, project.files(), true) instanceof Callee.Found found) {
        Optional<YamlNode> inputs =
            found.file().yaml().root().flatMap(node -> node.get("on", "workflow_call", "inputs"));
        for (YamlNode.Entry given : job.get("with").map(YamlNode::entries).orElse(List.of())) {
          inputs
              .flatMap(node -> node.get(given.name()))
              .ifPresent(input -> values.value(given.value(), declared(given.name(), input)));
        }
      }
    }

    private void steps(YamlNode job) {
      for (YamlNode step : Workflow.steps(job)) {
        Optional<YamlNode> uses = step.get("uses");
        Optional<YamlNode> run = step.get("run");
        if (uses.isPresent() && run.isPresent()) {
          report(run.get(), "a step has 'uses' or 'run', not both", "make two steps of it");
        }
        if (step.isMapping() && uses.isEmpty() && run.isEmpty() && !step.keys().isEmpty()) {
          report(step, "the step does nothing: it has neither 'run' nor 'uses'", "add one of them");
        }
        if (run.isPresent()
            && file.kind() == FileKind.GITHUB_ACTION
            && step.get("shell").isEmpty()) {
          report(run.get(), "a step of an action names the shell of its 'run'", "add shell: bash");
        }
        uses.ifPresent(this::action);
        uses.ifPresent(node -> ActionValues.check(step, node, values));
        run.ifPresent(this::delimiters);
        run.ifPresent(
            node -> {
              Matcher old = COMMAND.matcher(node.text().orElse(""));
              if (old.find()) {
                findings.add(
                    VALUE,
                    file.path(),
                    node.positionOf(old.start()),
                    "the command '" + old.group(1) + "' is no longer supported",
                    "write NAME=VALUE to "
                        + (old.group(1).equals("set-env") ? "$GITHUB_ENV" : "$GITHUB_PATH"));
              }
            });
      }
    }

    private void action(YamlNode uses) {
      String text = uses.text().orElse("").strip();
      boolean isRemote =
          !text.startsWith("./")
              && !text.startsWith("docker://")
              && !text.contains("${{")
              && text.matches("[\\w.-]+/[\\w./-]+");
      if (isRemote) {
        report(uses, "'" + text + "' names no version", "add one, as in " + text + "@v1");
      }
    }

    private void shell(YamlNode node) {
      String text = node.text().orElse("");
      String program = text.replaceFirst("\\s.*", "");
      // A shell of its own has {0} for the script.
      if (node.isScalar()
          && !text.isEmpty()
          && !text.contains("{0}")
          && !text.contains("${{")
          && !SHELLS.contains(program)) {
        report(
            node,
            "unknown shell '" + text + "'",
            Suggestion.useOneOf(program, new TreeSet<>(SHELLS)));
      }
    }

    /** Jobs that wait for each other never start: the first that waits for itself is told. */
    private void circle(Workflow workflow) {
      Set<String> ended = new HashSet<>();
      for (YamlNode.Entry job : workflow.jobs()) {
        // The jobs on the way, each with those that it still waits for.
        Map<String, Deque<String>> way = new LinkedHashMap<>();
        Deque<String> names = new ArrayDeque<>();
        enter(job.name(), workflow, way, names);
        while (!names.isEmpty()) {
          String at = names.getLast();
          String next = way.getOrDefault(at, new ArrayDeque<>()).poll();
          if (next == null) {
            ended.add(names.removeLast());
            way.remove(at);
          } else if (way.containsKey(next)) {
            YamlNode value = workflow.job(next).orElse(root);
            report(
                value.get("needs").orElse(value),
                "the job '" + next + "' waits for itself",
                "take one of the jobs out of 'needs'");
            return;
          } else if (!ended.contains(next)) {
            enter(next, workflow, way, names);
          }
        }
      }
    }

    private static void enter(
        String name, Workflow workflow, Map<String, Deque<String>> way, Deque<String> names) {
      Deque<String> needs = new ArrayDeque<>();
      workflow
          .job(name)
          .flatMap(job -> job.get("needs"))
          .ifPresent(node -> node.walk(one -> one.text().ifPresent(needs::add)));
      way.put(name, needs);
      names.add(name);
    }
  }
}
