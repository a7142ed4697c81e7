package io.github.mlopsmaven.rules.github;

import io.github.mlopsmaven.verify.Check;
import java.util.List;

/** The checks of this subject. */
public final class GithubChecks {

  private GithubChecks() {}

  /** The checks. */
  public static List<Check> list() {
    return List.of(
        new CallCheck(),
        new SignInCheck(),
        new NameCheck(),
        new ExpressionCheck(),
        new ConditionCheck(),
        new SetupCheck(),
        new ValueCheck(),
        new ActionVersionCheck(),
        new RunnerCheck(),
        new ArtifactCheck(),
        new EventCheck(),
        new ConcurrencyCheck(),
        new LateVariableCheck(),
        new ScriptLanguageCheck(),
        new ServiceCheck());
  }
}
