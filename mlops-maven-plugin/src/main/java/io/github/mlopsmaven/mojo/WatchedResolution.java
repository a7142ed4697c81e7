package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.bounds.SilenceException;
import io.github.mlopsmaven.bounds.Watched;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.LimitException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferCancelledException;
import org.eclipse.aether.transfer.TransferEvent;
import org.eclipse.aether.transfer.TransferListener;
import org.jspecify.annotations.Nullable;

/**
 * Maven's resolution with an end. Maven itself waits half an hour for a repository that is silent,
 * and for ever for one that sends a byte now and then; it stores whatever a repository sends,
 * without end, too.
 */
final class WatchedResolution {

  /** Maven's setting for how long one read may take, in milliseconds. */
  private static final String REQUEST_TIMEOUT = "aether.connector.requestTimeout";

  private static final Pattern LOGIN = Pattern.compile("//[^/@]*@");

  private final Duration silence;
  private final long most;

  /**
   * Sets the bounds.
   *
   * @param silence how long next to nothing may come
   * @param most how many bytes one file may have
   */
  WatchedResolution(Duration silence, long most) {
    this.silence = silence;
    this.most = most;
  }

  /**
   * What is asked of Maven.
   *
   * @param <T> what it gives
   */
  @FunctionalInterface
  interface Question<T> {

    /** Asks it in a session. */
    T ask(RepositorySystemSession session) throws RepositoryException;
  }

  /**
   * Asks Maven.
   *
   * @throws EnvironmentException if a repository sends next to nothing
   * @throws LimitException if it sends too much
   */
  <T> T ask(RepositorySystemSession usual, Question<T> question) throws RepositoryException {
    Listening listening = new Listening(Optional.ofNullable(usual.getTransferListener()), most);
    DefaultRepositorySystemSession session = new DefaultRepositorySystemSession(usual);
    session.setTransferListener(listening);
    if (!usual.getConfigProperties().containsKey(REQUEST_TIMEOUT)) {
      // So that the thread that is given up ends soon, where Maven's transport heeds it.
      session.setConfigProperty(REQUEST_TIMEOUT, Math.toIntExact(silence.toMillis() + 5_000));
    }
    AtomicReference<@Nullable RepositoryException> refused = new AtomicReference<>();
    try {
      Optional<T> answer =
          Watched.run(
              "the Maven repository",
              silence,
              listening.moved::get,
              () -> {},
              () -> {
                try {
                  return Optional.of(question.ask(session));
                } catch (RepositoryException e) {
                  refused.set(e);
                  return Optional.empty();
                }
              });
      listening.requireWithin();
      RepositoryException why = refused.get();
      if (why != null) {
        throw why;
      }
      return answer.orElseThrow();
    } catch (SilenceException e) {
      throw new EnvironmentException(
          "the Maven repository"
              + listening.where.get()
              + " sends nothing, or next to nothing, for "
              + silence.toSeconds()
              + " s",
          "check the repository and the proxies in settings.xml, or wait longer with"
              + " -Dmlops.timeout=SECONDS",
          e);
    } catch (IOException e) {
      throw new EnvironmentException(
          "Maven's resolution was ended: " + e.getMessage(), "run the goal again", e);
    }
  }

  /** Counts what comes, and tells Maven's own listener, which prints the progress. */
  private static final class Listening extends AbstractTransferListener {

    private final Optional<TransferListener> own;
    private final AtomicLong moved = new AtomicLong();
    private final AtomicReference<String> where = new AtomicReference<>("");
    private final AtomicReference<String> tooLarge = new AtomicReference<>("");
    private final AtomicReference<String> sender = new AtomicReference<>("");
    private final long most;

    Listening(Optional<TransferListener> own, long most) {
      this.own = own;
      this.most = most;
    }

    void requireWithin() {
      String file = String.valueOf(tooLarge.get());
      if (!file.isEmpty()) {
        throw new LimitException(
            "the Maven repository"
                + sender.get()
                + " sends more than "
                + most
                + " bytes for "
                + file,
            "raise the limit with -Dmlops.maxTotalSize=BYTES if that size is right");
      }
    }

    private interface Told {
      void to(TransferListener listener) throws TransferCancelledException;
    }

    private void tell(Told told) throws TransferCancelledException {
      if (own.isPresent()) {
        told.to(own.get());
      }
    }

    @Override
    public void transferInitiated(TransferEvent event) throws TransferCancelledException {
      String url = event.getResource().getRepositoryUrl();
      where.set(" " + LOGIN.matcher(url).replaceAll("//"));
      tell(listener -> listener.transferInitiated(event));
    }

    @Override
    public void transferStarted(TransferEvent event) throws TransferCancelledException {
      tell(listener -> listener.transferStarted(event));
    }

    @Override
    public void transferProgressed(TransferEvent event) throws TransferCancelledException {
      moved.addAndGet(event.getDataLength());
      if (event.getTransferredBytes() > most) {
        // Maven goes on to the next repository.
        sender.set(where.get());
        tooLarge.set(event.getResource().getResourceName());
        throw new TransferCancelledException("more than " + most + " bytes");
      }
      tell(listener -> listener.transferProgressed(event));
    }

    @Override
    public void transferCorrupted(TransferEvent event) throws TransferCancelledException {
      tell(listener -> listener.transferCorrupted(event));
    }

    @Override
    public void transferSucceeded(TransferEvent event) {
      own.ifPresent(listener -> listener.transferSucceeded(event));
    }

    @Override
    public void transferFailed(TransferEvent event) {
      own.ifPresent(listener -> listener.transferFailed(event));
    }
  }
}
