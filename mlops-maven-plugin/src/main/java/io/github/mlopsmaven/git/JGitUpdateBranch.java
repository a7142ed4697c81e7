package io.github.mlopsmaven.git;

import io.github.mlopsmaven.io.StagingDirectory;
import io.github.mlopsmaven.lock.ProjectLockFile;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.servers.GitLocation;
import io.github.mlopsmaven.update.ProjectChange;
import io.github.mlopsmaven.update.UpdateBranch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.PushConnection;
import org.eclipse.jgit.transport.RemoteRefUpdate;

/** The branch of an update, through JGit: a commit on top of HEAD, made without the work tree. */
public final class JGitUpdateBranch implements UpdateBranch, AutoCloseable {

  private static final String HEADS = "refs/heads/";
  private static final String NAME = "mlops/update";

  private final ProjectFolder project;
  private final GitAccess access;
  private final Optional<StagingDirectory> scratch;

  /**
   * Opens the project.
   *
   * @param folder its folder
   * @param access how its remote may be reached
   */
  public JGitUpdateBranch(Path folder, GitAccess access) {
    this.project = ProjectFolder.open(folder);
    this.access = access;
    this.scratch = Optional.empty();
  }

  private JGitUpdateBranch(ProjectFolder project, GitAccess access, StagingDirectory staging) {
    this.project = project;
    this.access = access;
    this.scratch = Optional.of(staging);
  }

  /**
   * The branch of a project that is not checked out.
   *
   * @param url its git URL, as {@link GitTemplateSource} was given it: what that fetched is used
   * @param commit the commit that the update is planned on
   * @param branch the branch that names it
   * @param cacheDirectory where it was fetched to
   * @param access how its server may be reached
   */
  public static JGitUpdateBranch ofRemote(
      String url, String commit, String branch, Path cacheDirectory, GitAccess access) {
    GitLocation location = GitLocation.parse(url, access.configuration()::fetched);
    StagingDirectory staging = StagingDirectory.temporary("mlops-fleet");
    boolean opened = false;
    try {
      JGitSettings.applyFor(cacheDirectory);
      Path scratch = staging.path();
      RepositorySkeleton.bare(scratch);
      Path objects = objects(location, cacheDirectory, access).toAbsolutePath();
      Files.writeString(scratch.resolve("objects/info/alternates"), objects + "\n");
      // Nothing before that commit was fetched, and the server has it.
      Files.writeString(scratch.resolve("shallow"), commit + "\n");
      Repository repository = new FileRepositoryBuilder().setGitDir(scratch.toFile()).build();
      ProjectFolder folder =
          ProjectFolder.committed(scratch, repository, ObjectId.fromString(commit), branch);
      opened = true;
      return new JGitUpdateBranch(folder, access, staging);
    } catch (IOException e) {
      throw new EnvironmentException(
          "a folder for the update could not be created: " + e.getMessage(),
          "check free space and permissions of the folder for temporary files",
          e);
    } finally {
      if (!opened) {
        staging.close();
      }
    }
  }

  private static Path objects(GitLocation location, Path cacheDirectory, GitAccess access) {
    if (!location.local()) {
      return new TemplateCache(cacheDirectory, location.key(), access)
          .directory()
          .resolve("objects");
    }
    try (Repository repository = LocalRepositories.open(location.path())) {
      return repository.getCommonDirectory().toPath().resolve("objects");
    }
  }

  @Override
  public Optional<String> remote() {
    Config config = project.repository().getConfig();
    String branch = project.branch().orElse("");
    return Stream.of(
            Optional.ofNullable(config.getString("branch", branch, "remote")),
            Optional.of("origin"),
            Optional.of(config.getSubsections("remote"))
                .filter(names -> names.size() == 1)
                .map(names -> names.iterator().next()))
        .flatMap(Optional::stream)
        .map(name -> config.getString("remote", name, "url"))
        .filter(Objects::nonNull)
        .findFirst();
  }

  @Override
  public String name() {
    String folder =
        project.prefix().replaceAll("[^A-Za-z0-9/]+", "-").replaceAll("^[/-]+|[/-]+$", "");
    return folder.isEmpty() ? NAME : NAME + "-" + folder.replace('/', '-');
  }

