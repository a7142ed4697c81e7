package io.github.mlopsmaven.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.mlopsmaven.generate.ProjectRepository.Author;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.ssh.SshLogin;
import io.github.mlopsmaven.ssh.SshSetup;
import io.github.mlopsmaven.testkit.BareRepository;
import io.github.mlopsmaven.testkit.GitSshServer;
import io.github.mlopsmaven.testkit.StagedFolder;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * SSH with the files in a user's {@code .ssh}, by the {@code ssh} of the system. {@link
 * LibrarySshTest} does the same without it.
 */
class SshTest {

  @TempDir Path temp;
  GitSshServer server;
  KeyPair userKey;
  Path ssh;
  GitAccess access;

  /** The environment that connections are made in. */
  Map<String, String> environment() {
    assumeTrue(isInstalled("ssh") && !System.getProperty("os.name").startsWith("Windows"));
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.keySet().removeIf(name -> name.startsWith("GIT_SSH"));
    return environment;
  }

  @BeforeEach
  void serve() throws Exception {
    BareRepository.create(temp.resolve("srv/t.git")).commit("main", Templates.FILES);
    userKey = ec();
    server = GitSshServer.start(temp.resolve("srv"), ec(), userKey.getPublic());
    ssh = Files.createDirectories(temp.resolve("home/.ssh"));
    access = GitAccess.standard().withHome(temp.resolve("home"));
    setUp(environment(), Optional.empty());
  }

  final void setUp(Map<String, String> environment, Optional<SshLogin> login) {
    access = access.withSsh(new SshSetup(environment, Optional.empty(), (host, port) -> login));
  }

  static KeyPair ec() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return generator.generateKeyPair();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  final void trustHost() throws IOException {
    Files.writeString(ssh.resolve("known_hosts"), server.knownHosts() + "\n");
  }

  final void writeKey(KeyPair pair) throws IOException, GeneralSecurityException {
    writeKey(pair, null);
  }

  private void writeKey(KeyPair pair, @Nullable String passphrase)
      throws IOException, GeneralSecurityException {
    Path file = ssh.resolve("id_ecdsa");
    OpenSSHKeyEncryptionContext encryption = null;
    if (passphrase != null) {
      encryption = new OpenSSHKeyEncryptionContext();
      encryption.setCipherName("AES");
      encryption.setCipherType("256");
      encryption.setCipherMode("CTR");
      encryption.setPassword(passphrase);
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "test", encryption, out);
    }
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  final Map<String, String> read() {
    return read(server.url("t.git"));
  }

  final Map<String, String> read(String url) {
    return Templates.read(url, Optional.empty(), temp.resolve("cache"), access, "classical");
  }

  private void configure(String... lines) throws IOException {
    Files.write(ssh.resolve("config"), Arrays.asList(lines));
  }

  @Test
  void keyAndKnownHostAreEnough() throws Exception {
    trustHost();
    writeKey(userKey);
    assertThat(read()).hasSize(2);
    assertThat(server.commands())
        .containsExactly("git-upload-pack '/t.git'", "git-upload-pack '/t.git'");
    assertThat(read()).hasSize(2);
    assertThat(server.commands()).as("refs only").hasSize(3);
  }

  @Test
  void sshConfigurationIsRead() throws Exception {
    trustHost();
    writeKey(userKey);
    Files.move(ssh.resolve("id_ecdsa"), ssh.resolve("work_key"));
    int port = server.port();
    Files.writeString(
        ssh.resolve("config"),
        "Host templates\n  HostName 127.0.0.1\n  Port "
            + port
            + "\n  User git\n  IdentityFile "
            + ssh.resolve("work_key")
            + "\n");
    assertThat(
            Templates.read(
                "git@templates:t.git",
                Optional.of("main"),
                temp.resolve("cache"),
                access,
                "classical"))
        .hasSize(2);
  }

  @Test
  void includedFilesAreRead() throws Exception {
    trustHost();
    writeKey(userKey);
    Files.createDirectories(ssh.resolve("conf.d"));
    Files.write(
        ssh.resolve("conf.d/work.conf"),
        Arrays.asList("Host templates", "  HostName 127.0.0.1", "Include ~/.ssh/port"));
    Files.writeString(ssh.resolve("port"), "Port " + server.port() + "\nUser git\n");
    configure("Include conf.d/*.conf", "Host templates", "  User nobody");
    assertThat(read("templates:t.git")).hasSize(2);
    assertThat(server.commands()).isNotEmpty();
  }

  @Test
  void hostKeyAliasIsTheNameInKnownHosts() throws Exception {
    writeKey(userKey);
    Files.writeString(
        ssh.resolve("known_hosts"),
        server.knownHosts().replaceAll("^\\S+", "templates.example") + "\n");
    configure("Host 127.0.0.1", "HostKeyAlias templates.example");
    assertThat(read()).hasSize(2);
  }

