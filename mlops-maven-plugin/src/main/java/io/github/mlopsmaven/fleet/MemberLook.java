package io.github.mlopsmaven.fleet;

import io.github.mlopsmaven.fleet.FleetDirectory.Member;
import io.github.mlopsmaven.fleet.FleetRow.Behind;
import io.github.mlopsmaven.fleet.FleetRow.Result;
import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.problem.EmptyRepositoryException;
import io.github.mlopsmaven.status.FileStatus;
import io.github.mlopsmaven.status.FileStatus.Here;
import io.github.mlopsmaven.status.ProjectStatus;
import io.github.mlopsmaven.status.StatusCheck;
import io.github.mlopsmaven.status.TemplateAge;
import io.github.mlopsmaven.template.TemplateOrigin;
import io.github.mlopsmaven.template.TemplateSource;
import io.github.mlopsmaven.update.PlannedUpdate;
import io.github.mlopsmaven.update.UpdatePlanner;
import io.github.mlopsmaven.update.UpdateRequest;
import io.github.mlopsmaven.update.UpdateRequest.OnConflict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Looks at one repository, and updates it if that is asked for. */
public final class MemberLook {

  private static final List<Here> DRIFT =
      List.of(Here.CHANGED, Here.MISSING, Here.MODE, Here.MOVED);

  /**
   * Fewer files of the same content may be the same by chance: a license, a list of ignored files.
   */
  private static final int ENOUGH = 5;

  /** The id that git gives to a file without content. */
  private static final String EMPTY_FILE = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";

  private final Tools tools;
  private final Supplier<StatusCheck> status;
  private final Judge judge;

  /**
   * Where templates and repositories come from.
   *
   * @param repository the newest commit of a repository
   * @param newest the state of a project's template that it is compared with
   * @param recorded the state that its lock names
   * @param age how far its template has gone on
   */
  public record Tools(
      Function<Member, TemplateSource> repository,
      Function<ProjectLock, Optional<TemplateSource>> newest,
      Function<ProjectLock, Optional<TemplateSource>> recorded,
      Function<ProjectLock, TemplateAge> age) {}

  /** Asks a policy. */
  public interface Judge {

    /** Nobody is asked. */
    Judge NONE = (source, status) -> Optional.empty();

    /**
     * What a policy demands and does not find.
     *
     * @param source the project's files
     * @param status how it is
     * @return empty where there is no policy
     */
    Optional<List<FleetRow.Check>> of(TemplateSource source, ProjectStatus status);
  }

  /**
   * What an update needs.
   *
   * @param planner decides, for a project with this lock
   * @param refuses why an update must not be made, as where it would go back
   * @param offer proposes it; empty to say only what would be proposed
   * @param title what a pull request is called
   * @param allowed whether one more may be made in this run
   */
  public record Updating(
      Function<ProjectLock, UpdatePlanner> planner,
      Function<PlannedUpdate, Optional<String>> refuses,
      Optional<UpdateOffer> offer,
      Function<PlannedUpdate, String> title,
      Supplier<Boolean> allowed) {}

  /**
   * Prepares.
   *
   * @param tools where templates and repositories come from
   * @param status compares a project with its template; one for each look
   * @param judge asks a policy
   */
  public MemberLook(Tools tools, Supplier<StatusCheck> status, Judge judge) {
    this.tools = tools;
    this.status = status;
    this.judge = judge;
  }

  /**
   * Looks.
   *
   * @param member the repository
   * @param updating what an update needs, if one is asked for
   */
  public FleetRow at(Member member, Optional<Updating> updating) {
    if (member.skipped().isPresent()) {
      return FleetRow.of(member, Result.SKIPPED, List.of(member.skipped().get()));
    }
    MemberSnapshot project;
    try {
      project = new MemberSnapshot(tools.repository().apply(member).open());
    } catch (EmptyRepositoryException e) {
      return FleetRow.of(member, Result.EMPTY, List.of("it has no commit"));
    }
    try {
      ProjectsBelow below = new ProjectsBelow(member, updating.isPresent());
      project
          .folders()
          .forEach(folder -> below.add(folder, () -> look(member, project.below(folder))));
      if (!project.hasLock()) {
        return below
            .row()
            .orElseGet(
                () ->
                    FleetRow.of(
                        member, Result.NOT_GENERATED, List.of("it has no .mlops/project.yml")));
      }
      project.prepare();
      ProjectStatus found = status.get().of(member.name(), project, tools.newest(), tools.age());
      FleetRow row = row(member, found, judge.of(project, found));
      return below.notedIn(
          updating.isPresent() ? updated(member, project, row, found.lock(), updating.get()) : row);
    } finally {
      project.end();
    }
  }

  private FleetRow look(Member member, MemberSnapshot project) {
    project.prepare();
    ProjectStatus found = status.get().of(member.name(), project, tools.newest(), tools.age());
    return row(member, found, judge.of(project, found));
  }

