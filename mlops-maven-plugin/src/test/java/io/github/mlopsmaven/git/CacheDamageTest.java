package io.github.mlopsmaven.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.servers.GitLocation;
import io.github.mlopsmaven.testkit.BareRepository;
import io.github.mlopsmaven.testkit.GitHttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to a cache, the next run heals it, or says which directory to delete. */
@Timeout(300)
class CacheDamageTest {

  private static final GitAccess OFFLINE = GitAccess.standard().withOffline(true);

  @TempDir Path temp;

  /** Does something to the cache of one repository. */
  private interface Damage {
    void to(Path repository) throws IOException;
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    if (Files.exists(file)) {
      file.toFile().setWritable(true);
    }
    Files.write(file, bytes);
  }

  private static List<Path> files(Path repository, String end) throws IOException {
    try (Stream<Path> all = Files.walk(repository.resolve("objects"))) {
      return all.filter(file -> file.toString().endsWith(end)).sorted().toList();
    }
  }

  private static Damage each(String end, UnaryOperator<byte[]> change) {
    return repository -> {
      for (Path file : files(repository, end)) {
        write(file, change.apply(Files.readAllBytes(file)));
      }
    };
  }

  private static Damage deleted(String end) {
    return repository -> {
      for (Path file : files(repository, end)) {
        Files.delete(file);
      }
    };
  }

  private static Damage directories(String end) {
    return repository -> {
      for (Path file : files(repository, end)) {
        Files.delete(file);
        Files.createDirectories(file.resolve("in/it"));
      }
    };
  }

  private static byte[] flipped(byte[] bytes, int from, int step) {
    byte[] changed = bytes.clone();
    for (int i = from; i < changed.length; i += step) {
      changed[i] ^= 0x41;
    }
    return changed;
  }

  private static byte[] third(byte[] bytes) {
    return flipped(bytes, bytes.length / 3, 1_000_000);
  }

  /** Changes the pack that was fetched first, with the commit, or the one with the contents. */
  private static Damage onePack(boolean isSmallest, UnaryOperator<byte[]> change) {
    return repository -> {
      List<Path> packs = new ArrayList<>(files(repository, ".pack"));
      packs.sort(Comparator.comparingLong(pack -> pack.toFile().length()));
      Path pack = packs.get(isSmallest ? 0 : packs.size() - 1);
      write(pack, change.apply(Files.readAllBytes(pack)));
    };
  }

  private static byte[] cut(byte[] bytes, int length) {
    return Arrays.copyOf(bytes, Math.max(0, Math.min(bytes.length, length)));
  }

  private static Damage file(String name, String text) {
    return repository -> {
      CacheFrame.delete(repository.resolve(name));
      Files.createDirectories(repository.resolve(name).getParent());
      Files.writeString(repository.resolve(name), text);
    };
  }

  private static Damage without(String name) {
    return repository -> CacheFrame.delete(repository.resolve(name));
  }

  private static Damage folder(String name) {
    return repository -> {
      CacheFrame.delete(repository.resolve(name));
      Files.createDirectories(repository.resolve(name).resolve("in/it"));
    };
  }

