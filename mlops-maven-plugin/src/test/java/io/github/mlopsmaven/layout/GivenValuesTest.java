package io.github.mlopsmaven.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.descriptor.DescriptorReader;
import io.github.mlopsmaven.descriptor.Descriptors;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.Placeholders;
import io.github.mlopsmaven.template.Selection;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GivenValuesTest {

  private final Descriptor azure = Descriptors.convention();
  private final Descriptor own =
      DescriptorReader.read(
          "d.yml",
          """
          format: 1
          name: n
          values:
            text: {max_length: 5}
            count: {type: integer, default: 3}
            code: {pattern: "[a-z]+"}
            stage: {enum: [dev, test, prod]}
            stages: {type: array, enum: [dev, test, prod]}
            port: {type: integer, minimum: 1024, maximum: 65535}
            package: {default: "{project_name | snake_case}", pattern: "[a-z][a-z0-9_]*", message: m}
            gpu: {type: boolean, default: "false"}
            gpu_type: {default: t4, when: {gpu: true}}
          names:
            - {title: bucket, name: "b-{code}", pattern: "[a-z-]{3,6}", max_length: 6, message: m}
            - {title: folder, name: "{project_name}", pattern: "[a-z]+", max_length: 9, message: n}
          layout: [{from: ., to: .}]
          """);

  @Test
  void valuesComeInTheDescriptorsOrder() {
    assertThat(GivenValues.check(azure, Map.of("location", "westeurope", "namespace", "churn")))
        .containsExactly(Map.entry("namespace", "churn"), Map.entry("location", "westeurope"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          namespase | x         | this template has no value 'namespase' (-Dmlops.values.namespase=x) | use one of namespace, postfix, location, environment, production_environment, enable_monitoring, enable_aml_computecluster (did you mean namespace?)
          namespace | Churn     | value namespace 'Churn' is invalid: it starts with a letter and has lower case letters and digits only, since a storage account has no others                | give another with -Dmlops.values.namespace=mlopsv2
          namespace | abcdefghijklm | value namespace 'abcdefghijklm' is invalid: it has at most 12 characters, not 13                                                                        | give another with -Dmlops.values.namespace=mlopsv2
          enable_monitoring | yes | value enable_monitoring 'yes' is invalid: it is true or false                                                                                             | give another with -Dmlops.values.enable_monitoring=false
          """)
  void whatDoesNotFitIsRefused(String name, String text, String problem, String remedy) {
    assertThatThrownBy(() -> GivenValues.check(azure, Map.of(name, text)))
        .isInstanceOf(UsageException.class)
        .hasMessage(problem + "\n  " + remedy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          stage  | tets     | value stage 'tets' is invalid: it is one of dev, test, prod | use one of dev, test, prod (did you mean test?): -Dmlops.values.stage=test
          stages | dev,prd  | value stages 'dev,prd' is invalid: 'prd' in it is invalid: it is one of dev, test, prod | use some of dev, test, prod: -Dmlops.values.stages=dev,test
          stages | dev, dev | value stages 'dev, dev' is invalid: it has 'dev' twice | use some of dev, test, prod: -Dmlops.values.stages=dev,test
          port   | 80       | value port '80' is invalid: it is at least 1024 | give another with -Dmlops.values.port=…
          port   | 70000    | value port '70000' is invalid: it is at most 65535 | give another with -Dmlops.values.port=…
          port   | 99999999999999999999 | value port '99999999999999999999' is invalid: it is at most 65535 | give another with -Dmlops.values.port=…
          """)
  void menusAndLimitsAreKept(String name, String text, String problem, String remedy) {
    assertThatThrownBy(() -> GivenValues.check(own, Map.of(name, text)))
        .isInstanceOf(UsageException.class)
        .hasMessage(problem + "\n  " + remedy);
  }

  @Test
  void anArrayIsWrittenWithoutSpaces() {
    assertThat(GivenValues.check(own, Map.of("stages", "dev , prod")))
        .containsEntry("stages", "dev,prod");
  }

  @Test
  void aDefaultThatIsMadeFromTheProjectsNameIsCheckedToo() {
    Placeholders names =
        Placeholders.of(own, new Selection(Map.of()), Map.of("project_name", "2-Churn"));

    assertThat(names.texts()).containsEntry("package", "2_churn");
    assertThatThrownBy(() -> GivenValues.checkDerived(own, Map.of(), names))
        .hasMessage(
            "value package would be '2_churn', made from {project_name | snake_case}, and is invalid"
                + ": m\n  give it with -Dmlops.values.package=…");
  }

  @Test
  void aValueThatDoesNotApplyIsAsIfItWereNotGiven() {
    Map<String, String> given = Map.of("gpu_type", "a100");
    Placeholders names = Placeholders.of(own, new Selection(Map.of()), given);

    assertThat(names.texts()).containsEntry("gpu_type", "t4");
    assertThat(GivenValues.applying(own, given, names)).isEmpty();
    assertThat(
            Placeholders.of(own, new Selection(Map.of()), Map.of("gpu", "true", "gpu_type", "a100"))
                .texts())
        .containsEntry("gpu_type", "a100");
  }

  @Test
  void aTextHasOneLine() {
    assertThatThrownBy(() -> GivenValues.check(own, Map.of("text", "a\nb")))
        .hasMessage(
            "value text 'a\\nb' is invalid: it is one line of text\n"
                + "  give another with -Dmlops.values.text=…");
  }

  @Test
  void anIntegerHasDigits() {
    assertThat(GivenValues.check(own, Map.of("count", "-07"))).containsEntry("count", "-07");
    assertThatThrownBy(() -> GivenValues.check(own, Map.of("count", "1.5")))
        .hasMessageStartingWith("value count '1.5' is invalid: it is an integer");
  }

  @Test
  void aPatternWithoutAMessageIsShown() {
    assertThatThrownBy(() -> GivenValues.check(own, Map.of("code", "A")))
        .hasMessageStartingWith("value code 'A' is invalid: it must match [a-z]+");
  }

  @Test
  void aBuiltNameThatIsTooLongIsRefusedWithTheValuesItIsBuiltFrom() {
    assertThatThrownBy(
            () -> check(azure, Map.of("namespace", "abcdefghijkl", "postfix", "12345678")))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "the storage account would be named 'stabcdefghijkl12345678dev' (25 characters): a"
                + " storage account has 3 to 24 lower case letters and digits\n"
                + "  shorten or change -Dmlops.values.namespace or -Dmlops.values.postfix or"
                + " -Dmlops.values.environment");
  }

  @Test
  void aNameOfTheLastStageIsCheckedToo() {
    assertThatThrownBy(
            () -> check(azure, Map.of("production_environment", "producti", "postfix", "12345678")))
        .hasMessageContaining("production storage account")
        .hasMessageContaining("-Dmlops.values.production_environment");
  }

  @Test
  void theDefaultsFit() {
    assertThatCode(() -> check(azure, Map.of())).doesNotThrowAnyException();
  }

  @Test
  void aNameWithAValueThatNobodyKnowsCannotBeChecked() {
    assertThatCode(() -> check(own, Map.of("project_name", "abc"))).doesNotThrowAnyException();
  }

  @Test
  void aNameMayBeBuiltFromTheProjectsName() {
    assertThatThrownBy(() -> check(own, Map.of("project_name", "A1")))
        .hasMessage(
            "the folder would be named 'A1' (2 characters): n\n"
                + "  shorten or change -Dmlops.projectName");
  }

  @Test
  void givenValuesBecomeEdits() {
    assertThat(GivenValues.rewrites(azure, Map.of("postfix", "0007")))
        .singleElement()
        .satisfies(
            rewrite -> {
              assertThat(rewrite.place()).hasToString("variables.postfix");
              assertThat(rewrite.value()).isEqualTo("0007");
              assertThat(rewrite.reason()).isEqualTo("postfix was given");
              assertThat(rewrite.files()).hasToString("[config-infra-*.yml]");
            });
  }

  private static void check(Descriptor descriptor, Map<String, String> given) {
    GivenValues.checkNames(descriptor, Placeholders.of(descriptor, new Selection(Map.of()), given));
  }
}
