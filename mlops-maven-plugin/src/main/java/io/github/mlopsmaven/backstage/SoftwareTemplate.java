package io.github.mlopsmaven.backstage;

import io.github.mlopsmaven.backstage.Starter.Service;
import io.github.mlopsmaven.descriptor.Descriptors;
import io.github.mlopsmaven.layout.Combination;
import io.github.mlopsmaven.layout.Matrix;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.Option;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.template.TemplateSource;
import io.github.mlopsmaven.template.ValueSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The use case of {@code mlops:backstage}: a software template of a Backstage portal, {@code
 * scaffolder.backstage.io/v1beta3}, and the workflow that it starts. The form asks what {@code
 * mlops:generate} asks; who owns the component and where its repository goes the portal's own
 * pickers ask.
 *
 * @see <a href="https://backstage.io/docs/features/software-templates/writing-templates">Writing
 *     templates</a>
 */
public final class SoftwareTemplate {

  /** What both files begin with: without it they are not written again. */
  public static final String MARK = StartedWorkflow.MARK;

  /** The file that the portal reads. */
  public static final String FILE = "template.yaml";

  private static final String OWNER = "componentOwner";
  private static final String PLACE = "repoUrl";
  private static final String PICKED = "parameters.repoUrl | parseRepoUrl | pick('%s')";
  private static final int NAME = 63;

  private final Descriptor descriptor;
  private final Matrix matrix;
  private final PortalRequest request;

  private SoftwareTemplate(Descriptor descriptor, Matrix matrix, PortalRequest request) {
    this.descriptor = descriptor;
    this.matrix = matrix;
    this.request = request;
  }

  /**
   * Makes the files.
   *
   * @param source the template; no content but the descriptor's is fetched
   * @param request what they are for
   * @return path to text: the software template, and the workflow that it starts
   * @throws UsageException if the template offers nothing that the form could offer
   */
  public static Map<String, String> files(TemplateSource source, PortalRequest request) {
    try (TemplateSnapshot template = source.open()) {
      Descriptor descriptor = Descriptors.of(template);
      Matrix matrix = Matrix.of(descriptor, template.tree());
      SoftwareTemplate made = new SoftwareTemplate(descriptor, matrix, request);
      Map<String, String> files = new LinkedHashMap<>();
      files.put(FILE, StartedWorkflow.MARK + made.text());
      StartedWorkflow workflow = StartedWorkflow.of(request.starter().service());
      files.put(workflow.path(), workflow.text(request));
      return files;
    }
  }

  private String text() {
    Map<String, Object> entity = new LinkedHashMap<>();
    entity.put("apiVersion", "scaffolder.backstage.io/v1beta3");
    entity.put("kind", "Template");
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", name(descriptor.name()));
    metadata.put("title", title());
    metadata.put("description", "Generates a project from " + title() + ".");
    metadata.put("tags", List.of("mlops", "machine-learning"));
    entity.put("metadata", metadata);
    Map<String, Object> spec = new LinkedHashMap<>();
    request.owner().ifPresent(owner -> spec.put("owner", owner));
    spec.put("type", "service");
    spec.put("parameters", pages());
    spec.put("steps", List.of(start(), register()));
    spec.put("output", Map.of("links", links()));
    entity.put("spec", spec);
    return YamlText.of(entity);
  }

  private String title() {
    return descriptor.title().isEmpty() ? descriptor.name() : descriptor.title();
  }

  /** A name as the portal's catalog allows them. */
  private static String name(String text) {
    String plain =
        text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
    String cut = plain.substring(0, Math.min(NAME, plain.length())).replaceAll("-+$", "");
    return cut.isEmpty() ? "mlops-template" : cut;
  }

