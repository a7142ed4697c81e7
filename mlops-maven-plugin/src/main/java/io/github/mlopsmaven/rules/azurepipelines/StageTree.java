package io.github.mlopsmaven.rules.azurepipelines;

import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The stages of a pipeline with their jobs and the outputs of their steps, templates of the project
 * put in.
 *
 * @param stages in their order
 * @param isOpen whether there may be others, from a loop or from elsewhere
 */
record StageTree(List<Stage> stages, boolean isOpen) {

  private static final int DEEPEST = 6;

  /** Templates that include each other could bring any number. */
  private static final int MOST = 1000;

  /** Among more nobody looks for who waits for whom. */
  static final int FEW = 200;

  StageTree {
    stages = List.copyOf(stages);
  }

  /**
   * A stage.
   *
   * @param name its name; the empty string for the one of a pipeline that has jobs only
   * @param node where it is written
   * @param file the file
   * @param waits the stages that it waits for; empty where that is not known
   * @param jobs its jobs
   * @param isOpen whether there may be other jobs
   */
  record Stage(
      String name,
      YamlNode node,
      SourceFile file,
      Optional<Set<String>> waits,
      List<Job> jobs,
      boolean isOpen) {

    Stage {
      jobs = List.copyOf(jobs);
    }

    Optional<Job> job(String wanted) {
      return jobs.stream().filter(one -> one.name().equalsIgnoreCase(wanted)).findFirst();
    }
  }

  /**
   * A job.
   *
   * @param name its name
   * @param node where it is written
   * @param file the file
   * @param isDeployment whether it deploys
   * @param waits the jobs that it waits for; empty where that is not known
   * @param outputs name of a step to the outputs that it sets; empty where a step may set any
   * @param isOpen whether there may be other steps
   */
  record Job(
      String name,
      YamlNode node,
      SourceFile file,
      boolean isDeployment,
      Optional<Set<String>> waits,
      Map<String, Optional<Set<String>>> outputs,
      boolean isOpen) {}

  /** Whether there are few enough to look at each with all others. */
  boolean isSmall() {
    return stages.size() + stages.stream().mapToInt(stage -> stage.jobs().size()).sum() <= FEW;
  }

  Optional<Stage> stage(String wanted) {
    return stages.stream().filter(one -> one.name().equalsIgnoreCase(wanted)).findFirst();
  }

  /**
   * The tree of a pipeline.
   *
   * @param project the project
   * @param file the file that the pipeline starts from
   * @param root its root
   */
  static StageTree of(VerifiedProject project, SourceFile file, YamlNode root) {
    Reader reader = new Reader(project);
    Optional<YamlNode> extended = root.get("extends");
    Optional<SourceFile> base = extended.flatMap(node -> reader.jobOrder.template(file, node));
    Optional<YamlNode> baseRoot = base.flatMap(found -> found.yaml().root());
    if (baseRoot.isPresent()) {
      reader.pipeline(
          base.get(), baseRoot.get(), JobOrder.handed(extended.get(), baseRoot.get(), Map.of()));
    } else {
      reader.pipeline(file, root, Map.of());
    }
    return new StageTree(reader.stages, reader.isOpen);
  }

  private static final class Jobs {
    private final List<Job> list = new ArrayList<>();
    private boolean isOpen;
  }

  private static final class Steps {
    private final Map<String, Optional<Set<String>>> outputs =
        new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private boolean isOpen;
  }

  private static final class Reader {

    private final JobOrder stageOrder;
    private final JobOrder jobOrder;
    private final List<Stage> stages = new ArrayList<>();
    private boolean isOpen;
    private int read;

    Reader(VerifiedProject project) {
      this.stageOrder = new JobOrder(project, "stages", "stage");
      this.jobOrder = new JobOrder(project, "jobs", "job");
    }

