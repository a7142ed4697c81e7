package io.github.mlopsmaven.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.mlopsmaven.generate.ProjectRepository.Author;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.testkit.BareRepository;
import io.github.mlopsmaven.testkit.GitSshServer;
import io.github.mlopsmaven.testkit.StagedFolder;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** SSH with the files in a user's {@code .ssh}. */
class SshTest {

  @TempDir Path temp;
  private GitSshServer server;
  private KeyPair userKey;
  private Path ssh;
  private GitAccess access;

  @BeforeEach
  void serve() throws Exception {
    BareRepository.create(temp.resolve("srv/t.git")).commit("main", Templates.FILES);
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    userKey = generator.generateKeyPair();
    server =
        GitSshServer.start(temp.resolve("srv"), generator.generateKeyPair(), userKey.getPublic());
    ssh = Files.createDirectories(temp.resolve("home/.ssh"));
    access = GitAccess.standard().withHome(temp.resolve("home"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void trustHost() throws IOException {
    Files.writeString(ssh.resolve("known_hosts"), server.knownHosts() + "\n");
  }

  private void writeKey(KeyPair pair) throws IOException, GeneralSecurityException {
    try (OutputStream out = Files.newOutputStream(ssh.resolve("id_ecdsa"))) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "test", null, out);
    }
  }

  private Map<String, String> read() {
    return Templates.read(
        server.url("t.git"), Optional.empty(), temp.resolve("cache"), access, "classical");
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
    String port = server.url("").replaceAll("\\D*127.0.0.1:(\\d+).*", "$1");
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
  void unknownHostIsRefused() throws Exception {
    writeKey(userKey);
    assertThatThrownBy(this::read)
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("the SSH host key of 127.0.0.1 is not the one in known_hosts")
        .hasMessageContaining("compare the fingerprint");
    assertThat(server.commands()).isEmpty();
  }

  @Test
  void missingKeyIsSaid() throws Exception {
    trustHost();
    assertThatThrownBy(this::read)
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("127.0.0.1 accepts none of your SSH keys")
        .hasMessageContaining("ssh-add");
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

  private static boolean isInstalled(String program) {
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
