package io.github.mlopsmaven.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.git.RefMemory.Resolved;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of refs of protocol version 2, and what is not one. */
class RefListingTest {

  private static final String ONE = "1".repeat(40);
  private static final String TWO = "2".repeat(40);

  private static String line(String text) {
    return String.format("%04x%s", text.getBytes(StandardCharsets.UTF_8).length + 4, text);
  }

  private static Optional<Resolved> find(String asked, String... lines) {
    String body = String.join("", lines) + "0000";
    return RefListing.parse(body.getBytes(StandardCharsets.UTF_8))
        .orElseThrow()
        .find(WantedRef.of(Optional.of(asked)));
  }

  @Test
  void headNamesItsBranch() {
    assertThat(find("HEAD", line(ONE + " HEAD symref-target:refs/heads/träd/1\n")))
        .contains(new Resolved(ONE, "träd/1", ""));
  }

  @Test
  void annotatedTagNamesItsCommit() {
    assertThat(find("v1", line(ONE + " refs/tags/v1 peeled:" + TWO + "\n")))
        .contains(new Resolved(TWO, "v1", ONE));
  }

  @Test
  void branchBeatsTag() {
    assertThat(find("x", line(ONE + " refs/tags/x\n"), line(TWO + " refs/heads/x\n")))
        .contains(new Resolved(TWO, "x", ""));
  }

  @Test
  void aTagWithoutAnObjectIsKnownByItsCommit() {
    assertThat(find("v1", line(ONE + " refs/tags/v1\n"))).contains(new Resolved(ONE, "v1", ONE));
  }

  @Test
  void longerNamesAreOthers() {
    assertThat(find("main", line(ONE + " refs/heads/main2\n"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "<html>not found</html>",
        "0009ERR x",
        "0003",
        "ffff1111",
        "0032unborn HEAD symref-target:refs/heads/main\n0000"
      })
  void anythingElseIsLeftToJGit(String body) {
    assertThat(RefListing.parse(body.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }
}
