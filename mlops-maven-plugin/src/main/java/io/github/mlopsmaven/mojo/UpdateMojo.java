package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.bounds.BoundedInput;
import io.github.mlopsmaven.bounds.Bounds;
import io.github.mlopsmaven.generate.Admission;
import io.github.mlopsmaven.generate.Limits;
import io.github.mlopsmaven.generate.ProjectGenerator;
import io.github.mlopsmaven.generate.ProjectRepository;
import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.publish.LockedProject;
import io.github.mlopsmaven.status.RecordedProject;
import io.github.mlopsmaven.status.RecordedRequest;
import io.github.mlopsmaven.template.Glob;
import io.github.mlopsmaven.update.PlannedUpdate;
import io.github.mlopsmaven.update.ProjectChange;
import io.github.mlopsmaven.update.ProjectUpdate;
import io.github.mlopsmaven.update.UpdateRequest;
import io.github.mlopsmaven.update.UpdateRequest.OnConflict;
import io.github.mlopsmaven.update.UpdateText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Brings a generated project to a newer version of its template, or to another selection, and keeps
 * local changes. Each file is a three-way merge of the former template file, the project's file and
 * the current template file. Only planned paths are written, and only where they are committed; a
 * stopped run can be resumed or undone.
 *
 * <p>The template is the one that {@code .mlops/project.yml} names, at the branch or tag that it
 * names; {@code mlops.templateRef} names another version.
 *
 * <p>Bound to a phase, the goal updates each module that was generated, one after the other, and
 * skips the others.
 *
 * @since 0.1.0
 */
@Mojo(name = "update", requiresProject = false, threadSafe = true)
public final class UpdateMojo extends AbstractProjectMojo {

  private static final Lock ONE_AT_A_TIME = new ReentrantLock();

