package io.github.mlopsmaven.verify;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.RuleSetting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which rules count, and how much: what a template and a user say about them. */
public final class RuleSettings {

  /** Every rule at its own level. */
  public static final RuleSettings STANDARD = new RuleSettings(Map.of());

  private final Map<String, RuleSetting> settings;

  private RuleSettings(Map<String, RuleSetting> settings) {
    this.settings = settings;
  }

  /**
   * Puts settings together.
   *
   * @param lists of each rule the last setting counts
   */
  @SafeVarargs
  public static RuleSettings of(List<RuleSetting>... lists) {
    Map<String, RuleSetting> settings = new LinkedHashMap<>();
    for (List<RuleSetting> list : lists) {
      list.forEach(setting -> settings.put(setting.rule(), setting));
    }
    return new RuleSettings(settings);
  }

  /**
   * Reads what a person typed about a rule.
   *
   * @param rule the rule's id
   * @param text {@code LEVEL: REASON}
   * @throws UsageException if it has another form
   */
  public static RuleSetting parse(String rule, String text) {
    return RuleSetting.parse(rule, text)
        .orElseThrow(
            () ->
                new UsageException(
                    "the rule " + rule + " is set to '" + text + "'; expected LEVEL: REASON",
                    "write -Dmlops.rules."
                        + rule
                        + "=\"off: REASON\", or error, warning or note for off"));
  }

  /** The settings, one for each rule that has one. */
  public List<RuleSetting> all() {
    return List.copyOf(settings.values());
  }

  void requireKnown(Collection<String> ids) {
    for (String id : settings.keySet()) {
      if (!ids.contains(id)) {
        throw new UsageException("unknown rule '" + id + "'", Suggestion.useOneOf(id, ids));
      }
    }
  }

  /** The findings that remain, at the levels that they shall have. */
  List<Finding> apply(List<Finding> findings) {
    List<Finding> remaining = new ArrayList<>();
    for (Finding finding : findings) {
      Optional<RuleSetting> setting = Optional.ofNullable(settings.get(finding.rule().id()));
      if (setting.isEmpty()) {
        remaining.add(finding);
      } else if (setting.get().level() != RuleSetting.Level.OFF) {
        remaining.add(finding.at(Level.valueOf(setting.get().level().name())));
      }
    }
    return remaining;
  }
}