  /** What says nothing about the objects: the network is not needed to heal it. */
  private static Map<String, Damage> aroundTheObjects() {
    Map<String, Damage> damages = new LinkedHashMap<>();
    damages.put("no HEAD", without("HEAD"));
    damages.put("empty HEAD", file("HEAD", ""));
    damages.put("garbage in HEAD", file("HEAD", "\0\1\2"));
    damages.put("HEAD is a folder", folder("HEAD"));
    damages.put("no config", without("config"));
    damages.put("empty config", file("config", ""));
    damages.put("garbage in config", file("config", "[core\n\0="));
    damages.put("config is a folder", folder("config"));
    damages.put(
        "config of another format",
        file(
            "config",
            "[core]\nrepositoryformatversion = 9\nbare = true\n[extensions]\nobjectformat = sha256\n"));
    damages.put(
        "config that includes",
        file("config", "[core]\nbare = true\n[include]\npath = /dev/zero\n"));
    damages.put("no refs", without("refs"));
    damages.put("refs is a file", file("refs", "x"));
    damages.put("garbage in packed-refs", file("packed-refs", "\0x\n^y"));
    damages.put("packed-refs is a folder", folder("packed-refs"));
    damages.put("garbage in shallow", file("shallow", "garbage"));
    damages.put("shallow is a folder", folder("shallow"));
    damages.put("alternates that lead elsewhere", file("objects/info/alternates", "/nowhere\n"));
    damages.put("alternates is a folder", folder("objects/info/alternates"));
    damages.put("commondir that leads elsewhere", file("commondir", "/nowhere"));
    damages.put("no objects/info", without("objects/info"));
    damages.put(
        "locks are left",
        repository -> {
          for (String name :
              List.of("config.lock", "HEAD.lock", "shallow.lock", "packed-refs.lock")) {
            Files.writeString(repository.resolve(name), "");
          }
        });
    damages.put("half a pack is left", file("objects/incoming_1.pack", "PACK"));
    damages.put(
        "a foreign pack without index",
        file("objects/pack/pack-" + "1".repeat(40) + ".pack", "PACK"));
    damages.put(
        "a link in place of refs",
        repository -> {
          CacheFrame.delete(repository.resolve("refs"));
          Files.createSymbolicLink(repository.resolve("refs"), Path.of("nowhere"));
        });
    return damages;
  }

  private static Map<String, Damage> inTheObjects() {
    Map<String, Damage> damages = new LinkedHashMap<>();
    damages.put("no packs", deleted(".pack"));
    damages.put("no indexes", deleted(".idx"));
    damages.put("empty packs", each(".pack", bytes -> new byte[0]));
    damages.put("empty indexes", each(".idx", bytes -> new byte[0]));
    damages.put("packs of zeros", each(".pack", bytes -> new byte[bytes.length]));
    damages.put("indexes of zeros", each(".idx", bytes -> new byte[bytes.length]));
    damages.put("packs of 20 bytes", each(".pack", bytes -> cut(bytes, 20)));
    damages.put("indexes of 20 bytes", each(".idx", bytes -> cut(bytes, 20)));
    damages.put("half packs", each(".pack", bytes -> cut(bytes, bytes.length / 2)));
    damages.put("half indexes", each(".idx", bytes -> cut(bytes, bytes.length / 2)));
    damages.put(
        "packs without their last byte", each(".pack", bytes -> cut(bytes, bytes.length - 1)));
    damages.put(
        "packs with more", each(".pack", bytes -> Arrays.copyOf(bytes, bytes.length + 100)));
    damages.put("flipped bits in packs", each(".pack", bytes -> flipped(bytes, 100, 50)));
    damages.put("another header of packs", each(".pack", bytes -> flipped(bytes, 0, 1_000_000)));
    damages.put("another version of packs", each(".pack", bytes -> flipped(bytes, 7, 1_000_000)));
    damages.put(
        "another sum of packs", each(".pack", bytes -> flipped(bytes, bytes.length - 10, 1)));
    damages.put("another header of indexes", each(".idx", bytes -> flipped(bytes, 0, 1_000_000)));
    damages.put("another fan-out of indexes", each(".idx", bytes -> flipped(bytes, 8, 1_000_000)));
    damages.put(
        "a huge fan-out of indexes",
        each(
            ".idx",
            bytes -> {
              byte[] changed = bytes.clone();
              changed[8 + 255 * 4] = 0x7F;
              return changed;
            }));
    damages.put(
        "a fan-out of indexes that falls",
        each(".idx", bytes -> flipped(bytes, bytes.length * 3 / 10, 1_000_000)));
    damages.put("the pack of the commit is empty", onePack(true, bytes -> new byte[0]));
    damages.put("the pack of the contents is empty", onePack(false, bytes -> new byte[0]));
    damages.put("a flipped byte at a third of packs", each(".pack", CacheDamageTest::third));
    damages.put(
        "a flipped byte at a third of the commit's pack", onePack(true, CacheDamageTest::third));
    damages.put(
        "a flipped byte at a third of the contents' pack", onePack(false, CacheDamageTest::third));
    damages.put("flipped bits in indexes", each(".idx", bytes -> flipped(bytes, 1032, 30)));
    damages.put("folders in place of packs", directories(".pack"));
    damages.put("folders in place of indexes", directories(".idx"));
    damages.put("a file in place of objects/pack", file("objects/pack", "x"));
    damages.put("a file in place of objects", file("objects", "x"));
    damages.put("no objects", without("objects"));
    damages.put(
        "a file in place of all",
        repository -> {
          CacheFrame.delete(repository);
          Files.writeString(repository, "x");
        });
    damages.put(
        "an empty folder in place of all",
        repository -> {
          CacheFrame.delete(repository);
          Files.createDirectories(repository);
        });
    damages.put("mlops-refs is a folder", folder("mlops-refs"));
    damages.put(
        "garbage in mlops-refs", file("mlops-refs", "\0\t\t\n\t\n" + "0".repeat(40) + "\tx\t\n"));
    damages.put("no mlops-refs", without("mlops-refs"));
    damages.put(
        "the lock is a folder",
        repository -> {
          String name = repository.getFileName().toString().replace(".git", ".lock");
          CacheFrame.delete(repository.resolveSibling(name));
          Files.createDirectories(repository.resolveSibling(name).resolve("in"));
        });
    return damages;
  }

