package io.github.mlopsmaven.backstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.mlopsmaven.backstage.Starter.Service;
import io.github.mlopsmaven.descriptor.Descriptors;
import io.github.mlopsmaven.io.DirectorySource;
import io.github.mlopsmaven.layout.Combination;
import io.github.mlopsmaven.layout.Matrix;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.template.TemplateSource;
import io.github.mlopsmaven.testkit.MemoryTemplate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What a portal reads: Backstage's own schema takes it, and its form offers what there is. */
class SoftwareTemplateTest {

  private static final TemplateSource BUILTIN =
      new DirectorySource(Path.of("../mlops-archetype-catalog/template/src"));

  private static final TemplateSource COMPANY =
      new MemoryTemplate()
          .with(
              "mlops-template.yml",
              """
              format: 1
              name: Contoso ML!
              title: "Contoso's \\"forecast\\": service"
              options:
                cloud:
                  title: Cloud
                  description: Where it runs.
                  enum: [azure, onprem]
                  labels: {azure: Microsoft Azure, onprem: "our own: data center"}
                  default: azure
                size: {title: Size, enum: [small, large], default: large, when: {cloud: onprem}}
                flavor: {title: Flavor, default: b}
              parts: {code: {core: true}, docs: {}}
              layout:
                - {from: "flavors/{flavor}", to: ., part: code, when: {cloud: azure}}
                - {from: "own/{flavor}/{size}", to: ., part: code, when: {cloud: onprem}}
                - {from: "docs/{flavor}", to: docs, part: docs}
              values:
                code: {description: A code., default: "0001", pattern: "[0-9]{4}", message: it has four digits}
                package: {default: "{project_name}_x", pattern: "(?i)[a-z]++"}
                nodes: {type: integer, default: 3, minimum: 1, maximum: 9, when: {cloud: onprem}}
                watch: {type: boolean, default: "false"}
                mail: {default: a@b.example, when: {watch: "true"}}
                zones: {type: array, enum: [a, b, "no"], default: "a,no"}
              """)
          .with("flavors/a/x", "x")
          .with("flavors/b/x", "x")
          .with("flavors/c/x", "x")
          .with("own/b/small/x", "x")
          .with("own/b/large/x", "x")
          .with("own/a/small/x", "x")
          .with("docs/a/x", "x")
          .with("docs/b/x", "x");

  private static final Starter GITHUB =
      Starter.parse(Service.GITHUB, "github.com", "acme/platform@live");
  private static final Starter AZURE =
      Starter.parse(Service.AZURE_DEVOPS, "dev.azure.com", "acme/ml platform/12");

  private static Map<String, String> files(TemplateSource source, Starter starter) {
    return SoftwareTemplate.files(
        source,
        new PortalRequest(
            starter,
            Optional.of("group:default/ml-platform"),
            "https://git.acme.example/t.git",
            Optional.of("v1"),
            false,
            "1.2.3"));
  }

  private static Map<String, Object> entity(Map<String, String> files) {
    return map(yaml(files.getOrDefault("template.yaml", "")));
  }

