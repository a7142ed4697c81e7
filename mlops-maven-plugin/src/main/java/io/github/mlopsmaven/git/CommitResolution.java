package io.github.mlopsmaven.git;

import io.github.mlopsmaven.git.HeldObjects.Commit;
import io.github.mlopsmaven.git.RefMemory.Resolved;
import io.github.mlopsmaven.git.RemoteSession.Refs;
import io.github.mlopsmaven.servers.GitAccess;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/** Finds the commit that a ref names, and sees to it that the cache holds it. */
final class CommitResolution {

  private final TemplateCache cache;
  private final Repository repository;
  private final RemoteSession session;
  private final WantedRef wanted;
  private final GitAccess access;
  private @Nullable Resolved resolved;

  CommitResolution(
      TemplateCache cache,
      Repository repository,
      RemoteSession session,
      WantedRef wanted,
      GitAccess access) {
    this.cache = cache;
    this.repository = repository;
    this.session = session;
    this.wanted = wanted;
    this.access = access;
  }

  /**
   * A commit that is held.
   *
   * @param commit its id
   * @param name the ref that named it, as it is shown; empty for a detached HEAD
   * @param tag the id of the tag object that leads to it; empty where there is none
   */
  record Found(ObjectId commit, String name, String tag) {

    private static Found of(ObjectId commit, String name, ObjectId asked) {
      return new Found(commit, name, commit.equals(asked) ? "" : asked.name());
    }
  }

  /** Finds it. */
  Found find() throws IOException {
    Optional<ObjectId> id = wanted.commit();
    if (id.isPresent() && held(id.get()).isPresent()) {
      return Found.of(held(id.get()).orElseThrow(), wanted.asked(), id.get());
    }
    return access.offline() ? remembered() : cache.locked(this::ask);
  }

  private Found remembered() throws IOException {
    Optional<Resolved> memory = cache.refs().recall(wanted.asked());
    if (memory.isPresent()) {
      Optional<ObjectId> commit = held(ObjectId.fromString(memory.get().commit()));
      if (commit.isPresent()) {
        return new Found(commit.get(), memory.get().name(), memory.get().tag());
      }
    }
    throw Refusals.offline(session.location(), wanted);
  }

  private Found ask() throws IOException {
    Optional<ObjectId> id = wanted.commit();
    if (id.isPresent()) {
      return askFor(id.get());
    }
    Optional<Resolved> early = session.early(wanted);
    if (early.isPresent() && held(ObjectId.fromString(early.get().commit())).isPresent()) {
      resolved = early.get();
    } else {
      session.fetchCommit(repository, wanted.candidates(), this::choose);
    }
    if (resolved == null) {
      throw Refusals.noSuchRef(session.location(), wanted, session.names(repository));
    }
    ObjectId named = ObjectId.fromString(resolved.commit());
    ObjectId commit = peel(named);
    String tag = commit.equals(named) ? resolved.tag() : named.name();
    Resolved exact = new Resolved(commit.name(), resolved.name(), tag);
    cache.refs().remember(wanted.asked(), exact);
    if (wanted.asked().isEmpty() && !exact.name().isEmpty()) {
      // The branch that HEAD names is what a lock records, and what is asked for next.
      cache.refs().remember(exact.name(), exact);
    }
    return new Found(commit, exact.name(), tag);
  }

  private Found askFor(ObjectId id) throws IOException {
    if (held(id).isEmpty()) {
      try {
        session.fetchCommit(repository, id);
      } catch (TransportException e) {
        if (Refusals.saysNotOurRef(e)) {
          throw Refusals.noSuchCommit(session.location(), id.name());
        }
        throw e;
      }
    }
    ObjectId commit = peel(id);
    Found found = Found.of(commit, wanted.asked(), id);
    cache.refs().remember(wanted.asked(), new Resolved(commit.name(), found.name(), found.tag()));
    return found;
  }

  private Optional<Ref> choose(Refs refs) throws IOException {
    Optional<Ref> ref = wanted.in(refs);
    if (ref.isEmpty()) {
      return Optional.empty();
    }
    Resolved chosen = wanted.resolve(ref.get());
    resolved = chosen;
    return held(ObjectId.fromString(chosen.commit())).isPresent() ? Optional.empty() : ref;
  }

  private Optional<ObjectId> held(ObjectId id) throws IOException {
    try {
      return Optional.of(peel(id));
    } catch (MissingObjectException e) {
      return Optional.empty();
    }
  }

  private ObjectId peel(ObjectId id) throws IOException {
    try (HeldObjects objects = new HeldObjects(repository)) {
      Commit commit = objects.commit(id);
      return commit.id();
    }
  }
}
