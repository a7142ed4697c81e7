package io.github.mlopsmaven.generate;

import io.github.mlopsmaven.descriptor.Descriptors;
import io.github.mlopsmaven.io.SafePaths;
import io.github.mlopsmaven.layout.Chooser;
import io.github.mlopsmaven.layout.Combination;
import io.github.mlopsmaven.layout.GivenValues;
import io.github.mlopsmaven.layout.Matrix;
import io.github.mlopsmaven.layout.Plan;
import io.github.mlopsmaven.layout.PlannedFile;
import io.github.mlopsmaven.layout.Planner;
import io.github.mlopsmaven.lock.ReservedPaths;
import io.github.mlopsmaven.problem.Mistakes;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.Block;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.Option;
import io.github.mlopsmaven.template.Placeholders;
import io.github.mlopsmaven.template.Rewrite;
import io.github.mlopsmaven.template.Selection;
import io.github.mlopsmaven.template.TemplateOrigin;
import io.github.mlopsmaven.template.TemplateSignature;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.template.ValueSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is decided about a project before any content is fetched.
 *
 * @param origin where the template came from
 * @param descriptor the template's descriptor
 * @param plan the files
 * @param open the files of every project of the selection: what depends on values is open
 * @param values the given values, checked
 * @param names every option, value and name of the project with its text
 */
