package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.bounds.BoundedInput;
import io.github.mlopsmaven.bounds.Bounds;
import io.github.mlopsmaven.generate.Admission;
import io.github.mlopsmaven.generate.Limits;
import io.github.mlopsmaven.generate.ProjectGenerator;
import io.github.mlopsmaven.generate.ProjectRepository;
import io.github.mlopsmaven.git.RemoteUrl;
import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.publish.LockedProject;
import io.github.mlopsmaven.status.RecordedProject;
import io.github.mlopsmaven.status.RecordedRequest;
import io.github.mlopsmaven.template.Glob;
import io.github.mlopsmaven.template.TemplateOrigin;
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
import java.util.Locale;
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

  private static final String BRANCH = "branch";

  private static final Lock ONE_AT_A_TIME = new ReentrantLock();

  /** How many of the template's commits a pull request names. */
  private static final int COMMITS = 30;

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
   * are held. There is one for each repository, which later updates bring to their state; one that
   * was closed is not opened again for the same state. It implies {@code result=branch}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.pullRequest", defaultValue = "false")
  private boolean pullRequest;

  /**
   * The git URL that the branch is pushed to; the default is that of the remote which the project's
   * branch follows.
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
   * default is what the remote's URL says.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.azureDevOpsUrl")
  private @Nullable String azureDevOpsUrl;

  /**
   * Who commits, as {@code NAME <EMAIL>}; the default is git's {@code user.name} and {@code
   * user.email}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.author")
  private @Nullable String author;

  /**
   * Ends an update that was stopped. Files that were edited since are kept, and listed.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.resume", defaultValue = "false")
  private boolean resume;

  /**
   * Undoes an update that was stopped, or that has open conflicts. Files that were edited since are
   * kept, and listed.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.abort", defaultValue = "false")
  private boolean abort;

  /**
   * Ends the open conflicts of these paths with the project's side; a pattern such as {@code
   * mlops/**}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.ours")
  private @Nullable String ours;

  /**
   * Ends the open conflicts of these paths with the template's side; a pattern such as {@code
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
    parsed("remote", said("remote", remote), UpdateMojo::gitUrl);
    signatures();
    String where = result();
    boolean branches = where.equals(BRANCH);
    OnConflict conflicts =
        OnConflict.valueOf(
            said(
                    "onConflict",
                    onConflict == null ? (branches ? "hold" : "mark") : onConflict,
                    List.of("mark", "hold", "fail"))
                .toUpperCase(Locale.ROOT));
    if (branches && conflicts == OnConflict.MARK) {
      mistakes()
          .add(
              new UsageException(
                  "a branch never has conflict markers, and onConflict is mark",
                  "use -Dmlops.onConflict=hold or fail, or remove -Dmlops.result=branch"));
    }
    if (!mistakes().isEmpty()) {
      mistakes().checking(() -> addWrongChoices(wiring, project, requests));
    }
    requireNoMistake();
    Admission admission =
        goesOn() ? Admission.ANYTHING : policing(wiring, project, recordedLock(project));
    try (Wiring.Updating updating = wiring.updating(project, requests, questions(), admission)) {
      ProjectUpdate update = updating.update();
      if (ends(update)) {
        return;
      }
      UpdateRequest request = toRequest(wiring, project, conflicts, restored);
      PlannedUpdate planned =
          branches
              ? update.planForBranch(updating::state, request)
              : update.plan(updating::state, request);
      requireNewer(wiring, planned);
      UpdateText text = new UpdateText(planned);
      report(text::json, text::lines);
      if (branches) {
        propose(wiring, project, updating, planned, committer);
      } else if (dryRun()) {
        getLog().info("Nothing was written");
      } else if (!planned.isEmpty()) {
        Optional<ProjectChange.Author> who =
            where.equals("commit") && !isLeftToBeSigned(updating)
                ? Optional.of(committer.orElseGet(updating::author))
                : Optional.empty();
        ended(update.write(planned, conflicts, who));
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
    wiring
        .older(
            planned.before().origin(),
            planned.after().origin(),
            () -> age(wiring, planned.before()))
        .ifPresent(
            how -> {
              throw new UsageException(
                  "the update would go back to an older version of the template: " + how,
                  "name a newer one with -Dmlops.templateRef, or add -Dmlops.allowOlder");
            });
  }

  /** What is left; a pull request needs a branch. */
  private String result() {
    boolean proposes = said("pullRequest", pullRequest);
    String word =
        said(
            "result",
            result == null ? (proposes ? BRANCH : "tree") : result,
            List.of("tree", "commit", BRANCH));
    if (proposes && !word.equals(BRANCH)) {
      mistakes()
          .add(
              new UsageException(
                  "a pull request needs a branch, and result is " + word,
                  "remove -Dmlops.result, or -Dmlops.pullRequest"));
    }
    return word;
  }

  private void propose(
      Wiring wiring,
      Path project,
      Wiring.Updating updating,
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

  /** The template's commits that the update takes over. */
  private List<String> commits(Wiring wiring, PlannedUpdate planned) {
    TemplateOrigin before = planned.before().origin();
    TemplateOrigin after = planned.after().origin();
    if (before.commit().isEmpty() || after.commit().isEmpty() || after.url().isEmpty()) {
      return List.of();
    }
    return log(wiring, after.url().get())
        .between(before.commit().get(), after.commit().get(), COMMITS);
  }

  /** What an update may do was judged when it began. */
  private boolean goesOn() {
    return said("resume", resume)
        || said("abort", abort)
        || said("ours", ours).isPresent()
        || said("theirs", theirs).isPresent();
  }

  /** The ways to go on with an update that has begun. */
  private boolean ends(ProjectUpdate update) {
    if (said("resume", resume)) {
      ended(update.resume());
      return true;
    }
    if (said("abort", abort)) {
      ProjectChange.Ended back = update.abort();
      left(back);
      getLog().info("The update was taken back");
      return true;
    }
    Optional<String> mine = said("ours", ours);
    Optional<String> templates = said("theirs", theirs);
    mine.ifPresent(pattern -> ended(update.resolve(pattern, true)));
    templates.ifPresent(pattern -> ended(update.resolve(pattern, false)));
    return mine.isPresent() || templates.isPresent();
  }

  private static Glob pattern(String text) {
    try {
      return Glob.of(text.strip());
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "restore '" + text + "' is not a pattern", "write a path or a pattern such as mlops/**");
    }
  }

  private static String gitUrl(String text) {
    if (!RemoteUrl.isOne(text)) {
      throw new UsageException(
          "remote '" + text + "' is not a git URL, and a branch goes to one repository",
          "name it, as in -Dmlops.remote=https://HOST/OWNER/REPO.git, or omit -Dmlops.remote");
    }
    return text;
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
  private boolean isLeftToBeSigned(Wiring.Updating updating) {
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

  private void ended(ProjectChange.Ended ended) {
    left(ended);
    if (!ended.open().isEmpty()) {
      throw new UsageException(
          "both the project and its template changed: " + String.join(", ", ended.open()),
          "edit and git add each, or take a side with -Dmlops.ours=PATTERN or"
              + " -Dmlops.theirs=PATTERN, or go back with -Dmlops.abort");
    }
    ended.commit().ifPresent(id -> getLog().info("Committed as " + id.substring(0, 12)));
    if (ended.commit().isEmpty()) {
      getLog().info("Written and staged; inspect it with git diff --cached, then commit");
    }
  }

  private void left(ProjectChange.Ended ended) {
    ended.left().forEach(path -> getLog().warn(path + " was edited since and is left as it is"));
  }
}