  @Test
  void everyKnownHostsFileCounts() throws Exception {
    writeKey(userKey);
    Files.writeString(ssh.resolve("second"), server.knownHosts() + "\n");
    configure("UserKnownHostsFile ~/.ssh/first ~/.ssh/second");
    assertThat(read()).hasSize(2);
    configure("UserKnownHostsFile ~/.ssh/first", "GlobalKnownHostsFile ~/.ssh/second");
    assertThat(read()).hasSize(2);
  }

  @Test
  void revokedKeyIsRefusedWhateverElseIsSaid() throws Exception {
    writeKey(userKey);
    Files.writeString(
        ssh.resolve("known_hosts"),
        server.knownHosts()
            + "\n@revoked * "
            + server.knownHosts().replaceAll("^\\S+ ", "")
            + "\n");
    assertThatThrownBy(this::read).hasMessageContaining("is marked as revoked");
  }

  @Test
  void unknownHostIsToldWithItsFingerprint() throws Exception {
    writeKey(userKey);
    assertThatThrownBy(this::read)
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("is not in known_hosts")
        .hasMessageContaining(server.fingerprint())
        .hasMessageContaining("'ssh -p " + server.port() + " git@127.0.0.1'");
    assertThat(server.commands()).isEmpty();
    configure("StrictHostKeyChecking yes");
    assertThatThrownBy(this::read)
        .hasMessageContaining("is not in known_hosts")
        .hasMessageContaining(server.fingerprint());
  }