  @Override
  public Pushed push(ProjectChange.Plan plan, ProjectChange.Author author, String url) {
    GitLocation location = GitLocation.parse(url, access.configuration()::pushed);
    if (access.offline() && !location.local()) {
      throw new UsageException(
          "Maven is offline, so nothing can be pushed to " + location.display(),
          "run without -o, or with -Dmlops.result=tree");
    }
    try {
      Map<String, Ref> refs = refs(location);
      String base = base(refs, location);
      ObjectId commit = commit(plan, author);
      Optional<ObjectId> there =
          Optional.ofNullable(refs.get(HEADS + name())).map(Ref::getObjectId);
      if (there.isEmpty()) {
        send(location, commit, ObjectId.zeroId());
        return new Pushed(Kind.PUSHED, base, commit.name());
      }
      try (PushedUpdate pushed = PushedUpdate.fetch(project, location, access, there.get())) {
        if (pushed.isSame(project.repository(), commit)) {
          return new Pushed(Kind.THERE, base, there.get().name());
        }
        if (pushed.isOurs()) {
          send(location, commit, there.get());
          return new Pushed(Kind.REPLACED, base, commit.name());
        }
        String lock = project.full(ProjectLockFile.PATH);
        if (pushed.hasSame(project.repository(), commit, lock)) {
          return new Pushed(Kind.WORKED_ON, base, there.get().name());
        }
        throw new UsageException(
            "the branch "
                + name()
                + " at "
                + location.display()
                + " has commits that no update made; the newest is "
                + pushed.told(),
            "merge them, or delete the branch: git push origin --delete " + name());
      }
    } catch (IOException e) {
      throw new EnvironmentException(
          "the branch of the update could not be created: " + e.getMessage(),
          "check free space and permissions, then run the goal again",
          e);
    }
  }

  private Map<String, Ref> refs(GitLocation location) throws IOException {
    try (RemoteSession session = session(location)) {
      try {
        Map<String, Ref> refs = new HashMap<>();
        return session.watched(
            () -> {
              try (PushConnection connection = session.transport(project.repository()).openPush()) {
                refs.putAll(connection.getRefsMap());
                return refs;
              }
            });
      } catch (TransportException | NotSupportedException e) {
        throw session.failure(e);
      }
    }
  }

  private RemoteSession session(GitLocation location) {
    return new RemoteSession(location, access);
  }

  /** The remote's branch that HEAD is: the one that HEAD is on, or, as on build servers, any. */
  private String base(Map<String, Ref> refs, GitLocation location) {
    ObjectId head = project.head().getId();
    Optional<String> on = project.branch();
    if (on.isEmpty()) {
      return Stream.concat(
              Stream.of("main", "master"),
              refs.keySet().stream()
                  .filter(name -> name.startsWith(HEADS))
                  .map(name -> name.substring(HEADS.length()))
                  .filter(name -> !name.equals(name()))
                  .sorted())
          .filter(
              name ->
                  Optional.ofNullable(refs.get(HEADS + name))
                      .map(Ref::getObjectId)
                      .filter(head::equals)
                      .isPresent())
          .findFirst()
          .orElseThrow(
              () ->
                  new UsageException(
                      "no branch of " + location.display() + " is at HEAD, " + head.name(),
                      "check out the newest commit of the branch that the update is for"));
    }
    String name = on.get();
    Ref there = refs.get(HEADS + name);
    if (there != null && head.equals(there.getObjectId())) {
      return name;
    }
    String where = "the branch " + name + " of " + location.display();
    throw there == null
        ? new UsageException(where + " does not exist", "push it first: git push -u origin " + name)
        : isAncestor(there.getObjectId(), head)
            ? new UsageException(
                where + " lacks commits that are here", "push them first: git push origin " + name)
            : new UsageException(
                where + " has commits that are not here", "take them first: git pull --rebase");
  }

  private boolean isAncestor(ObjectId there, ObjectId head) {
    try (RevWalk walk = new RevWalk(project.repository())) {
      return project.repository().getObjectDatabase().has(there)
          && walk.isMergedInto(walk.parseCommit(there), walk.parseCommit(head));
    } catch (IOException e) {
      // A shallow clone ends somewhere: then it is not known to be one.
      return false;
    }
  }

  private ObjectId commit(ProjectChange.Plan plan, ProjectChange.Author author) throws IOException {
    Repository repository = project.repository();
    UpdateRecord record = new PlanObjects(project).stored(plan);
    RevCommit head = project.head();
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      ObjectId tree = new IndexWrite(project).after(record).writeTree(inserter);
      ZonedDateTime now = ZonedDateTime.now(ZoneId.systemDefault());
      PersonIdent who =
          new PersonIdent(author.name(), author.email(), now.toInstant(), now.getZone());
      CommitBuilder commit = new CommitBuilder();
      commit.setTreeId(tree);
      commit.setParentId(head);
      commit.setAuthor(who);
      commit.setCommitter(who);
      commit.setMessage(PushedUpdate.signed(plan.message(), head.getId(), tree));
      ObjectId id = inserter.insert(commit);
      inserter.flush();
      return id;
    }
  }

  /** Pushes, if the branch still is what was looked at. */
  private void send(GitLocation location, ObjectId commit, ObjectId expected) throws IOException {
    try (RemoteSession session = session(location)) {
      try {
        session.watched(
            () -> {
              try (PushConnection connection = session.transport(project.repository()).openPush()) {
                boolean replaces = !expected.equals(ObjectId.zeroId());
                Push.send(
                    session,
                    connection,
                    new RemoteRefUpdate(
                        project.repository(),
                        commit.name(),
                        commit,
                        HEADS + name(),
                        replaces,
                        null,
                        expected));
                return connection;
              }
            });
      } catch (TransportException | NotSupportedException e) {
        throw session.failure(e);
      }
    }
  }

  @Override
  public void close() {
    project.close();
    scratch.ifPresent(StagingDirectory::close);
  }
}
