package io.github.mlopsmaven.git;

import io.github.mlopsmaven.git.RefMemory.Resolved;
import io.github.mlopsmaven.git.RemoteSession.Refs;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;

/**
 * The ref that a user asked for.
 *
 * @param asked a branch, a tag, a name that begins with {@code refs/}, or a full commit id; empty
 *     for the remote's HEAD
 */
record WantedRef(String asked) {

  /** Reads what a user typed. */
  static WantedRef of(Optional<String> ref) {
    String text = ref.map(String::strip).filter(name -> !name.equals("HEAD")).orElse("");
    return new WantedRef(isCommitId(text) ? text.toLowerCase(Locale.ROOT) : text);
  }

  private static boolean isCommitId(String text) {
    return text.matches("[0-9a-fA-F]{40}");
  }

  /** A name that is not an id. */
  static Optional<String> named(Optional<String> ref) {
    return ref.filter(name -> !isCommitId(name));
  }

  /** Whether it is a full commit id. */
  boolean isCommitId() {
    return isCommitId(asked);
  }

  /** The commit id, if it is one. */
  Optional<ObjectId> commit() {
    return isCommitId(asked) ? Optional.of(ObjectId.fromString(asked)) : Optional.empty();
  }

  /** Whether it could be the beginning of a commit id. */
  boolean looksLikeShortId() {
    return asked.matches("[0-9a-fA-F]{7,39}");
  }

  /**
   * The full names that it may stand for, the likelier first: a branch beats a tag, as in clone.
   * The short forms {@code heads/x} and {@code tags/v1} are git's own.
   */
  List<String> candidates() {
    if (asked.isEmpty()) {
      return List.of("HEAD");
    }
    if (asked.startsWith("refs/")) {
      return List.of(asked);
    }
    String branch = "refs/heads/" + asked;
    String tag = "refs/tags/" + asked;
    return asked.startsWith("heads/") || asked.startsWith("tags/")
        ? List.of(branch, tag, "refs/" + asked)
        : List.of(branch, tag);
  }

  /** Finds it among a server's refs. */
  Optional<Ref> in(Refs refs) {
    return candidates().stream()
        .flatMap(name -> refs.find(name).stream())
        .filter(ref -> ref.getObjectId() != null)
        .findFirst();
  }

  /** The commit (or tag without a peeled id) behind a ref, and the name to show for it. */
  Resolved resolve(Ref ref) {
    ObjectId peeled = ref.getPeeledObjectId();
    ObjectId id = peeled == null ? ref.getObjectId() : peeled;
    return resolved(
        ref.getLeaf().getName(), id.name(), peeled == null ? "" : ref.getObjectId().name());
  }

  /**
   * What it names.
   *
   * @param fullName the ref's full name, or the one that HEAD names
   * @param commit the commit's id
   * @param tag the id of the tag object that leads to it; empty where there is none
   */
  Resolved resolved(String fullName, String commit, String tag) {
    // A tag without an object of its own is known by its commit: that it moved is seen there.
    String id = tag.isEmpty() && isTag(fullName) ? commit : tag;
    return new Resolved(commit, asked.isEmpty() ? shorten(fullName) : asked, id);
  }

  /** Whether a full name is that of a tag. */
  static boolean isTag(String fullName) {
    return fullName.startsWith("refs/tags/");
  }

  private static String shorten(String name) {
    return name.startsWith("refs/heads/") ? name.substring("refs/heads/".length()) : name;
  }
}