  /**
   * Whether to skip this goal. {@code mlops.skip} skips all goals.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.update.skip", defaultValue = "false")
  private boolean skip;

  /**
   * Whether an incomplete combination is accepted.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.allowPartial", defaultValue = "false")
  private boolean allowPartial;

  /**
   * Where both sides changed the same lines: {@code mark} puts markers into the file and both sides
   * into git's index; {@code hold} leaves the file as the project has it, for a later update;
   * {@code fail} writes nothing. The default is {@code mark}, and {@code hold} for a branch.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.onConflict")
  private @Nullable String onConflict;

  /**
   * The result: {@code tree} (the default) changes the work tree and stages it, {@code commit}
   * commits it too, {@code branch} pushes one commit on top of HEAD to the branch {@code
   * mlops/update} of the project's remote repository and leaves the work tree alone. A branch with
   * commits of other people is never replaced. No hook runs.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.result")
  private @Nullable String result;

  /**
   * Whether the branch gets a pull request, on GitHub or Azure DevOps; it is a draft while files
   * are held. There is one for each repository, and later updates replace its content; one that was
   * closed is not opened again for the same version. It implies {@code result=branch}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.pullRequest", defaultValue = "false")
  private boolean pullRequest;

  /**
   * The git URL that the branch is pushed to; the default is the remote that the project's branch
   * tracks.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.remote")
  private @Nullable String remote;

  /**
   * The id of the {@code <server>} in {@code settings.xml} to push with, and to use the host's API
   * with; the default is the one whose id is the host.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.remoteServerId")
  private @Nullable String remoteServerId;

  /**
   * The address of a GitHub Enterprise Server, as {@code https://HOST}, if the remote is one; in a
   * workflow of that server it is known.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.githubUrl")
  private @Nullable String githubUrl;

  /**
   * The address of an Azure DevOps Server, without the collection, as {@code https://HOST/tfs}; the
   * default is taken from the remote's URL.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.azureDevOpsUrl")
  private @Nullable String azureDevOpsUrl;

  /**
   * The author of the commit, as {@code NAME <EMAIL>}; the default is git's {@code user.name} and
   * {@code user.email}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.author")
  private @Nullable String author;

  /**
   * Completes an interrupted update. Files that were edited in the meantime are kept, and listed.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.resume", defaultValue = "false")
  private boolean resume;

  /**
   * Undoes an update that was interrupted, or that has open conflicts. Files that were edited in
   * the meantime are kept, and listed.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.abort", defaultValue = "false")
  private boolean abort;

  /**
   * Resolves the open conflicts of these paths with the project's side; a pattern such as {@code
   * mlops/**}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.ours")
  private @Nullable String ours;

  /**
   * Resolves the open conflicts of these paths with the template's side; a pattern such as {@code
   * mlops/**}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.theirs")
  private @Nullable String theirs;

  /**
   * Whether the update may go back to an older version of the template than the project has.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.allowOlder", defaultValue = "false")
  private boolean allowOlder;

  /**
   * Files that become what the template has, losing local changes; a path or pattern such as {@code
   * mlops/**}. Files that were deleted come back; those of {@code .mlops/owned} stay.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.restore")
  private @Nullable String restore;

  @Override
  boolean skipped() {
    return said("update.skip", skip);
  }

  @Override
  void run() {
    List<Path> folders = modules().generated(projectDirectory());
    if (folders.size() > 1) {
      throw new UsageException(
          "several modules were generated: "
              + folders.stream().map(Path::toString).collect(Collectors.joining(", ")),
          "name the one to update: -Dmlops.projectDirectory=FOLDER");
    }
    // Modules of one repository share its index, also where Maven builds them side by side.
    ONE_AT_A_TIME.lock();
    try {
      folders.forEach(this::update);
    } finally {
      ONE_AT_A_TIME.unlock();
    }
  }

  private void update(Path project) {
    Wiring wiring = wiring();
    RecordedRequest requests =
        new RecordedRequest(new Limits(Long.MAX_VALUE, maxTotalSize()), version(), spelling());
    Optional<ProjectChange.Author> committer = committer();
    Optional<Glob> restored = parsed("restore", said("restore", restore), UpdateMojo::pattern);
    parsed("remote", said("remote", remote), UpdateProposal::gitUrl);
    signatures();
    boolean proposes = said("pullRequest", pullRequest);
    String word =
        said(
            "result",
            this.result == null ? UpdateResult.usual(proposes) : this.result,
            UpdateResult.WORDS);
    UpdateResult result =
        UpdateResult.of(
            proposes,
            word,
            said(
                "onConflict",
                onConflict == null ? UpdateResult.usualConflicts(word) : onConflict,
                UpdateResult.CONFLICTS),
            mistakes());
    if (!mistakes().isEmpty()) {
      mistakes().checking(() -> addWrongChoices(wiring, project, requests));
    }
    requireNoMistake();
    UpdateEnding.GoesOn goesOn =
        new UpdateEnding.GoesOn(
            said("resume", resume),
            said("abort", abort),
            said("ours", ours),
            said("theirs", theirs));
    Admission admission =
        // What an update may do was judged when it began.
        goesOn.isAsked() ? Admission.ANYTHING : policing(wiring, project, recordedLock(project));
    try (Updating updating = wiring.updating(project, requests, questions(), admission)) {
      ProjectUpdate update = updating.update();
      if (goesOn.isAsked()) {
        new UpdateEnding(getLog()).end(update, goesOn);
        return;
      }
      UpdateRequest request = toRequest(wiring, project, result.conflicts(), restored);
      PlannedUpdate planned =
          result.isBranch()
              ? update.planForBranch(updating::state, request)
              : update.plan(updating::state, request);
      requireNewer(wiring, planned);
      UpdateText text = new UpdateText(planned);
      report(text::json, text::lines);
      if (result.isBranch()) {
        propose(wiring, project, updating, planned, committer);
      } else if (dryRun()) {
        getLog().info("Nothing was written");
      } else if (!planned.isEmpty()) {
        Optional<ProjectChange.Author> who =
            result.isCommit() && !isLeftToBeSigned(updating)
                ? Optional.of(committer.orElseGet(updating::author))
                : Optional.empty();
        new UpdateEnding(getLog()).tell(update.write(planned, result.conflicts(), who));
      }
    }
  }

  /** The lock as it is on disk; what is wrong with it is told where the project is read. */
  private static Optional<ProjectLock> recordedLock(Path project) {
    try {
      return Optional.of(LockedProject.read(project));
    } catch (UsageException e) {
      return Optional.empty();
    }
  }

