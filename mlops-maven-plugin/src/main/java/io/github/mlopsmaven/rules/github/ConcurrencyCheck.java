package io.github.mlopsmaven.rules.github;

import io.github.mlopsmaven.expressions.Embedded;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A workflow, its jobs and the workflows that they call do not wait for one concurrency group.
 *
 * @see <a
 *     href="https://docs.github.com/actions/how-tos/write-workflows/choose-when-workflows-run/control-workflow-concurrency">Concurrency</a>
 */
final class ConcurrencyCheck implements Check {

  static final Rule CONCURRENCY =
      new Rule(
          "github-concurrency",
          Level.ERROR,
          "Concurrency group that a GitHub workflow holds and waits for");

  private static final int DEEPEST = 4;

  /** What is not the same in a run and in the workflows that it calls. */
  private static final Pattern OF_JOB =
      Pattern.compile("\\b(?:inputs|matrix|needs|steps|env|runner|job|strategy|secrets)\\b");

  private static final Pattern INPUT = Pattern.compile("inputs\\.([\\w-]+)");

  /** Stands for what is not known. */
  private static final char UNKNOWN = '\uE000';

  @Override
  public List<Rule> rules() {
    return List.of(CONCURRENCY);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.GITHUB_WORKFLOW)) {
      if (file.text().contains("concurrency")) {
        file.yaml()
            .root()
            .ifPresent(
                root ->
                    new Walk(project, file, findings)
                        .workflow(root, Optional.empty(), Map.of(), Map.of(), 0));
      }
    }
  }

  /**
   * Goes from a workflow to what it calls.
   *
   * @param file where the first of them is written
   */
  private record Walk(VerifiedProject project, SourceFile file, Findings findings) {

    /**
     * Looks at a workflow.
     *
     * @param call the job that calls it; empty for the first
     * @param held the groups that are held when it begins, each with who holds it
     * @param inputs what it is given
     */
    void workflow(
        YamlNode root,
        Optional<YamlNode> call,
        Map<String, String> held,
        Map<String, String> inputs,
        int depth) {
      Map<String, String> inside = new HashMap<>(held);
      enter(root, call, "the workflow", inputs, inside);
      for (YamlNode.Entry job : new Workflow(root).jobs()) {
        Map<String, String> ofJob = new HashMap<>(inside);
        enter(job.value(), call, "the job '" + job.name() + "'", inputs, ofJob);
        Optional<String> uses = job.value().get("uses").flatMap(YamlNode::text);
        if (uses.isPresent()
            && depth < DEEPEST
            && Callee.of(uses.get().strip(), project, project.files(), true)
                instanceof Callee.Found found) {
          found
              .file()
              .yaml()
              .root()
              .ifPresent(
                  callee ->
                      workflow(
                          callee,
                          call.or(() -> job.value().get("uses")),
                          ofJob,
                          given(job.value(), callee, inputs),
                          depth + 1));
        }
      }
    }

    /** Takes the group of a workflow or a job, or reports that it is held. */
    private void enter(
        YamlNode owner,
        Optional<YamlNode> call,
        String who,
        Map<String, String> inputs,
        Map<String, String> held) {
      Optional<YamlNode> node = owner.get("concurrency").map(one -> one.get("group").orElse(one));
      String group = node.flatMap(YamlNode::text).map(text -> filled(text, inputs)).orElse("");
      if (group.isEmpty() || group.indexOf(UNKNOWN) >= 0) {
        return;
      }
      String holder = held.get(group);
      if (holder == null) {
        held.put(group, call.isPresent() ? who + " that is called" : who);
      } else {
        findings.add(
            CONCURRENCY,
            file,
            call.or(() -> node).orElse(owner),
            (call.isPresent() ? who + " that is called" : who)
                + " waits for the concurrency group '"
                + group
                + "', which "
                + holder
                + " holds",
            "give one of them a group of another name");
      }
    }

    private static Map<String, String> given(
        YamlNode job, YamlNode callee, Map<String, String> inputs) {
      Map<String, String> given = new HashMap<>();
      for (YamlNode.Entry input :
          callee.get("on", "workflow_call", "inputs").map(YamlNode::entries).orElse(List.of())) {
        given.put(
            input.name().toLowerCase(Locale.ROOT),
            input.value().get("default").flatMap(YamlNode::text).orElse(""));
      }
      for (YamlNode.Entry entry : job.get("with").map(YamlNode::entries).orElse(List.of())) {
        given.put(
            entry.name().toLowerCase(Locale.ROOT), filled(entry.value().text().orElse(""), inputs));
      }
      return given;
    }

    /** With inputs put in; what a run has once is written in one way. */
    private static String filled(String text, Map<String, String> inputs) {
      StringBuilder filled = new StringBuilder();
      int end = 0;
      for (Embedded one : Embedded.in(text)) {
        filled.append(text, end, one.start() - "${{".length());
        String name = one.text().strip().toLowerCase(Locale.ROOT);
        Matcher input = INPUT.matcher(name);
        filled.append(
            input.matches()
                ? inputs.getOrDefault(input.group(1), "${{ " + name + " }}")
                : OF_JOB.matcher(name).find() ? UNKNOWN : "${{ " + name + " }}");
        end = Math.min(text.length(), one.start() + one.text().length() + "}}".length());
      }
      return filled.append(text.substring(end)).toString();
    }
  }
}
