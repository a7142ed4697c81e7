package io.github.mlopsmaven.publish;

import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.needs.ProjectNeeds;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.Redaction;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.publish.ProjectPush.Pushed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Brings a project to a host, or says how it would. */
public final class Publisher {

  private final ProjectPush push;
  private final HostConnection.Pause pause;

  /**
   * Makes a publisher.
   *
   * @param push pushes the project
   * @param pause waits before something is tried again
   */
  public Publisher(ProjectPush push, HostConnection.Pause pause) {
    this.push = push;
    this.pause = pause;
  }

  /**
   * Decides what a request does, without asking the host.
   *
   * @param request what is asked for
   */
  public PublishPlan plan(PublishRequest request) {
    Publication project = prepare(request);
    Host host = request.host();
    return new PublishPlan(
        project,
        Redaction.redact(host.pushUrl(project)),
        host.title(),
        host.connection().address(),
        host.repository(project),
        request.settings().pullRequest()
            ? Optional.of(host.pullRequest(project, branch(project) + "-{commit}", "{base}"))
            : Optional.empty(),
        host.settings(project, true),
        host.checklist(project),
        host.azureCommands(project));
  }

  /**
   * Publishes: everything that is there already is found and left as it is, so that a run which was
   * stopped is taken up by the next.
   *
   * @param request what is asked for
   */
  public PublishedProject publish(PublishRequest request) {
    requireNetwork(request);
    Publication project = prepare(request);
    try {
      return publish(project, request);
    } catch (UsageException e) {
      throw new UsageException(e.problem(), goOn(e.remedy(), request));
    } catch (EnvironmentException e) {
      throw new EnvironmentException(e.problem(), goOn(e.remedy(), request), e);
    }
  }

  /**
   * Refuses what cannot be published, as far as it is known before there is a project.
   *
   * @param request what is asked for
   */
  public static void requireNetwork(PublishRequest request) {
    if (request.offline()) {
      throw new UsageException(
          "Maven is offline, so nothing can be published to " + request.host().title(),
          "run without -o; mlops:generate works offline where no remote is given");
    }
  }

  private PublishedProject publish(Publication project, PublishRequest request) {
    Host host = request.host();
    StepRunner runner = new StepRunner(host, pause);
    List<StepResult> results = new ArrayList<>();
    host.repository(project).forEach(step -> runner.run(step).ifPresent(results::add));
    Pushed pushed =
        push.push(
            request.directory(),
            host.pushUrl(project),
            request.settings().pullRequest() ? Optional.of(branch(project)) : Optional.empty());
    boolean there = pushed.kind() == ProjectPush.Kind.THERE;
    results.add(
        new StepResult(
            pushed.branch(), there ? StepResult.Kind.THERE : StepResult.Kind.PUSHED, ""));
    if (!pushed.onMain()) {
      runner.run(host.pullRequest(project, pushed.branch(), pushed.base())).ifPresent(results::add);
    }
    host.settings(project, pushed.onMain())
        .forEach(step -> runner.run(step).ifPresent(results::add));
    return new PublishedProject(
        host.page(project), pushed, results, host.checklist(project), host.azureCommands(project));
  }

  private static String branch(Publication project) {
    return "mlops/" + project.name();
  }

  private static String goOn(String remedy, PublishRequest request) {
    return remedy + "; what is done stays, and to go on type: " + request.again();
  }

  private static Publication prepare(PublishRequest request) {
    Path directory = request.directory();
    ProjectLock lock = LockedProject.read(directory);
    ProjectNeeds needs = ProjectNeeds.read(directory);
    Publication project =
        new Publication(
            request.owner().or(lock::organization).orElse(""),
            lock.projectName(),
            lock,
            needs.workflows(),
            needs.pipelines(),
            LockedProject.azure(directory),
            LockedProject.identitiesScript(directory),
            LockedProject.sharedTemplates(lock),
            request.settings());
    request.host().check(project);
    return project;
  }
}