  /** An older version is nearly always a slip of the pen, or a branch that was put back. */
  private void requireNewer(Wiring wiring, PlannedUpdate planned) {
    if (planned.isEmpty() || said("allowOlder", allowOlder)) {
      return;
    }
    older(wiring, planned)
        .ifPresent(
            how -> {
              throw new UsageException(
                  "the update would go back to an older version of the template: " + how,
                  "name a newer one with -Dmlops.templateRef, or add -Dmlops.allowOlder");
            });
  }

  private void propose(
      Wiring wiring,
      Path project,
      Updating updating,
      PlannedUpdate planned,
      Optional<ProjectChange.Author> committer) {
    if (planned.isEmpty()) {
      return;
    }
    UpdateProposal proposal =
        new UpdateProposal(
            wiring,
            project,
            new UpdateProposal.Settings(
                said("pullRequest", pullRequest),
                said("remote", remote),
                said("remoteServerId", remoteServerId),
                said("githubUrl", githubUrl),
                said("azureDevOpsUrl", azureDevOpsUrl),
                interactive(),
                offline()));
    if (dryRun()) {
      proposal.planned(planned, commits(wiring, planned)).forEach(getLog()::info);
      getLog().info("Nothing was sent");
      return;
    }
    whenStopped(
        () -> "Stopped before the update was proposed.\n  Run the same command again to continue");
    proposal.make(planned, committer, updating, commits(wiring, planned)).forEach(getLog()::info);
  }

  private static Glob pattern(String text) {
    try {
      return Glob.of(text.strip());
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "restore '" + text + "' is not a pattern", "write a path or a pattern such as mlops/**");
    }
  }

  /** A command with other mistakes is told of these too, as far as the template can be read. */
  private void addWrongChoices(Wiring wiring, Path project, RecordedRequest requests) {
    ProjectLock lock = RecordedProject.read(project.toString(), onDisk(project)).lock();
    newest(wiring, lock)
        .ifPresent(
            template ->
                ProjectGenerator.addWrongChoices(
                    requests.of(
                        lock, template, chosen(), settings(), said("allowPartial", allowPartial)),
                    mistakes()));
  }

  private static Function<String, Optional<byte[]>> onDisk(Path project) {
    return path -> {
      Path file = project.resolve(path);
      try {
        return Files.isRegularFile(file)
            ? Optional.of(BoundedInput.file(file, Bounds.ANSWER_BYTES, "the file"))
            : Optional.empty();
      } catch (IOException e) {
        throw new EnvironmentException(
            file + " cannot be read: " + e.getMessage(), "check its permissions", e);
      }
    };
  }

  private UpdateRequest toRequest(
      Wiring wiring, Path project, OnConflict conflicts, Optional<Glob> restored) {
    return new UpdateRequest(
        project.toString(),
        lock -> newest(wiring, lock),
        lock -> recorded(wiring, lock),
        chosen(),
        settings(),
        said("allowPartial", allowPartial),
        conflicts,
        restored);
  }

  /** A signed commit takes the person's own git and key. */
  private boolean isLeftToBeSigned(Updating updating) {
    boolean signs = updating.settings().signs();
    if (signs) {
      getLog().info("commit.gpgsign is set: the update is staged, and git commit signs it");
    }
    return signs;
  }

  private Optional<ProjectChange.Author> committer() {
    return parsed("author", said("author", author), ProjectRepository.Author::parse)
        .map(who -> new ProjectChange.Author(who.name(), who.email()));
  }
}
