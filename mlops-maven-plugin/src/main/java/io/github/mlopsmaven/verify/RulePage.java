package io.github.mlopsmaven.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The pages of {@code docs/rules}, which the plugin's jar has beside this class. */
final class RulePage {

  private RulePage() {}

  /** The page of a rule as Markdown, without links; what the rule says where it has no page. */
  static String of(Rule rule) {
    try (InputStream page = RulePage.class.getResourceAsStream("pages/" + rule.id() + ".md")) {
      return page == null
          ? rule.description()
          : new String(page.readAllBytes(), StandardCharsets.UTF_8)
              .replaceAll("\\[([^\\]]+)]\\([^)]+\\)", "$1")
              .strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
