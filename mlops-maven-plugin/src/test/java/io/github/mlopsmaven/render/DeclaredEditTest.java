package io.github.mlopsmaven.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.bounds.Bounds;
import io.github.mlopsmaven.problem.LimitException;
import io.github.mlopsmaven.template.Condition;
import io.github.mlopsmaven.template.Rewrite;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class DeclaredEditTest {

  @Test
  void setsOneValueOfYaml() {
    assertThat(
            edited(
                new Rewrite.YamlPath(List.of("variables", "dir")),
                "infrastructure",
                "variables:\r\n  dir: infrastructure/terraform # kept\r\n"))
        .contains("variables:\r\n  dir: infrastructure # kept\r\n");
  }

  @Test
  void tellsThatAValueIsNotThere() {
    assertThat(edited(new Rewrite.YamlPath(List.of("variables", "dir")), "x", "variables: {}\n"))
        .isEmpty();
  }

  @Test
  void replacesEveryOccurrenceOfATextAndNothingElse() {
    assertThat(
            edited(
                new Rewrite.Text("/infrastructure/bicep/"),
                "/infrastructure/",
                "/infrastructure/bicep/main.json\r\n! /infrastructure/bicep/b.json\n/infrastructure"))
        .contains("/infrastructure/main.json\r\n! /infrastructure/b.json\n/infrastructure");
  }

  @Test
  void leavesAFileWithoutTheTextAsItIs() {
    assertThat(edited(new Rewrite.Text("ä"), "a", "ö ü\n")).contains("ö ü\n");
  }

  private static Optional<String> edited(Rewrite.Place place, String value, String content) {
    Rewrite rewrite = new Rewrite("a reason", List.of(), Condition.always(), place, value);
    return DeclaredEdit.apply(rewrite, "a.yml", content.getBytes(StandardCharsets.UTF_8))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private static String text(String file, String content, String text, String value) {
    Rewrite rewrite =
        new Rewrite("why", List.of(), Condition.always(), new Rewrite.Text(text), value);
    return DeclaredEdit.apply(rewrite, file, content.getBytes(UTF_8))
        .map(bytes -> new String(bytes, UTF_8))
        .orElse("left");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 4, 7, 11})
  void linesThatAreAddedStandBesideTheKeyOfTheirPlace(int indent) {
    String step = " ".repeat(indent) + "- template: x/train.yml@steps\n";
    String rest = " ".repeat(indent) + "- script: echo\n";
    String value = "/train.yml@steps\n      parameters:\n        monitor: true\n";
    String edited = text("a.yml", "s:\n" + step + rest, "/train.yml@steps\n", value);
    assertThat(edited)
        .isEqualTo(
            "s:\n"
                + step
                + " ".repeat(indent + 2)
                + "parameters:\n"
                + " ".repeat(indent + 4)
                + "monitor: true\n"
                + rest);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 6})
  void aWholeLineIsTakenHoweverDeepItIs(int indent) {
    String in = " ".repeat(indent);
    String content = "p:\n" + in + "kind: docker\n" + in + "other: 1\n";
    assertThat(text("a.yml", content, "  kind: docker\n", ""))
        .isEqualTo("p:\n" + in + "other: 1\n");
    assertThat(text("a.yml", content, "  kind: docker\n", "  kind: docker\n  more: 2\n"))
        .isEqualTo("p:\n" + in + "kind: docker\n" + in + "more: 2\n" + in + "other: 1\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "        ", "- ", "  - ", "  - - "})
  void aValueOfSeveralLinesKeepsItsShapeAtAnyDepth(String before) {
    String in = " ".repeat(before.length());
    assertThat(
            text(
                "a.yml",
                "p:\n" + before + "with: {a: 1} # c\n",
                "with: {a: 1}",
                "with:\n  a: 2\n  b: 3"))
        .isEqualTo("p:\n" + before + "with:\n" + in + "  a: 2\n" + in + "  b: 3 # c\n");
    assertThat(
            text("a.yml", "p:\n" + before + "name: old\n", "name: old\n", "name: new\nmore: 1\n"))
        .isEqualTo("p:\n" + before + "name: new\n" + in + "more: 1\n");
    assertThat(text("a.yml", before + "run: make\n", "make", "|\n  make a\n\n  make b"))
        .as("a value is written beside its key too")
        .contains("make b");
  }

  @Test
  void aValueWithTheIndentationOfItsFileIsWrittenAsItIs() {
    assertThat(
            text(
                "a.yml",
                "s:\n    - a: x\n      b: 1\n",
                "a: x",
                "a: x\n      parameters:\n        c: 2"))
        .isEqualTo("s:\n    - a: x\n      parameters:\n        c: 2\n      b: 1\n");
    assertThat(text("a.py", "if a:\n    b = 1\n", "b = 1", "b = 1\nc: int = 2"))
        .as("a file that is not YAML")
        .isEqualTo("if a:\n    b = 1\nc: int = 2\n");
  }

  @Test
  void anEditHasTheLineEndsOfItsFile() {
    assertThat(
            text(
                "a.yml",
                "on: push\r\njobs:\r\n  a: 1\r\n",
                "\njobs:\n",
                "\npermissions: {}\njobs:\n"))
        .isEqualTo("on: push\r\npermissions: {}\r\njobs:\r\n  a: 1\r\n");
    assertThat(text("a.yml", "a:\r\n  with: {a: 1}\r\n", "with: {a: 1}", "with:\n  a: 2"))
        .isEqualTo("a:\r\n  with:\r\n    a: 2\r\n");
    assertThat(text("a.txt", "a\r\nb\nc\n", "b\n", "b\nd\n"))
        .as("line ends of both kinds")
        .isEqualTo("a\r\nb\nd\nc\n");
  }

  @Test
  void aFileThatCouldNotBeReadAfterwardsIsLeft() {
    assertThat(text("a.yaml", "a: {b: 1}\n", "1}", "1")).isEqualTo("left");
    assertThat(text("a.json", "{\"b\": 1}\n", "1}", "1")).isEqualTo("left");
    assertThat(text("a.yml", "a:\n\tb: 1\n", "1", "2"))
        .as("not YAML before")
        .isEqualTo("a:\n\tb: 2\n");
    assertThat(text("a.txt", "a: {b: 1}\n", "1}", "1")).isEqualTo("a: {b: 1\n");
    assertThat(text("a.yml", "a: 1\r\nb: &x [1]\r\n", "[1]", "[2] # why"))
        .isEqualTo("a: 1\r\nb: &x [2] # why\r\n");
  }

  /** Each of the edits makes the file ten times as large. */
  @Test
  void editsThatMakeAFileGrowWithoutEndAreRefused() {
    assertThatThrownBy(
            () -> {
              String grown = "lllll\n";
              for (int i = 0; i < 12; i++) {
                grown = text("a.txt", grown, "l", "llllllllll");
              }
            })
        .isInstanceOf(LimitException.class)
        .hasMessageStartingWith(
            "a.txt has more than 20000000 characters when its rewrites are done\n")
        .hasMessageContaining("correct the rewrites of the template's descriptor");
  }

  /** Lines that are moved to the right grow too. */
  @Test
  void linesThatAreIndentedWithoutEndAreRefused() {
    String deep = " ".repeat(100_000);

    assertThatThrownBy(() -> text("a.txt", deep + "  x\n", "  x\n", "  x\n".repeat(1_000)))
        .isInstanceOf(LimitException.class)
        .hasMessageContaining("more than 20000000 characters");
  }

  @Test
  void aFileThatIsLargerThanThatIsStillEdited() {
    String large = "x".repeat(Bounds.RENDERED_CHARACTERS + 1);

    assertThat(text("a.txt", large + "yy", "yy", "z")).hasSize(large.length() + 1).endsWith("xz");
  }

  /** On one line there may be millions: no place of it is looked at once for each of them. */
  @Test
  void manyOccurrencesOnOneLineTakeNoMinutes() {
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();

    assertThat(text("a.txt", "l".repeat(3_000_000), "l", "m")).isEqualTo("m".repeat(3_000_000));

    long worked = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
    assertThat(worked / 1e9).as("seconds of work").isLessThan(8.0);
  }
}
