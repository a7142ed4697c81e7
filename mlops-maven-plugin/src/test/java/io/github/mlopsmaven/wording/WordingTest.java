package io.github.mlopsmaven.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** No text that people read has a phrase that the styles of the project name. */
class WordingTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path TEMPLATE = ROOT.resolve("mlops-archetype-catalog/template/src");

  private static final List<String> PAGES =
      List.of(
          "README.md",
          "CONTRIBUTING.md",
          "CHANGELOG.md",
          "src/it/README.md",
          "mlops-archetype-catalog/proof/README.md");

  private final Style style = Style.of(ROOT.resolve(".vale/styles/mlops"));

  @TestFactory
  Stream<DynamicTest> isThatOfTheStyles() throws IOException {
    List<Path> files = new ArrayList<>();
    files.addAll(below(MessagesTest.GOLDEN, ".txt"));
    files.addAll(below(ROOT.resolve("docs"), ".md"));
    for (String page : PAGES) {
      files.add(ROOT.resolve(page));
    }
    files.addAll(below(TEMPLATE, ".md"));
    files.addAll(below(TEMPLATE, ".md.vm"));
    files.add(Path.of("src/main/resources/io/github/mlopsmaven/render/project-readme.md.vm"));
    return files.stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    ROOT.relativize(file.toAbsolutePath()).toString(),
                    () ->
                        assertThat(style.findings(Files.readString(file)))
                            .as("phrases of %s", file)
                            .isEmpty()));
  }

  private static List<Path> below(Path folder, String end) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
    }
  }

  @Test
  void findsPhrasesWithWhatToWrite() {
    assertThat(style.findings("# A\n\nThe name can be left away.\nIt is fixed.\n"))
        .containsExactly("3: write 'is optional' instead of 'can be left away'");
    assertThat(style.findings("Give the organisation."))
        .containsExactly("1: write 'organization' instead of 'organisation'");
  }

  @Test
  void findsThemAcrossLinesAndInAnyCase() {
    assertThat(style.findings("A file that\nis not\nthere. Mended."))
        .containsExactly(
            "2: write 'not found' instead of 'is not there'", "3: write 'fix' instead of 'Mended'");
  }

  @Test
  void leavesCodeAlone() {
    assertThat(style.findings("Type `left away` here.\n\n```sh\nleft away\n```\n")).isEmpty();
    assertThat(style.findings("recommended, unmended, texts.py")).isEmpty();
  }
}
