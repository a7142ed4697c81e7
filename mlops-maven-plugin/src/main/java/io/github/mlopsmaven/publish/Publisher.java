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
import java.util.function.Function;

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
    Destination destination = request.destination();
    return new PublishPlan(
        project,
        Redaction.redact(destination.pushUrl(project)),
        destination.title(),
        destination.address(),
        of(destination, host -> host.repository(project)),
        destination
            .host()
            .filter(host -> request.settings().has(PublishFeature.PULL_REQUEST))
            .map(host -> host.pullRequest(project, branch(project) + "-{commit}", "{base}")),
        of(destination, host -> host.settings(project, true)),
        of(destination, host -> host.checklist(project)),
        of(destination, host -> host.azureCommands(project)));
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
          "Maven is offline, so nothing can be published to " + request.destination().title(),
          "run without -o; mlops:generate works offline where no remote is given");
    }
  }

  private PublishedProject publish(Publication project, PublishRequest request) {
    Destination destination = request.destination();
    List<StepResult> results = new ArrayList<>();
    Optional<StepRunner> runner = destination.host().map(host -> new StepRunner(host, pause));
    run(runner, of(destination, host -> host.repository(project)), results);
    Pushed pushed =
        push.push(
            request.directory(),
            destination.pushUrl(project),
            request.settings().has(PublishFeature.PULL_REQUEST)
                ? Optional.of(branch(project))
                : Optional.empty());
    boolean there = pushed.kind() == ProjectPush.Kind.THERE;
    results.add(
        new StepResult(
            pushed.branch(), there ? StepResult.Kind.THERE : StepResult.Kind.PUSHED, ""));
    if (!pushed.onMain()) {
      run(
          runner,
          of(
              destination,
              host -> List.of(host.pullRequest(project, pushed.branch(), pushed.base()))),
          results);
    }
    run(runner, of(destination, host -> host.settings(project, pushed.onMain())), results);
    return new PublishedProject(
        destination.page(project),
        pushed,
        results,
        of(destination, host -> host.checklist(project)),
        of(destination, host -> host.azureCommands(project)));
  }

  /** What a hosting service has to say; nothing for a repository that is only pushed to. */
  private static <T> List<T> of(Destination destination, Function<Host, List<T>> said) {
    return destination.host().map(said).orElse(List.of());
  }

  private static void run(Optional<StepRunner> runner, List<Step> steps, List<StepResult> results) {
    runner.ifPresent(host -> steps.forEach(step -> host.run(step).ifPresent(results::add)));
  }

  private static String branch(Publication project) {
    return "mlops/" + project.name();
  }

  private static String goOn(String remedy, PublishRequest request) {
    return remedy + "; completed steps are kept; to continue, type: " + request.again();
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
    request.destination().check(project);
    return project;
  }
}