  /**
   * Looks again at a repository without a lock: whether it has files of a template that others came
   * from.
   *
   * @param member the repository
   * @param row what is known of it
   * @param templates the contents of the templates of the fleet, by their names
   * @return the row, of an adoptable repository where it has
   */
  public FleetRow again(Member member, FleetRow row, Map<String, Set<String>> templates) {
    MemberSnapshot project = new MemberSnapshot(tools.repository().apply(member).open());
    try {
      Set<String> own = new HashSet<>();
      project.files().values().forEach(file -> own.add(file.blob()));
      own.remove(EMPTY_FILE);
      Optional<Map.Entry<String, Long>> closest =
          templates.entrySet().stream()
              .map(
                  each ->
                      Map.entry(
                          each.getKey(), own.stream().filter(each.getValue()::contains).count()))
              .max(Map.Entry.comparingByValue());
      return closest
          .filter(found -> found.getValue() >= ENOUGH)
          .map(
              found ->
                  FleetRow.of(
                      member,
                      Result.ADOPTABLE,
                      List.of(
                          found.getValue()
                              + " of its files are those of "
                              + found.getKey()
                              + ": mlops:adopt in a clone of it finds out where it came from")))
          .orElse(row);
    } finally {
      project.end();
    }
  }

  private FleetRow updated(
      Member member, MemberSnapshot project, FleetRow row, ProjectLock lock, Updating updating) {
    if (row.result() == Result.UNKNOWN) {
      // The status says why.
      return row.failed(
          new FleetRow.Trouble(
              row.notes().isEmpty() ? "its template cannot be asked" : row.notes().get(0),
              "see mlops:update in a clone of it"));
    }
    if (!row.isBehind() && row.files("held").isEmpty()) {
      return row;
    }
    project.prepareUpdate();
    PlannedUpdate planned =
        updating
            .planner()
            .apply(lock)
            .plan(
                project,
                new UpdateRequest(
                    member.name(),
                    tools.newest(),
                    tools.recorded(),
                    Map.of(),
                    Map.of(),
                    false,
                    OnConflict.HOLD));
    if (planned.isEmpty()) {
      return row.noting("nothing to propose: only what the project keeps differs");
    }
    Optional<String> refused = updating.refuses().apply(planned);
    if (refused.isPresent()) {
      return row.failed(new FleetRow.Trouble(refused.get(), "update it by hand with mlops:update"));
    }
    FleetRow told = held(row, planned);
    if (updating.offer().isEmpty()) {
      return told.with(
          new FleetRow.Request(
              Optional.empty(), "would be proposed: " + updating.title().apply(planned)));
    }
    if (!updating.allowed().get()) {
      return told.noting("left to a later run: mlops.limit is reached");
    }
    return told.with(
        updating
            .offer()
            .get()
            .make(member, planned, project.commit(), project.branch().orElse("main")));
  }

  /** With the files that the update holds. */
  private static FleetRow held(FleetRow row, PlannedUpdate planned) {
    List<String> conflicts = planned.held().stream().map(PlannedUpdate.File::path).toList();
    if (conflicts.isEmpty()) {
      return row;
    }
    Map<String, List<String>> files = new LinkedHashMap<>(row.files());
    files.put("conflict", conflicts);
    return new FleetRow(
        row.repository(),
        row.page(),
        row.result(),
        row.project(),
        row.template(),
        row.behind(),
        row.given(),
        files,
        row.checks(),
        row.request(),
        row.trouble(),
        row.notes());
  }

  private static FleetRow row(
      Member member, ProjectStatus status, Optional<List<FleetRow.Check>> checks) {
    Map<String, List<String>> files = new LinkedHashMap<>();
    for (Here here : DRIFT) {
      put(files, here.toString(), status, file -> file.here() == here);
    }
    put(files, "held", status, file -> file.heldAt().isPresent());
    List<String> newer = status.changes().stream().map(FileStatus::path).toList();
    if (!newer.isEmpty()) {
      files.put("newer", newer);
    }
    TemplateOrigin origin = status.lock().origin();
    return new FleetRow(
        member.name(),
        member.page(),
        Result.valueOf(status.state().name()),
        status.lock().projectName(),
        Optional.of(
            new FleetRow.Template(
                origin.template(),
                origin.url(),
                origin.revision(),
                status.newer().map(TemplateOrigin::revision))),
        status
            .behind()
            .filter(by -> by.commits() > 0)
            .map(by -> new Behind(by.commits(), status.days())),
        (int) status.count(file -> file.here() != Here.NONE),
        files,
        checks,
        Optional.empty(),
        Optional.empty(),
        status.notes());
  }

  private static void put(
      Map<String, List<String>> files,
      String word,
      ProjectStatus status,
      Predicate<FileStatus> condition) {
    List<String> paths = new ArrayList<>();
    status.files().stream().filter(condition).map(FileStatus::path).forEach(paths::add);
    if (!paths.isEmpty()) {
      files.put(word, paths);
    }
  }
}