  private List<Object> pages() {
    List<Combination> offered =
        matrix.combinations().stream()
            .filter(one -> one.isComplete() || request.allowPartial())
            .toList();
    if (offered.isEmpty()) {
      throw new UsageException(
          "this template has no complete combination that a form could offer",
          "see mlops:options, or add -Dmlops.allowPartial");
    }
    List<Object> pages = new ArrayList<>();
    Map<String, Object> variant = VariantForm.of(descriptor, matrix, offered);
    if (!variant.isEmpty()) {
      pages.add(page("Variant", variant));
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    VariantForm.unconditional(descriptor)
        .forEach(value -> fields.put(value.name(), FormField.of(value, false)));
    if (!fields.isEmpty()) {
      pages.add(page("Settings", Map.of("properties", fields)));
    }
    pages.add(page("Owner and repository", place()));
    return pages;
  }

  private static Map<String, Object> page(String title, Map<String, Object> schema) {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("title", title);
    page.putAll(schema);
    return page;
  }

  private Map<String, Object> place() {
    Map<String, Object> owner = new LinkedHashMap<>();
    owner.put("title", "Owner");
    owner.put("description", "The owner of the component in the catalog.");
    owner.put("type", "string");
    owner.put("ui:field", "OwnerPicker");
    owner.put("ui:options", Map.of("catalogFilter", Map.of("kind", List.of("Group", "User"))));
    Map<String, Object> repository = new LinkedHashMap<>();
    repository.put("title", "Repository");
    repository.put(
        "description",
        "Where the new repository goes. The project gets the name of the repository.");
    repository.put("type", "string");
    repository.put("ui:field", "RepoUrlPicker");
    repository.put("ui:options", Map.of("allowedHosts", List.of(request.starter().host())));
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put(OWNER, owner);
    properties.put(PLACE, repository);
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("required", List.of(OWNER, PLACE));
    schema.put("properties", properties);
    return schema;
  }

  private Map<String, Object> start() {
    Starter starter = request.starter();
    boolean github = starter.service() == Service.GITHUB;
    Map<String, Object> given = new LinkedHashMap<>();
    given.put(
        "organization",
        github ? picked("owner") : picked("organization") + "/" + picked("project"));
    given.put("projectName", picked("repo"));
    given.put(OWNER, "${{ parameters." + OWNER + " }}");
    given.put("answers", answers());
    Map<String, Object> input = new LinkedHashMap<>();
    if (github) {
      input.put(PLACE, starter.host() + "?owner=" + starter.owner() + "&repo=" + starter.name());
      input.put("workflowId", StartedWorkflow.of(starter.service()).fileName());
      input.put("branchOrTagName", starter.branch());
      input.put("workflowInputs", given);
    } else {
      input.put("host", starter.host());
      input.put("organization", starter.owner());
      input.put("project", starter.name());
      input.put("pipelineId", starter.pipeline());
      input.put("branch", starter.branch());
      // The portal waits, so that a failure is seen there.
      input.put("pollingInterval", 10);
      input.put("pipelineTimeout", 900);
      input.put("templateParameters", given);
    }
    Map<String, Object> step = new LinkedHashMap<>();
    step.put("id", "generate");
    step.put("name", "Start the generation of the project");
    step.put("action", github ? "github:actions:dispatch" : "azure:pipeline:run");
    step.put("input", input);
    return step;
  }

  /** The answers as one JSON object: GitHub allows ten inputs of a workflow. */
  private String answers() {
    return Stream.concat(
            descriptor.options().stream().map(Option::name).map(name -> answer("options", name)),
            descriptor.values().stream().map(ValueSpec::name).map(name -> answer("values", name)))
        .collect(Collectors.joining(",\n", "{\n", "\n}"));
  }

  private static String answer(String family, String name) {
    return "  \""
        + family
        + "."
        + name
        + "\": ${{ parameters."
        + name
        + " | default(\"\") | dump }}";
  }

  private static String picked(String part) {
    return "${{ " + PICKED.formatted(part) + " }}";
  }

  /** The file is not there yet when the step runs: the portal looks for it again and again. */
  private Map<String, Object> register() {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put(
        "catalogInfoUrl",
        request.starter().service() == Service.GITHUB
            ? repository() + "/blob/main/catalog-info.yaml"
            : repository() + "?path=/catalog-info.yaml");
    input.put("optional", true);
    Map<String, Object> step = new LinkedHashMap<>();
    step.put("id", "register");
    step.put("name", "Register the component");
    step.put("action", "catalog:register");
    step.put("input", input);
    return step;
  }

  private String repository() {
    String host = "https://" + request.starter().host() + "/";
    return request.starter().service() == Service.GITHUB
        ? host + picked("owner") + "/" + picked("repo")
        : host + picked("organization") + "/" + picked("project") + "/_git/" + picked("repo");
  }

  private List<Object> links() {
    Starter starter = request.starter();
    Map<String, Object> repository = new LinkedHashMap<>();
    repository.put("title", "Repository");
    repository.put("url", repository());
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("title", "Run that generates it");
    run.put(
        "url",
        starter.service() == Service.GITHUB
            ? "https://"
                + starter.host()
                + "/"
                + starter.owner()
                + "/"
                + starter.name()
                + "/actions/workflows/"
                + StartedWorkflow.of(starter.service()).fileName()
            : "${{ steps['generate'].output.pipelineRunUrl }}");
    return List.of(repository, run);
  }
}
