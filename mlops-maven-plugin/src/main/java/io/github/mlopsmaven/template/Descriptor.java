package io.github.mlopsmaven.template;

import java.util.List;
import java.util.Optional;

/**
 * What {@code mlops-template.yml} says about a template: its options, its layout, what is rendered.
 *
 * @param name a short name, as in {@code azure-mlops-v2}
 * @param title what the template is, for people
 * @param options the choices, in the order to ask for them
 * @param parts what a complete project consists of
 * @param layout where files go
 * @param exclude files that stay away from every project, by path in the template
 * @param velocity whether files named {@code *.vm} are rendered
 * @param delimiters what stands around names in files that are not Velocity
 * @param blocks lines of files that depend on a condition
 * @param rewrites edits of files that are not Velocity
 * @param fixes edits that mend defects, unless a user does not want them
 * @param rules how much rules of {@code mlops:verify} count
 * @param values settings that a user may give
 * @param names names built from values
 * @param executable files that can be run, by target path, for templates that do not keep modes
 * @param once files that a project may make its own, by target path: a change ends their updates
 * @param required files that a project has to have, by target path
 * @param moved the template's own renames, the earliest first
 * @param pipelineTemplates the second repository, if there is one
 * @param checklist what remains to be done by hand
 * @param nextSteps what is said when a project is made, one line each
 */
public record Descriptor(
    String name,
    String title,
    List<Option> options,
    List<Part> parts,
    List<LayoutRule> layout,
    List<Glob> exclude,
    boolean velocity,
    List<Delimiters> delimiters,
    List<Block> blocks,
    List<Rewrite> rewrites,
    List<Fix> fixes,
    List<RuleSetting> rules,
    List<ValueSpec> values,
    List<NameRule> names,
    List<Glob> executable,
    List<Glob> once,
    List<Glob> required,
    List<MovedPath> moved,
    Optional<PipelineTemplates> pipelineTemplates,
    List<ChecklistItem> checklist,
    List<ChecklistItem> nextSteps) {

  /** The file that a template states its descriptor in, at its root. */
  public static final String FILE_NAME = "mlops-template.yml";

  /** Copies the lists. */
  public Descriptor {
    options = List.copyOf(options);
    parts = List.copyOf(parts);
    layout = List.copyOf(layout);
    exclude = List.copyOf(exclude);
    delimiters = List.copyOf(delimiters);
    blocks = List.copyOf(blocks);
    rewrites = List.copyOf(rewrites);
    fixes = List.copyOf(fixes);
    rules = List.copyOf(rules);
    values = List.copyOf(values);
    names = List.copyOf(names);
    executable = List.copyOf(executable);
    once = List.copyOf(once);
    required = List.copyOf(required);
    moved = List.copyOf(moved);
    checklist = List.copyOf(checklist);
    nextSteps = List.copyOf(nextSteps);
  }

  /**
   * Whether a change of a file ends its updates.
   *
   * @param path a path of the project
   * @param names the project's texts
   */
  public boolean isOnce(String path, Placeholders names) {
    return Glob.filled(once, names).stream().anyMatch(glob -> glob.matches(path));
  }

  /**
   * Whether a project has to have a file.
   *
   * @param path a path of the project
   * @param names the project's texts
   */
  public boolean isRequired(String path, Placeholders names) {
    return Glob.filled(required, names).stream().anyMatch(glob -> glob.matches(path));
  }

  /**
   * Where a file of the template is now, if the template renamed it.
   *
   * @param source its path at an older state
   */
  public Optional<String> movedTo(String source) {
    String path = source;
    for (MovedPath rename : moved) {
      path = rename.applied(path).orElse(path);
    }
    return Optional.of(path).filter(now -> !now.equals(source));
  }

  /** What is said of a project when it is made. */
  public List<String> nextSteps(Placeholders names) {
    return nextSteps.stream()
        .filter(step -> step.when().holds(names))
        .map(step -> names.fill(step.text()))
        .toList();
  }
}
