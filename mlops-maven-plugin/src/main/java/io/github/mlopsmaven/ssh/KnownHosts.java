package io.github.mlopsmaven.ssh;

import io.github.mlopsmaven.problem.Place;
import io.github.mlopsmaven.ssh.HostKey.Verdict;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;

/**
 * The user's and the system's {@code known_hosts}, as OpenSSH uses them. A new key is appended, as
 * OpenSSH does: JGit's own class replaces the file, whatever it is.
 */
final class KnownHosts implements ServerKeyDatabase {

  private static final List<Path> SYSTEM =
      List.of(Path.of("/etc/ssh/ssh_known_hosts"), Path.of("/etc/ssh/ssh_known_hosts2"));

  private final Path home;
  private final SshTrace trace;
  private final Consumer<String> notice;
  private final UnaryOperator<String> alias;

  /**
   * Reads lazily.
   *
   * @param alias gives the name that a server is known by, {@code [host]:port} as JGit says it
   */
  KnownHosts(Path home, SshTrace trace, Consumer<String> notice, UnaryOperator<String> alias) {
    this.home = home;
    this.trace = trace;
    this.notice = notice;
    this.alias = alias;
  }

  private record Found(KnownHostLine line, Path file) {

    String where() {
      return new Place(file.toString(), line.number(), 1).toString();
    }
  }

  @Override
  public List<PublicKey> lookup(
      String connectAddress, InetSocketAddress remote, Configuration config) {
    List<PublicKey> keys = new ArrayList<>();
    for (Found found : entries(alias.apply(connectAddress), config)) {
      if (found.line().marker().isEmpty()) {
        key(found.line()).ifPresent(keys::add);
      }
    }
    return keys;
  }

  private static Optional<PublicKey> key(KnownHostLine line) {
    try {
      return Optional.ofNullable(
          PublicKeyEntry.parsePublicKeyEntry(line.type() + " " + line.data())
              .resolvePublicKey(null, null, PublicKeyEntryResolver.IGNORING));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      // A kind of key that this client does not know.
      return Optional.empty();
    }
  }

  @Override
  public boolean accept(
      String connectAddress,
      InetSocketAddress remote,
      PublicKey serverKey,
      Configuration config,
      CredentialsProvider provider) {
    String name = alias.apply(connectAddress);
    List<Found> entries = entries(name, config);
    HostKey verdict = verdict(serverKey, entries);
    return switch (verdict.verdict()) {
      case KNOWN -> true;
      case REVOKED -> refused(verdict);
      case CHANGED ->
          config.getStrictHostKeyChecking() == Configuration.StrictHostKeyChecking.ACCEPT_ANY
              || refused(verdict);
      case UNKNOWN ->
          switch (config.getStrictHostKeyChecking()) {
            case ACCEPT_ANY, ACCEPT_NEW -> {
              add(name, plain(serverKey), config);
              yield true;
            }
            default -> refused(verdict);
          };
    };
  }

  private boolean refused(HostKey verdict) {
    trace.hostKey(verdict);
    return false;
  }

  private static HostKey verdict(PublicKey serverKey, List<Found> entries) {
    PublicKey plain = plain(serverKey);
    Optional<String> fingerprint = Optional.ofNullable(KeyUtils.getFingerPrint(plain));
    Optional<PublicKey> authority =
        serverKey instanceof OpenSshCertificate certificate
            ? Optional.of(certificate.getCaPubKey())
            : Optional.empty();
    Optional<Found> other = Optional.empty();
    boolean known = false;
    for (Found found : entries) {
      Optional<PublicKey> key = key(found.line());
      boolean same = key.isPresent() && KeyUtils.compareKeys(key.get(), plain);
      boolean signer =
          key.isPresent()
              && authority.isPresent()
              && KeyUtils.compareKeys(key.get(), authority.get());
      switch (found.line().marker()) {
        case "@revoked" -> {
          if (same || signer) {
            return new HostKey(Verdict.REVOKED, fingerprint, Optional.of(found.where()));
          }
        }
        case "@cert-authority" -> known |= signer;
        default -> {
          known |= same;
          other = same || other.isPresent() ? other : Optional.of(found);
        }
      }
    }
    Verdict verdict = known ? Verdict.KNOWN : other.isPresent() ? Verdict.CHANGED : Verdict.UNKNOWN;
    return new HostKey(verdict, fingerprint, other.map(Found::where));
  }

