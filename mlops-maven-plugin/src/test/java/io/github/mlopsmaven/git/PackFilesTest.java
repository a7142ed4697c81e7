package io.github.mlopsmaven.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.servers.GitLocation;
import io.github.mlopsmaven.testkit.BareRepository;
import io.github.mlopsmaven.testkit.GitHttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a pack or its index is seen before JGit reads it. */
class PackFilesTest {

  private static final int FAN_OUT_BEGIN = 8;
  private static final int FAN_OUT_END = FAN_OUT_BEGIN + 256 * 4;

  @TempDir Path temp;
  private String url = "";
  private Path repository = Path.of("");
  private PackFiles packs = new PackFiles(Path.of(""));

  @BeforeEach
  void fill() throws Exception {
    BareRepository.create(temp.resolve("srv/t.git"))
        .commitBytes("main", Map.of("d/a", new byte[] {1}, "d/b", new byte[2000]));
    try (GitHttpServer server = GitHttpServer.start(temp.resolve("srv"))) {
      url = server.url("t.git");
      read(GitAccess.standard());
    }
    String key = GitLocation.parse(url).key();
    repository = new TemplateCache(temp.resolve("cache"), key, GitAccess.standard()).directory();
    packs = new PackFiles(repository);
  }

  private Map<String, String> read(GitAccess access) {
    return Templates.read(url, Optional.empty(), temp.resolve("cache"), access, "d");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(repository.resolve("objects/pack"))) {
      return files.sorted().toList();
    }
  }

  private Path first(String end) throws IOException {
    return files().stream().filter(file -> file.toString().endsWith(end)).findFirst().orElseThrow();
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Files.deleteIfExists(file);
    Files.write(file, bytes);
  }

  @Test
  void whatIsWholeStays() throws Exception {
    List<Path> before = files();
    packs.requireIndexes();
    packs.removeDamaged();
    assertThat(before).hasSizeGreaterThanOrEqualTo(4);
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void aFanOutThatLeadsOutOfItsFileIsDamageAndNoWantOfMemory() throws Exception {
    Path index = first(".idx");
    byte[] good = Files.readAllBytes(index);
    for (int at = FAN_OUT_BEGIN; at < FAN_OUT_END; at += 4) {
      byte[] bad = good.clone();
      bad[at] = 0x05;
      write(index, bad);
      assertThatThrownBy(packs::requireIndexes).hasMessage(index.getFileName() + " is damaged");
    }
    assertThatThrownBy(() -> read(GitAccess.standard().withOffline(true)))
        .hasMessageContaining(repository + " cannot be read: " + index.getFileName())
        .hasMessageContaining("run once without -o");
    write(index, good);
    assertThatCode(packs::requireIndexes).doesNotThrowAnyException();
  }

  @Test
  void anIndexOfAnotherLengthIsDamage() throws Exception {
    Path index = first(".idx");
    byte[] good = Files.readAllBytes(index);
    for (int length : List.of(0, 7, 1031, 1032, good.length - 1, good.length + 8000)) {
      write(index, Arrays.copyOf(good, length));
      assertThatThrownBy(packs::requireIndexes).hasMessage(index.getFileName() + " is damaged");
    }
  }

  @Test
  void aPackGoesWithItsIndexWhereverOneOfThemIsDamaged() throws Exception {
    List<Path> all = files();
    for (String end : List.of(".pack", ".idx")) {
      Path file = first(end);
      byte[] good = Files.readAllBytes(file);
      Path other = first(end.equals(".idx") ? ".pack" : ".idx");
      byte[] otherGood = Files.readAllBytes(other);
      for (int at = 0; at < good.length; at += 13) {
        byte[] bad = good.clone();
        bad[at] ^= 0x10;
        write(file, bad);
        packs.removeDamaged();
        assertThat(file).doesNotExist();
        assertThat(other).doesNotExist();
        assertThat(files()).hasSize(all.size() - 2);
        write(other, otherGood);
      }
      write(file, good);
    }
    assertThat(files()).isEqualTo(all);
  }

  @Test
  void aPackWithoutItsIndexGoesAndSoDoesAnIndexWithoutItsPack() throws Exception {
    Files.delete(first(".idx"));
    packs.removeDamaged();
    int left = files().size();
    assertThat(left).isGreaterThan(0);
    Files.delete(first(".pack"));
    packs.removeDamaged();
    assertThat(files()).hasSize(left - 2);
  }
}
