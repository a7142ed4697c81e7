package io.github.mlopsmaven.git;

import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.servers.GitLocation;
import io.github.mlopsmaven.servers.HttpAnswer;
import io.github.mlopsmaven.servers.HttpSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What git says over one HTTP session: it gives the server's capabilities and refs to JGit again
 * without asking the server again, and those that were asked for early.
 */
final class GitConversation {

  /** The answer of a server without refs (protocol version 2). */
  static final HttpAnswer NO_REFS =
      new HttpAnswer(
          200,
          Map.of("Content-Type", List.of("application/x-git-upload-pack-result")),
          "0000".getBytes(StandardCharsets.US_ASCII));

  private final HttpSession http;
  private final Map<String, HttpAnswer> answers = new HashMap<>();
  private boolean refsNeeded = true;
  private @Nullable EarlyRequests early;

  /**
   * Prepares.
   *
   * @param location the repository
   */
  GitConversation(GitLocation location, GitAccess access) {
    this.http = new HttpSession(location, access);
  }

  /** What carries it. */
  HttpSession http() {
    return http;
  }

  /**
   * Makes the first requests now, on another thread.
   *
   * @param url the repository's, without credentials
   * @param prefixes which refs will be asked for; none if none will
   */
  void startEarly(String url, List<String> prefixes) {
    early = EarlyRequests.start(http, url, prefixes);
  }

  /** What the server's refs name, as far as it was asked early and said so plainly. */
  Optional<RefListing> earlyRefs() {
    return early == null
        ? Optional.empty()
        : early
            .peekRefs()
            .filter(answer -> answer.header("Content-Encoding").isEmpty())
            .flatMap(answer -> RefListing.parse(answer.body()));
  }

  /** From now on only objects with known ids are asked for, so that no list of refs is needed. */
  void refsNoLongerNeeded() {
    refsNeeded = false;
  }

  /** Lists of refs are asked for again. */
  void refsNeeded() {
    refsNeeded = true;
  }

  /** Forgets every answer. */
  void forget() {
    answers.clear();
  }

  /**
   * An answer that is known without a request.
   *
   * @param request its method, URL and body
   * @param listsRefs whether it asks for refs
   * @throws IOException what happened when the request was made early
   */
  Optional<HttpAnswer> known(String request, boolean listsRefs) throws IOException {
    if (listsRefs && !refsNeeded) {
      return Optional.of(NO_REFS);
    }
    HttpAnswer kept = answers.get(request);
    if (kept != null || early == null) {
      return Optional.ofNullable(kept);
    }
    Optional<HttpAnswer> taken = Optional.empty();
    if (request.contains("/info/refs?service=git-upload-pack")) {
      taken = early.takeCapabilities();
    } else if (listsRefs) {
      taken = early.takeRefs();
    }
    taken.filter(answer -> answer.status() == 200).ifPresent(answer -> keep(request, answer));
    return taken;
  }

  void keep(String request, HttpAnswer answer) {
    answers.put(request, answer);
  }
}
