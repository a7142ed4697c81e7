package io.github.mlopsmaven.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.descriptor.DescriptorReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {

  private static final String HEAD =
      """
      format: 1
      name: n
      options: {cloud: {enum: [aws, azure]}, net: {enum: [open, closed], when: {cloud: aws}}}
      values: {gpu: {type: boolean}, stages: {type: array, enum: [dev, test, prod]}}
      """;

  private static Condition when(String when) {
    return DescriptorReader.read("d.yml", HEAD + "layout: [{from: ., to: ., when: " + when + "}]\n")
        .layout()
        .get(0)
        .when();
  }

  private static boolean holds(String when, String cloud, String gpu, String stages) {
    return when(when)
        .holds(
            new Placeholders(
                Map.of("cloud", cloud, "gpu", gpu, "stages", stages),
                Map.of("stages", ValueSpec.elements(stages))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {cloud: aws}                                         | aws   | true  | dev      | true
          {cloud: aws}                                         | azure | true  | dev      | false
          {cloud: [aws, azure]}                                | azure | true  | dev      | true
          {not: {cloud: aws}}                                  | azure | true  | dev      | true
          {not: {cloud: aws, gpu: true}}                       | aws   | false | dev      | true
          {not: {cloud: aws, gpu: true}}                       | aws   | true  | dev      | false
          {gpu: true, not: {cloud: aws}}                       | azure | true  | dev      | true
          {any_of: [{cloud: aws}, {gpu: true}]}                | azure | true  | dev      | true
          {any_of: [{cloud: aws}, {gpu: true}]}                | azure | false | dev      | false
          {stages: prod}                                       | aws   | true  | dev,prod | true
          {stages: [test, prod]}                               | aws   | true  | dev      | false
          {not: {any_of: [{stages: prod}, {net: open}]}}       | aws   | true  | dev      | true
          """)
  void decidesForAProject(String when, String cloud, String gpu, String stages, boolean holds) {
    assertThat(holds(when, cloud, gpu, stages)).isEqualTo(holds);
  }

  @Test
  void whatItSaysAboutValuesStaysOpen() {
    Condition condition = when("{any_of: [{cloud: aws}, {gpu: true}]}");

    assertThat(condition.in(new Selection(Map.of("cloud", "aws")))).isEqualTo(Condition.always());
    assertThat(condition.in(new Selection(Map.of("cloud", "azure"))))
        .isEqualTo(new Condition.Is("gpu", List.of("true"), false));
    assertThat(when("{cloud: aws, gpu: true}").in(new Selection(Map.of("cloud", "azure"))))
        .isEqualTo(Condition.never());
  }

  @Test
  void anOptionThatDoesNotApplyMatchesNothing() {
    assertThat(when("{net: open}").holds(new Selection(Map.of("cloud", "azure")))).isFalse();
    assertThat(when("{not: {net: open}}").holds(new Selection(Map.of("cloud", "azure")))).isTrue();
  }

  @Test
  void whatIsOpenDoesNotRuleOut() {
    Condition condition = when("{cloud: aws, net: closed}");

    assertThat(condition.isRuledOut(Map.of("cloud", "aws"))).isFalse();
    assertThat(condition.isRuledOut(Map.of("cloud", "azure"))).isTrue();
    assertThat(condition.isRuledOut(Map.of("cloud", "aws", "net", "open"))).isTrue();
  }

  @Test
  void onlyWhatIsNamedWithoutNotIsAValue() {
    assertThat(when("{any_of: [{cloud: aws}], not: {cloud: azure}}").named("cloud"))
        .containsExactly("aws");
  }
}
