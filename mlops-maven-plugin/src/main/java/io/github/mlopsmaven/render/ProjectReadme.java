package io.github.mlopsmaven.render;

import io.github.mlopsmaven.template.Option;
import io.github.mlopsmaven.template.Part;
import io.github.mlopsmaven.template.Rewrite;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The README of a generated project whose template brings none. */
public final class ProjectReadme {

  /** Where the notice goes that a template's license asks for. */
  public static final String LICENSE_NOTICE = ".mlops/template-LICENSE";

  private static final String TEMPLATE = "project-readme.md.vm";

  private static final String FINDINGS_TEMPLATE = "project-findings.md.vm";

  /** So many findings are items of the checklist; more would hide the other items. */
  private static final int FEW = 3;

  private static final Map<String, String> DIRECTORIES =
      Map.of(
          ".github", "workflows of GitHub Actions",
          ".mlops", "where this project came from",
          "data", "sample data to try the pipelines with",
          "data-science", "code and environments of the model: preparation, training, scoring",
          "infrastructure", "the Azure resources as code",
          "mlops", "jobs, endpoints and pipelines of Azure Machine Learning");

  private final VelocityRenderer renderer;

  /**
   * Prepares the README.
   *
   * @param renderer renders its text
   */
  public ProjectReadme(VelocityRenderer renderer) {
    this.renderer = renderer;
  }

  /**
   * What verification found, as a file of its own, where it is too much for the checklist.
   *
   * @param facts what the README tells
   */
  public Optional<byte[]> findings(ReadmeFacts facts) {
    return isFew(facts)
        ? Optional.empty()
        : Optional.of(
            renderer.render(
                FINDINGS_TEMPLATE,
                template(FINDINGS_TEMPLATE),
                Map.of("h1", "#", "findings", facts.findings())));
  }

  private static boolean isFew(ReadmeFacts facts) {
    return facts.findings().size() <= FEW;
  }

  /**
   * The README's bytes: Markdown, UTF-8, LF. The same facts give the same bytes.
   *
   * @param facts what it tells
   * @param findings the way from the README to the file with the findings
   */
  public byte[] render(ReadmeFacts facts, String findings) {
    Map<String, Object> context = new HashMap<>();
    context.put("h2", "##");
    context.put("title", Markdown.text(facts.projectName()));
    context.put("template", Markdown.text(facts.descriptor().title()));
    context.put("location", Markdown.code(facts.origin().template()));
    context.put(
        "choices",
        facts.descriptor().options().stream()
            .filter(option -> facts.selection().values().containsKey(option.name()))
            .map(option -> choice(option, facts.selection().value(option.name())))
            .toList());
    context.put(
        "settings",
        facts.values().entrySet().stream()
            .map(entry -> Map.of("name", entry.getKey(), "value", Markdown.code(entry.getValue())))
            .toList());
    context.put("directories", directories(facts.files()));
    context.put("gaps", facts.gaps().stream().map(Part::title).map(Markdown::text).toList());
    context.put(
        "steps",
        facts.descriptor().checklist().stream()
            .filter(item -> item.when().holds(facts.names()))
            .map(item -> Markdown.sentence(facts.names().fill(item.text())))
            .toList());
    context.put(
        "rewrites",
        facts.rewrites().stream()
            .map(
                rewrite ->
                    Map.of(
                        "path", Markdown.code(rewrite.place().toString()),
                        "value", Markdown.code(rewrite.value()),
                        "reason", Markdown.text(rewrite.reason())))
            .toList());
    context.put(
        "following",
        facts.following().entrySet().stream()
            .map(entry -> following(entry.getKey(), entry.getValue()))
            .toList());
    context.put(
        "fixes",
        facts.fixes().stream().map(Rewrite::reason).distinct().map(Markdown::text).toList());
    boolean few = isFew(facts);
    context.put("few", few ? facts.findings().stream().map(Markdown::text).toList() : List.of());
    context.put("many", few ? "" : String.valueOf(facts.findings().size()));
    context.put("findings", findings);
    context.put(
        "pipelineTemplates",
        facts.pipelineTemplates().map(own -> Markdown.code(own.toString())).orElse(""));
    context.put("notice", facts.files().contains(LICENSE_NOTICE));
    return renderer.render(TEMPLATE, template(TEMPLATE), context);
  }

  private static String following(String file, int references) {
    return "`"
        + Markdown.code(file)
        + "` names "
        + (references == 1 ? "one path" : references + " paths")
        + " where the files are now";
  }

  private static Map<String, String> choice(Option option, String value) {
    return Map.of(
        "title", Markdown.text(option.title()),
        "value", Markdown.code(value),
        "label", Markdown.text(option.labels().getOrDefault(value, value)));
  }

  private static List<Map<String, String>> directories(List<String> files) {
    Set<String> top = new TreeSet<>();
    for (String file : files) {
      int slash = file.indexOf('/');
      if (slash > 0) {
        top.add(file.substring(0, slash));
      }
    }
    return top.stream()
        .map(
            path ->
                Map.of(
                    "path",
                    Markdown.code(path),
                    "about",
                    DIRECTORIES.containsKey(path) ? ": " + DIRECTORIES.get(path) : ""))
        .toList();
  }

  private static byte[] template(String name) {
    try (InputStream in = ProjectReadme.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
