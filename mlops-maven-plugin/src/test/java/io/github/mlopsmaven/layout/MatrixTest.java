package io.github.mlopsmaven.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.descriptor.DescriptorReader;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.testkit.MemoryTree;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixTest {

  private static final String HEAD =
      "format: 1\nname: n\noptions: {a: {labels: {late: L}}, b: {}}\n";

  private static final String PARTS =
      "parts: {p: {core: true}, q: {title: the rest}}\n"
          + "layout: [{from: 'c/{a}/{b}', to: ., part: p}, {from: 'r/{a}', to: ., part: q}]";

  @Test
  void valuesAreTheDirectoriesThatStandWhereALayoutRuleHasTheOption() {
    Matrix matrix =
        matrix(
            "parts: {p: {core: true}}\nlayout: [{from: '{a}/{b}/code', to: ., part: p}]",
            "early/one/code/f",
            "late/one/code/f",
            "late/two/code/f",
            "docs/three/text/f",
            "late/four/code.txt");

    assertThat(selections(matrix))
        .containsExactly("a=late, b=one", "a=late, b=two", "a=early, b=one");
    assertThat(matrix.values("a", Map.of("b", "one"))).containsExactly("late", "early");
  }

  @Test
  void valuesOfAConditionCountWhereItsRuleFindsSomething() {
    Matrix matrix =
        matrix(
            "parts: {p: {core: true}, q: {}}\n"
                + "layout:\n"
                + "  - {from: '{a}', to: ., part: p}\n"
                + "  - {from: gh, to: gh, when: {b: github}, part: q}\n"
                + "  - {from: ado, to: ado, when: {b: [azure, both]}, part: q}\n"
                + "exclude: ['gh/**', 'ado/**/no']",
            "x/f",
            "ado/pipeline");

    assertThat(selections(matrix))
        .containsExactly("a=ado, b=azure", "a=ado, b=both", "a=x, b=azure", "a=x, b=both");
  }

  /** What a build, an update and a status ask for. */
  @Test
  void oneThatIsChosenAsAWholeOpensNoDirectoryOfOthers() {
    MemoryTree tree = MemoryTree.of("c/x/one/f", "c/y/one/f", "c/y/two/f", "r/x/g", "r/y/g");
    Descriptor descriptor = descriptor(PARTS);

    Matrix matrix = Matrix.of(descriptor, tree, Map.of("a", "y", "b", "two"));

    assertThat(selections(matrix)).containsExactly("a=y, b=two");
    assertThat(tree.opened()).contains("c/y/two").doesNotContain("c/x/one", "c/y/one", "r/x");
  }

  @ParameterizedTest
  @CsvSource({
    "y, three", // is missing
    "z, one", // lacks a part
    "y, ''", // is open
    "other, one",
  })
  void whatHasToBeAskedOrRefusedNeedsAll(String a, String b) {
    MemoryTree tree = MemoryTree.of("c/x/one/f", "c/y/one/f", "c/z/one/f", "r/x/g", "r/y/g");
    Map<String, String> chosen = b.isEmpty() ? Map.of("a", a) : Map.of("a", a, "b", b);

    assertThat(Matrix.of(descriptor(PARTS), tree, chosen))
        .isEqualTo(Matrix.of(descriptor(PARTS), tree));
  }

  @Test
  void aCombinationWithoutAnotherPartIsIncomplete() {
    Matrix matrix = matrix(PARTS, "c/x/one/f", "c/y/one/f", "r/x/g");

    assertThat(matrix.combinations())
        .extracting(Combination::isComplete)
        .containsExactly(true, false);
    assertThat(matrix.combinations().get(1).missing()).extracting("title").contains("the rest");
  }

  @Test
  void aPartThatASelectionDoesNotNeedIsNotMissed() {
    Matrix matrix =
        matrix(
            "parts: {p: {core: true}, q: {core: true, when: {a: [x, y]}}}\n"
                + "layout:\n"
                + "  - {from: 'c/{a}', to: ., part: p}\n"
                + "  - {from: 'r/{a}', to: ., part: q}\n"
                + "  - {from: 'b/{b}', to: .}",
            "b/one/f",
            "c/x/f",
            "c/y/f",
            "c/shared/f",
            "r/x/g",
            "r/shared-too/g");

    assertThat(selections(matrix)).containsExactly("a=shared, b=one", "a=x, b=one");
    assertThat(matrix.combinations()).allMatch(Combination::isComplete);
  }

  @Test
  void aDirectoryOfExcludedFilesIsNone() {
    Matrix matrix =
        matrix(
            "exclude: [.gitkeep]\nparts: {p: {core: true}}\n"
                + "layout: [{from: '{a}/{b}', to: ., part: p}]",
            "x/one/.gitkeep",
            "x/two/f");

    assertThat(selections(matrix)).containsExactly("a=x, b=two");
  }

  @Test
  void anOptionThatIsNamedTwiceHasOneValue() {
    Matrix matrix =
        matrix(
            "parts: {p: {core: true}}\nlayout: [{from: '{a}/{b}/{a}', to: ., part: p}]",
            "x/one/x/f",
            "x/one/y/f");

    assertThat(selections(matrix)).containsExactly("a=x, b=one");
  }

  @Test
  void listedValuesAreTakenAsTheyAreAndMayOnlyDriveContent() {
    Matrix matrix =
        Matrix.of(
            DescriptorReader.read(
                "d.yml",
                """
                format: 1
                name: n
                options: {a: {enum: [y, x]}, c: {enum: [few, many]}}
                parts: {p: {core: true}}
                layout: [{from: '{a}', to: ., part: p}]
                """),
            MemoryTree.of("x/f", "y/f", "docs/f"));

    assertThat(selections(matrix))
        .containsExactly("a=y, c=few", "a=y, c=many", "a=x, c=few", "a=x, c=many");
  }

  @Test
  void whatIsExcludedIsNoValue() {
    Matrix matrix =
        Matrix.of(
            DescriptorReader.read(
                "d.yml",
                """
                format: 1
                name: n
                options: {a: {exclude: [_*, shared]}}
                layout: [{from: 'models/{a}', to: .}]
                """),
            MemoryTree.of("models/_drafts/f", "models/shared/f", "models/cv/f"));

    assertThat(selections(matrix)).containsExactly("a=cv");
  }

  @Test
  void anOptionMayBeAPartOfAName() {
    Matrix matrix =
        matrix(
            "layout: [{from: 'net/{a}.tf', to: net.tf}, {from: 'x-{b}-{a}', to: x}]",
            "net/open.tf",
            "net/closed.tf",
            "net/README.md",
            "x-eu-closed/f");

    assertThat(selections(matrix)).containsExactly("a=closed, b=eu", "a=open, b=eu");
  }

  @Test
  void aPartMayDependOnAValue() {
    Matrix matrix =
        matrix(
            "values: {gpu: {type: boolean}}\nparts: {p: {core: true}}\n"
                + "layout: [{from: '{a}/{b}', to: ., part: p, when: {gpu: true}}]",
            "x/one/f");

    assertThat(selections(matrix)).containsExactly("a=x, b=one");
  }

  private static List<String> selections(Matrix matrix) {
    return matrix.combinations().stream().map(found -> found.selection().toString()).toList();
  }

  private static Matrix matrix(String text, String... paths) {
    return Matrix.of(descriptor(text), MemoryTree.of(paths));
  }

  private static Descriptor descriptor(String text) {
    return DescriptorReader.read("d.yml", HEAD + text);
  }
}
