package io.github.mlopsmaven.git;

import io.github.mlopsmaven.bounds.SilenceException;
import io.github.mlopsmaven.bounds.Watched;
import io.github.mlopsmaven.git.RefMemory.Resolved;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.servers.GitLocation;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.internal.JGitText;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdRef;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.FilterSpec;
import org.eclipse.jgit.transport.Transport;

/**
 * Everything that one run says to one repository: opened when the first request is made, kept for
 * all others, so that connection, login and capabilities are settled once.
 */
final class RemoteSession implements AutoCloseable {

  private static final FilterSpec NO_BLOBS = filter("blob:none");
  private static final FilterSpec NO_TREES = filter("tree:0");

  private final GitLocation location;
  private final GitAccess access;
  private final GitConversation conversation;
  private final ServerTransport server;
  private boolean filters = true;
  private boolean depths = true;

  RemoteSession(GitLocation location, GitAccess access) {
    this(location, access, new GitConversation(location, access));
  }

  /** With a conversation that has begun. */
  RemoteSession(GitLocation location, GitAccess access, GitConversation conversation) {
    this.location = location;
    this.access = access;
    this.conversation = conversation;
    this.server = new ServerTransport(location, access, conversation);
  }

  /** The place it talks to. */
  GitLocation location() {
    return location;
  }

  /** Where it is in truth, if the server led elsewhere. */
  Optional<String> redirected() {
    return location.http() ? conversation.http().redirected() : Optional.empty();
  }

  /** The server's words without the secrets that it was sent. */
  String withoutSecrets(String text) {
    return location.http() ? conversation.http().withoutSecrets(text) : text;
  }

  /** Whether the server has been found to leave contents out when asked to. */
  boolean filters() {
    return filters;
  }

  /** Says for people why a request failed. */
  RuntimeException failure(IOException cause) {
    return server
        .failure(cause)
        .orElseGet(() -> new GitFailures(location, access, conversation.http()).translate(cause));
  }

