package io.github.mlopsmaven.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.servers.GitLocation;
import io.github.mlopsmaven.testkit.BareRepository;
import io.github.mlopsmaven.testkit.GitHttpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cache under several runs at once, kills and damage. */
class TemplateCacheTest {

  @TempDir Path temp;
  private BareRepository origin;
  private GitHttpServer server;
  private Path cache;

  @BeforeEach
  void serve() {
    origin = BareRepository.create(temp.resolve("srv/t.git"));
    origin.commitBytes("main", large());
    server = GitHttpServer.start(temp.resolve("srv"));
    cache = temp.resolve("cache");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** 40 directories; {@code big} has 300 kB that cannot be compressed. */
  private static Map<String, byte[]> large() {
    Random random = new Random(7);
    Map<String, byte[]> files = new TreeMap<>();
    for (int i = 0; i < 40; i++) {
      files.put("small/" + i + "/a.txt", ("content " + i).getBytes(StandardCharsets.UTF_8));
    }
    for (int i = 0; i < 3; i++) {
      byte[] bytes = new byte[100_000];
      random.nextBytes(bytes);
      files.put("big/" + i + ".bin", bytes);
    }
    return files;
  }

  private Map<String, String> read(String directory) {
    return Templates.read(
        server.url("t.git"), Optional.empty(), cache, GitAccess.standard(), directory);
  }

  private Path place() {
    return new TemplateCache(
            cache, GitLocation.parse(server.url("t.git")).key(), GitAccess.standard())
        .directory();
  }

  private List<Path> packs() throws IOException {
    try (Stream<Path> files = Files.walk(cache)) {
      return files.filter(file -> file.toString().endsWith(".pack")).sorted().toList();
    }
  }

  @Test
  void threadsFetchEverythingOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<Integer>> runs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      runs.add(threads.submit(() -> read("small").size()));
    }
    for (Future<Integer> run : runs) {
      assertThat(run.get(60, TimeUnit.SECONDS)).isEqualTo(40);
    }
    threads.shutdown();
    assertThat(packs()).as("one of trees, one of contents").hasSize(2);
    assertThat(server.requests()).hasSize(4 * 2 + 2);
  }

  @Test
  void processesFetchEverythingOnce() throws Exception {
    Process first = FetchOnce.start(server.url("t.git"), cache, "small");
    Process second = FetchOnce.start(server.url("t.git"), cache, "small");
    for (Process process : List.of(first, second)) {
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(said).contains("40 files");
      assertThat(process.waitFor()).isZero();
    }
    assertThat(packs()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 150, 200, 2_000, 100_000, 250_000})
  void killedRunLeavesACacheThatWorks(long stallAfter) throws Exception {
    String url;
    try (GitHttpServer stalling =
        GitHttpServer.start(
            temp.resolve("srv"), new GitHttpServer.Settings().stallingAfter(stallAfter))) {
      url = stalling.url("t.git");
      Process run = FetchOnce.start(url, cache, "big");
      while (stalling.bytesSent() < stallAfter || stalling.requests().isEmpty()) {
        assertThat(run.isAlive()).as("ended before the server went silent").isTrue();
        Thread.sleep(10);
      }
      run.destroyForcibly().waitFor();
    }
    Path left =
        new TemplateCache(cache, GitLocation.parse(url).key(), GitAccess.standard()).directory();
    if (Files.exists(left)) {
      Files.move(left, place());
    }
    assertThat(read("big")).hasSize(3);
    try (Stream<Path> files = Files.walk(cache)) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .noneMatch(name -> name.startsWith("incoming_"));
    }
  }

  @Test
  void debrisOfAKilledRunIsNoObstacle() throws Exception {
    Path place = place();
    Files.createDirectories(place.resolve("objects/pack"));
    for (String debris :
        List.of(
            "shallow.lock",
            "config.lock",
            "mlops-refs123.new",
            "objects/incoming_1.pack",
            "objects/incoming_1.idx",
            "objects/pack/pack-" + "0".repeat(40) + ".pack")) {
      Files.writeString(place.resolve(debris), "half");
    }
    assertThat(read("small")).hasSize(40);
    assertThat(place.resolve("shallow.lock")).doesNotExist();
    assertThat(place.resolve("objects/incoming_1.pack")).doesNotExist();
  }

  @Test
  void damagedPacksAreFetchedAgain() throws Exception {
    read("big");
    for (Path pack : packs()) {
      byte[] bytes = Files.readAllBytes(pack);
      for (int i = 100; i < bytes.length - 100; i += 50) {
        bytes[i] ^= 0x55;
      }
      pack.toFile().setWritable(true);
      Files.write(pack, bytes);
    }
    assertThat(read("big")).hasSize(3);
    assertThat(read("small")).hasSize(40);
  }

  @Test
  void truncatedPacksAreFetchedAgain() throws Exception {
    read("small");
    for (Path pack : packs()) {
      pack.toFile().setWritable(true);
      Files.write(pack, new byte[0]);
    }
    assertThat(read("small")).hasSize(40);
    server.reset();
    assertThat(read("small")).hasSize(40);
    assertThat(server.requests()).as("whole again").hasSize(2);
  }

  @Test
  void lostContentsAreFetchedAgain() throws Exception {
    read("small");
    for (Path pack : packs()) {
      Files.delete(pack);
    }
    assertThat(read("small")).hasSize(40);
  }

  @Test
  void damageThatNobodyCanRepairIsSaid() throws Exception {
    read("small");
    for (Path pack : packs()) {
      pack.toFile().setWritable(true);
      Files.write(pack, new byte[20]);
    }
    assertThatThrownBy(
            () ->
                Templates.read(
                    server.url("t.git"),
                    Optional.empty(),
                    cache,
                    GitAccess.standard().withOffline(true),
                    "small"))
        .hasMessageContaining("run once without -o");
  }

  @Test
  void cacheThatCannotBeMadeIsSaid() throws Exception {
    Files.writeString(cache, "a file");
    assertThatThrownBy(() -> read("small"))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("the cache directory " + cache + " is a file")
        .hasMessageContaining("delete it, or name another")
        .hasMessageContaining("-Dmlops.cacheDirectory=FOLDER");
  }

  @Test
  void spellingsOfOneUrlShareAPlaceAndCredentialsAreNoPartOfIt() {
    String plain = GitLocation.parse("https://example.com/team/template.git").key();
    for (String same :
        List.of(
            "https://EXAMPLE.com/team/template.git/",
            "https://example.com:443/team/template.git",
            "https://user:s3cret@example.com/team/template.git",
            "HTTPS://t0ken@example.com/team/template.git")) {
      assertThat(GitLocation.parse(same).key()).isEqualTo(plain);
    }
    assertThat(GitLocation.parse("https://example.com/team/other.git").key()).isNotEqualTo(plain);
    assertThat(GitLocation.parse("git@example.com:team/template.git").key())
        .isEqualTo(GitLocation.parse("ssh://git@example.com/team/template.git").key());
    assertThat(
            new TemplateCache(cache, plain, GitAccess.standard())
                .directory()
                .getFileName()
                .toString())
        .startsWith("template-");
  }
}
