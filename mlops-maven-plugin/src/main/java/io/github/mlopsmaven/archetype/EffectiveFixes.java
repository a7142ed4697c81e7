package io.github.mlopsmaven.archetype;

import io.github.mlopsmaven.template.Condition;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.Fix;
import io.github.mlopsmaven.template.Placeholders;
import io.github.mlopsmaven.template.Rewrite;
import io.github.mlopsmaven.template.Selection;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** In which selections which fixes changed a file, for the lock. */
final class EffectiveFixes {

  private final Descriptor descriptor;
  private final List<Selection> selections;
  private final SortedMap<String, Set<Selection>> byRule = new TreeMap<>();

  EffectiveFixes(Descriptor descriptor, List<Selection> selections) {
    this.descriptor = descriptor;
    this.selections = List.copyOf(selections);
  }

  /** Remembers the edits that changed a file which some selections have. */
  void add(Set<Rewrite> edits, Collection<Selection> having) {
    for (Selection selection : having) {
      Placeholders options = new Placeholders(selection.values());
      for (Fix fix : descriptor.fixes()) {
        if (fix.edit().when().holds(selection)
            && edits.contains(fix.edit().filled(options).when(Condition.always()))) {
          byRule.computeIfAbsent(fix.rule(), any -> new LinkedHashSet<>()).add(selection);
        }
      }
    }
  }

  /** Rule to the selections that it was fixed in, sorted by rule. */
  SortedMap<String, IncludeCondition> conditions() {
    SortedMap<String, IncludeCondition> conditions = new TreeMap<>();
    byRule.forEach((rule, having) -> conditions.put(rule, IncludeCondition.of(selections, having)));
    return conditions;
  }
}
