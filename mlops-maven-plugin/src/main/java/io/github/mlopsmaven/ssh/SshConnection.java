package io.github.mlopsmaven.ssh;

import io.github.mlopsmaven.problem.MlopsException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.RemoteSession;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/** The way to one repository over SSH: chosen when it is first needed, kept for all requests. */
public final class SshConnection implements AutoCloseable {

  /**
   * What a connection depends on.
   *
   * @param setup the environment, whether somebody may be asked, and logins
   * @param home where {@code .ssh} is
   * @param connectTimeout how long a connection may take to come about
   * @param silence how long a server may be silent
   * @param notice is told what is worth a line
   * @param received is told how many bytes have come
   */
  public record Circumstances(
      SshSetup setup,
      Path home,
      Duration connectTimeout,
      Duration silence,
      Consumer<String> notice,
      Received received) {}

  /** Is told what comes, and may refuse more. */
  @FunctionalInterface
  public interface Received {

    /**
     * Bytes have come.
     *
     * @param bytes how many
     * @throws IOException if they are too many
     */
    void bytes(long bytes) throws IOException;
  }

  private final SshTarget target;
  private final Circumstances circumstances;
  private final Optional<String> passwordOfUrl;
  private final SshTrace trace = new SshTrace();
  private @Nullable SystemSsh system;
  private @Nullable LibrarySsh library;

  /**
   * Names the server; nothing happens yet.
   *
   * @param passwordOfUrl the password that the URL has in it
   */
  public SshConnection(
      SshTarget target, Circumstances circumstances, Optional<String> passwordOfUrl) {
    this.target = target;
    this.circumstances = circumstances;
    this.passwordOfUrl = passwordOfUrl;
  }

  /**
   * Lets a transport go this way.
   *
   * @param config finds a value of git's configuration by {@code section.name}
   */
  public void configure(SshTransport transport, Function<String, Optional<String>> config) {
    // What a process does not say is noticed by SshProcess.
    transport.setTimeout(0);
    transport.setSshSessionFactory(new Sessions(config));
  }

  /**
   * Says for people why a request failed, if it was for SSH's sake.
   *
   * @param place the repository, for people
   * @param cause what JGit says
   */
  public Optional<MlopsException> failure(String place, Exception cause) {
    return new SshFailures(target, place, trace, Optional.ofNullable(system), home())
        .translate(cause);
  }

  SshTarget target() {
    return target;
  }

  SshSetup setup() {
    return circumstances.setup();
  }

  SshTrace trace() {
    return trace;
  }

  Path home() {
    return circumstances.home();
  }

  Duration connectTimeout() {
    return circumstances.connectTimeout();
  }

  Duration silence() {
    return circumstances.silence();
  }

  Received received() {
    return circumstances.received();
  }

  Consumer<String> notice() {
    return circumstances.notice();
  }

  Optional<String> passwordOfUrl() {
    return passwordOfUrl;
  }

  Optional<SshLogin> login() {
    return setup().logins().find(target.host().toLowerCase(Locale.ROOT), target.port().orElse(22));
  }

  @Override
  public void close() {
    if (system != null) {
      system.disconnect();
    }
    if (library != null) {
      library.close();
    }
  }

  private final class Sessions extends SshSessionFactory {

    private final Function<String, Optional<String>> config;

    Sessions(Function<String, Optional<String>> config) {
      this.config = config;
    }

    @Override
    public RemoteSession getSession(URIish uri, CredentialsProvider provider, FS fs, int timeout)
        throws TransportException {
      try {
        Optional<SshProgram> program = SshProgram.find(setup(), config);
        Optional<SystemSsh> prepared =
            program.isPresent()
                ? SystemSsh.prepare(program.get(), SshConnection.this)
                : Optional.empty();
        if (prepared.isPresent()) {
          system = prepared.get();
          return prepared.get();
        }
        library = new LibrarySsh(SshConnection.this);
        return library.session(uri);
      } catch (TransportException e) {
        throw e;
      } catch (IOException e) {
        throw new TransportException(uri, e.getMessage(), e);
      }
    }

    @Override
    public void releaseSession(RemoteSession session) {
      session.disconnect();
    }

    @Override
    public String getType() {
      return "mlops";
    }
  }
}