  private static Object yaml(String text) {
    return new Load(LoadSettings.builder().build()).loadFromString(text);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(@Nullable Object value) {
    return (Map<String, Object>) Objects.requireNonNull(value);
  }

  private static List<?> list(@Nullable Object value) {
    return (List<?>) Objects.requireNonNull(value);
  }

  private static List<Map<String, Object>> pages(Map<String, Object> entity) {
    List<Map<String, Object>> pages = new ArrayList<>();
    list(map(entity.get("spec")).get("parameters")).forEach(page -> pages.add(map(page)));
    return pages;
  }

  /** The published schemas, found by the names that they call each other by. */
  private static List<Error> errors(String schema, Object entity) throws IOException {
    Map<String, String> known = new LinkedHashMap<>();
    for (String name :
        List.of("Entity", "EntityMeta", "common", "Template.v1beta3", "Component.v1alpha1")) {
      known.put(
          "https://backstage.example/" + name,
          resource("/backstage/" + name + ".schema.json")
              .replaceFirst("\"\\$id\": \"", "\"\\$id\": \"https://backstage.example/"));
    }
    // A schema's id is not always its file's name.
    known.put(
        "https://backstage.example/TemplateV1beta3",
        known.get("https://backstage.example/Template.v1beta3"));
    known.put(
        "https://backstage.example/ComponentV1alpha1",
        known.get("https://backstage.example/Component.v1alpha1"));
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_7, builder -> builder.schemas(known));
    Schema published =
        registry.getSchema(
            com.networknt.schema.SchemaLocation.of("https://backstage.example/" + schema));
    return published.validate(new Gson().toJson(entity), InputFormat.JSON);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = SoftwareTemplateTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void backstagesOwnSchemaAcceptsThem() throws IOException {
    for (TemplateSource source : List.of(BUILTIN, COMPANY)) {
      for (Starter starter : List.of(GITHUB, AZURE)) {
        assertThat(errors("TemplateV1beta3", entity(files(source, starter)))).isEmpty();
      }
    }
    Map<String, Object> broken = entity(files(BUILTIN, GITHUB));
    map(broken.get("spec")).remove("steps");
    map(broken.get("metadata")).put("tags", "one");
    assertThat(errors("TemplateV1beta3", broken)).hasSize(2);
  }

  /** The form is JSON Schema: what it accepts is compared with what the template has. */
  @Test
  void theFormAcceptsTheCombinationsThatThereAreAndNoOther() {
    for (TemplateSource source : List.of(BUILTIN, COMPANY)) {
      List<Map<String, Object>> pages = pages(entity(files(source, GITHUB)));
      Schema form = schema(pages.get(0));
      try (TemplateSnapshot template = source.open()) {
        Matrix matrix = Matrix.of(Descriptors.of(template), template.tree());
        Set<Map<String, String>> complete = new LinkedHashSet<>();
        matrix.combinations().stream()
            .filter(Combination::isComplete)
            .forEach(one -> complete.add(one.selection().values()));
        List<Map<String, String>> all = List.of(Map.of());
        for (var option : matrix.options()) {
          List<Map<String, String>> longer = new ArrayList<>(all);
          for (Map<String, String> one : all) {
            for (String value : matrix.values(option.name(), Map.of())) {
              Map<String, String> with = new LinkedHashMap<>(one);
              with.put(option.name(), value);
              longer.add(with);
            }
          }
          all = longer;
        }
        int accepted = 0;
        for (Map<String, String> one : all) {
          boolean valid = form.validate(new Gson().toJson(one), InputFormat.JSON).isEmpty();
          // A leftover of another branch is accepted, and generate drops it.
          boolean exists =
              complete.stream().anyMatch(real -> one.entrySet().containsAll(real.entrySet()));
          assertThat(valid).as(one.toString()).isEqualTo(exists);
          accepted += valid ? 1 : 0;
        }
        assertThat(accepted).isGreaterThanOrEqualTo(complete.size()).isPositive();
      }
    }
  }

  private static Schema schema(Map<String, Object> page) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
        .getSchema(new Gson().toJson(page));
  }

  @Test
  void aCompanysFormHasItsLabelsDefaultsAndPatterns() {
    Map<String, Object> entity = entity(files(COMPANY, GITHUB));
    assertThat(map(entity.get("metadata")))
        .containsEntry("name", "contoso-ml")
        .containsEntry("title", "Contoso's \"forecast\": service");
    List<Map<String, Object>> pages = pages(entity);
    assertThat(pages)
        .extracting(page -> page.get("title"))
        .containsExactly("Variant", "Settings", "Owner and repository");
    Map<String, Object> cloud = map(map(pages.get(0).get("properties")).get("cloud"));
    assertThat(cloud)
        .containsEntry("description", "Where it runs.")
        .containsEntry("enum", List.of("azure", "onprem"))
        .containsEntry("enumNames", List.of("Microsoft Azure", "our own: data center"))
        .containsEntry("default", "azure");
    String variant = new Gson().toJson(pages.get(0));
    // Flavor c has no docs, and large is there for one flavor only.
    assertThat(variant).doesNotContain("\"c\"").contains("nodes", "mail");
    Map<String, Object> settings = map(pages.get(1).get("properties"));
    assertThat(settings).containsOnlyKeys("code", "package", "zones");
    assertThat(map(settings.get("code")))
        .containsEntry("default", "0001")
        .containsEntry("pattern", "^(?:[0-9]{4})$")
        .containsEntry("ui:help", "It has four digits.");
    assertThat(map(settings.get("package")))
        .doesNotContainKeys("default", "pattern")
        .containsEntry("ui:help", "If empty: {project_name}_x.");
    assertThat(map(settings.get("zones")))
        .containsEntry("default", List.of("a", "no"))
        .containsEntry("ui:widget", "checkboxes");
    Map<String, Object> place = map(pages.get(2).get("properties"));
    assertThat(map(place.get("componentOwner"))).containsEntry("ui:field", "OwnerPicker");
    assertThat(map(place.get("repoUrl")))
        .containsEntry("ui:field", "RepoUrlPicker")
        .containsEntry("ui:options", Map.of("allowedHosts", List.of("github.com")));
  }

