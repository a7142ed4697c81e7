package io.github.mlopsmaven.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.Verifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The documentation has a page for each rule, and says there what the code says. */
class RulePagesTest {

  private static final Path PAGES = Path.of("..", "docs", "rules");
  private static final Map<String, Rule> RULES = Verifier.rules(AllChecks.list());

  @Test
  void hasAPageForEachRuleAndNoOther() throws IOException {
    try (Stream<Path> pages = Files.list(PAGES)) {
      List<String> ids =
          pages
              .map(page -> page.getFileName().toString().replaceFirst("\\.md$", ""))
              .filter(name -> !name.equals("README"))
              .toList();
      assertThat(ids).containsExactlyInAnyOrderElementsOf(RULES.keySet());
    }
  }

  @Test
  void listsEachRule() throws IOException {
    String list = Files.readString(PAGES.resolve("README.md"));
    RULES
        .values()
        .forEach(
            rule ->
                assertThat(list)
                    .contains(
                        "| [%1$s](%1$s.md) | %2$s | %3$s |\n"
                            .formatted(rule.id(), rule.level(), rule.description())));
  }

  @TestFactory
  Stream<DynamicTest> saysOnEachPageWhatTheRuleSays() {
    return RULES.values().stream()
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    rule.id(),
                    () ->
                        assertThat(Files.readString(PAGES.resolve(rule.id() + ".md")))
                            .startsWith(
                                "# %s%n%nRule `%s`, level: %s.%n"
                                    .formatted(rule.description(), rule.id(), rule.level())
                                    .replace(System.lineSeparator(), "\n"))
                            .contains("```")
                            .contains("**Fix:**")));
  }

  @Test
  void givesEachIdToOneRuleOnly() {
    List<String> ids =
        AllChecks.list().stream()
            .flatMap(check -> check.rules().stream())
            .map(Rule::id)
            .sorted()
            .toList();
    assertThat(ids).doesNotHaveDuplicates();
  }

  /**
   * A rule that nothing expects could stop to work without anybody seeing it: a test names it with
   * the place or the text of a finding, or its page has an example that is run.
   */
  @TestFactory
  Stream<DynamicTest> eachRuleIsExpectedBySomething() throws IOException {
    String tests;
    try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
      StringBuilder all = new StringBuilder();
      for (Path file : files.filter(path -> path.toString().endsWith("Test.java")).toList()) {
        all.append(Files.readString(file));
      }
      tests = all.toString();
    }
    return RULES.keySet().stream()
        .map(
            id ->
                DynamicTest.dynamicTest(
                    id,
                    () -> {
                      Matcher example = EXAMPLE.matcher(page(id));
                      boolean isShown = example.find() && example.group(4).contains("[" + id + "]");
                      boolean isNamed =
                          tests.contains(id + "]") || tests.contains("\"" + id + "\"");
                      assertThat(isShown || isNamed || isOnlyOfItsCheck(id, tests)).as(id).isTrue();
                    }));
  }

  /**
   * Whether a test runs the rule's check, which has no other rule, so that its findings need no id.
   */
  private static boolean isOnlyOfItsCheck(String id, String tests) {
    return AllChecks.list().stream()
        .filter(check -> check.rules().size() == 1 && check.rules().get(0).id().equals(id))
        .anyMatch(check -> tests.contains("new " + check.getClass().getSimpleName() + "("));
  }

  private static final Pattern EXAMPLE =
      Pattern.compile(
          "(`{3,4})\\w+\n((?:#|//) (\\S+)\n.*?)\\1\n\nprints\n\n```text\n(.*?)```", Pattern.DOTALL);

  /** What a page says that verify prints about its example is what it prints. */
  @TestFactory
  Stream<DynamicTest> printsWhatThePageSays() {
    return RULES.keySet().stream()
        .filter(id -> EXAMPLE.matcher(page(id)).find())
        .map(
            id ->
                DynamicTest.dynamicTest(
                    id,
                    () -> {
                      Matcher example = EXAMPLE.matcher(page(id));
                      assertThat(example.find()).isTrue();
                      ProjectUnderTest project = project(example.group(2));
                      List<String> printed =
                          AllChecks.list().stream()
                              .flatMap(check -> project.findings(check).stream())
                              .filter(line -> line.endsWith("[" + id + "]"))
                              .toList();
                      assertThat(printed)
                          .containsExactlyElementsOf(example.group(4).lines().toList());
                    }));
  }

  /** The files of an example: the comment with the path is the first line of each. */
  private static ProjectUnderTest project(String blocks) {
    ProjectUnderTest project = new ProjectUnderTest();
    for (String text : blocks.split("\n`{3,4}\n\n`{3,4}\\w+\n", -1)) {
      String path = text.substring(0, text.indexOf('\n')).replaceFirst("^(?:#|//) ", "");
      project.and(path, text.split("\n", -1));
    }
    return project;
  }

  private static String page(String id) {
    try {
      return Files.readString(PAGES.resolve(id + ".md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
