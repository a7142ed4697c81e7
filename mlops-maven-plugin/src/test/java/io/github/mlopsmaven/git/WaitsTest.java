package io.github.mlopsmaven.git;

import static io.github.mlopsmaven.testkit.SlowServer.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.generate.ProjectRepository.Author;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.servers.Credentials;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.servers.GitLocation;
import io.github.mlopsmaven.servers.HttpProxy;
import io.github.mlopsmaven.ssh.SshSetup;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.testkit.BareRepository;
import io.github.mlopsmaven.testkit.SlowServer;
import io.github.mlopsmaven.testkit.StagedFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.jgit.transport.Daemon;
import org.eclipse.jgit.transport.resolver.FileResolver;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Every wait for a server ends. */
@Timeout(120)
class WaitsTest {

  private static final GitAccess SHORT =
      GitAccess.standard().withTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1));
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: application/x-git-%s-pack-advertisement\r\n"
          + "Transfer-Encoding: chunked\r\n\r\n";

  @TempDir Path folder;

  private void read(String url, GitAccess access) {
    try (TemplateSnapshot snapshot =
        new GitTemplateSource(url, Optional.of("main"), folder.resolve("cache"), access).open()) {
      snapshot.tree();
    }
  }

  private static void drip(OutputStream out, String piece)
      throws IOException, InterruptedException {
    while (true) {
      say(out, piece);
      Thread.sleep(50);
    }
  }

  @TestFactory
  Stream<DynamicTest> aServerThatTakesItsTimeIsGivenUp() {
    String upload = HEAD.formatted("upload");
    Map<String, SlowServer.Manner> manners =
        Map.of(
            "says nothing", (request, out) -> {},
            "says half a head", (request, out) -> say(out, "HTTP/1.1 200 O"),
            "drips its head", (request, out) -> drip(out, "H"),
            "drips fields",
                (request, out) -> {
                  say(out, "HTTP/1.1 200 OK\r\n");
                  drip(out, "X: y\r\n");
                },
            "stalls before the body", (request, out) -> say(out, upload),
            "stalls in the body", (request, out) -> say(out, upload + "4\r\n001e"),
            "drips its body",
                (request, out) -> {
                  say(out, upload);
                  drip(out, "1\r\n0\r\n");
                },
            "stalls in the list of refs",
                (request, out) -> {
                  if (request.startsWith("GET")) {
                    String body = "001e# service=git-upload-pack\n0000000eversion 2\n0000";
                    say(
                        out,
                        "HTTP/1.1 200 OK\r\nContent-Type: application/x-git-upload-pack-advertisement"
                            + "\r\nContent-Length: "
                            + body.length()
                            + "\r\n\r\n"
                            + body);
                  } else {
                    say(
                        out,
                        "HTTP/1.1 200 OK\r\nContent-Type: application/x-git-upload-pack-result\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\n4\r\n003d");
                  }
                });
    return manners.entrySet().stream()
        .map(
            manner ->
                DynamicTest.dynamicTest(
                    manner.getKey(),
                    () -> {
                      try (SlowServer server = SlowServer.start(manner.getValue())) {
                        assertThatThrownBy(() -> read(server.url("t.git"), SHORT))
                            .isInstanceOf(EnvironmentException.class)
                            .hasMessageContaining("127.0.0.1")
                            .hasMessageContaining("try again");
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> aDaemonThatTakesItsTimeIsGivenUp() {
    Map<String, SlowServer.Manner> manners =
        Map.of(
            "says nothing", (request, out) -> {},
            "stalls in a packet", (request, out) -> say(out, "000eversion"),
            "drips a packet",
                (request, out) -> {
                  say(out, "000eversion 2\n0fff");
                  drip(out, "x");
                });
    return manners.entrySet().stream()
        .map(
            manner ->
                DynamicTest.dynamicTest(
                    manner.getKey(),
                    () -> {
                      try (SlowServer server = SlowServer.daemon(manner.getValue())) {
                        assertThatThrownBy(() -> read(daemon(server), SHORT))
                            .isInstanceOf(EnvironmentException.class)
                            .hasMessageContaining("127.0.0.1")
                            .hasMessageContaining("-Dmlops.timeout=SECONDS");
                      }
                    }));
  }

  private static String daemon(SlowServer server) {
    return "git://127.0.0.1:" + server.port() + "/t.git";
  }

  @Test
  void aDaemonThatSendsTooMuchIsGivenUp() {
    try (SlowServer server =
        SlowServer.daemon(
            (request, out) -> {
              say(out, "000eversion 2\n");
              while (true) {
                say(out, "0100" + "x".repeat(252));
              }
            })) {
      assertThatThrownBy(() -> read(daemon(server), SHORT.withMaxTransfer(100_000)))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("is larger than the limit of 100000 bytes");
    }
  }

  /** JGit's own daemon is the judge. */
  @Test
  void gitsOwnProtocolFetchesAndPushes() throws IOException {
    BareRepository.create(folder.resolve("srv/t.git")).commit("main", Templates.FILES);
    BareRepository empty = BareRepository.create(folder.resolve("srv/new.git"));
    Daemon daemon = new Daemon(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    daemon.setRepositoryResolver(new FileResolver<>(folder.resolve("srv").toFile(), true));
    daemon.getService("git-receive-pack").setEnabled(true);
    daemon.start();
    try {
      String url = "git://127.0.0.1:" + daemon.getAddress().getPort() + "/";
      GitAccess access = GitAccess.standard();
      assertThat(
              Templates.read(
                  url + "t.git", Optional.empty(), folder.resolve("cache"), access, "classical"))
          .containsEntry("classical/aml-cli-v2/train.py", "print('classical')\n");

      Path project = Files.createDirectories(folder.resolve("project"));
      Files.writeString(project.resolve("README.md"), "# Project\n");
      JGitProjectRepository repository = new JGitProjectRepository(access);
      repository.commitAll(
          project, StagedFolder.of(project, Set.of()), new Author("A", "a@example.com"), "Start");
      repository.push(project, url + "new.git");
      assertThat(empty.id("refs/heads/main")).isNotEqualTo("none");
    } finally {
      daemon.stop();
    }
  }

  /** What the program {@code ssh} does, as a shell script. */
  private GitAccess ssh(String script) throws IOException {
    Path program = folder.resolve("ssh.sh");
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return SHORT.withSsh(
        new SshSetup(
            Map.of("GIT_SSH_COMMAND", program.toString(), "GIT_SSH_VARIANT", "simple"),
            Optional.empty(),
            (host, port) -> Optional.empty()));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void anSshServerThatTricklesIsGivenUp() throws IOException {
    GitAccess access =
        ssh("printf '000eversion 2\\n0fff'; while :; do printf x || exit; sleep 0.05; done");

    assertThatThrownBy(() -> read("ssh://git@127.0.0.1/t.git", access))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("127.0.0.1")
        .hasMessageContaining("less than 200 bytes a second")
        .hasMessageContaining("-Dmlops.timeout=SECONDS");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void anSshServerThatSendsTooMuchIsGivenUp() throws IOException {
    GitAccess access = ssh("printf '000eversion 2\\n'; yes 0008xxxx | tr -d '\\n'");

    assertThatThrownBy(() -> read("ssh://git@127.0.0.1/t.git", access.withMaxTransfer(100_000)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("is larger than the limit of 100000 bytes");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void anSshServerThatTakesNoneOfAPushIsGivenUp() throws IOException {
    Path project = Files.createDirectories(folder.resolve("project"));
    byte[] much = new byte[3_000_000];
    new Random(1).nextBytes(much);
    Files.write(project.resolve("data.bin"), much);
    JGitProjectRepository repository =
        new JGitProjectRepository(
            ssh("printf '%s' '" + line("0".repeat(40) + " capabilities^{}") + "0000'; sleep 60"));
    repository.commitAll(
        project, StagedFolder.of(project, Set.of()), new Author("a", "a@example.com"), "first");

    assertThatThrownBy(() -> repository.push(project, "ssh://git@127.0.0.1/new.git"))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("the SSH server 127.0.0.1 did not answer in time");
  }

  @Test
  void aProxyThatNeverAnswersIsGivenUp() {
    try (SlowServer proxy = SlowServer.start((request, out) -> drip(out, "H"))) {
      GitAccess access =
          SHORT.withProxies(
              List.of(
                  new HttpProxy(
                      "http",
                      "127.0.0.1",
                      proxy.port(),
                      Optional.of(new Credentials("anna", "s3cret")),
                      "")));

      assertThatThrownBy(() -> read("https://git.example.com/t.git", access))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("try again");
    }
  }

  @Test
  void aServerThatTakesNoneOfAPushIsGivenUp() throws IOException {
    Path project = Files.createDirectories(folder.resolve("project"));
    byte[] much = new byte[30_000_000];
    new Random(1).nextBytes(much);
    Files.write(project.resolve("data.bin"), much);
    JGitProjectRepository repository = new JGitProjectRepository(SHORT);
    repository.commitAll(
        project, StagedFolder.of(project, Set.of()), new Author("a", "a@example.com"), "first");
    String body =
        "001f# service=git-receive-pack\n0000"
            + line("0".repeat(40) + " capabilities^{}\0report-status")
            + "0000";
    try (SlowServer server =
        SlowServer.start(
            (request, out) -> {
              if (request.startsWith("GET")) {
                say(
                    out,
                    "HTTP/1.1 200 OK\r\nContent-Type: application/x-git-receive-pack-advertisement"
                        + "\r\nContent-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body);
              }
            })) {
      assertThatThrownBy(() -> repository.push(project, server.url("new.git")))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("127.0.0.1")
          .hasMessageContaining("try again");
    }
  }

  private static String line(String text) {
    return "%04x%s\n".formatted(text.length() + 5, text);
  }

  @Test
  void aCacheThatAnotherRunHoldsIsNotWaitedForForever() throws IOException {
    try (SlowServer server = SlowServer.start((request, out) -> {})) {
      Path directory =
          new TemplateCache(
                  folder.resolve("cache"), GitLocation.parse(server.url("t.git")).key(), SHORT)
              .directory();
      Files.createDirectories(directory);
      Path lockFile =
          directory.resolveSibling(directory.getFileName().toString().replace(".git", ".lock"));
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        assertThatThrownBy(() -> read(server.url("t.git"), SHORT))
            .as("%s", lock)
            .isInstanceOf(EnvironmentException.class)
            .hasMessageContaining("another run has held the cache in " + directory)
            .hasMessageContaining("-Dmlops.timeout")
            .hasMessageContaining("-Dmlops.cacheDirectory");
      }
    }
  }

  @Test
  void anErrorOnAnotherThreadEndsTheRun() {
    ProxySelector before = ProxySelector.getDefault();
    ProxySelector.setDefault(
        new ProxySelector() {
          @Override
          public List<Proxy> select(URI uri) {
            throw new NoClassDefFoundError("gone");
          }

          @Override
          public void connectFailed(URI uri, SocketAddress address, IOException failure) {
            throw new AssertionError(failure);
          }
        });
    try (SlowServer server = SlowServer.start((request, out) -> {})) {
      assertThatThrownBy(() -> read(server.url("t.git"), GitAccess.standard()))
          .isInstanceOf(NoClassDefFoundError.class);
    } finally {
      ProxySelector.setDefault(before);
    }
  }
}
