package io.github.mlopsmaven.descriptor;

import static io.github.mlopsmaven.descriptor.YamlFields.each;
import static io.github.mlopsmaven.descriptor.YamlFields.required;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.template.RuleSetting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads what a descriptor says about rules of {@code mlops:verify}. */
final class RuleSettingReader {

  private static final List<String> LEVELS =
      Arrays.stream(RuleSetting.Level.values())
          .map(level -> level.name().toLowerCase(Locale.ROOT))
          .toList();

  private RuleSettingReader() {}

  static List<RuleSetting> read(Map<String, YamlValue> descriptor) {
    List<RuleSetting> settings = new ArrayList<>();
    each(descriptor, "rules", (rule, value) -> settings.add(setting(rule, value)));
    return settings;
  }

  private static RuleSetting setting(String rule, YamlValue value) {
    Map<String, YamlValue> fields = value.fields(List.of("level", "reason"));
    YamlValue level = required(value, fields, "level");
    if (!LEVELS.contains(level.text())) {
      throw level.refuse("is not a level", Suggestion.useOneOf(level.text(), LEVELS));
    }
    YamlValue reason = required(value, fields, "reason");
    if (reason.text().isBlank()) {
      throw reason.refuse("is empty", "say in one sentence why, for the people who read a report");
    }
    return new RuleSetting(
        rule, RuleSetting.Level.valueOf(level.text().toUpperCase(Locale.ROOT)), reason.text());
  }
}