  private static PublicKey plain(PublicKey key) {
    return key instanceof OpenSshCertificate certificate ? certificate.getCertPubKey() : key;
  }

  /** The lines for a server; those without a port count where none has it. */
  private List<Found> entries(String name, Configuration config) {
    List<Found> exact = matching(name, config);
    boolean settled = exact.stream().anyMatch(found -> !found.line().marker().equals("@revoked"));
    if (settled || !name.startsWith("[")) {
      return exact;
    }
    List<Found> all = new ArrayList<>(exact);
    all.addAll(matching(name.substring(1, name.indexOf(']')), config));
    return all;
  }

  private List<Found> matching(String name, Configuration config) {
    List<Found> found = new ArrayList<>();
    for (Path file : files(config)) {
      for (KnownHostLine line : KnownHostLine.read(file)) {
        if (line.isFor(name)) {
          found.add(new Found(line, file));
        }
      }
    }
    return found;
  }

  private List<Path> files(Configuration config) {
    List<Path> files = new ArrayList<>(userFiles(config));
    List<String> global = config.getGlobalKnownHostsFiles();
    if (global == null || global.isEmpty()) {
      files.addAll(SYSTEM);
    } else {
      files.addAll(paths(global));
    }
    return files;
  }

  private List<Path> userFiles(Configuration config) {
    List<String> named = config.getUserKnownHostsFiles();
    Path ssh = home.resolve(".ssh");
    return named == null || named.isEmpty()
        ? List.of(ssh.resolve("known_hosts"), ssh.resolve("known_hosts2"))
        : paths(named);
  }

  private List<Path> paths(List<String> names) {
    List<Path> paths = new ArrayList<>();
    for (String name : names) {
      try {
        if (!name.equals("none")) {
          paths.add(home.resolve(name.startsWith("~/") ? name.substring(2) : name));
        }
      } catch (InvalidPathException e) {
        notice.accept("'" + SshText.printable(name) + "' is not a path for known_hosts");
      }
    }
    return paths;
  }

  /** Appends to the first file of the user; one that is not a file is left as it is. */
  private void add(String name, PublicKey key, Configuration config) {
    List<Path> files = userFiles(config);
    if (files.isEmpty()) {
      return;
    }
    Path file = files.get(0);
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        return;
      }
      if (file.getParent() != null) {
        Files.createDirectories(file.getParent());
      }
      String shown = config.getHashKnownHosts() ? hashed(name) : name;
      String line = shown + " " + PublicKeyEntry.toString(key) + "\n";
      Files.writeString(
          file,
          (endsInsideALine(file) ? "\n" : "") + line,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException | GeneralSecurityException e) {
      notice.accept("the SSH host key of " + name + " could not be added to " + file + ": " + e);
    }
  }

  private static boolean endsInsideALine(Path file) throws IOException {
    if (!Files.exists(file) || Files.size(file) == 0) {
      return false;
    }
    byte[] all = Files.readAllBytes(file);
    return all[all.length - 1] != '\n';
  }

  private static String hashed(String name) throws GeneralSecurityException {
    byte[] salt = new byte[20];
    new SecureRandom().nextBytes(salt);
    Base64.Encoder encoder = Base64.getEncoder();
    return "|1|"
        + encoder.encodeToString(salt)
        + "|"
        + encoder.encodeToString(KnownHostLine.hash(salt, name.getBytes(StandardCharsets.UTF_8)));
  }
}
