package io.github.mlopsmaven.archetype;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.descriptor.DescriptorReader;
import io.github.mlopsmaven.lock.Generation;
import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.lock.ProjectLockFile;
import io.github.mlopsmaven.render.VelocityRenderer;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.RuleSetting;
import io.github.mlopsmaven.template.Selection;
import io.github.mlopsmaven.template.SharedRepository;
import io.github.mlopsmaven.template.TemplateOrigin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Rendered with somebody's answers, the archetype's lock is the lock of mlops:generate. */
class LockTemplateTest {

  private static final Descriptor DESCRIPTOR =
      DescriptorReader.read(
          "mlops-template.yml",
          """
          format: 1
          name: acme
          title: Acme's projects
          options:
            project_type: {title: Type, description: Kind.}
          parts:
            code: {title: code, core: true}
          layout:
            - {from: "{project_type}", to: ., part: code}
          values:
            region: {description: Where., default: eastus}
            note: {description: What., default: ""}
          pipeline_templates: {repository: acme/steps, alias: steps}
          rules:
            yaml-syntax: {level: off, reason: $samples are no YAML}
          """);

  private static final TemplateOrigin ORIGIN =
      new TemplateOrigin(
          "https://git.example.com/a$b#c", Optional.of("main"), Optional.empty(), Optional.empty());

  private static final Selection SELECTION = new Selection(Map.of("project_type", "cv"));

  @Test
  void withNothingGiven() {
    assertThat(rendered(Map.of("region", "eastus", "note", ""), ""))
        .isEqualTo(lock(Map.of(), Optional.empty()));
  }

  @Test
  void withAnOrganizationAndOneValue() {
    assertThat(rendered(Map.of("region", "eastus", "note", "a #if $x"), "acme"))
        .isEqualTo(lock(Map.of("note", "a #if $x"), Optional.of("acme")));
  }

  @Test
  void withOtherValuesThanTheDefaults() {
    assertThat(rendered(Map.of("region", "westeurope", "note", ""), ""))
        .isEqualTo(lock(Map.of("region", "westeurope"), Optional.empty()));
  }

  @Test
  void fixesDependOnWhatIsChosen() {
    SortedMap<String, IncludeCondition> fixes = new TreeMap<>();
    fixes.put("json-syntax", new IncludeCondition("$project_type == 'nlp'"));
    fixes.put("yaml-syntax", new IncludeCondition("$project_type == 'cv'"));
    Map<String, String> values = Map.of("region", "eastus", "note", "");
    assertThat(rendered(values, "", fixes))
        .isEqualTo(lock(Map.of(), Optional.empty(), List.of("yaml-syntax")));

    fixes.put("yaml-syntax", new IncludeCondition("$project_type == 'shared'"));
    assertThat(rendered(values, "", fixes))
        .isEqualTo(lock(Map.of(), Optional.empty()))
        .doesNotContain("fixes:");

    fixes.put("bicep-syntax", IncludeCondition.ALWAYS);
    assertThat(rendered(values, "", fixes))
        .isEqualTo(lock(Map.of(), Optional.empty(), List.of("bicep-syntax")));
  }

  private static String rendered(Map<String, String> values, String organization) {
    return rendered(values, organization, new TreeMap<>());
  }

  private static String rendered(
      Map<String, String> values, String organization, SortedMap<String, IncludeCondition> fixes) {
    Answers answers = Answers.of(DESCRIPTOR, List.of(SELECTION));
    Map<String, String> context = new HashMap<>(values);
    context.put("project_type", "cv");
    context.put("project_name", "shop");
    context.put("organization", organization);
    DESCRIPTOR
        .values()
        .forEach(
            value -> context.put(ContextPom.fallback(value.name()), value.fallback().orElse("")));
    context.put(ContextPom.DOLLAR, "$");
    context.put(ContextPom.HASH, "#");
    return new VelocityRenderer()
        .renderText(
            "lock",
            LockTemplate.text(
                DESCRIPTOR, ORIGIN, "1".repeat(40), answers.values(), SELECTION, fixes, "1.2.3"),
            context);
  }

  private static String lock(Map<String, String> values, Optional<String> organization) {
    return lock(values, organization, List.of());
  }

  private static String lock(
      Map<String, String> values, Optional<String> organization, List<String> fixes) {
    return ProjectLockFile.text(
        new ProjectLock(
            "mlops-maven-plugin",
            "1.2.3",
            ORIGIN,
            "acme",
            Optional.of("1".repeat(40)),
            "shop",
            organization,
            SELECTION,
            values,
            Optional.empty(),
            Generation.USUAL,
            List.of(),
            fixes,
            Optional.of(new SharedRepository("acme/steps", "steps")),
            List.of(
                new RuleSetting("yaml-syntax", RuleSetting.Level.OFF, "$samples are no YAML"))));
  }
}
