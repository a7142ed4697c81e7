package io.github.mlopsmaven.git;

import io.github.mlopsmaven.generate.ProjectRepository;
import java.io.IOException;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;

/** The commit of an update: what HEAD has and what the update writes, and nothing else staged. */
final class UpdateCommit {

  private final ProjectFolder project;

  UpdateCommit(ProjectFolder project) {
    this.project = project;
  }

  /** Makes it, unless a run that was killed afterwards did; no hook runs. */
  String make(UpdateRecord record) throws IOException {
    RevCommit head = project.head();
    if (!head.name().equals(record.commit())) {
      return head.name();
    }
    Repository repository = project.repository();
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      ObjectId tree = new IndexWrite(project).after(record).writeTree(inserter);
      ProjectRepository.Author author = ProjectRepository.Author.parse(record.author());
      ZonedDateTime now = ZonedDateTime.now(ZoneId.systemDefault());
      PersonIdent who =
          new PersonIdent(author.name(), author.email(), now.toInstant(), now.getZone());
      CommitBuilder commit = new CommitBuilder();
      commit.setTreeId(tree);
      commit.setParentId(head);
      commit.setAuthor(who);
      commit.setCommitter(who);
      commit.setMessage(record.message());
      ObjectId id = inserter.insert(commit);
      inserter.flush();
      RefUpdate update = repository.updateRef(Constants.HEAD);
      update.setExpectedOldObjectId(head);
      update.setNewObjectId(id);
      update.setRefLogIdent(who);
      update.setRefLogMessage(
          "commit: " + record.message().lines().findFirst().orElse("update"), false);
      RefUpdate.Result result = update.update();
      if (result == RefUpdate.Result.LOCK_FAILURE) {
        BranchLock.requireFree(repository);
        result = update.update();
      }
      if (result != RefUpdate.Result.FAST_FORWARD && result != RefUpdate.Result.NEW) {
        throw new IOException("HEAD could not be moved: " + result);
      }
      return id.name();
    }
  }
}