public record Blueprint(
    TemplateOrigin origin,
    Descriptor descriptor,
    Plan plan,
    Plan open,
    Map<String, String> values,
    Placeholders names) {

  /** Copies the map, keeping its order. */
  public Blueprint {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The same with what is known of the template's signature. */
  Blueprint signedBy(Optional<TemplateSignature> signature) {
    return new Blueprint(origin.signedBy(signature), descriptor, plan, open, values, names);
  }

  /** What was chosen. */
  public Selection selection() {
    return plan.selection();
  }

  /**
   * Decides.
   *
   * @param template the opened template
   * @param request what is asked for
   * @param questions asked for options that were not given
   * @throws UsageException if the template does not have it, or has something unsafe
   */
  static Blueprint of(TemplateSnapshot template, GenerateRequest request, Questions questions) {
    return of(template, Descriptors.of(template), request, questions);
  }

  /** The same, for a template whose descriptor was read before. */
  static Blueprint of(
      TemplateSnapshot template,
      Descriptor descriptor,
      GenerateRequest request,
      Questions questions) {
    Matrix matrix = Matrix.of(descriptor, template.tree(), request.options());
    return of(template, descriptor, matrix, request, questions);
  }

  /** The same, for a template whose matrix was made before. */
  static Blueprint of(
      TemplateSnapshot template,
      Descriptor descriptor,
      Matrix matrix,
      GenerateRequest request,
      Questions questions) {
    requirePipelineTemplates(descriptor, request);
    Mistakes mistakes = new Mistakes();
    Map<String, String> checked = check(descriptor, matrix, request, mistakes);
    mistakes.refuse("the command");
    Combination chosen =
        new Chooser(matrix)
            .choose(
                request.options(),
                (option, possible) ->
                    questions.choose(
                        question(option), possible, option.labels(), suggestion(option, possible)),
                request.allowPartial());

    Map<String, String> given = new LinkedHashMap<>(checked);
    given.putAll(MissingValues.ask(descriptor, chosen.selection(), checked, questions));
    Map<String, String> known = Map.copyOf(given);
    Placeholders texts = names(descriptor, chosen.selection(), known, request);
    Map<String, String> values =
        GivenValues.applying(descriptor, inOrder(descriptor, known), texts);
    Mistakes derived = new Mistakes();
    derived.checking(() -> GivenValues.checkDerived(descriptor, values, texts));
    derived.checking(() -> GivenValues.checkNames(descriptor, texts));

    List<Rewrite> rewrites = new ArrayList<>();
    for (Block block : descriptor.blocks()) {
      block.edits().forEach(edit -> rewrites.add(edit.filled(texts)));
    }
    for (Rewrite rewrite : descriptor.rewrites()) {
      if (rewrite.when().holds(texts)) {
        derived.checking(() -> requireKnown(rewrite, texts));
        rewrites.add(rewrite.filled(texts));
      }
    }
    derived.refuse("the command");
    rewrites.addAll(GivenValues.rewrites(descriptor, values));
    if (request.fixes()) {
      descriptor.fixes().forEach(fix -> rewrites.add(fix.edit().filled(texts)));
    }
    Planner planner = new Planner(descriptor, template.tree(), rewrites);
    Plan whole = planner.plan(chosen.selection(), texts);
    Plan plan =
        request
            .pipelineTemplates()
            .flatMap(own -> descriptor.pipelineTemplates())
            .map(templates -> whole.without(templates::isVendored))
            .orElse(whole);
    requireSafe(plan);

    Plan open = planner.plan(chosen.selection());
    return new Blueprint(template.origin(), descriptor, plan, open, values, texts);
  }

  /** Every option, value and name of a project that was made before, with its text. */
  static Placeholders names(Descriptor descriptor, Selection selection, GenerateRequest request) {
    Mistakes mistakes = new Mistakes();
    Map<String, String> values =
        GivenValues.check(descriptor, request.values(), request.spelling(), mistakes);
    mistakes.refuse("the command");
    return names(descriptor, selection, values, request);
  }

  /** Every option, value and name of a project with its text. */
  private static Placeholders names(
      Descriptor descriptor,
      Selection selection,
      Map<String, String> values,
      GenerateRequest request) {
    Map<String, String> given = new LinkedHashMap<>(values);
    given.put(Placeholders.PROJECT_NAME, request.projectName().text());
    given.put(Placeholders.ORGANIZATION, request.organization().orElse(""));
    given.put(Placeholders.GENERATOR_VERSION, request.generatorVersion());
    request
        .pipelineTemplates()
        .ifPresent(own -> given.put(Placeholders.PIPELINE_TEMPLATES, own.repository()));
    return Placeholders.of(descriptor, selection, given);
  }

  private static Map<String, String> inOrder(Descriptor descriptor, Map<String, String> values) {
    Map<String, String> sorted = new LinkedHashMap<>();
    descriptor.values().stream()
        .map(ValueSpec::name)
        .filter(values::containsKey)
        .forEach(name -> sorted.put(name, values.getOrDefault(name, "")));
    return sorted;
  }

  /**
   * Checks options and values one by one.
   *
   * @return the values, in the descriptor's order
   */
  static Map<String, String> check(
      Descriptor descriptor, Matrix matrix, GenerateRequest request, Mistakes mistakes) {
    new Chooser(matrix).check(request.options(), request.spelling(), mistakes);
    return GivenValues.check(descriptor, request.values(), request.spelling(), mistakes);
  }

  /** A value without a default may be missing. */
  private static void requireKnown(Rewrite rewrite, Placeholders texts) {
    for (String name : Placeholders.used(rewrite.value())) {
      if (!texts.texts().containsKey(name)) {
        throw new UsageException(
            "the template writes {" + name + "} into files, but it has no value",
            "add -Dmlops.values." + name + "=TEXT");
      }
    }
  }

  private static String question(Option option) {
    return option.description().isEmpty()
        ? option.title()
        : option.title() + ": " + option.description();
  }

  private static Optional<String> suggestion(Option option, List<String> possible) {
    return option.fallback().filter(possible::contains);
  }

  private static void requirePipelineTemplates(Descriptor descriptor, GenerateRequest request) {
    if (request.pipelineTemplates().isPresent() && descriptor.pipelineTemplates().isEmpty()) {
      throw new UsageException(
          "this template's pipelines call no second repository", "omit -Dmlops.pipelineTemplates");
    }
  }

  private static void requireSafe(Plan plan) {
    for (PlannedFile file : plan.files()) {
      if (file.source().mode() == FileMode.SUBMODULE) {
        throw new UsageException(
            "the template has a submodule at " + file.source().path() + ", which is never fetched",
            "put its files into the template, or exclude it in " + Descriptor.FILE_NAME);
      }
      if (file.source().mode() == FileMode.SYMBOLIC_LINK) {
        SafePaths.checkLinkName(file.target());
      }
      ReservedPaths.refuse(file.target());
    }
    List<String> paths = new ArrayList<>(plan.files().stream().map(PlannedFile::target).toList());
    paths.addAll(ReservedPaths.ALL);
    SafePaths.check(paths);
  }
}
