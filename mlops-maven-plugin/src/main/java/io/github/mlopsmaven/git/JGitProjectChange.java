package io.github.mlopsmaven.git;

import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.Glob;
import io.github.mlopsmaven.update.ProjectChange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * Writes an update into a work tree and its index, without JGit's own checkout: that runs filters,
 * and touches more than the planned paths.
 *
 * <p>The order: objects, the record, each file beside its place and renamed, the index, a commit if
 * one is asked for, the end of the record. After each of these a run may be killed.
 */
public final class JGitProjectChange implements ProjectChange, AutoCloseable {

  private final ProjectFolder project;
  private final Path git;
  private final Consumer<String> beforeEachWrite;

  /**
   * Opens the repository.
   *
   * @param folder the project's folder
   */
  public JGitProjectChange(Path folder) {
    this(folder, write -> {});
  }

  /**
   * Opens the repository for somebody who watches, or stops it.
   *
   * @param folder the project's folder
   * @param beforeEachWrite is told what is about to be written
   */
  public JGitProjectChange(Path folder, Consumer<String> beforeEachWrite) {
    this.project = ProjectFolder.open(folder);
    this.git = project.repository().getDirectory().toPath();
    this.beforeEachWrite = beforeEachWrite;
  }

  @Override
  public Optional<Begun> begun() {
    Optional<UpdateRecord> record = UpdateRecord.read(git);
    if (record.isEmpty()) {
      return Optional.empty();
    }
    try {
      if (commitOf(record.get()).isPresent()) {
        // It was killed between its last two steps.
        UpdateRecord.forget(git);
        return Optional.empty();
      }
      List<String> open = open(record.get());
      boolean written = UpdateRecord.isWritten(git);
      if (written && open.isEmpty()) {
        // Somebody ended the conflicts with git add.
        UpdateRecord.forget(git);
        return Optional.empty();
      }
      WorkTreeWrite files = new WorkTreeWrite(project, record.get(), beforeEachWrite);
      return Optional.of(
          new Begun(
              record.get().at(), record.get().steps().size(), files.written(), written, open));
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private List<String> open(UpdateRecord record) {
    DirCache index = project.index();
    return record.steps().stream()
        .filter(UpdateRecord.Step::isConflict)
        .map(UpdateRecord.Step::path)
        .filter(path -> isUnmerged(index, project.full(path)))
        .toList();
  }

  private static boolean isUnmerged(DirCache index, String path) {
    int at = index.findEntry(path);
    return at >= 0 && index.getEntry(at).getStage() != DirCacheEntry.STAGE_0;
  }

  @Override
  public Ended write(Plan plan) {
    try {
      IndexLock.requireFree(project.repository());
      BranchLock.requireFree(project.repository());
      beforeEachWrite.accept("objects");
      UpdateRecord record = new PlanObjects(project).stored(plan);
      beforeEachWrite.accept("record");
      record.write(git);
      return carryOut(record);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  @Override
  public Ended resume() {
    UpdateRecord record = required();
    Optional<String> made = commitOf(record);
    if (made.isPresent()) {
      forget();
      return new Ended(List.of(), List.of(), made);
    }
    if (!project.head().name().equals(record.commit())) {
      throw new UsageException(
          "the update was begun at commit " + record.commit() + ", which HEAD no longer is",
          "go back to it, git checkout " + record.commit() + ", or undo the update: -Dmlops.abort");
    }
    try {
      requireFree(record);
      return carryOut(record);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private UpdateRecord required() {
    return UpdateRecord.read(git)
        .orElseThrow(
            () ->
                new UsageException(
                    "no update was stopped here",
                    "remove -Dmlops.resume, -Dmlops.abort, -Dmlops.ours and -Dmlops.theirs"));
  }

  private void requireFree(UpdateRecord record) throws IOException {
    IndexLock.requireFree(project.repository());
    BranchLock.removeOf(record, project.repository());
  }

  /** The commit of an update that was killed before its record could end. */
  private Optional<String> commitOf(UpdateRecord record) {
    RevCommit head = project.head();
    if (record.author().isEmpty() || head.name().equals(record.commit())) {
      return Optional.empty();
    }
    try (RevWalk walk = new RevWalk(project.repository())) {
      walk.markStart(walk.parseCommit(head));
      walk.markUninteresting(walk.parseCommit(ObjectId.fromString(record.commit())));
      for (RevCommit commit : walk) {
        if (BranchLock.isOf(record, commit)) {
          return Optional.of(commit.name());
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      // A history that is not all here tells nothing.
      return Optional.empty();
    }
  }

  private Ended carryOut(UpdateRecord record) throws IOException {
    WorkTreeWrite files = new WorkTreeWrite(project, record, beforeEachWrite);
    List<String> left = files.forward();
    beforeEachWrite.accept("index");
    new IndexWrite(project, beforeEachWrite).write(record, left, true);
    List<String> open = open(record);
    Optional<String> commit = Optional.empty();
    if (!record.author().isEmpty() && open.isEmpty() && left.isEmpty()) {
      beforeEachWrite.accept("commit");
      commit = Optional.of(new UpdateCommit(project).make(record));
    }
    beforeEachWrite.accept("end");
    if (open.isEmpty()) {
      UpdateRecord.forget(git);
    } else {
      UpdateRecord.markWritten(git);
    }
    return new Ended(left, open, commit);
  }

  @Override
  public Ended abort() {
    UpdateRecord record = required();
    Optional<String> made = commitOf(record);
    if (made.isPresent()) {
      forget();
      throw new UsageException(
          "the update was completed: it is commit " + made.get(),
          "to undo it, type: git revert " + made.get());
    }
    try {
      requireFree(record);
      WorkTreeWrite files = new WorkTreeWrite(project, record, beforeEachWrite);
      List<String> left = files.back();
      beforeEachWrite.accept("index");
      new IndexWrite(project, beforeEachWrite).write(record, List.of(), false);
      beforeEachWrite.accept("end");
      UpdateRecord.forget(git);
      return new Ended(left, List.of(), Optional.empty());
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  @Override
  public Ended resolve(Glob paths, boolean ours) {
    UpdateRecord record = required();
    try {
      IndexLock.requireFree(project.repository());
      List<String> open = open(record);
      List<UpdateRecord.Step> chosen =
          record.steps().stream()
              .filter(step -> open.contains(step.path()) && paths.matches(step.path()))
              .toList();
      if (chosen.isEmpty()) {
        throw new UsageException(
            "no open conflict matches '" + paths + "'",
            open.isEmpty() ? "there is none" : "open are: " + String.join(", ", open));
      }
      List<UpdateRecord.Step> sides = new ArrayList<>();
      for (UpdateRecord.Step step : chosen) {
        // From what the update wrote to the chosen side.
        sides.add(
            new UpdateRecord.Step(
                step.path(), step.after(), step.stages().get(ours ? 1 : 2), List.of()));
      }
      UpdateRecord choice = new UpdateRecord(record.commit(), record.at(), "", "", sides);
      List<String> left = new WorkTreeWrite(project, choice, beforeEachWrite).forward();
      beforeEachWrite.accept("index");
      new IndexWrite(project, beforeEachWrite).write(choice, left, true);
      List<String> still = open(record);
      if (still.isEmpty()) {
        UpdateRecord.forget(git);
      }
      return new Ended(left, still, Optional.empty());
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private void forget() {
    try {
      UpdateRecord.forget(git);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private static EnvironmentException unwritable(IOException e) {
    return new EnvironmentException(
        "the update could not be written: " + e.getMessage(),
        "check free space and permissions; then go on with -Dmlops.resume, or go back with"
            + " -Dmlops.abort",
        e);
  }

  @Override
  public void close() {
    project.close();
  }
}