    void pipeline(SourceFile file, YamlNode root, Map<String, String> given) {
      if (root.get("stages").isPresent()) {
        stages(file, root.get("stages").get(), given, 0);
      } else if (root.get("jobs").isPresent()) {
        Jobs jobs = new Jobs();
        jobs(file, root.get("jobs").get(), given, jobs, 0);
        stages.add(new Stage("", root, file, Optional.of(Set.of()), jobs.list, jobs.isOpen));
      } else {
        isOpen = true;
      }
    }

    void stages(SourceFile file, YamlNode list, Map<String, String> given, int depth) {
      isOpen |= !list.isSequence() || depth > DEEPEST;
      if (depth > DEEPEST) {
        return;
      }
      for (YamlNode item : list.items()) {
        if (++read > MOST) {
          isOpen = true;
          return;
        }
        Optional<String> name =
            item.get("stage").flatMap(YamlNode::text).map(text -> JobOrder.filled(text, given));
        Optional<SourceFile> template = stageOrder.template(file, item);
        Optional<YamlNode> inner =
            template.flatMap(found -> found.yaml().root()).flatMap(root -> root.get("stages"));
        if (name.isPresent() && !Expressions.isExpression(name.get())) {
          stage(file, item, name.get(), given, depth);
        } else if (inner.isPresent()) {
          stages(
              template.orElseThrow(),
              inner.get(),
              JobOrder.handed(item, template.get().yaml().root().orElseThrow(), given),
              depth + 1);
        } else if (isCondition(item)) {
          item.entries().forEach(entry -> stages(file, entry.value(), given, depth + 1));
        } else {
          isOpen = true;
        }
      }
    }

    private void stage(
        SourceFile file, YamlNode item, String name, Map<String, String> given, int depth) {
      Optional<Set<String>> before =
          stages.isEmpty()
              ? Optional.of(Set.of())
              : isOpen
                  ? Optional.empty()
                  : Optional.of(Set.of(stages.get(stages.size() - 1).name()));
      Jobs jobs = new Jobs();
      Optional<YamlNode> list = item.get("jobs");
      list.ifPresent(node -> jobs(file, node, given, jobs, depth));
      jobs.isOpen |= list.isEmpty() || isGuarded(item);
      stages.add(new Stage(name, item, file, waits(item, given, before), jobs.list, jobs.isOpen));
    }

    /** Whether a condition or a loop holds keys of the item. */
    private static boolean isGuarded(YamlNode item) {
      return item.keys().stream().anyMatch(Expressions::isExpression);
    }

    private static boolean isCondition(YamlNode item) {
      return !item.entries().isEmpty()
          && item.entries().stream()
              .allMatch(
                  entry ->
                      Expressions.control(entry.name())
                          .filter(Set.of("if", "elseif", "else")::contains)
                          .isPresent());
    }

    private static Optional<Set<String>> waits(
        YamlNode item, Map<String, String> given, Optional<Set<String>> otherwise) {
      if (isGuarded(item)) {
        return Optional.empty();
      }
      Optional<YamlNode> node = item.get("dependsOn");
      if (node.isEmpty()) {
        return otherwise;
      }
      Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
      List<YamlNode> all = new ArrayList<>();
      node.get().walk(all::add);
      for (YamlNode one : all) {
        String text = JobOrder.filled(one.text().orElse(""), given);
        if (Expressions.isExpression(text) || one.isMapping()) {
          return Optional.empty();
        }
        if (!text.isEmpty()) {
          names.add(text);
        }
      }
      return Optional.of(names);
    }

