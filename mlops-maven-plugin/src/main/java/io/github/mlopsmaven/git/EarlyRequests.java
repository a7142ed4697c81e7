package io.github.mlopsmaven.git;

import io.github.mlopsmaven.servers.HttpAnswer;
import io.github.mlopsmaven.servers.HttpRequest;
import io.github.mlopsmaven.servers.HttpSession;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The first requests of a run, made while JGit's classes are still being loaded: the capabilities
 * and, where the server speaks version 2 of the protocol, the refs. What comes back, an error as
 * well as an answer, is given to JGit when it makes the same requests; nothing is asked twice.
 */
final class EarlyRequests {

  private static final String FIRST_LINE_OF_VERSION_2 = "version 2";

  private final HttpSession session;
  private final CompletableFuture<HttpAnswer> capabilities = new CompletableFuture<>();
  private final CompletableFuture<Optional<HttpAnswer>> refs = new CompletableFuture<>();
  private boolean capabilitiesTaken;
  private boolean refsTaken;

  private EarlyRequests(HttpSession session) {
    this.session = session;
  }

  /**
   * Begins.
   *
   * @param url the repository's, without credentials
   * @param prefixes which refs to ask for; none to ask for capabilities only
   */
  static EarlyRequests start(HttpSession session, String url, List<String> prefixes) {
    EarlyRequests early = new EarlyRequests(session);
    String base = url.endsWith("/") ? url : url + "/";
    Thread thread = new Thread(() -> early.run(base, prefixes), "mlops-git-early");
    thread.setDaemon(true);
    thread.start();
    return early;
  }

  private void run(String base, List<String> prefixes) {
    try {
      HttpAnswer answer = capabilities(base);
      capabilities.complete(answer);
      refs.complete(
          answer.status() == 200 && isVersion2(answer) && !prefixes.isEmpty()
              ? Optional.of(refs(base, prefixes))
              : Optional.empty());
    } catch (Throwable e) {
      // Others wait for both, so both are told, whatever it is. An error of the first request is
      // JGit's answer; after an error of the second JGit asks.
      capabilities.completeExceptionally(e);
      refs.complete(Optional.empty());
    }
  }

  private HttpAnswer capabilities(String base) throws IOException {
    Map<String, String> headers = headers();
    headers.put("Accept", "application/x-git-upload-pack-advertisement, */*");
    URL url = new URL(base + "info/refs?service=git-upload-pack");
    HttpAnswer answer = session.answer(HttpRequest.ofGit("GET", url, headers, Optional.empty()));
    ObjectFormat.requireKnown(answer);
    return answer;
  }

  private HttpAnswer refs(String base, List<String> prefixes) throws IOException {
    Map<String, String> headers = headers();
    headers.put("Accept", "application/x-git-upload-pack-result");
    headers.put("Content-Type", "application/x-git-upload-pack-request");
    StringBuilder body = new StringBuilder(line("command=ls-refs") + "0001" + line("peel"));
    body.append(line("symrefs"));
    prefixes.forEach(prefix -> body.append(line("ref-prefix " + prefix)));
    byte[] bytes = body.append("0000").toString().getBytes(StandardCharsets.ISO_8859_1);
    URL url = new URL(base + "git-upload-pack");
    return session.answer(HttpRequest.ofGit("POST", url, headers, Optional.of(bytes)));
  }

  /** One packet line; the text's UTF-8 bytes as characters. */
  private static String line(String text) {
    String bytes =
        new String((text + "\n").getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    return String.format("%04x", bytes.length() + 4) + bytes;
  }

  private static Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Pragma", "no-cache");
    headers.put("User-Agent", "JGit/mlops-maven");
    headers.put("Git-Protocol", "version=2");
    return headers;
  }

  private static boolean isVersion2(HttpAnswer answer) {
    String start =
        new String(answer.body(), 0, Math.min(80, answer.body().length), StandardCharsets.US_ASCII);
    return start.contains(FIRST_LINE_OF_VERSION_2);
  }

  /**
   * The answer to JGit's first request.
   *
   * @return empty if it was given before
   * @throws IOException what happened instead of an answer
   */
  Optional<HttpAnswer> takeCapabilities() throws IOException {
    if (capabilitiesTaken) {
      return Optional.empty();
    }
    capabilitiesTaken = true;
    try {
      return Optional.of(capabilities.join());
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      return Optional.empty();
    }
  }

  /** The list of refs, if it could be had; stays there to be taken. */
  Optional<HttpAnswer> peekRefs() {
    return refs.join().filter(answer -> answer.status() == 200);
  }

  /** The list of refs, if it could be had and was not given before. */
  Optional<HttpAnswer> takeRefs() {
    boolean first = !refsTaken;
    refsTaken = true;
    return first ? peekRefs() : Optional.empty();
  }
}
