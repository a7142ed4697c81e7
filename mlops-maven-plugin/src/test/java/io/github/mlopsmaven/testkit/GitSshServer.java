package io.github.mlopsmaven.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.UploadPack;

/** Serves a directory of bare repositories over SSH on the loopback interface, to one key. */
public final class GitSshServer implements AutoCloseable {

  private final SshServer server = SshServer.setUpDefaultServer();
  private final Path root;
  private final KeyPair hostKey;
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private volatile String greeting = "";

  private GitSshServer(Path root, KeyPair hostKey, PublicKey client) throws IOException {
    this.root = root;
    this.hostKey = hostKey;
    server.setHost("127.0.0.1");
    server.setPort(0);
    server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
    server.setPublickeyAuthenticator((user, key, session) -> KeyUtils.compareKeys(key, client));
    server.setCommandFactory((channel, line) -> new GitCommand(line));
    server.start();
  }

  /** Starts one. */
  public static GitSshServer start(Path root, KeyPair hostKey, PublicKey client) {
    try {
      return new GitSshServer(root, hostKey, client);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets an account in that says a password, too. */
  public void acceptPassword(String password) {
    server.setPasswordAuthenticator((user, said, session) -> said.equals(password));
  }

  /** Lets every command begin with a text, as the shell of an account may. */
  public void greet(String text) {
    greeting = text;
  }

  /** Its port. */
  public int port() {
    return server.getPort();
  }

  /** The fingerprint of its key. */
  public String fingerprint() {
    return KeyUtils.getFingerPrint(hostKey.getPublic());
  }

  /** The URL of a repository. */
  public String url(String name) {
    return "ssh://git@127.0.0.1:" + server.getPort() + "/" + name;
  }

  /** The line that makes a client trust it. */
  public String knownHosts() {
    return "[127.0.0.1]:" + server.getPort() + " " + PublicKeyEntry.toString(hostKey.getPublic());
  }

  /** What was run so far. */
  public List<String> commands() {
    return List.copyOf(commands);
  }

  @Override
  public void close() {
    try {
      server.stop(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code git-upload-pack '/name'} and its counterpart. */
  private final class GitCommand implements Command {

    private final String line;
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();
    private OutputStream err = OutputStream.nullOutputStream();
    private ExitCallback exit = (code, message, closed) -> {};

    GitCommand(String line) {
      this.line = line;
    }

    @Override
    public void start(ChannelSession channel, Environment env) {
      commands.add(line);
      String protocol = env.getEnv().getOrDefault("GIT_PROTOCOL", "");
      new Thread(() -> exit.onExit(run(protocol)), "git-ssh").start();
    }

    private int run(String protocol) {
      String name = line.replaceAll("^[^']*'/?|'$", "");
      try {
        out.write(greeting.getBytes(StandardCharsets.UTF_8));
        out.flush();
      } catch (IOException e) {
        return 255;
      }
      try (Repository repository =
          new FileRepositoryBuilder()
              .setGitDir(root.resolve(name).toFile())
              .setMustExist(true)
              .build()) {
        if (line.contains("receive-pack")) {
          new ReceivePack(repository).receive(in, out, err);
        } else {
          repository.getConfig().setBoolean("uploadpack", null, "allowfilter", true);
          UploadPack pack = new UploadPack(repository);
          pack.setRequestPolicy(UploadPack.RequestPolicy.ANY);
          pack.setExtraParameters(List.of(protocol));
          pack.upload(in, out, err);
        }
        return 0;
      } catch (RepositoryNotFoundException e) {
        return refuse("fatal: '" + name + "' does not appear to be a git repository\n");
      } catch (IOException e) {
        return 128;
      }
    }

    private int refuse(String text) {
      try {
        err.write(text.getBytes(StandardCharsets.UTF_8));
        err.flush();
        return 128;
      } catch (IOException e) {
        return 255;
      }
    }

    @Override
    public void setInputStream(InputStream stream) {
      in = stream;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
      out = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {
      err = stream;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
      exit = callback;
    }

    @Override
    public void destroy(ChannelSession channel) {
      // The thread ends with the streams.
    }
  }
}