    void jobs(SourceFile file, YamlNode list, Map<String, String> given, Jobs jobs, int depth) {
      jobs.isOpen |= !list.isSequence() || depth > DEEPEST;
      if (depth > DEEPEST) {
        return;
      }
      for (YamlNode item : list.items()) {
        if (++read > MOST) {
          jobs.isOpen = true;
          return;
        }
        Optional<String> name =
            item.get("job")
                .or(() -> item.get("deployment"))
                .flatMap(YamlNode::text)
                .map(text -> JobOrder.filled(text, given));
        Optional<SourceFile> template = jobOrder.template(file, item);
        Optional<YamlNode> inner =
            template.flatMap(found -> found.yaml().root()).flatMap(root -> root.get("jobs"));
        if (name.isPresent() && !Expressions.isExpression(name.get())) {
          job(file, item, name.get(), given, jobs, depth);
        } else if (inner.isPresent()) {
          jobs(
              template.orElseThrow(),
              inner.get(),
              JobOrder.handed(item, template.get().yaml().root().orElseThrow(), given),
              jobs,
              depth + 1);
        } else if (isCondition(item)) {
          item.entries().forEach(entry -> jobs(file, entry.value(), given, jobs, depth + 1));
        } else {
          jobs.isOpen = true;
        }
      }
    }

    private void job(
        SourceFile file,
        YamlNode item,
        String name,
        Map<String, String> given,
        Jobs jobs,
        int depth) {
      Steps steps = new Steps();
      boolean isDeployment = item.get("deployment").isPresent();
      if (isDeployment) {
        item.get("strategy")
            .ifPresent(
                strategy ->
                    strategy.walk(
                        node ->
                            node.get("steps")
                                .ifPresent(list -> steps(file, list, given, steps, depth))));
      } else {
        item.get("steps").ifPresent(list -> steps(file, list, given, steps, depth));
      }
      steps.isOpen |= isGuarded(item);
      jobs.list.add(
          new Job(
              name,
              item,
              file,
              isDeployment,
              waits(item, given, Optional.of(Set.of())),
              steps.outputs,
              steps.isOpen));
    }

    private void steps(
        SourceFile file, YamlNode list, Map<String, String> given, Steps steps, int depth) {
      steps.isOpen |= !list.isSequence() || depth > DEEPEST;
      for (YamlNode item : depth > DEEPEST ? List.<YamlNode>of() : list.items()) {
        if (++read > MOST) {
          steps.isOpen = true;
          return;
        }
        Optional<SourceFile> template = jobOrder.template(file, item);
        Optional<YamlNode> inner =
            template.flatMap(found -> found.yaml().root()).flatMap(root -> root.get("steps"));
        Optional<String> name =
            item.get("name").flatMap(YamlNode::text).map(text -> JobOrder.filled(text, given));
        if (item.get("template").isPresent()) {
          steps.isOpen |= inner.isEmpty();
          inner.ifPresent(
              node ->
                  steps(
                      template.orElseThrow(),
                      node,
                      JobOrder.handed(item, template.get().yaml().root().orElseThrow(), given),
                      steps,
                      depth + 1));
        } else if (isCondition(item)) {
          item.entries().forEach(entry -> steps(file, entry.value(), given, steps, depth + 1));
        } else if (item.text().isPresent()
            || isGuarded(item)
            || name.filter(Expressions::isExpression).isPresent()) {
          steps.isOpen = true;
        } else {
          name.ifPresent(text -> steps.outputs.put(text, StepOutputs.of(item)));
        }
      }
    }
  }

  /**
   * What something waits for, directly or by way of others.
   *
   * @param first what it waits for itself
   * @param next what each of those waits for
   * @return empty where that is not known
   */
  static Optional<Set<String>> all(
      Optional<Set<String>> first, Function<String, Optional<Set<String>>> next) {
    Set<String> seen = new HashSet<>();
    List<String> open = new ArrayList<>(first.orElse(Set.of()));
    boolean isKnown = first.isPresent();
    while (!open.isEmpty() && isKnown) {
      String name = open.remove(open.size() - 1);
      if (seen.add(name.toLowerCase(Locale.ROOT))) {
        Optional<Set<String>> more = next.apply(name);
        isKnown = more.isPresent();
        open.addAll(more.orElse(Set.of()));
      }
    }
    return isKnown ? Optional.of(seen) : Optional.empty();
  }
}
