package io.github.mlopsmaven.git;

import io.github.mlopsmaven.bounds.Bounds;
import io.github.mlopsmaven.template.SignedState;
import io.github.mlopsmaven.template.SignedState.GitObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;

/** Reads objects that a repository has, without walking its history. */
final class HeldObjects implements AutoCloseable {

  private final Repository repository;
  private final ObjectReader reader;

  HeldObjects(Repository repository) {
    this.repository = repository;
    this.reader = repository.newObjectReader();
  }

  /** Whether an object is there. */
  boolean has(ObjectId id) throws IOException {
    return reader.has(id);
  }

  /**
   * The id of a commit's tree.
   *
   * @param id a commit, or a tag that leads to one
   * @return the commit's id and its tree's
   * @throws MissingObjectException if it is not there
   */
  Commit commit(ObjectId id) throws IOException {
    ObjectId at = id;
    ObjectLoader loader = reader.open(at);
    for (int depth = 0; loader.getType() == Constants.OBJ_TAG && depth < 10; depth++) {
      at = ObjectId.fromString(loader.getCachedBytes(), "object ".length());
      loader = reader.open(at);
    }
    if (loader.getType() != Constants.OBJ_COMMIT) {
      throw new NotACommitException(at.name() + " is a " + Constants.typeString(loader.getType()));
    }
    return new Commit(at, ObjectId.fromString(loader.getCachedBytes(), "tree ".length()));
  }

  /**
   * What of a commit can be signed.
   *
   * @param id a commit, or a tag that leads to one
   * @param ref the name that was asked for; empty for an id
   * @throws MissingObjectException if it is not there
   */
  SignedState signed(ObjectId id, Optional<String> ref) throws IOException {
    List<GitObject> tags = new ArrayList<>();
    ObjectId at = id;
    ObjectLoader loader = reader.open(at);
    while (loader.getType() == Constants.OBJ_TAG && tags.size() < 10) {
      byte[] content = loader.getCachedBytes(Bounds.SETTINGS_BYTES);
      tags.add(new GitObject(at.name(), content));
      at = ObjectId.fromString(content, "object ".length());
      loader = reader.open(at);
    }
    if (loader.getType() != Constants.OBJ_COMMIT) {
      throw new NotACommitException(at.name() + " is a " + Constants.typeString(loader.getType()));
    }
    byte[] commit = loader.getCachedBytes(Bounds.SETTINGS_BYTES);
    return new SignedState(ref, new GitObject(at.name(), commit), tags);
  }

  /** A commit and its tree. */
  record Commit(ObjectId id, ObjectId tree) {}

  /** The bytes of a tree. */
  byte[] tree(ObjectId id) throws IOException {
    return reader.open(id, Constants.OBJ_TREE).getCachedBytes(Bounds.ANSWER_BYTES);
  }

  /** The size of a blob that is there. */
  OptionalLong size(ObjectId id) throws IOException {
    return reader.has(id)
        ? OptionalLong.of(reader.getObjectSize(id, Constants.OBJ_BLOB))
        : OptionalLong.empty();
  }

  /** The content of a blob that is there. */
  InputStream open(ObjectId id) throws IOException {
    return repository.open(id, Constants.OBJ_BLOB).openStream();
  }

  @Override
  public void close() {
    reader.close();
  }

  /** A ref names something else than a commit. */
  static final class NotACommitException extends IOException {

    private static final long serialVersionUID = 1L;

    NotACommitException(String message) {
      super(message);
    }
  }
}
