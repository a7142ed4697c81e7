package io.github.mlopsmaven.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.descriptor.DescriptorReader;
import io.github.mlopsmaven.layout.Pairs.Given;
import io.github.mlopsmaven.template.Descriptor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PairsTest {

  private static final Descriptor DESCRIPTOR =
      DescriptorReader.read(
          "mlops-template.yml",
          """
          format: 1
          name: t
          options: {way: {}}
          layout:
            - {from: "code/{way}", to: src}
            - {from: ci, to: .github}
          """);

  @Test
  void theSamePathIsTheSameFile() {
    assertThat(pairs(List.of(file("a", "code/x/a", "1")), List.of(file("a", "ci/a", "2"))))
        .containsExactly("a -> a");
  }

  @Test
  void theSameSourceIsTheSameFile() {
    assertThat(
            pairs(
                List.of(file("old/a", "code/x/a", "1"), file("b", "code/x/b", "2")),
                List.of(file("new/a", "code/x/a", "9"), file("c/b", "code/x/b", "2"))))
        .containsExactly("b -> c/b", "old/a -> new/a");
  }

  @Test
  void theSameContentIsTheSameFileWhereOneFileHasIt() {
    assertThat(pairs(List.of(file("a", "code/x/a", "1")), List.of(file("b", "ci/b", "1"))))
        .containsExactly("a -> b");
    assertThat(
            pairs(
                List.of(file("a", "code/x/a", "1"), file("a2", "code/x/a2", "1")),
                List.of(file("b", "ci/b", "1"))))
        .as("two have it")
        .containsExactly("a -> -", "a2 -> -", "- -> b");
  }

  @Test
  void whatIsAlikeIsTheSameFileWithinOneRuleOnly() {
    List<Given> before = List.of(file("a", "code/x/a", "1"));

    assertThat(pairs(before, List.of(file("b", "code/y/b", "2")), Map.of("a b", 84)))
        .containsExactly("a -> b");
    assertThat(pairs(before, List.of(file("b", "code/y/b", "2")), Map.of("a b", 59)))
        .as("not enough")
        .containsExactly("a -> -", "- -> b");
    assertThat(pairs(before, List.of(file("b", "ci/b", "2")), Map.of("a b", 99)))
        .as("another rule")
        .containsExactly("a -> -", "- -> b");
  }

  @Test
  void whatIsAlikeTwiceIsNotGuessed() {
    List<Given> before = List.of(file("train", "code/x/train", "1"));
    List<Given> after =
        List.of(file("score", "code/x/score", "2"), file("learn", "code/x/learn", "3"));

    assertThat(pairs(before, after, Map.of("train score", 80, "train learn", 90)))
        .containsExactly("- -> learn", "- -> score", "train -> -");
    assertThat(pairs(before, after, Map.of("train score", 60, "train learn", 90)))
        .containsExactly("train -> learn", "- -> score");
  }

  private static Given file(String path, String source, String blob) {
    return new Given(path, Optional.of(source), blob);
  }

  private static List<String> pairs(List<Given> before, List<Given> after) {
    return pairs(before, after, Map.of());
  }

  private static List<String> pairs(
      List<Given> before, List<Given> after, Map<String, Integer> likeness) {
    return Pairs.of(
            before,
            after,
            DESCRIPTOR,
            (one, other) -> likeness.getOrDefault(one.path() + " " + other.path(), 0))
        .stream()
        .map(
            pair ->
                pair.before().map(Given::path).orElse("-")
                    + " -> "
                    + pair.after().map(Given::path).orElse("-"))
        .toList();
  }
}
