package io.github.mlopsmaven.git;

import io.github.mlopsmaven.git.UpdateRecord.Blob;
import io.github.mlopsmaven.io.GitAttributes;
import io.github.mlopsmaven.template.FileVersion;
import io.github.mlopsmaven.update.ProjectChange.Plan;
import io.github.mlopsmaven.update.ProjectChange.Sides;
import io.github.mlopsmaven.update.ProjectChange.Step;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;

/** The contents of a planned update, as objects of the project's repository. */
final class PlanObjects {

  private final ProjectFolder project;

  PlanObjects(ProjectFolder project) {
    this.project = project;
  }

  /** Stores every content, so that the record has ids only. */
  UpdateRecord stored(Plan plan) throws IOException {
    try (ObjectInserter inserter = project.repository().newObjectInserter()) {
      GitAttributes attributes = attributes(plan, inserter);
      List<UpdateRecord.Step> steps = new ArrayList<>();
      for (Step step : plan.steps()) {
        String own = project.full(step.path());
        List<Optional<Blob>> stages = new ArrayList<>();
        if (step.conflict().isPresent()) {
          Sides sides = step.conflict().get();
          for (Optional<FileVersion> side : List.of(sides.base(), sides.ours(), sides.theirs())) {
            stages.add(stored(side, own, attributes, inserter));
          }
        }
        Optional<Blob> before = step.before().map(old -> new Blob(old.mode(), old.blob()));
        boolean kept =
            step.before().isPresent()
                && step.after().isPresent()
                && step.before().get().isExactly(step.after().get());
        steps.add(
            new UpdateRecord.Step(
                step.path(),
                before,
                kept ? before : stored(step.after(), own, attributes, inserter),
                stages));
      }
      inserter.flush();
      String author = plan.author().map(who -> who.name() + " <" + who.email() + ">").orElse("");
      return new UpdateRecord(plan.commit(), Instant.now(), plan.message(), author, steps);
    }
  }

  private static Optional<Blob> stored(
      Optional<FileVersion> version, String path, GitAttributes attributes, ObjectInserter inserter)
      throws IOException {
    if (version.isEmpty()) {
      return Optional.empty();
    }
    FileVersion file = version.get();
    byte[] bytes =
        file.isFile() ? ProjectFolder.stored(path, file.bytes(), attributes) : file.bytes();
    return Optional.of(new Blob(file.mode(), inserter.insert(Constants.OBJ_BLOB, bytes).name()));
  }

  /** The attributes of the planned paths, as the tree after the update has them. */
  private GitAttributes attributes(Plan plan, ObjectInserter inserter) throws IOException {
    Map<String, Step> steps = new HashMap<>();
    plan.steps().forEach(step -> steps.put(project.full(step.path()), step));
    DirCache after = DirCache.newInCore();
    DirCacheBuilder builder = after.builder();
    try (ObjectReader reader = project.repository().newObjectReader()) {
      DirCache head = DirCache.read(reader, project.head().getTree());
      for (int i = 0; i < head.getEntryCount(); i++) {
        if (!steps.containsKey(head.getEntry(i).getPathString())) {
          builder.add(head.getEntry(i));
        }
      }
    }
    for (Map.Entry<String, Step> step : steps.entrySet()) {
      Optional<FileVersion> file = step.getValue().after();
      if (file.isPresent()) {
        DirCacheEntry entry = new DirCacheEntry(step.getKey());
        entry.setFileMode(IndexWrite.mode(file.get().mode()));
        boolean says = step.getKey().endsWith(Constants.DOT_GIT_ATTRIBUTES);
        entry.setObjectId(
            says ? inserter.insert(Constants.OBJ_BLOB, file.get().bytes()) : ObjectId.zeroId());
        builder.add(entry);
      }
    }
    builder.finish();
    inserter.flush();
    return project.attributes(after);
  }
}
