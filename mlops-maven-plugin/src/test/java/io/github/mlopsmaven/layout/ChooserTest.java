package io.github.mlopsmaven.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.descriptor.DescriptorReader;
import io.github.mlopsmaven.descriptor.Descriptors;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.testkit.MemoryTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChooserTest {

  private static final Chooser.Question NOBODY = (option, values) -> Optional.empty();

  private final Chooser azure =
      new Chooser(Matrix.of(Descriptors.convention(), MemoryTree.ofAzure("main")));

  @Test
  void everythingGivenIsTaken() {
    assertThat(azure.choose(given("bicep cv aml-cli-v2 azure-devops"), NOBODY, false).selection())
        .hasToString(
            "infrastructure_version=bicep, project_type=cv, mlops_version=aml-cli-v2,"
                + " orchestration=azure-devops");
  }

  @Test
  void aPersonIsAskedInTheDescriptorsOrderAndOnlyForWhatIsStillPossible() {
    List<String> asked = new ArrayList<>();

    Combination chosen =
        azure.choose(
            Map.of("infrastructure_version", "bicep"),
            (option, values) -> {
              asked.add(option.name() + " " + values);
              return Optional.of(values.get(values.size() - 1));
            },
            false);

    assertThat(asked)
        .containsExactly(
            "project_type [classical, cv, nlp]", "mlops_version [aml-cli-v2, python-sdk-v2]");
    assertThat(chosen.selection().values())
        .containsEntry("project_type", "nlp")
        .containsEntry("mlops_version", "python-sdk-v2")
        .containsEntry("orchestration", "azure-devops");
    assertThat(chosen.isComplete()).isTrue();
  }

  @Test
  void whoWelcomesPartsIsOfferedThem() {
    List<String> asked = new ArrayList<>();

    azure.choose(
        given("bicep cv aml-cli-v2"),
        (option, values) -> {
          asked.addAll(values);
          return Optional.of("github-actions");
        },
        true);

    assertThat(asked).containsExactly("github-actions", "azure-devops");
  }

  @Test
  void whatIsNotChosenAndCannotBeAskedForIsRefusedWithWhatToType() {
    refused(
        given("terraform classical aml-cli-v2"),
        "orchestration is not chosen",
        "add -Dmlops.orchestration=github-actions or -Dmlops.orchestration=azure-devops");
  }

  @Test
  void aDefaultIsTakenWhereNobodyCanBeAsked() {
    Chooser chooser = chooser("a: {default: y}", "x/f", "y/f");

    assertThat(chooser.choose(Map.of(), NOBODY, false).selection()).hasToString("a=y");
  }

  @Test
  void aPersonsAnswerGoesBeforeTheDefault() {
    Chooser chooser = chooser("a: {default: y}", "x/f", "y/f");

    assertThat(chooser.choose(Map.of(), (o, v) -> Optional.of("x"), false).selection())
        .hasToString("a=x");
  }

  @Test
  void aDefaultThatTheTemplateDoesNotHaveIsNone() {
    Chooser chooser = chooser("a: {default: z}", "x/f", "y/f");

    assertThatThrownBy(() -> chooser.choose(Map.of(), NOBODY, false))
        .hasMessageStartingWith("a is not chosen\n  add -Dmlops.options.a=x or");
  }

  @Test
  void theOnlyValueThereIsIsNeverAskedFor() {
    Chooser chooser = chooser("a: {}", "x/f");

    assertThat(
            chooser
                .choose(
                    Map.of(),
                    (option, values) -> {
                      throw new AssertionError("asked for " + option.name());
                    },
                    false)
                .selection())
        .hasToString("a=x");
  }

  @Test
  void aTypingErrorIsAnsweredByWhatWasMeant() {
    refused(
        Map.of("project_type", "clasical"),
        "project_type 'clasical' is not offered by this template (-Dmlops.projectType=clasical)",
        "use one of classical, cv, nlp (did you mean classical?)");
  }

  @Test
  void anUnknownOptionIsRefused() {
    refused(
        Map.of("project_typ", "cv"),
        "this template has no option project_typ (-Dmlops.options.project_typ=cv)",
        "use one of infrastructure_version, project_type, mlops_version, orchestration (did you"
            + " mean project_type?)");
  }

  @Test
  void onlyTheValuesThatConflictAreNamed() {
    refused(
        given("terraform classical python-sdk-v1 github-actions"),
        "this template does not have project_type=classical together with mlops_version=python-sdk-v1",
        "change one of them: -Dmlops.projectType=cv, or"
            + " -Dmlops.mlopsVersion=aml-cli-v2 or python-sdk-v2 or rai-aml-cli-v2");
  }

  @Test
  void aPartIsRefusedWithEveryWayOut() {
    refused(
        given("bicep classical aml-cli-v2 github-actions"),
        "this template has only a part of infrastructure_version=bicep, project_type=classical,"
            + " mlops_version=aml-cli-v2, orchestration=github-actions: it lacks the pipelines that"
            + " deploy the infrastructure",
        "change to -Dmlops.infrastructureVersion=terraform, or -Dmlops.orchestration=azure-devops,"
            + " or add -Dmlops.allowPartial=true to do without");
  }

  @Test
  void severalMissingPartsAreListed() {
    refused(
        given("bicep nlp python-sdk-v2 github-actions"),
        "this template has only a part of infrastructure_version=bicep, project_type=nlp,"
            + " mlops_version=python-sdk-v2, orchestration=github-actions: it lacks the pipelines"
            + " that train and deploy and the pipelines that deploy the infrastructure",
        "change to -Dmlops.orchestration=azure-devops, or add -Dmlops.allowPartial=true to do"
            + " without");
  }

  @Test
  void aPartIsGivenToWhomItWillDo() {
    Combination chosen =
        azure.choose(given("bicep classical aml-cli-v2 github-actions"), NOBODY, true);

    assertThat(chosen.missing()).extracting("name").containsExactly("infrastructure-pipelines");
  }

  @Test
  void aTemplateWithoutAnythingSaysWhereToLook() {
    Chooser nothing =
        new Chooser(Matrix.of(Descriptors.convention(), MemoryTree.of("README.md", "src/a.py")));

    assertThatThrownBy(() -> nothing.choose(Map.of(), NOBODY, false))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "this template offers nothing to generate: no directory matches its layout\n"
                + "  check -Dmlops.template and -Dmlops.templateRef, or add a descriptor"
                + " mlops-template.yml at the template's root");
  }

  @Test
  void aTemplateWithoutOptionsHasOneSelection() {
    Chooser chooser = chooser("", "f");

    assertThat(chooser.choose(Map.of(), NOBODY, false).selection().values()).isEmpty();
    assertThatThrownBy(() -> chooser.choose(Map.of("a", "x"), NOBODY, false))
        .hasMessage("this template has no option a (-Dmlops.options.a=x)\n  omit it");
  }

  @Test
  void anOptionThatDoesNotApplyIsNeitherAskedForNorTaken() {
    List<String> asked = new ArrayList<>();
    Chooser.Question question =
        (option, values) -> {
          asked.add(option.name() + " " + values);
          return Optional.of(values.get(values.size() - 1));
        };

    assertThat(depending().choose(Map.of("a", "shared"), question, false).selection())
        .hasToString("a=shared, c=z");
    assertThat(asked).containsExactly("c [y, z]");
    assertThat(
            depending()
                .choose(Map.of("a", "shared", "b", "one", "c", "y"), NOBODY, false)
                .selection())
        .hasToString("a=shared, c=y");
  }

  @Test
  void aValueOfADependingOptionRulesOutWhatItDoesNotApplyTo() {
    assertThat(depending().choose(Map.of("b", "two", "c", "y"), NOBODY, false).selection())
        .hasToString("a=own, b=two, c=y");
    assertThatThrownBy(() -> depending().choose(Map.of("a", "own", "c", "y"), NOBODY, false))
        .hasMessageStartingWith("b is not chosen\n  add -Dmlops.options.b=one or");
  }

  /** Option b is there for a=own only. */
  private static Chooser depending() {
    return new Chooser(
        Matrix.of(
            DescriptorReader.read(
                "d.yml",
                "{format: 1, name: n, options: {a: {}, b: {when: {a: own}}, c: {}}, parts: {p: {core:"
                    + " true}}, layout: [{from: 'own/{b}', to: ., part: p, when: {a: own}}, {from:"
                    + " shared, to: ., part: p, when: {a: shared}}, {from: 'on/{c}', to: on}]}"),
            MemoryTree.of("own/one/f", "own/two/f", "shared/f", "on/y/f", "on/z/f")));
  }

  private static Chooser chooser(String option, String... paths) {
    String text =
        option.isEmpty()
            ? "{format: 1, name: n, layout: [{from: ., to: .}]}"
            : "{format: 1, name: n, options: {"
                + option
                + "}, parts: {p: {core: true}}, layout: [{from: '{a}', to: ., part: p}]}";
    return new Chooser(Matrix.of(DescriptorReader.read("d.yml", text), MemoryTree.of(paths)));
  }

  private static Map<String, String> given(String values) {
    Map<String, String> given = new LinkedHashMap<>();
    List<String> names =
        List.of("infrastructure_version", "project_type", "mlops_version", "orchestration");
    for (String value : values.split(" ", -1)) {
      given.put(names.get(given.size()), value);
    }
    return given;
  }

  private void refused(Map<String, String> given, String problem, String remedy) {
    assertThatThrownBy(() -> azure.choose(given, NOBODY, false))
        .isInstanceOf(UsageException.class)
        .hasMessage(problem + "\n  " + remedy);
  }
}
