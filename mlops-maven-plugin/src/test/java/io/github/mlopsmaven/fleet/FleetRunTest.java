package io.github.mlopsmaven.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.fleet.FleetDirectory.Member;
import io.github.mlopsmaven.fleet.FleetRow.Result;
import io.github.mlopsmaven.problem.BusyException;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One row for each repository, whatever happens, and a stopped run goes on. */
class FleetRunTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path folder;
  private final AtomicLong clock = new AtomicLong();
  private final List<Long> pauses = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private static Member member(String name) {
    return new Member(name, "https://h/" + name, Optional.empty(), Optional.empty());
  }

  private static FleetRow row(Member member) {
    return FleetRow.of(member, Result.CURRENT, List.of());
  }

  private Pacer pacer() {
    return new Pacer(
        millis -> {
          pauses.add(millis);
          clock.addAndGet(millis);
        },
        clock::get);
  }

  private List<FleetRow> run(FleetState state, Function<Member, FleetRow> look, String... names) {
    List<Member> members = new ArrayList<>();
    for (String name : names) {
      members.add(member(name));
    }
    return new FleetRun(
            member -> {
              asked.add(member.name());
              return look.apply(member);
            },
            (member, row) -> row.noting("looked again"),
            state,
            pacer(),
            1,
            (count, row) -> {})
        .of(members);
  }

  private FleetState state() {
    return FleetState.open(Optional.empty(), "k", NOW);
  }

  @Test
  void eachFailureIsARow() {
    List<FleetRow> rows =
        run(
            state(),
            member ->
                switch (member.name()) {
                  case "usage" -> throw new UsageException("wrong", "type x");
                  case "network" -> throw new EnvironmentException("away", "wait", null);
                  case "bug" -> throw new IllegalStateException("https://me:secret@h/x");
                  default -> row(member);
                },
            "usage",
            "network",
            "bug",
            "well");
    assertThat(rows)
        .extracting(FleetRow::result)
        .containsExactly(Result.FAILED, Result.FAILED, Result.FAILED, Result.CURRENT);
    assertThat(rows.get(0).trouble()).contains(new FleetRow.Trouble("wrong", "type x"));
    assertThat(rows.get(2).trouble().orElseThrow().problem())
        .contains("unexpected")
        .doesNotContain("secret");
    // What may pass is tried once more.
    assertThat(asked).containsExactly("usage", "network", "network", "bug", "well");
  }

  @Test
  void oneWithoutALockIsLookedAtOnceMoreWhenAllOthersAreKnown() {
    List<FleetRow> rows =
        run(
            state(),
            member ->
                member.name().equals("plain")
                    ? FleetRow.of(member, Result.NOT_GENERATED, List.of())
                    : row(member),
            "plain",
            "well");

    assertThat(rows).extracting(FleetRow::repository).containsExactly("plain", "well");
    assertThat(rows.get(0).notes()).containsExactly("looked again");
    assertThat(rows.get(1).notes()).isEmpty();
  }

  @Test
  void aServerThatAsksToWaitIsWaitedFor() {
    List<FleetRow> rows =
        run(
            state(),
            member -> {
              if (asked.size() == 1) {
                throw new BusyException("busy", "wait", null, 7);
              }
              return row(member);
            },
            "a",
            "b");
    assertThat(rows).extracting(FleetRow::result).containsOnly(Result.CURRENT);
    assertThat(asked).containsExactly("a", "a", "b");
    assertThat(pauses).containsExactly(7000L);
  }

  @Test
  void aServerThatAsksToWaitForAnHourIsARow() {
    List<FleetRow> rows =
        run(
            state(),
            member -> {
              throw new BusyException("busy", "wait", null, 3600);
            },
            "a");
    assertThat(rows.get(0).result()).isEqualTo(Result.FAILED);
    assertThat(pauses).isEmpty();
  }

  @Test
  void creationsAreASecondApart() {
    Pacer pacer = pacer();
    for (int i = 0; i < 3; i++) {
      assertThat(pacer.creating(() -> "made", made -> true)).isEqualTo("made");
      clock.addAndGet(300);
    }
    assertThat(pauses).containsExactly(700L, 700L);
  }

  @Test
  void whatWasThereAlreadyKeepsNobodyWaiting() {
    Pacer pacer = pacer();
    for (String result : List.of("there", "there", "made", "there", "made")) {
      pacer.creating(() -> result, "made"::equals);
      clock.addAndGet(300);
    }
    assertThat(pauses).containsExactly(700L);
    assertThatThrownBy(
            () ->
                pacer.creating(
                    () -> {
                      throw new IllegalStateException("nobody knows what it has made");
                    },
                    "made"::equals))
        .isInstanceOf(IllegalStateException.class);
    pacer.creating(() -> "there", "made"::equals);
    assertThat(pauses).containsExactly(700L, 700L, 1000L);
  }

  @Test
  void aStoppedRunGoesOn() throws Exception {
    Path file = folder.resolve("deep/state.json");
    Optional<Path> place = Optional.of(file);
    assertThatThrownBy(
            () ->
                run(
                    FleetState.open(place, "k", NOW),
                    member -> {
                      if (member.name().equals("c")) {
                        throw new StackOverflowError("killed");
                      }
                      return member.name().equals("b")
                          ? row(member).failed(new FleetRow.Trouble("p", "r"))
                          : row(member)
                              .with(new FleetRow.Request(Optional.of("https://h/1"), "made"));
                    },
                    "a",
                    "b",
                    "c"))
        .isInstanceOf(StackOverflowError.class);
    asked.clear();
    List<FleetRow> rows =
        run(
            FleetState.open(place, "k", NOW.plus(1, ChronoUnit.HOURS)),
            FleetRunTest::row,
            "a",
            "b",
            "c");
    // What failed is asked again; what is done is taken as it was found.
    assertThat(asked).containsExactly("b", "c");
    assertThat(rows.get(0).request().orElseThrow().page()).contains("https://h/1");
    // That run came to its end: the next begins anew.
    assertThat(FleetState.open(place, "k", NOW).size()).isZero();
    assertThat(Files.readString(file)).contains("\"complete\": true");
  }

  @Test
  void nothingIsTakenOverFromAnotherRunOrALongTimeAgo() throws Exception {
    Path file = folder.resolve("state.json");
    Optional<Path> place = Optional.of(file);
    FleetState.open(place, "k", NOW).add(row(member("a")));
    assertThat(FleetState.open(place, "k", NOW).known("a")).isPresent();
    assertThat(FleetState.open(place, "other", NOW).size()).isZero();
    assertThat(FleetState.open(place, "k", NOW.plus(2, ChronoUnit.DAYS)).size()).isZero();
    Files.writeString(file, "{damaged");
    assertThat(FleetState.open(place, "k", NOW).size()).isZero();
  }
}