  @Test
  void valuesAreAskedForWhereTheyApply() {
    Schema form = schema(pages(entity(files(COMPANY, GITHUB))).get(0));
    String small = "{\"cloud\":\"onprem\",\"flavor\":\"b\",\"size\":\"small\"%s}";
    assertThat(errors(form, small, "")).isEmpty();
    assertThat(errors(form, small, ",\"nodes\":3,\"watch\":true,\"mail\":\"x\"")).isEmpty();
    assertThat(errors(form, small, ",\"nodes\":10")).isNotEmpty();
    assertThat(errors(form, small, ",\"watch\":true,\"mail\":3")).isNotEmpty();
    // Nothing is asked here, so nothing is checked.
    assertThat(errors(form, "{\"cloud\":\"azure\",\"flavor\":\"b\"%s}", ",\"nodes\":10")).isEmpty();
  }

  /** A text can have any content, so what depends on it is always shown, and says so. */
  @Test
  void whatDependsOnATextIsShownWithARemark() {
    TemplateSource source =
        new MemoryTemplate()
            .with(
                "mlops-template.yml",
                """
                format: 1
                name: n
                options: {cloud: {enum: [azure, onprem]}}
                layout: [{from: p, to: .}]
                values:
                  region: {default: eu}
                  office: {default: x, when: {region: us, cloud: azure}}
                """)
            .with("p/x", "x");
    Map<String, Object> page = pages(entity(files(source, GITHUB))).get(0);
    assertThat(new Gson().toJson(map(page.get("dependencies"))))
        .contains("\"office\"", "Only used if Region and Cloud allow it.")
        .endsWith("{\"properties\":{\"cloud\":{\"enum\":[\"onprem\"]}}}]}}");
  }

  private static List<Error> errors(Schema form, String text, String more) {
    return form.validate(text.formatted(more), InputFormat.JSON);
  }

  @Test
  void theStepsStartTheWorkflowWithEveryAnswer() {
    Map<String, Object> spec = map(entity(files(BUILTIN, GITHUB)).get("spec"));
    List<?> steps = list(spec.get("steps"));
    Map<String, Object> start = map(steps.get(0));
    assertThat(start).containsEntry("action", "github:actions:dispatch");
    Map<String, Object> input = map(start.get("input"));
    assertThat(input)
        .containsEntry("repoUrl", "github.com?owner=acme&repo=platform")
        .containsEntry("workflowId", "generate-project.yml")
        .containsEntry("branchOrTagName", "live");
    Map<String, Object> given = map(input.get("workflowInputs"));
    assertThat(given).containsOnlyKeys("organization", "projectName", "componentOwner", "answers");
    assertThat(String.valueOf(given.get("answers")))
        .contains("\"options.project_type\": ${{ parameters.project_type | default(\"\") | dump }}")
        .contains("\"values.postfix\": ${{ parameters.postfix | default(\"\") | dump }}");
    assertThat(map(steps.get(1)))
        .containsEntry("action", "catalog:register")
        .extracting(step -> map(step.get("input")).get("optional"))
        .isEqualTo(true);

    Map<String, Object> azure =
        map(list(map(entity(files(BUILTIN, AZURE)).get("spec")).get("steps")).get(0));
    assertThat(azure).containsEntry("action", "azure:pipeline:run");
    assertThat(map(azure.get("input")))
        .containsEntry("organization", "acme")
        .containsEntry("project", "ml platform")
        .containsEntry("pipelineId", "12");
  }

