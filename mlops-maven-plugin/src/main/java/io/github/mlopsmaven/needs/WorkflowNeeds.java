package io.github.mlopsmaven.needs;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the workflows of GitHub Actions in a project need.
 *
 * @param environments the deployment environments that jobs name, as far as they can be told
 *     without running anything
 * @param variables what is read as {@code vars.NAME}
 * @param secrets what is read as {@code secrets.NAME}, but for the token that GitHub makes itself
 * @param actions the actions and reusable workflows of other repositories, as {@code OWNER/REPO}
 * @param branches whether a job without an environment asks for a token to sign in elsewhere
 */
public record WorkflowNeeds(
    Set<String> environments,
    List<Setting> variables,
    List<Setting> secrets,
    Set<String> actions,
    boolean branches) {

  /** Of a project without workflows. */
  public static final WorkflowNeeds NONE =
      new WorkflowNeeds(Set.of(), List.of(), List.of(), Set.of(), false);

  /** Copies, sorted. */
  public WorkflowNeeds {
    environments = Collections.unmodifiableSet(new TreeSet<>(environments));
    variables = List.copyOf(variables);
    secrets = List.copyOf(secrets);
    actions = Collections.unmodifiableSet(new TreeSet<>(actions));
  }
}
