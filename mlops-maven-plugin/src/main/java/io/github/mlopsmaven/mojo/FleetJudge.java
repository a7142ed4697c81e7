package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.fleet.FleetRow;
import io.github.mlopsmaven.fleet.MemberLook;
import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.policy.PolicyCheck;
import io.github.mlopsmaven.status.ProjectStatus;
import io.github.mlopsmaven.template.TemplateSource;
import io.github.mlopsmaven.verify.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Asks the policies of a fleet: those that are named for all, and those of a project's lock. */
final class FleetJudge implements MemberLook.Judge {

  private final Function<ProjectLock, List<NamedPolicy>> named;
  private final Function<List<NamedPolicy>, PolicyCheck> read;
  private final PolicedFolder.Templates templates;
  private final Supplier<PolicedFolder.Tools> tools;
  private final Map<List<NamedPolicy>, PolicyCheck> known = new ConcurrentHashMap<>();

  /**
   * Prepares.
   *
   * @param named the policies that count for a lock
   * @param read reads policies
   * @param templates how templates are reached
   * @param tools what judging takes; made for each project
   */
  FleetJudge(
      Function<ProjectLock, List<NamedPolicy>> named,
      Function<List<NamedPolicy>, PolicyCheck> read,
      PolicedFolder.Templates templates,
      Supplier<PolicedFolder.Tools> tools) {
    this.named = named;
    this.read = read;
    this.templates = templates;
    this.tools = tools;
  }

  @Override
  public Optional<List<FleetRow.Check>> of(TemplateSource source, ProjectStatus status) {
    List<NamedPolicy> policies = named.apply(status.lock());
    if (policies.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        known
            .computeIfAbsent(policies, read)
            .check(new PolicedFolder(status.directory(), source, templates, tools.get()))
            .stream()
            .filter(result -> result.level() != Level.NOTE)
            .map(
                result ->
                    new FleetRow.Check(
                        result.rule().toString(),
                        result.fails(),
                        result.problem(),
                        result.remedy()))
            .toList());
  }
}