  @Test
  void changedHostKeyIsNeverSomethingToAccept() throws Exception {
    writeKey(userKey);
    Files.writeString(
        ssh.resolve("known_hosts"),
        "[127.0.0.1]:" + server.port() + " " + PublicKeyEntry.toString(ec().getPublic()) + "\n");
    assertThatThrownBy(this::read)
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining(
            "shows another key (" + server.fingerprint() + ") than known_hosts has")
        .hasMessageContaining("known_hosts:1")
        .hasMessageContaining("do not connect")
        .hasMessageContaining("ssh-keygen -R \"[127.0.0.1]:" + server.port() + "\"")
        .message()
        .doesNotContain("answer yes");
    assertThat(server.commands()).isEmpty();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // There is no such device.
  void nothingButAFileIsReplaced() throws Exception {
    writeKey(userKey);
    Object device = Files.getAttribute(Path.of("/dev/null"), "unix:rdev");
    configure("UserKnownHostsFile /dev/null", "StrictHostKeyChecking no");
    assertThat(read()).hasSize(2);
    assertThat(Files.getAttribute(Path.of("/dev/null"), "unix:rdev", LinkOption.NOFOLLOW_LINKS))
        .isEqualTo(device);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // Links need a right there.
  void newKeyIsWrittenThroughALink() throws Exception {
    writeKey(userKey);
    Path real = Files.writeString(temp.resolve("real"), "# mine\n");
    Path link = Files.createSymbolicLink(ssh.resolve("known_hosts"), real);
    configure("StrictHostKeyChecking accept-new", "HashKnownHosts no");
    assertThat(read()).hasSize(2);
    assertThat(link).isSymbolicLink();
    assertThat(Files.readAllLines(real)).containsExactly("# mine", server.knownHosts());
    configure("StrictHostKeyChecking yes");
    assertThat(read()).hasSize(2);
  }

  @Test
  void missingKeyIsSaid() throws Exception {
    trustHost();
    assertThatThrownBy(this::read)
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("accepts none of your SSH keys for git@127.0.0.1")
        .hasMessageContaining("ssh-add");
  }

  @Test
  void passphraseOfTheSettingsOpensTheKey() throws Exception {
    trustHost();
    writeKey(userKey, "open sesame");
    setUp(environment(), login(Optional.empty(), Optional.of("open sesame")));
    assertThat(read()).hasSize(2);
  }

  @Test
  void neededPassphraseIsSaid() throws Exception {
    trustHost();
    writeKey(userKey, "open sesame");
    assertThatThrownBy(this::read)
        .hasMessageContaining("a passphrase is needed for the SSH key " + ssh.resolve("id_ecdsa"))
        .hasMessageContaining("ssh-add " + ssh.resolve("id_ecdsa"))
        .hasMessageContaining("<passphrase>");
  }

  @Test
  void privateKeyOfTheSettingsIsUsed() throws Exception {
    trustHost();
    writeKey(userKey);
    Path key = Files.move(ssh.resolve("id_ecdsa"), temp.resolve("elsewhere"));
    setUp(
        environment(),
        Optional.of(new SshLogin("", Optional.empty(), Optional.of(key), Optional.empty())));
    assertThat(read()).hasSize(2);
  }

  @Test
  void passwordIsSentWhereTheServerTakesOne() throws Exception {
    trustHost();
    server.acceptPassword("s3cret");
    setUp(environment(), login(Optional.of("s3cret"), Optional.empty()));
    assertThat(read()).hasSize(2);
    setUp(environment(), login(Optional.of("wr0ng"), Optional.empty()));
    assertThatThrownBy(this::read)
        .hasMessageContaining("accepts none of your SSH keys")
        .hasMessageContaining("nor the password")
        .message()
        .doesNotContain("wr0ng");
  }

  private static Optional<SshLogin> login(Optional<String> password, Optional<String> passphrase) {
    return Optional.of(new SshLogin("", password, Optional.empty(), passphrase));
  }

  @Test
  void textBeforeTheProtocolIsShown() throws Exception {
    trustHost();
    writeKey(userKey);
    server.greet("Welcome to \u001b[31mexample\n");
    assertThatThrownBy(this::read)
        .hasMessageContaining("prints text where git's protocol must begin: 'Welcome to example'")
        .hasMessageContaining("ssh -p " + server.port() + " git@127.0.0.1 true");
  }

  @Test
  void otherKindsOfIdsAreSaid() throws Exception {
    trustHost();
    writeKey(userKey);
    server.greet("000eversion 2\n0019object-format=sha256\n0000");
    assertThatThrownBy(this::read)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("t.git has SHA-256 object ids");
  }

  @Test
  void silentServerIsGivenUp() throws Exception {
    access = access.withTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1));
    try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> read("ssh://git@127.0.0.1:" + mute.getLocalPort() + "/t.git"))
          .hasMessageContaining("127.0.0.1:" + mute.getLocalPort() + " did not answer in time");
    }
  }

  @Test
  void closedPortAndUnknownNameAreSaid() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    assertThatThrownBy(() -> read("ssh://git@127.0.0.1:" + free + "/t.git"))
        .hasMessageContaining("127.0.0.1:" + free + " refuses SSH connections");
    assertThatThrownBy(() -> read("git@nowhere.invalid:t.git"))
        .hasMessageContaining("the host name nowhere.invalid is not known");
  }

  @Test
  void hostThatReadsAsAnOptionIsRefused() {
    assertThatThrownBy(() -> read("ssh://-oProxyCommand=touch/t.git"))
        .isInstanceOf(UsageException.class);
  }

  @Test
  void missingRepositoryIsSaid() throws Exception {
    trustHost();
    writeKey(userKey);
    assertThatThrownBy(
            () ->
                Templates.read(
                    server.url("none.git"),
                    Optional.empty(),
                    temp.resolve("cache"),
                    access,
                    "classical"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("there is no repository at");
  }

  @Test
  void pushGoesOverSsh() throws Exception {
    trustHost();
    writeKey(userKey);
    push();
  }

  /** The key is in no file: only the agent has it. */
  @Test
  @DisabledOnOs(OS.WINDOWS) // The agent there is a service of the system.
  void pushGoesOverSshWithAKeyOfTheAgent() throws Exception {
    assumeTrue(isInstalled("ssh-agent") && isInstalled("ssh-add"));
    trustHost();
    writeKey(userKey);
    Path key = ssh.resolve("id_ecdsa");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    Path socket = temp.resolve("agent");
    Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString()).start();
    try {
      // It says where it is when it is there.
      assertThat(agent.inputReader().readLine()).contains(socket.toString());
      ProcessBuilder add = new ProcessBuilder("ssh-add", key.toString());
      add.environment().put("SSH_AUTH_SOCK", socket.toString());
      assertThat(add.start().waitFor()).isZero();
      Files.delete(key);
      Files.writeString(ssh.resolve("config"), "IdentityAgent " + socket + "\n");
      push();
    } finally {
      agent.destroy();
    }
  }

  static boolean isInstalled(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(folder -> new File(folder, program).canExecute());
  }

  private void push() throws IOException {
    BareRepository empty = BareRepository.create(temp.resolve("srv/new.git"));
    Path project = Files.createDirectories(temp.resolve("project"));
    Files.writeString(project.resolve("README.md"), "# Project\n");
    JGitProjectRepository repository = new JGitProjectRepository(access);
    repository.commitAll(
        project, StagedFolder.of(project, Set.of()), new Author("A", "a@example.com"), "Generate");
    repository.push(project, server.url("new.git"));
    assertThat(empty.id("refs/heads/main")).isNotEqualTo("none");
    assertThat(Files.readString(project.resolve(".git/config"))).contains(server.url("new.git"));
  }
}
