package io.github.mlopsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.LimitException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.resolution.VersionRequest;
import org.eclipse.aether.resolution.VersionResolutionException;
import org.eclipse.aether.resolution.VersionResult;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferCancelledException;
import org.eclipse.aether.transfer.TransferEvent;
import org.eclipse.aether.transfer.TransferResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A Maven repository that says nothing is not waited for, whatever Maven's own limits are. */
class WatchedResolutionTest {

  private final DefaultRepositorySystemSession usual = new DefaultRepositorySystemSession();

  private static TransferEvent.Builder event(RepositorySystemSession session) {
    return new TransferEvent.Builder(
        session,
        new TransferResource("r", "https://ada:secret@repo.example/m2/", "a/b.jar", null, null));
  }

  @Test
  @Timeout(60)
  void aRepositoryThatIsSilentIsNamedWithoutItsLogin() {
    CountDownLatch never = new CountDownLatch(1);
    WatchedResolution resolution = new WatchedResolution(Duration.ofSeconds(1), 1_000);

    assertThatThrownBy(
            () ->
                resolution.ask(
                    usual,
                    session -> {
                      tellOf(session, 3);
                      wait(never);
                      return "";
                    }))
        .isInstanceOf(EnvironmentException.class)
        .hasMessage(
            "the Maven repository https://repo.example/m2/ sends nothing, or next to nothing, for"
                + " 1 s\n"
                + "  check the repository and the proxies in settings.xml, or wait longer with"
                + " -Dmlops.timeout=SECONDS");
  }

  @Test
  void aRepositoryThatSendsWithoutEndIsCutOff() {
    assertThatThrownBy(
            () ->
                new WatchedResolution(Duration.ofSeconds(60), 1_000)
                    .<String>ask(
                        usual,
                        session -> {
                          TransferEvent progress =
                              event(session)
                                  .setType(TransferEvent.EventType.PROGRESSED)
                                  .setTransferredBytes(1_001)
                                  .setDataBuffer(new byte[1], 0, 1)
                                  .build();
                          session.getTransferListener().transferInitiated(progress);
                          assertThatThrownBy(
                                  () -> session.getTransferListener().transferProgressed(progress))
                              .isInstanceOf(TransferCancelledException.class);
                          TransferResource next =
                              new TransferResource(
                                  "n", "https://next.example/", "a/b.jar", null, null);
                          session
                              .getTransferListener()
                              .transferInitiated(new TransferEvent.Builder(session, next).build());
                          throw new VersionResolutionException(
                              new VersionResult(new VersionRequest()));
                        }))
        .isInstanceOf(LimitException.class)
        .hasMessage(
            "the Maven repository https://repo.example/m2/ sends more than 1000 bytes for a/b.jar\n"
                + "  raise the limit with -Dmlops.maxTotalSize=BYTES if that size is right");
  }

  private static void wait(CountDownLatch never) {
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void tellOf(RepositorySystemSession session, int bytes) {
    try {
      session
          .getTransferListener()
          .transferInitiated(event(session).setType(TransferEvent.EventType.INITIATED).build());
      session
          .getTransferListener()
          .transferProgressed(
              event(session)
                  .setType(TransferEvent.EventType.PROGRESSED)
                  .setDataBuffer(new byte[bytes], 0, bytes)
                  .build());
    } catch (org.eclipse.aether.transfer.TransferCancelledException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theAnswerAndMavensProgressAreThoseOfMaven() throws RepositoryException {
    List<String> told = new ArrayList<>();
    usual.setTransferListener(
        new AbstractTransferListener() {
          @Override
          public void transferProgressed(TransferEvent event) {
            told.add("bytes " + event.getDataLength());
          }
        });

    assertThat(
            new WatchedResolution(Duration.ofSeconds(60), 1_000)
                .<String>ask(
                    usual,
                    session -> {
                      tellOf(session, 7);
                      return session.getConfigProperties().get("aether.connector.requestTimeout")
                          + " ms";
                    }))
        .isEqualTo("65000 ms");
    assertThat(told).containsExactly("bytes 7");
  }

  @Test
  void whatAPersonHasSetForMavenStays() throws RepositoryException {
    usual.setConfigProperty("aether.connector.requestTimeout", 7);

    assertThat(
            new WatchedResolution(Duration.ofSeconds(60), 1_000)
                .<String>ask(
                    usual,
                    session ->
                        session.getConfigProperties().get("aether.connector.requestTimeout")
                            + " ms"))
        .isEqualTo("7 ms");
  }

  @Test
  void whatMavenRefusesIsRefused() {
    assertThatThrownBy(
            () ->
                new WatchedResolution(Duration.ofSeconds(60), 1_000)
                    .ask(
                        usual,
                        session -> {
                          throw new VersionResolutionException(
                              new VersionResult(new VersionRequest()), "no");
                        }))
        .isInstanceOf(VersionResolutionException.class)
        .hasMessage("no");
  }
}
