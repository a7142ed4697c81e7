package io.github.mlopsmaven.archetype;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.template.Selection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class IncludeConditionTest {

  private static final List<Selection> ALL = new ArrayList<>();

  static {
    for (String infrastructure : List.of("bicep", "terraform")) {
      for (String version : List.of("v1", "v2", "v3")) {
        for (String orchestration : List.of("ado", "gh")) {
          Map<String, String> values = new LinkedHashMap<>();
          values.put("infrastructure", infrastructure);
          values.put("type", "cv");
          values.put("version", version);
          values.put("orchestration", orchestration);
          ALL.add(new Selection(values));
        }
      }
    }
  }

  @Test
  void whatIsAlwaysThereHasNoCondition() {
    assertThat(condition(ALL, selection -> true)).isEmpty();
  }

  @Test
  void optionsThatDoNotDecideAreLeftAway() {
    assertThat(condition(ALL, selection -> selection.value("orchestration").equals("gh")))
        .isEqualTo("#if($orchestration == 'gh')true#end");
  }

  @Test
  void severalValuesOfOneOptionAreAlternatives() {
    assertThat(condition(ALL, selection -> !selection.value("version").equals("v2")))
        .isEqualTo("#if($version == 'v1' || $version == 'v3')true#end");
  }

  @Test
  void independentOptionsAreJoined() {
    assertThat(
            condition(
                ALL,
                selection ->
                    selection.value("infrastructure").equals("bicep")
                        && !selection.value("version").equals("v2")))
        .isEqualTo(
            "#if($infrastructure == 'bicep' && ($version == 'v1' || $version == 'v3'))true#end");
  }

  @Test
  void optionsThatDependOnEachOtherAreListedTogether() {
    assertThat(
            condition(
                ALL,
                selection ->
                    selection.value("infrastructure").equals("bicep")
                        == selection.value("orchestration").equals("gh")))
        .isEqualTo(
            "#if(($infrastructure == 'bicep' && $orchestration == 'gh')"
                + " || ($infrastructure == 'terraform' && $orchestration == 'ado'))true#end");
  }

  @Test
  void onlyWhatTheArchetypeOffersCounts() {
    List<Selection> offered =
        ALL.stream()
            .filter(
                selection ->
                    selection.value("orchestration").equals("gh")
                        || selection.value("version").equals("v1"))
            .toList();

    assertThat(condition(offered, selection -> selection.value("version").equals("v2")))
        .isEqualTo("#if($version == 'v2')true#end");
  }

  private static String condition(List<Selection> all, Predicate<Selection> with) {
    Set<Selection> wanted =
        all.stream().filter(with).collect(Collectors.toCollection(LinkedHashSet::new));
    return IncludeCondition.of(all, wanted).text();
  }
}
