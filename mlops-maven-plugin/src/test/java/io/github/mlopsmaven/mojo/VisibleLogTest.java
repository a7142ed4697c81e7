package io.github.mlopsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.problem.LimitException;
import io.github.mlopsmaven.problem.MlopsException;
import io.github.mlopsmaven.problem.UsageException;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleLogTest {

  private static final String HOSTILE = "a\u001B[2J\rb\u202Ec\n[INFO] BUILD SUCCESS\u009B1m";

  private final List<String> said = new ArrayList<>();

  private Log log(boolean isDebug) {
    return VisibleLog.of(
        new SystemStreamLog() {
          @Override
          public boolean isDebugEnabled() {
            return isDebug;
          }

          @Override
          public void debug(CharSequence content) {
            said.add("debug " + content);
          }

          @Override
          public void info(CharSequence content) {
            said.add("info " + content);
          }

          @Override
          public void warn(CharSequence content) {
            said.add("warn " + content);
          }

          @Override
          public void error(CharSequence content) {
            said.add("error " + content);
          }
        });
  }

  @Test
  void nothingRawPassesAtAnyLevel() {
    Log log = log(true);
    Throwable failure = new IllegalStateException(HOSTILE, new IllegalStateException(HOSTILE));
    log.info(HOSTILE);
    log.warn(HOSTILE);
    log.error(HOSTILE);
    log.debug(HOSTILE);
    log.info(failure);
    log.warn(HOSTILE, failure);
    log.error(HOSTILE, failure);
    log.debug(HOSTILE, failure);

    assertThat(said).hasSizeGreaterThan(8);
    assertThat(said).allMatch(line -> line.matches("[ -~\\n\\t]*"), "can be seen");
    assertThat(said.subList(0, 3)).allMatch(line -> line.indexOf('\n') < 0, "one line");
  }

  @Test
  void whatIsThrownIsOneLineWithoutX() {
    Log log = log(false);
    log.warn("no cache", new IllegalStateException("first\nsecond"));
    log.error(new IllegalStateException());

    assertThat(said)
        .containsExactly(
            "warn no cache", "warn first\\nsecond", "error java.lang.IllegalStateException");
  }

  @Test
  void aLoginIsTakenOutOfWhatOthersLog() {
    log(false).info("fetching https://anna:s3cret@example.com/t.git");

    assertThat(said).containsExactly("info fetching https://example.com/t.git");
  }

  @Test
  void aLogIsPutBehindTheBorderOnce() {
    Log log = log(false);

    assertThat(VisibleLog.of(log)).isSameAs(log);
  }

  @Test
  void whatNobodyForesawIsOneSentenceWithARemedy() {
    MlopsException told =
        Unexpected.of(new IllegalStateException("x\n\tat y", new Error("z")), "UTF-8");

    assertThat(told.getMessage())
        .isEqualTo(
            "the plugin failed unexpectedly: IllegalStateException: x\n"
                + "  run again with -X and report what it prints");
    assertThat(Unexpected.of(new StackOverflowError(), "UTF-8").problem())
        .contains("StackOverflowError");
    assertThat(Unexpected.of(new OutOfMemoryError("Java heap space"), "UTF-8").getMessage())
        .contains("MB, is not enough")
        .contains("MAVEN_OPTS=-Xmx");
    LimitException limit = new LimitException("a", "b");
    assertThat(Unexpected.of(limit, "UTF-8")).isSameAs(limit);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ANSI_X3.4-1968", "ISO-8859-1"})
  void aNameThatTheLocaleLacksIsRefusedWithTheRemedy(String encoding) {
    MlopsException told =
        Unexpected.of(
            new RuntimeException(new InvalidPathException("Größe.yml", "unmappable")), encoding);

    assertThat(told).isInstanceOf(UsageException.class);
    assertThat(told.getMessage()).contains("Größe.yml", encoding, "LC_ALL=C.UTF-8");
  }

  @Test
  void anArgumentThatTheLocaleLacksIsRefusedWithTheRemedy() {
    Unexpected.requireReadable("mlops.author", "Änne", "ANSI_X3.4-1968");
    Unexpected.requireReadable("mlops.author", "a\uFFFDb", "UTF-8");
    assertThatThrownBy(
            () -> Unexpected.requireReadable("mlops.author", "\uFFFD\uFFFDnne", "ANSI_X3.4-1968"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("mlops.author")
        .hasMessageContaining("LC_ALL=C.UTF-8");
  }

  @Test
  void librariesLogNothingOfTheirOwn() {
    LibraryLogs.quiet();

    assertThat(System.getProperty("org.slf4j.simpleLogger.log.org.eclipse.jgit")).isEqualTo("off");
    assertThat(System.getProperty("maven.logger.log.org.apache.sshd")).isEqualTo("off");
  }
}
