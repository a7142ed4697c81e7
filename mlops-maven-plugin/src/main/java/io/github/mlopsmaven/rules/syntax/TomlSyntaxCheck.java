package io.github.mlopsmaven.rules.syntax;

import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.Content;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.List;
import java.util.Optional;

/** TOML can be read. */
final class TomlSyntaxCheck implements Check {

  static final Rule TOML = new Rule("toml-syntax", Level.ERROR, "Invalid TOML");

  private record Outcome(Optional<TomlReader.Mistake> mistake) {
    static Outcome of(Content content) {
      return new Outcome(TomlReader.mistake(content.text()));
    }
  }

  @Override
  public List<Rule> rules() {
    return List.of(TOML);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().all()) {
      // Another program fills in what stands in double braces.
      boolean isMeant =
          file.name().endsWith(".toml")
              && !file.isVendored()
              && file.path().indexOf('{') < 0
              && !file.text().contains("{{");
      if (isMeant) {
        file.content()
            .learn(Outcome.class, Outcome::of)
            .mistake()
            .ifPresent(
                mistake ->
                    findings.add(
                        TOML,
                        file.path(),
                        file.position(mistake.index()),
                        "not valid TOML: " + mistake.problem(),
                        "correct it at or above this line"));
      }
    }
  }
}