  /** The workflow's inputs are those that the step sends, and its service's schema takes it. */
  @Test
  void theWorkflowTakesWhatTheStepSends() throws IOException {
    String text = files(BUILTIN, GITHUB).get(".github/workflows/generate-project.yml");
    Map<String, Object> workflow = map(yaml(Objects.requireNonNull(text)));
    Object on = workflow.get("on");
    assertThat(map(map(map(on).get("workflow_dispatch")).get("inputs")))
        .containsOnlyKeys("organization", "projectName", "componentOwner", "answers");
    Schema published =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(resource("/io/github/mlopsmaven/rules/shape/github-workflow.json"));
    assertThat(published.validate(text, InputFormat.YAML)).isEmpty();
    assertThat(text)
        .contains("mlops-maven-plugin:1.2.3")
        .contains("TEMPLATE: \"https://git.acme.example/t.git\"")
        .contains("TEMPLATE_REF: \"v1\"")
        .contains("-Dmlops.remote=github -Dmlops.githubUrl=https://github.com")
        .doesNotContain("@SCRIPT@", "@VERSION@", "allowPartial");

    String pipeline = files(BUILTIN, AZURE).get("generate-project.yml");
    Map<String, Object> azure = map(yaml(Objects.requireNonNull(pipeline)));
    assertThat(list(azure.get("parameters")))
        .extracting(parameter -> map(parameter).get("name"))
        .containsExactly("organization", "projectName", "componentOwner", "answers");
    assertThat(pipeline).contains("-Dmlops.azureDevOpsUrl=https://dev.azure.com");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "[a-z][a-z0-9]* true",
        "(?:a|b)+-(c{2,3})? true",
        "Standard_[A-Za-z0-9_]+ true",
        "[\\w.-]+@[\\w.-]+ true",
        "((a(b)c)+|d)* true",
        "[a-z]++ false",
        "(?i)a false",
        "(?<n>a) false",
        "\\p{Alpha}+ false",
        "[a-z&&[^b]] false",
        "\\Qa.b\\E false",
        "a} false",
        "((?>a)b) false",
      })
  void onlyPatternsThatABrowserReadsAlikeAreTaken(String pattern, boolean taken) {
    assertThat(PortablePattern.of(Pattern.compile(pattern)).isPresent()).isEqualTo(taken);
  }

  @Test
  void aWrongStarterIsRefusedWithTheForm() {
    assertThatThrownBy(() -> Starter.parse(Service.GITHUB, "github.com", "platform"))
        .hasMessageContaining("-Dmlops.startedIn=OWNER/REPOSITORY");
    assertThatThrownBy(() -> Starter.parse(Service.AZURE_DEVOPS, "dev.azure.com", "acme/ml"))
        .hasMessageContaining("ORGANIZATION/PROJECT/12");
  }

  @Test
  void everyTextIsReadBackAsItIs() {
    List<Object> hard =
        List.of(
            "0001", "no", "a: b", "x #y", "- z", "\"q\"", "", "é\u0000", 3L, true, "two\nlines");
    Map<String, Object> mapping = new LinkedHashMap<>();
    Stream.of("true", "a b", "ui:field", "x").forEach(key -> mapping.put(key, hard));
    mapping.put("empty", Map.of());
    mapping.put("none", List.of());
    mapping.put("deep", List.of(Map.of("a", List.of(Map.of("b", "c\nd")))));
    assertThat(new Gson().toJson(yaml(YamlText.of(mapping))))
        .isEqualTo(new Gson().toJson(mapping).replace("c\\nd", "c\\nd\\n"));
  }

  @Test
  void theSchemasAreNamedWithTheirSource() throws IOException {
    assertThat(Files.readString(Path.of("../docs/dependencies.md")))
        .contains("@backstage/catalog-model", "@backstage/plugin-scaffolder-common");
  }
}
