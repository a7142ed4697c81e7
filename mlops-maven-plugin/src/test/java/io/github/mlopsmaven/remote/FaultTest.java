package io.github.mlopsmaven.remote;

import static io.github.mlopsmaven.remote.PublishedHere.TOKEN;
import static io.github.mlopsmaven.remote.PublishedHere.everything;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.generate.ProjectRepository.Author;
import io.github.mlopsmaven.git.JGitProjectRepository;
import io.github.mlopsmaven.publish.Answer;
import io.github.mlopsmaven.publish.Call;
import io.github.mlopsmaven.publish.Host;
import io.github.mlopsmaven.publish.HostConnection;
import io.github.mlopsmaven.publish.ProjectPush;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.testkit.FakeAzureDevOps;
import io.github.mlopsmaven.testkit.FakeGitHub;
import io.github.mlopsmaven.testkit.FakeHost;
import io.github.mlopsmaven.testkit.StagedFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that is stopped before or after any remote call is taken up by the next one: the same end,
 * and nothing made twice.
 */
class FaultTest {

  private static final int NOWHERE = -1;

  @TempDir Path temp;

  /** The end of a run, as if its process was killed. */
  private static final class Killed extends Error {

    private static final long serialVersionUID = 1L;
  }

  /** Kills the run before or after the call of a number. */
  private static final class Killer {

    private final FakeHost there;
    private final int point;
    private int calls;

    Killer(FakeHost there, int point) {
      this.there = there;
      this.point = point;
    }

    <T> T around(Supplier<T> call) {
      int number = calls++;
      if (point == 2 * number) {
        throw new Killed();
      }
      T result = call.get();
      if (point == 2 * number + 1) {
        throw new Killed();
      }
      return result;
    }

    Host around(Host host) {
      return new HostAround(host) {
        @Override
        public HostConnection connection() {
          HostConnection real = super.connection();
          return new HostConnection() {
            @Override
            public Answer send(Call call) {
              return around(() -> real.send(call));
            }

            @Override
            public String address() {
              return real.address();
            }
          };
        }
      };
    }

    /** Into the host's folder, which takes less time than its git server. */
    ProjectPush around(ProjectPush push) {
      return (directory, url, branch) ->
          around(() -> push.push(directory, there.folder(url).toUri().toString(), branch));
    }
  }

  private int stopEverywhere(
      String remote, String owner, Path project, Function<Path, FakeHost> starter) {
    Map<String, String> expected;
    int points;
    try (FakeHost host = starter.apply(temp.resolve("whole"))) {
      PublishedHere here = new PublishedHere(fresh(project, "whole"), remote, host.url(), owner);
      Killer counter = new Killer(host, NOWHERE);
      here.publish(everything(false), counter::around, counter::around);
      expected = comparable(host);
      points = 2 * counter.calls;
    }
    // Each point has a host and a project of its own.
    IntStream.range(0, points)
        .parallel()
        .forEach(point -> stopAt(point, remote, owner, project, starter, expected));
    return points;
  }

  private void stopAt(
      int point,
      String remote,
      String owner,
      Path project,
      Function<Path, FakeHost> starter,
      Map<String, String> expected) {
    try (FakeHost host = starter.apply(temp.resolve("stopped" + point))) {
      Path copy = fresh(project, "copy" + point);
      PublishedHere here = new PublishedHere(copy, remote, host.url(), owner);
      Killer killer = new Killer(host, point);
      assertThatThrownBy(() -> here.publish(everything(false), killer::around, killer::around))
          .isInstanceOf(Killed.class);
      Killer none = new Killer(host, NOWHERE);
      here.publish(everything(false), none::around, none::around);
      assertThat(comparable(host)).as("stopped at " + point).isEqualTo(expected);
      List<String> made =
          host.requests().stream()
              .filter(request -> request.method().equals("POST"))
              .map(request -> request + request.body())
              .toList();
      assertThat(made).as("stopped at " + point).doesNotHaveDuplicates();
    }
  }

  /** Ids depend on the order in which things were made, which is the same; sealed texts do not. */
  private static Map<String, String> comparable(FakeHost host) {
    Map<String, String> state = new TreeMap<>(host.state());
    state.replaceAll((place, thing) -> thing.replaceAll("127\\.0\\.0\\.1:\\d+", "HOST"));
    return state;
  }

  /** A copy of the project whose repository knows of no push. */
  private Path fresh(Path project, String name) {
    try {
      return copy(project, temp.resolve("projects").resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    return to;
  }

  /** What is read for a host, in a repository of its own: the rest would only take time. */
  private Path cut(Path whole) throws IOException {
    Path project = temp.resolve("cut");
    for (String part : List.of(".mlops", ".github", "pipelines")) {
      if (Files.isDirectory(whole.resolve(part))) {
        copy(whole.resolve(part), project.resolve(part));
      }
    }
    new JGitProjectRepository(GitAccess.standard())
        .commitAll(
            project,
            StagedFolder.of(project, Set.of()),
            new Author("Anna", "anna@example.com"),
            "Start");
    return project;
  }

  @Test
  void gitHub() throws IOException {
    Path whole = PublishedHere.generate(temp.resolve("p"), "fares", "github-actions", "contoso");
    PublishedHere.readSecrets(whole);
    Path project = cut(whole);
    int points =
        stopEverywhere("github", "contoso", project, root -> FakeGitHub.start(root, TOKEN));
    assertThat(points).isGreaterThanOrEqualTo(40);
  }

  @Test
  void azureDevOps() throws IOException {
    String owner = "contoso/ML Platform";
    Path whole = PublishedHere.generate(temp.resolve("p"), "fares", "azure-devops", owner);
    PublishedHere.callTemplates(whole);
    PublishedHere.fromTheAccelerator(whole);
    Path project = cut(whole);
    int points =
        stopEverywhere(
            "azure-devops",
            owner,
            project,
            root -> {
              FakeAzureDevOps host = FakeAzureDevOps.start(root, TOKEN);
              host.connect("fares-prod");
              return host;
            });
    assertThat(points).isGreaterThanOrEqualTo(40);
  }
}
