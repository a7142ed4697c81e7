package io.github.mlopsmaven.rules.github;

import io.github.mlopsmaven.expressions.Expression;
import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.data.DataFile;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a workflow reads of its event is there for one of the events that start it. */
final class EventCheck implements Check {

  static final Rule EVENT =
      new Rule("github-event", Level.WARNING, "Property that no event of a GitHub workflow has");

  /** Properties of the github context that some events have only. */
  private static final Map<String, Set<String>> CONTEXT =
      Map.of(
          "head_ref", Set.of("pull_request", "pull_request_target"),
          "base_ref", Set.of("pull_request", "pull_request_target"));

  /** Read when the first event is looked at. */
  private static final class Holder {
    private static final Map<String, Set<String>> PROPERTIES = read();
  }

  @Override
  public List<Rule> rules() {
    return List.of(EVENT);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.GITHUB_WORKFLOW)) {
      boolean isReading = file.text().contains("github.event.") || file.text().contains("_ref");
      file.yaml()
          .root()
          .filter(any -> isReading)
          .ifPresent(root -> new OneFile(file, root, findings).check());
    }
  }

  private static Map<String, Set<String>> read() {
    Map<String, Set<String>> properties = new HashMap<>();
    for (String line : DataFile.lines(EventCheck.class, "event-properties.txt")) {
      List<String> words = Arrays.asList(line.split(" ", -1));
      properties.put(words.get(0), Set.copyOf(words.subList(1, words.size())));
    }
    return properties;
  }

  private record OneFile(SourceFile file, YamlNode root, Findings findings) {

    void check() {
      List<String> events = new Workflow(root).events();
      // What is called gets the event of its caller; of an event that is not known, anything.
      if (events.isEmpty() || !Holder.PROPERTIES.keySet().containsAll(events)) {
        return;
      }
      Set<String> known = new TreeSet<>(Holder.PROPERTIES.getOrDefault("*", Set.of()));
      events.forEach(event -> known.addAll(Holder.PROPERTIES.getOrDefault(event, Set.of())));
      WorkflowExpressions.visit(
          root,
          text -> text.contains("github"),
          (whole, place) -> {
            Set<Expression> guarded = guarded(whole);
            whole.walk(
                part -> {
                  if (part instanceof Expression.Property property && !guarded.contains(part)) {
                    property
                        .path()
                        .filter(path -> path.get(0).equalsIgnoreCase("github"))
                        .ifPresent(path -> property(part, path, place, events, known));
                  }
                });
          });
    }

    /** What is before {@code ||} may be missing: something stands behind it for that. */
    private static Set<Expression> guarded(Expression whole) {
      Set<Expression> guarded = new HashSet<>();
      whole.walk(
          part -> {
            if (part instanceof Expression.Operation operation
                && operation.operator().equals("||")) {
              operation.parts().get(0).walk(guarded::add);
            }
          });
      return guarded;
    }

    private void property(
        Expression part,
        List<String> path,
        WorkflowExpressions.Place place,
        List<String> events,
        Set<String> known) {
      String name = path.get(path.size() - 1);
      String lower = name.toLowerCase(Locale.ROOT);
      boolean isEvent = path.size() > 2 && path.get(1).equalsIgnoreCase("event");
      if (isEvent && path.size() == 3 && !known.contains(lower)) {
        add(part, place, "github.event." + name, events, "read what one of these events has");
      } else if (path.size() == 2
          && CONTEXT.containsKey(lower)
          && events.stream().noneMatch(CONTEXT.get(lower)::contains)) {
        add(part, place, "github." + name, events, "use github.ref_name");
      } else if (isEvent && path.size() == 4 && path.get(2).equalsIgnoreCase("inputs")) {
        Map<String, Workflow.Declared> inputs = new Workflow(root).inputs("workflow_dispatch");
        if (!inputs.containsKey(lower) && !inputs.isEmpty()) {
          findings.add(
              EVENT,
              file.path(),
              place.position(part),
              "the workflow declares no input '" + name + "'",
              Suggestion.useOneOf(
                  name,
                  inputs.values().stream()
                      .map(Workflow.Declared::name)
                      .collect(Collectors.toCollection(TreeSet::new))));
        }
      }
    }

    private void add(
        Expression part,
        WorkflowExpressions.Place place,
        String name,
        List<String> events,
        String remedy) {
      findings.add(
          EVENT,
          file.path(),
          place.position(part),
          name + " is empty: " + String.join(", ", new TreeSet<>(events)) + " " + has(events),
          "add the event that has it to `on`, or " + remedy);
    }

    private static String has(List<String> events) {
      return (events.size() == 1 ? "does" : "do") + " not have it";
    }
  }
}
