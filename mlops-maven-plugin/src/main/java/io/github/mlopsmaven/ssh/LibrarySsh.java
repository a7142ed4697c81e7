package io.github.mlopsmaven.ssh;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import org.apache.sshd.common.util.security.SecurityProviderChoice;
import org.apache.sshd.common.util.security.SecurityProviderRegistrar;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.RemoteSession2;
import org.eclipse.jgit.transport.SshConfigStore;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.sshd.KeyPasswordProvider;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.eclipse.jgit.transport.sshd.SshdSession;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.agent.ConnectorFactory;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/** Connects with JGit's own client, where the system has no {@code ssh}. */
final class LibrarySsh extends SshdSessionFactory {

  static {
    // Its log is for its developers; what a user needs is in our messages.
    for (String name :
        List.of(
            "org.apache.sshd",
            "org.eclipse.jgit.internal.transport.sshd",
            "org.eclipse.jgit.transport.sshd")) {
      String property = "org.slf4j.simpleLogger.log." + name;
      if (System.getProperty(property) == null) {
        System.setProperty(property, "off");
      }
    }
    // Oracle's Java takes these from signed jars only, and Bouncy Castle is merged into ours.
    for (Class<?> kind : List.of(Cipher.class, KeyAgreement.class, Mac.class)) {
      System.setProperty(
          SecurityProviderRegistrar.CONFIG_PROP_BASE
              + "."
              + SecurityUtils.BOUNCY_CASTLE
              + "."
              + kind.getSimpleName(),
          SecurityProviderRegistrar.NO_OPTIONS_VALUE);
    }
    if (SecurityUtils.isBouncyCastleRegistered()) {
      // With which it has become the default for what nobody else has.
      SecurityUtils.setDefaultProviderChoice(SecurityProviderChoice.EMPTY);
    }
  }

  private final SshConnection about;
  private final LibraryConfig config;
  private final KnownHosts knownHosts;

  LibrarySsh(SshConnection about) {
    super(null, null);
    this.about = about;
    this.config =
        new LibraryConfig(
            about.home(),
            about
                .login()
                .flatMap(SshLogin::privateKey)
                .map(key -> List.of("IdentityFile \"" + key + "\"", "IdentitiesOnly yes"))
                .orElse(List.of()));
    this.knownHosts = new KnownHosts(about.home(), about.trace(), about.notice(), config::knownAs);
    File home = about.home().toFile();
    setHomeDirectory(home);
    setSshDirectory(new File(home, ".ssh"));
  }

  /** Connects and logs in, within the time limits. */
  RemoteSession2 session(URIish uri) throws IOException {
    about.trace().begin();
    // Before JGit looks: it would wrap the refusal of a key in another exception.
    config.lookup(
        about.target().host(), about.target().port().orElse(-1), about.target().user().orElse(""));
    Duration limit = about.connectTimeout().plus(about.silence());
    URIish plain = uri.setHost(about.target().host());
    CompletableFuture<SshdSession> session = new CompletableFuture<>();
    Thread connecting =
        new Thread(
            () -> {
              try {
                session.complete(
                    getSession(
                        plain,
                        new Answers(),
                        FS.DETECTED,
                        Math.toIntExact(about.connectTimeout().toMillis())));
              } catch (IOException | RuntimeException e) {
                session.completeExceptionally(e);
              }
            },
            "ssh-connect");
    connecting.setDaemon(true);
    connecting.start();
    try {
      return new Session(session.get(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      about.trace().fellSilent();
      connecting.interrupt();
      throw new TransportException(uri, "no answer in time", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new TransportException(uri, String.valueOf(cause.getMessage()), cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransportException(uri, "interrupted", e);
    }
  }

  @Override
  protected SshConfigStore createSshConfigStore(File homeDir, File configFile, String localUser) {
    return config;
  }

  @Override
  protected ServerKeyDatabase createServerKeyDatabase(File homeDir, File sshDir) {
    return knownHosts;
  }

  @Override
  protected @Nullable ConnectorFactory getConnectorFactory() {
    ConnectorFactory agents = super.getConnectorFactory();
    return agents == null ? null : new PlainAgent(agents);
  }

  @Override
  protected KeyPasswordProvider createKeyPasswordProvider(CredentialsProvider provider) {
    return new Passphrases();
  }

  private final class Session implements RemoteSession2 {

    private final SshdSession session;

    Session(SshdSession session) {
      this.session = session;
    }

    @Override
    public Process exec(String command, int timeout) throws IOException {
      return exec(command, Map.of(), timeout);
    }

    @Override
    public Process exec(String command, @Nullable Map<String, String> environment, int timeout)
        throws IOException {
      about.trace().begin();
      int seconds = Math.max(1, Math.toIntExact(about.silence().toSeconds()));
      return new SshProcess(
          session.exec(command, environment == null ? Map.of() : environment, seconds),
          about,
          about.silence(),
          () -> {});
    }

    @Override
    public void disconnect() {
      session.disconnect();
    }
  }

  /** Opens key files with what is configured, else asks. */
  private final class Passphrases implements KeyPasswordProvider {

    private int attempts = 1;

    // JGit's null for no answer; the plugin's descriptor cannot be made with "char @Nullable []".
    @SuppressWarnings("NullAway")
    @Override
    public char[] getPassphrase(URIish uri, int attempt) {
      Optional<String> configured = about.login().flatMap(SshLogin::passphrase);
      if (configured.isPresent() && attempt == 0) {
        return configured.get().toCharArray();
      }
      String file = uri.getPath() == null ? uri.toString() : uri.getPath();
      Optional<String> typed =
          about.setup().person().flatMap(person -> person.secret("Passphrase for " + file + ": "));
      if (typed.isPresent()) {
        return typed.get().toCharArray();
      }
      about.trace().question("Enter passphrase for key '" + file + "': ");
      return null;
    }

    @Override
    public void setAttempts(int number) {
      attempts = number;
    }

    @Override
    public int getAttempts() {
      return attempts;
    }

    @Override
    public boolean keyLoaded(URIish uri, int attempt, @Nullable Exception error) {
      return false;
    }
  }

  /** Answers a server that wants a password, once. */
  private final class Answers extends CredentialsProvider {

    private boolean given;

    @Override
    public boolean isInteractive() {
      return true;
    }

    @Override
    public boolean supports(CredentialItem... items) {
      return true;
    }

    @Override
    public boolean get(URIish uri, CredentialItem... items) {
      List<CredentialItem> hidden = new ArrayList<>();
      for (CredentialItem item : items) {
        if (item instanceof CredentialItem.YesNoType) {
          return false;
        }
        if (item.isValueSecure()) {
          hidden.add(item);
        }
      }
      if (hidden.isEmpty()) {
        return false;
      }
      Optional<String> password =
          about.login().flatMap(l -> l.passwordFor(about.target().user())).or(about::passwordOfUrl);
      if (password.isEmpty() || given) {
        about.trace().question(about.target().account() + "'s password: ");
        return false;
      }
      given = true;
      for (CredentialItem item : hidden) {
        if (item instanceof CredentialItem.CharArrayType characters) {
          characters.setValue(password.get().toCharArray());
        } else if (item instanceof CredentialItem.StringType text) {
          text.setValue(password.get());
        }
      }
      return true;
    }
  }

  /** The keys that OpenSSH would look for. */
  @Override
  protected List<Path> getDefaultIdentities(File sshDir) {
    return about
        .login()
        .flatMap(SshLogin::privateKey)
        .map(List::of)
        .orElseGet(() -> super.getDefaultIdentities(sshDir));
  }
}
