package io.github.mlopsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.mlopsmaven.git.GitTemplateSource;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.testkit.BareRepository;
import io.github.mlopsmaven.testkit.FakeAzureDevOps;
import io.github.mlopsmaven.testkit.FakeGitHub;
import io.github.mlopsmaven.testkit.FakeHost;
import io.github.mlopsmaven.testkit.GitHttpServer;
import io.github.mlopsmaven.testkit.MadeProject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fleet with accidents of every kind: one row for each, and at most one pull request. */
class FleetTest {

  private static final String TOKEN = "t0ken-of-the-fleet";
  private static final String LINES = "1\n2nd\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n";

  @TempDir Path folder;
  private GitHttpServer templates;
  private BareRepository template;
  private final List<FakeHost> started = new ArrayList<>();
  private Map<String, String> project = Map.of();
  private Map<String, String> newest = Map.of();
  private Map<String, String> other = Map.of();

  @BeforeEach
  void generate() throws IOException {
    Path served = Files.createDirectories(folder.resolve("served"));
    template = BareRepository.create(served.resolve("template.git"));
    template.commit("main", files("old", "2nd"));
    templates = GitHttpServer.start(served);
    project = generated("template.git", "first");
    BareRepository.create(served.resolve("gone.git")).commit("main", files("old", "2nd"));
    other = generated("gone.git", "other");
    template.commit("main", files("new", "2nd"));
    template.commit("main", files("new", "TEMPLATE"));
    newest = generated("template.git", "newest");
    delete(served.resolve("gone.git"));
  }

  private static Map<String, String> files(String b, String second) {
    return Map.of(
        "mlops-template.yml",
        "format: 1\nname: small\nlayout:\n  - {from: all, to: .}\n",
        "all/a.txt",
        LINES.replace("2nd", second),
        "all/b.txt",
        b + "\n",
        "all/.github/workflows/ci.yml",
        "on: push\njobs: {a: {runs-on: ubuntu-24.04, steps: [{run: 'true'}]}}\n",
        "all/README.md",
        "# demo\n",
        "all/.gitattributes",
        "* text=auto\n");
  }