  private static Map<String, byte[]> content() {
    Random random = new Random(7);
    Map<String, byte[]> files = new TreeMap<>();
    for (int i = 0; i < 20; i++) {
      byte[] bytes = new byte[2000];
      random.nextBytes(bytes);
      files.put("d/" + i + "/a.bin", bytes);
    }
    files.put("d/text", "a text\n".repeat(500).getBytes(UTF_8));
    return files;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          Files.copy(file, target);
        } else {
          Files.createDirectories(target);
        }
      }
    }
  }

  private void run(boolean isOfflineToo, Map<String, Damage> damages) throws Exception {
    BareRepository origin = BareRepository.create(temp.resolve("srv/t.git"));
    origin.commitBytes("main", content());
    List<String> failed = new ArrayList<>();
    try (GitHttpServer server = GitHttpServer.start(temp.resolve("srv"))) {
      String url = server.url("t.git");
      Path warm = temp.resolve("warm");
      Map<String, String> good = read(url, warm, GitAccess.standard());
      int number = 0;
      for (Map.Entry<String, Damage> damage : damages.entrySet()) {
        Path cache = temp.resolve("cache" + number++);
        copy(warm, cache);
        Path repository = repository(url, cache);
        damage.getValue().to(repository);
        try {
          if (isOfflineToo && !read(url, cache, OFFLINE).equals(good)) {
            failed.add(damage.getKey() + ": something else offline");
          }
          if (!read(url, cache, GitAccess.standard()).equals(good)) {
            failed.add(damage.getKey() + ": something else");
          }
          if (!read(url, cache, OFFLINE).equals(good)) {
            failed.add(damage.getKey() + ": something else afterwards");
          }
        } catch (RuntimeException | Error e) {
          failed.add(damage.getKey() + ": " + e);
        }
      }
    }
    assertThat(failed).isEmpty();
  }

  private static Map<String, String> read(String url, Path cache, GitAccess access) {
    return Templates.read(url, Optional.empty(), cache, access, "d");
  }

  private static Path repository(String url, Path cache) {
    return new TemplateCache(cache, GitLocation.parse(url).key(), GitAccess.standard()).directory();
  }

  @Test
  void whatIsAroundTheObjectsIsHealedWithoutTheNetwork() throws Exception {
    run(true, aroundTheObjects());
  }

  @Test
  void damagedObjectsAreFetchedAgainAndServeWithoutTheNetwork() throws Exception {
    run(false, inTheObjects());
  }

  @TestFactory
  Stream<DynamicTest> withoutTheNetworkDamagedObjectsNameTheirDirectoryOrServe() throws Exception {
    BareRepository origin = BareRepository.create(temp.resolve("srv/t.git"));
    origin.commitBytes("main", content());
    String url;
    Path warm = temp.resolve("warm");
    Map<String, String> good;
    try (GitHttpServer server = GitHttpServer.start(temp.resolve("srv"))) {
      url = server.url("t.git");
      good = read(url, warm, GitAccess.standard());
    }
    return inTheObjects().entrySet().stream()
        .map(
            damage ->
                DynamicTest.dynamicTest(
                    damage.getKey(),
                    () -> {
                      Path cache =
                          temp.resolve(damage.getKey().replace(' ', '-').replace('/', '-'));
                      copy(warm, cache);
                      damage.getValue().to(repository(url, cache));
                      try {
                        assertThat(read(url, cache, OFFLINE)).isEqualTo(good);
                      } catch (RuntimeException e) {
                        assertThat(e)
                            .hasMessageContaining("without -o")
                            .message()
                            .doesNotContainPattern("[a-z](Error|Exception)");
                      }
                    }));
  }

  @Test
  void whatIsWholeStaysWhenADamagedPackGoes() throws Exception {
    BareRepository origin = BareRepository.create(temp.resolve("srv/t.git"));
    origin.commitBytes("main", content());
    byte[] other = new byte[90_000];
    new Random(8).nextBytes(other);
    origin.commitBytes("other", Map.of("d/other.bin", other));
    Path cache = temp.resolve("cache");
    String url;
    Map<String, String> good;
    try (GitHttpServer server = GitHttpServer.start(temp.resolve("srv"))) {
      url = server.url("t.git");
      good = read(url, cache, GitAccess.standard());
      Optional<String> ref = Optional.of("other");
      Map<String, String> whole = Templates.read(url, ref, cache, GitAccess.standard(), "d");
      onePack(false, CacheDamageTest::third).to(repository(url, cache));
      assertThat(Templates.read(url, ref, cache, GitAccess.standard(), "d")).isEqualTo(whole);
      assertThat(Templates.read(url, ref, cache, OFFLINE, "d")).isEqualTo(whole);
    }
    assertThat(read(url, cache, OFFLINE)).isEqualTo(good);
  }

  @Test
  void aCacheThatCanOnlyBeReadServes() throws Exception {
    BareRepository origin = BareRepository.create(temp.resolve("srv/t.git"));
    origin.commitBytes("main", content());
    try (GitHttpServer server = GitHttpServer.start(temp.resolve("srv"))) {
      String url = server.url("t.git");
      Path cache = temp.resolve("cache");
      Map<String, String> good = read(url, cache, GitAccess.standard());
      List<Path> all;
      try (Stream<Path> files = Files.walk(cache)) {
        all = files.toList();
      }
      all.forEach(file -> file.toFile().setWritable(false));
      assumeFalse(Files.isWritable(cache), "this user may write everywhere");
      try {
        assertThat(read(url, cache, GitAccess.standard())).isEqualTo(good);
        assertThat(read(url, cache, OFFLINE)).isEqualTo(good);
        origin.commitBytes("main", Map.of("d/new", "x".getBytes(UTF_8)));
        assertThatThrownBy(() -> read(url, cache, GitAccess.standard()))
            .hasMessageContaining(cache.toString());
      } finally {
        all.forEach(file -> file.toFile().setWritable(true));
      }
    }
  }
}
