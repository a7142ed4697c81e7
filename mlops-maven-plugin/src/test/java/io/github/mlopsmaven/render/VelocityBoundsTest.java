package io.github.mlopsmaven.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.mlopsmaven.problem.LimitException;
import io.github.mlopsmaven.problem.UsageException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Templates that are built to have no end. */
@Timeout(120)
class VelocityBoundsTest {

  @Test
  void aNameOfMegabytesTakesNoTime() {
    String name = "$" + "a".repeat(1_000_000);
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () ->
            assertThatThrownBy(() -> new VelocityRenderer().renderText("n.vm", name, Map.of()))
                .isInstanceOf(LimitException.class)
                .hasMessageStartingWith(
                    "template n.vm has a name of more than 1000 characters after a $\n"));
  }

  @TestFactory
  Stream<DynamicTest> aTemplateWithoutEndIsRefusedAndSaysWhichBound() {
    String loops = "#foreach($a in [1..2000])";
    StringBuilder doubling = new StringBuilder("#set($s = 'xxxxxxxxxxxxxxxx')");
    for (int i = 0; i < 40; i++) {
      doubling.append("#set($s = \"$s$s\")");
    }
    return Map.of(
            "loops over loops",
            new String[] {
              loops + "#foreach($b in [1..2000])" + "#set($x = 1)#end#end",
              "run more than 1000000 times"
            },
            "much text",
            new String[] {
              "#foreach($a in [1..500000])" + "x".repeat(1000) + "#end",
              "gives more than 20000000 characters"
            },
            "nested conditions",
            new String[] {"#if(true)".repeat(20_000) + "#end".repeat(20_000), "nested too deep"},
            "nested brackets",
            new String[] {"#set($x = " + "(".repeat(50_000) + "1)", "nested too deep"},
            "nested lists",
            new String[] {"#set($x = " + "[".repeat(50_000) + "])", "nested too deep"},
            "a huge template",
            new String[] {"x".repeat(10_000_001), "has more than 10000000 characters"},
            "a text that doubles",
            new String[] {doubling + "$s", "rm.vm"})
        .entrySet()
        .stream()
        .map(
            hostile ->
                DynamicTest.dynamicTest(
                    hostile.getKey(),
                    () ->
                        assertThatThrownBy(
                                () ->
                                    new VelocityRenderer()
                                        .renderText("rm.vm", hostile.getValue()[0], Map.of()))
                            .isInstanceOf(LimitException.class)
                            .hasMessageContaining("rm.vm")
                            .hasMessageContaining(hostile.getValue()[1])));
  }

  @Test
  void aListOfARangeThatFillsTheMemoryIsRefused() {
    assertThatThrownBy(
            () ->
                new VelocityRenderer()
                    .renderText("rm.vm", "#foreach($a in [1..2000000000])x#end", Map.of()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("rm.vm");
  }

  @Test
  void aRendererGoesOnAfterARefusal() {
    VelocityRenderer renderer = new VelocityRenderer();
    assertThatThrownBy(
            () ->
                renderer.renderText(
                    "rm.vm", "#foreach($a in [1..500000])" + "x".repeat(1000) + "#end", Map.of()))
        .isInstanceOf(LimitException.class);

    assertThat(renderer.renderText("a.vm", "#foreach($a in [1..3])$a#end", Map.of()))
        .isEqualTo("123");
  }
}