  private Map<String, String> generated(String repository, String where) throws IOException {
    GitTemplateSource source =
        new GitTemplateSource(
            templates.url(repository),
            Optional.of("main"),
            folder.resolve("first-cache"),
            GitAccess.standard());
    return MadeProject.files(MadeProject.of(source, folder.resolve(where), "demo"));
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        file.toFile().setWritable(true);
        Files.delete(file);
      }
    }
  }

  @AfterEach
  void stop() {
    started.forEach(FakeHost::close);
    templates.close();
  }

  private Map<String, String> with(String path, String content) {
    Map<String, String> files = new TreeMap<>(project);
    files.put(path, content);
    return files;
  }

  private Map<String, String> without(String path) {
    Map<String, String> files = new TreeMap<>(project);
    files.remove(path);
    return files;
  }

  /** A child that runs the goal; killed when somebody says so. */
  private String run(FakeHost host, AtomicReference<Process> running, String... more)
      throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")),
                "-cp",
                System.getProperty("java.class.path"),
                FleetOnce.class.getName(),
                folder.toString(),
                host.url().replaceFirst("http://", ""),
                TOKEN,
                "cacheDirectory=" + folder.resolve("cache"),
                "author=Bot <bot@example.com>"));
    command.addAll(List.of(more));
    Path said = folder.resolve("said.txt");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    running.set(process);
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    return Files.readString(said, StandardCharsets.UTF_8);
  }

  private Map<String, String> results() throws IOException {
    JsonObject report =
        JsonParser.parseString(Files.readString(folder.resolve("mlops-fleet/fleet.json")))
            .getAsJsonObject();
    Map<String, String> results = new TreeMap<>();
    report
        .getAsJsonArray("repositories")
        .forEach(
            row -> {
              JsonObject object = row.getAsJsonObject();
              String name = object.get("repository").getAsString().replaceFirst(".*/", "");
              String before = results.put(name, object.get("result").getAsString() + rest(object));
              assertThat(before).as("a second row for " + name).isNull();
            });
    return results;
  }

  private static String rest(JsonObject row) {
    StringBuilder rest = new StringBuilder();
    if (row.has("pullRequest")) {
      JsonObject request = row.getAsJsonObject("pullRequest");
      rest.append(request.has("page") ? ", request" : ", " + request.get("text").getAsString());
    }
    if (row.has("trouble")) {
      rest.append(": ").append(row.getAsJsonObject("trouble").get("problem").getAsString());
    }
    row.getAsJsonObject("files")
        .entrySet()
        .forEach(
            kind -> {
              if (!kind.getKey().equals("newer")) {
                rest.append("; ").append(kind.getKey()).append(' ').append(kind.getValue());
              }
            });
    return rest.toString();
  }

  private static Map<String, Integer> requests(FakeHost host) {
    Map<String, Integer> found = new TreeMap<>();
    host.state().keySet().stream()
        .filter(key -> key.matches(".*/pull(s|requests)/\\d+"))
        .map(key -> key.replaceFirst("/pull(?:s|requests)/\\d+$", "").replaceFirst(".*/", ""))
        .forEach(name -> found.merge(name, 1, Integer::sum));
    return found;
  }

  /** Kills the child at the nth request that fits. */
  private static Predicate<FakeHost.Request> killer(
      AtomicReference<Process> running, int at, Predicate<FakeHost.Request> fits) {
    Set<String> seen = ConcurrentHashMap.newKeySet();
    return request -> {
      if (fits.test(request) && seen.add(request.toString()) && seen.size() == at) {
        Objects.requireNonNull(running.get()).destroyForcibly();
        return true;
      }
      return false;
    };
  }

  private static boolean isPush(FakeHost.Request request) {
    return request.method().equals("POST") && request.uri().endsWith("/git-receive-pack");
  }

  private static boolean isProposal(FakeHost.Request request) {
    return request.method().equals("POST") && request.uri().endsWith("/pulls");
  }

  @Test
  void fortyRepositoriesOfGitHub() throws Exception {
    FakeGitHub host = FakeGitHub.start(folder.resolve("srv"), TOKEN);
    started.add(host);
    host.retryAfter("1");
    Map<String, String> expected = new TreeMap<>();
    for (int i = 1; i <= 13; i++) {
      host.make("contoso", "behind-%02d".formatted(i)).commit("main", project);
      expected.put("behind-%02d".formatted(i), "behind, request");
    }
    for (int i = 1; i <= 4; i++) {
      host.make("contoso", "current-" + i).commit("main", newest);
      expected.put("current-" + i, "current");
    }
    put(host, expected, "edited", with("a.txt", LINES + "13\n"));
    expected.put("edited", "behind, request; changed [\"a.txt\"]");
    put(host, expected, "deleted", without("b.txt"));
    expected.put("deleted", "behind, request; missing [\"b.txt\"]");
    put(host, expected, "crlf", with("a.txt", LINES.replace("\n", "\r\n")));
    expected.put("crlf", "behind, request");
    put(host, expected, "conflict", with("a.txt", LINES.replace("2nd", "OURS")));
    expected.put("conflict", "behind, request; changed [\"a.txt\"]; conflict [\"a.txt\"]");
    host.make("contoso", "empty");
    expected.put("empty", "empty");
    put(host, expected, "no-permission", project);
    expected.put("no-permission", "failed: 127.0.0.1:");
    put(host, expected, "not-found", project);
    expected.put("not-found", "failed: there is no repository at");
    put(host, expected, "archived", project);
    host.mark("contoso/archived", "archived", "true");
    expected.put("archived", "skipped");
    put(host, expected, "disabled", project);
    host.mark("contoso/disabled", "disabled", "true");
    expected.put("disabled", "skipped");
    put(host, expected, "no-lock", Map.of("README.md", "hello"));
    expected.put("no-lock", "not-generated");
    Map<String, String> copied = new TreeMap<>(newest);
    copied.keySet().removeIf(path -> path.startsWith(".mlops/"));
    put(host, expected, "copied", copied);
    expected.put("copied", "adoptable");
    put(
        host,
        expected,
        "markers",
        with(".mlops/project.yml", "<<<<<<< HEAD\nformat: 1\n=======\n"));
    expected.put("markers", "failed: .mlops/project.yml has conflict markers");
    put(host, expected, "damaged", with(".mlops/project.yml", "format: [\n"));
    expected.put("damaged", "failed: .mlops/project.yml");
    put(host, expected, "no-list", without(".mlops/files"));
    expected.put("no-list", "failed: contoso/no-list has no .mlops/files");
    host.make("contoso", "renamed").head("trunk").commit("trunk", project);
    expected.put("renamed", "behind, request");
    Map<String, String> huge = new TreeMap<>(project);
    for (int i = 0; i < 3000; i++) {
      huge.put("data/%02d/%04d.csv".formatted(i % 50, i), "row " + i + "\n");
    }
    huge.put("data/large.bin", "x".repeat(3_000_000));
    put(host, expected, "huge", huge);
    expected.put("huge", "behind, request");
    put(host, expected, "other-template", other);
    expected.put("other-template", "failed: the template cannot be compared");
    put(host, expected, "limited", project);
    expected.put("limited", "behind, request");
    put(host, expected, "limited-request", project);
    expected.put("limited-request", "behind, request");
    put(host, expected, "reset-after-push", project);
    expected.put("reset-after-push", "behind, request");
    put(host, expected, "answer-lost", project);
    expected.put("answer-lost", "behind, request");
    BareRepository worked = host.make("contoso", "somebodys-branch");
    worked.commit("main", project);
    worked.commit("mlops/update", with("mine.txt", "mine\n"));
    expected.put("somebodys-branch", "failed: the branch mlops/update");
    put(host, expected, "by-hand", with("b.txt", "new\n"));
    expected.put("by-hand", "behind, request; changed [\"b.txt\"]");
    assertThat(expected).hasSize(40);

    AtomicReference<Process> running = new AtomicReference<>();
    Set<String> once = ConcurrentHashMap.newKeySet();
    AtomicReference<Predicate<FakeHost.Request>> kill = new AtomicReference<>(request -> false);
    host.interceptGit(
        request -> {
          String uri = request.uri();
          if (Objects.requireNonNull(kill.get()).test(request)) {
            return OptionalInt.of(500);
          }
          if (uri.contains("/no-permission.git")) {
            return OptionalInt.of(403);
          }
          if (uri.contains("/not-found.git")) {
            return OptionalInt.of(404);
          }
          if (uri.contains("/limited.git") && once.add("limited")) {
            return OptionalInt.of(429);
          }
          return uri.contains("/reset-after-push.git") && isPush(request) && once.add("reset")
              ? OptionalInt.of(FakeHost.HANG_UP)
              : OptionalInt.empty();
        });
    host.intercept(
        request -> {
          if (Objects.requireNonNull(kill.get()).test(request)) {
            return OptionalInt.of(500);
          }
          if (!isProposal(request)) {
            return OptionalInt.empty();
          }
          if (request.uri().contains("/limited-request/") && once.add("limited-request")) {
            return OptionalInt.of(429);
          }
          if (request.uri().contains("/answer-lost/") && once.add("answer-lost")) {
            host.loseTheAnswerOf("POST");
          }
          return OptionalInt.empty();
        });
    String[] update = {"of=github:contoso", "githubUrl=" + host.url(), "action=update", "limit=40"};

    kill.set(killer(running, 3, FleetTest::isPush));
    assertThat(run(host, running, update)).doesNotContain("well");
    assertThat(Files.exists(folder.resolve("mlops-fleet/fleet.json"))).isFalse();
    int afterFirst = requests(host).size();
    kill.set(killer(running, 6, FleetTest::isProposal));
    assertThat(run(host, running, update)).doesNotContain("well");
    assertThat(requests(host).size()).isGreaterThan(afterFirst);
    kill.set(request -> false);
    String said = run(host, running, update);

    assertThat(said).contains("Continues the run of ").contains("of 40 repositories 7 failed");
    assertThat(folder.resolve("tmp")).as("what the killed runs left").isEmptyDirectory();
    Map<String, String> results = results();
    assertThat(results.keySet()).isEqualTo(expected.keySet());
    SoftAssertions.assertSoftly(
        all ->
            expected.forEach(
                (name, start) -> all.assertThat(results.get(name)).as(name).startsWith(start)));
    Map<String, Integer> requests = requests(host);
    assertThat(requests.values()).containsOnly(1);
    Set<String> proposed = new TreeSet<>();
    expected.forEach(
        (name, result) -> {
          if (result.contains("request")) {
            proposed.add(name);
          }
        });
    assertThat(requests.keySet()).isEqualTo(proposed);
    figures("update, killed twice", host);
    assertThat(host.sentBytes()).as("nothing large was fetched").isLessThan(3_000_000);
    looksRight();

    // Once more: nothing is opened twice, nothing is pushed.
    host.forget();
    long before = host.gitRequests();
    String again = run(host, running, update);
    assertThat(again).contains("of 40 repositories 7 failed");
    assertThat(requests(host)).isEqualTo(requests);
    assertThat(host.requests()).filteredOn(request -> !request.method().equals("GET")).isEmpty();
    System.out.println("again: " + (host.gitRequests() - before) + " requests of git");
    host.forget();
    before = host.gitRequests();
    long bytes = host.sentBytes();
    run(
        host,
        running,
        "of=github:contoso",
        "githubUrl=" + host.url(),
        "failOn=never",
        "cacheDirectory=" + folder.resolve("cold"));
    System.out.println(
        "status, nothing in the cache: "
            + (host.gitRequests() - before)
            + " requests of git, "
            + host.requests().size()
            + " of the API, "
            + (host.sentBytes() - bytes)
            + " bytes");
  }

  private static void put(
      FakeGitHub host, Map<String, String> expected, String name, Map<String, String> files) {
    host.make("contoso", name).commit("main", files);
    expected.put(name, "");
  }

  private void figures(String what, FakeHost host) {
    System.out.println(
        what
            + ": "
            + host.gitRequests()
            + " requests of git, "
            + host.requests().size()
            + " of the API, "
            + host.sentBytes()
            + " bytes out, "
            + host.receivedBytes()
            + " bytes in");
  }

  /** The page shows every repository, asks nothing of anybody, and has no markup of others. */
  private void looksRight() throws IOException {
    String page = Files.readString(folder.resolve("mlops-fleet/fleet.html"));
    assertThat(page.split("<tr role=\"row\" data-state=", -1)).hasSize(41);
    assertThat(page).doesNotContain("<link", "src=", "@import", "url(", "fetch(");
    assertThat(page).contains("default-src 'none'");
    assertThat(Files.readString(folder.resolve("mlops-fleet/fleet.csv")).lines()).hasSize(41);
  }

  /** The expression for Renovate that the manual has finds what a lock says. */
  @Test
  void renovateFindsTheTemplateOfALock() throws IOException {
    String manual = Files.readString(Path.of("../docs/platform-teams.md"));
    int start = manual.indexOf("```json\n{\n  \"customManagers\"") + "```json\n".length();
    String expression =
        JsonParser.parseString(manual.substring(start, manual.indexOf("```", start)))
            .getAsJsonObject()
            .getAsJsonArray("customManagers")
            .get(0)
            .getAsJsonObject()
            .getAsJsonArray("matchStrings")
            .get(0)
            .getAsString();
    Matcher found =
        Pattern.compile(expression).matcher(project.getOrDefault(".mlops/project.yml", ""));
    assertThat(found.find()).isTrue();
    assertThat(found.group("currentValue")).isEqualTo("main");
    assertThat(found.group("currentDigest")).hasSize(40);
    assertThat(found.group("packageName")).isEqualTo(templates.url("template.git"));
  }

  @Test
  void aProjectOfAzureDevOps() throws Exception {
    FakeAzureDevOps host = FakeAzureDevOps.start(folder.resolve("srv"), TOKEN);
    started.add(host);
    Map<String, String> expected = new TreeMap<>();
    for (String name : List.of("one", "two words", "three")) {
      host.make(name).commit("main", project);
      expected.put(name, "behind, request");
    }
    host.make("current").commit("main", newest);
    expected.put("current", "current");
    host.make("off").commit("main", project);
    host.mark("off", "isDisabled", "true");
    expected.put("off", "skipped");
    host.make("empty");
    expected.put("empty", "empty");
    host.make("conflict").commit("main", with("a.txt", LINES.replace("2nd", "OURS")));
    expected.put("conflict", "behind, request; changed [\"a.txt\"]; conflict [\"a.txt\"]");
    AtomicReference<Process> running = new AtomicReference<>();
    String[] asked = {"of=azure-devops:contoso/ML Platform", "azureDevOpsUrl=" + host.url()};

    run(host, running, asked[0], asked[1]);
    Map<String, String> looked = results();
    assertThat(looked.get("one")).isEqualTo("behind");
    assertThat(requests(host)).isEmpty();

    Files.writeString(
        folder.resolve("policy.yml"),
        "format: 1\nunchanged: [a.txt]\ntemplates: [{url: \""
            + templates.url("template.git")
            + "\"}]\n");
    String checked = run(host, running, asked[0], asked[1], "action=check", "policy=policy.yml");
    assertThat(checked).contains("of 7 repositories 1 refused by a policy", "[unchanged]");
    assertThat(Files.readString(folder.resolve("mlops-fleet/fleet.csv")))
        .contains("ML Platform/one,behind,")
        .contains(",1,0,0,0,0,1,0,");
    Files.writeString(
        folder.resolve("policy.yml"),
        "format: 1\ntemplates: [{url: \"https://git.acme.example/t.git\"}]\n");
    run(host, running, asked[0], asked[1], "action=update", "policy=policy.yml");
    assertThat(results().get("one")).startsWith("failed: ");
    assertThat(requests(host)).isEmpty();

    run(host, running, asked[0], asked[1], "action=update", "dryRun=");
    assertThat(results().get("one")).startsWith("behind, would be proposed: Update");
    assertThat(requests(host)).isEmpty();

    run(host, running, asked[0], asked[1], "action=update", "limit=2", "only=*/t*");
    assertThat(requests(host)).hasSize(2);
    String said = run(host, running, asked[0], asked[1], "action=update");
    assertThat(said).contains("7 repositories: 4 behind, 1 current, 1 empty, 1 skipped");
    assertThat(results()).isEqualTo(expected);
    assertThat(requests(host).values()).containsOnly(1);
    assertThat(requests(host)).hasSize(4);
  }
}