  /** What a ref names, if that is known without JGit's transport. */
  Optional<Resolved> early(WantedRef wanted) {
    try {
      return watched(conversation::earlyRefs).flatMap(listing -> listing.find(wanted));
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** JGit's transport into a repository. */
  Transport transport(Repository repository) throws IOException {
    return server.into(repository);
  }

  /** Picks a ref out of the ones that a server has. */
  interface Choice {

    /**
     * Chooses.
     *
     * @param refs finds a ref by its full name
     * @return what is to be fetched; empty for nothing
     */
    Optional<Ref> choose(Refs refs) throws IOException;
  }

  /** The refs of a server. */
  interface Refs {

    /** The ref of that full name. */
    Optional<Ref> find(String name);
  }

  /**
   * Looks at the server's refs and fetches one commit with its trees.
   *
   * @param prefixes which refs to look at; servers may show more
   * @param choice which of them to fetch
   */
  void fetchCommit(Repository repository, Collection<String> prefixes, Choice choice)
      throws IOException {
    conversation.refsNeeded();
    try {
      fetchCommit(repository, prefixes, choice, filters ? NO_BLOBS : FilterSpec.NO_FILTER);
    } catch (TransportException e) {
      if (!filters || !lacksFilter(e)) {
        throw e;
      }
      filters = false;
      access
          .progress()
          .info(
              location.host().host()
                  + " cannot leave out file contents; all of the commit's files are fetched");
      fetchCommit(repository, prefixes, choice, FilterSpec.NO_FILTER);
    }
  }

  private void fetchCommit(
      Repository repository, Collection<String> prefixes, Choice choice, FilterSpec filter)
      throws IOException {
    try {
      fetchCommit(repository, prefixes, choice, filter, depths);
    } catch (TransportException e) {
      if (!depths || !says(e, JGitText.get().shallowNotSupported)) {
        throw e;
      }
      depths = false;
      access
          .progress()
          .info(location.host().host() + " cannot leave out history; all of it is fetched");
      fetchCommit(repository, prefixes, choice, filter, false);
    }
  }

  private void fetchCommit(
      Repository repository,
      Collection<String> prefixes,
      Choice choice,
      FilterSpec filter,
      boolean alone)
      throws IOException {
    Transport open = transport(repository);
    open.setDepth(alone ? 1 : null);
    open.setFilterSpec(filter);
    watched(
        () -> {
          try (FetchConnection connection =
              open.openFetch(List.of(), prefixes.toArray(String[]::new))) {
            Optional<Ref> ref =
                choice.choose(name -> Optional.ofNullable(connection.getRefsMap().get(name)));
            if (ref.isPresent()) {
              connection.fetch(monitor("template tree"), List.of(ref.get()), Set.of());
            }
            return ref;
          }
        });
    forgetShallow(repository);
  }

  /**
   * Fetches objects by id, with all that they hold.
   *
   * @param ids which
   * @param title what they are, for people
   */
  void fetchObjects(Repository repository, Collection<ObjectId> ids, String title)
      throws IOException {
    conversation.refsNoLongerNeeded();
    Transport open = transport(repository);
    open.setDepth(null);
    open.setFilterSpec(FilterSpec.NO_FILTER);
    List<Ref> wants = ids.stream().map(RemoteSession::want).toList();
    watched(
        () -> {
          try (FetchConnection connection = open.openFetch(List.of(), "HEAD")) {
            connection.fetch(monitor(title), wants, Set.of());
            return wants;
          }
        });
  }

  /**
   * Fetches one commit by its id, with its trees.
   *
   * @param id the full id
   */
  void fetchCommit(Repository repository, ObjectId id) throws IOException {
    boolean wasFiltering = filters;
    conversation.refsNoLongerNeeded();
    try {
      fetchCommit(
          repository,
          List.of("HEAD"),
          refs -> Optional.of(want(id)),
          filters ? NO_BLOBS : FilterSpec.NO_FILTER);
    } catch (TransportException e) {
      if (!wasFiltering || !lacksFilter(e)) {
        throw e;
      }
      filters = false;
      fetchCommit(repository, id);
    }
  }

  /**
   * Fetches one commit by its id, with everything in it.
   *
   * @param id the full id
   */
  void fetchWhole(Repository repository, ObjectId id) throws IOException {
    conversation.refsNoLongerNeeded();
    fetchCommit(repository, List.of("HEAD"), refs -> Optional.of(want(id)), FilterSpec.NO_FILTER);
  }

  /** Picks commits out of the refs that a server has. */
  interface Commits {

    /**
     * Chooses.
     *
     * @param refs the refs that were asked for, by full name
     * @return the commits (or tags) to fetch with all that came before them
     */
    Collection<ObjectId> choose(Map<String, Ref> refs) throws IOException;
  }

  /**
   * Fetches commits with all that came before them.
   *
   * @param prefixes which refs to look at; none where the commits are known
   * @param choice which commits to fetch
   * @param held commits that are there, with all that came before them
   * @param trees whether their trees are wanted, too; no contents are
   */
  void fetchHistory(
      Repository repository,
      Collection<String> prefixes,
      Commits choice,
      Set<ObjectId> held,
      boolean trees)
      throws IOException {
    if (prefixes.isEmpty()) {
      conversation.refsNoLongerNeeded();
    } else {
      conversation.refsNeeded();
    }
    FilterSpec wanted = trees ? NO_BLOBS : NO_TREES;
    try {
      fetchHistory(repository, prefixes, choice, held, filters ? wanted : FilterSpec.NO_FILTER);
    } catch (TransportException e) {
      if (!filters || !lacksFilter(e)) {
        throw e;
      }
      filters = false;
      fetchHistory(repository, prefixes, choice, held, FilterSpec.NO_FILTER);
    }
  }

  private void fetchHistory(
      Repository repository,
      Collection<String> prefixes,
      Commits choice,
      Set<ObjectId> held,
      FilterSpec filter)
      throws IOException {
    Transport open = transport(repository);
    open.setDepth(null);
    open.setFilterSpec(filter);
    Collection<String> asked = prefixes.isEmpty() ? List.of("HEAD") : prefixes;
    watched(
        () -> {
          try (FetchConnection connection =
              open.openFetch(List.of(), asked.toArray(String[]::new))) {
            List<Ref> wants =
                choice.choose(connection.getRefsMap()).stream().map(RemoteSession::want).toList();
            if (!wants.isEmpty()) {
              connection.fetch(monitor("template history"), wants, held);
            }
            return wants;
          }
        });
  }

  /**
   * The names of the server's branches and tags, without {@code refs/heads/} and {@code
   * refs/tags/}.
   */
  List<String> names(Repository repository) throws IOException {
    conversation.refsNeeded();
    Transport open = transport(repository);
    open.setFilterSpec(FilterSpec.NO_FILTER);
    return watched(
        () -> {
          try (FetchConnection connection =
              open.openFetch(List.of(), "refs/heads/", "refs/tags/")) {
            return connection.getRefs().stream()
                .map(Ref::getName)
                .filter(name -> name.startsWith("refs/heads/") || name.startsWith("refs/tags/"))
                .map(name -> name.substring(name.indexOf('/', 5) + 1))
                .distinct()
                .sorted()
                .toList();
          }
        });
  }

  /**
   * Does what waits for the server, as long as something moves.
   *
   * @param work what to do
   * @throws TransportException if too little moved for as long as the server may be silent
   */
  <T> T watched(Watched.Work<T> work) throws IOException {
    if (location.local()) {
      try {
        return work.run();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }
    try {
      return Watched.run(
          location.host().host(), access.limits().silence(), server::moved, server::abandon, work);
    } catch (SilenceException e) {
      throw new TransportException(String.valueOf(e.getMessage()), e);
    }
  }

  private ProgressMonitor monitor(String title) {
    // With JGit's null monitor the server is told to send no progress either.
    return access.progress().isShown()
        ? new ProgressBridge(access.progress(), title, server::received)
        : NullProgressMonitor.INSTANCE;
  }

  private static FilterSpec filter(String line) {
    try {
      return FilterSpec.fromFilterLine(line);
    } catch (PackProtocolException e) {
      throw new IllegalArgumentException(line, e);
    }
  }

  private static Ref want(ObjectId id) {
    return new ObjectIdRef.Unpeeled(Ref.Storage.NETWORK, id.name(), id);
  }

  private static boolean lacksFilter(Throwable failure) {
    return says(failure, JGitText.get().filterRequiresCapability);
  }

  private static boolean says(Throwable failure, String words) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (String.valueOf(t.getMessage()).contains(words)) {
        return true;
      }
    }
    return false;
  }

  /** Nobody walks the history of the cache, and every entry would be sent with every request. */
  private static void forgetShallow(Repository repository) throws IOException {
    repository.getObjectDatabase().setShallowCommits(Set.of());
  }

  /** Ends what is open; the next request opens it again, into whatever repository it is for. */
  void reopen() {
    close();
    conversation.forget();
  }

  @Override
  public void close() {
    server.close();
  }
}
