package io.github.mlopsmaven.fleet;

import io.github.mlopsmaven.fleet.FleetDirectory.Member;
import io.github.mlopsmaven.fleet.FleetRow.Result;
import io.github.mlopsmaven.fleet.FleetRow.Trouble;
import io.github.mlopsmaven.problem.BusyException;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.MlopsException;
import io.github.mlopsmaven.problem.Redaction;
import io.github.mlopsmaven.problem.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The use case of {@code mlops:fleet}: a row for each repository. A few are looked at at once. When
 * a server asks to wait, all wait; what fails for a reason that may pass is tried once more.
 */
public final class FleetRun {

  private static final int TRIES = 4;
  private static final long LONGEST_WAIT = 15 * 60;
  private static final long PAUSE = 1000;

  private final Function<Member, FleetRow> look;
  private final BiFunction<Member, FleetRow, FleetRow> again;
  private final FleetState state;
  private final Pacer pacer;
  private final int parallel;
  private final BiConsumer<String, FleetRow> told;

  /**
   * Prepares.
   *
   * @param look looks at one repository
   * @param again looks once more at one without a lock, when all others are known
   * @param state what an earlier run has found
   * @param pacer waits
   * @param parallel how many are looked at at once
   * @param told is told each row when it is found, with how many there are
   */
  public FleetRun(
      Function<Member, FleetRow> look,
      BiFunction<Member, FleetRow, FleetRow> again,
      FleetState state,
      Pacer pacer,
      int parallel,
      BiConsumer<String, FleetRow> told) {
    this.look = look;
    this.again = again;
    this.state = state;
    this.pacer = pacer;
    this.parallel = parallel;
    this.told = told;
  }

  /**
   * Looks at all.
   *
   * @param members the repositories
   * @return their rows, in the same order
   */
  public List<FleetRow> of(List<Member> members) {
    ExecutorService workers = Executors.newFixedThreadPool(parallel);
    AtomicInteger done = new AtomicInteger();
    try {
      List<Future<FleetRow>> futures = new ArrayList<>();
      for (Member member : members) {
        futures.add(
            workers.submit(
                () -> {
                  FleetRow row = state.known(member.name()).orElseGet(() -> found(member));
                  told.accept("[" + done.incrementAndGet() + "/" + members.size() + "]", row);
                  return row;
                }));
      }
      List<FleetRow> rows = new ArrayList<>();
      for (Future<FleetRow> future : futures) {
        rows.add(future.get());
      }
      for (int i = 0; i < rows.size(); i++) {
        if (rows.get(i).result() == FleetRow.Result.NOT_GENERATED) {
          rows.set(i, lookedAgain(members.get(i), rows.get(i)));
        }
      }
      state.complete(rows);
      return rows;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof MlopsException known
          ? known
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException("the run was stopped", "run it again: it goes on", e);
    } finally {
      workers.shutdownNow();
    }
  }

  private FleetRow lookedAgain(Member member, FleetRow row) {
    try {
      return again.apply(member, row);
    } catch (MlopsException e) {
      return row;
    }
  }

  private FleetRow found(Member member) {
    FleetRow row = looked(member);
    state.add(row);
    return row;
  }

  private FleetRow looked(Member member) {
    for (int tried = 1; ; tried++) {
      pacer.await();
      try {
        return look.apply(member);
      } catch (BusyException e) {
        if (tried == TRIES || e.seconds() > LONGEST_WAIT) {
          return failed(member, e);
        }
        pacer.pauseFor(e.seconds());
      } catch (EnvironmentException e) {
        if (tried > 1) {
          return failed(member, e);
        }
        pacer.sleep(PAUSE);
      } catch (MlopsException e) {
        return failed(member, e);
      } catch (RuntimeException e) {
        // A row all the same: the others are not to suffer from it.
        return FleetRow.of(member, Result.FAILED, List.of())
            .failed(
                new Trouble(
                    "an unexpected failure: " + Visible.line(Redaction.redact(String.valueOf(e))),
                    "inspect it alone with -Dmlops.only and -X, and report it"));
      }
    }
  }

  private static FleetRow failed(Member member, MlopsException e) {
    return FleetRow.of(member, Result.FAILED, List.of())
        .failed(new Trouble(e.problem(), e.remedy()));
  }
}
