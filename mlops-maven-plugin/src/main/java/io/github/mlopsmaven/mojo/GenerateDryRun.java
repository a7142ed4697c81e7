package io.github.mlopsmaven.mojo;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.github.mlopsmaven.generate.DryRun;
import io.github.mlopsmaven.generate.DryRunText;
import io.github.mlopsmaven.generate.GenerateRequest;
import io.github.mlopsmaven.generate.ProjectGenerator;
import io.github.mlopsmaven.mojo.AbstractPublishingMojo.Publishing;
import io.github.mlopsmaven.publish.PublishPlan;
import io.github.mlopsmaven.publish.PublishPlanText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What generating a project would make here, and then at a host.
 *
 * @param project the project
 * @param publish what would become of it at a host, if there is one
 */
record GenerateDryRun(DryRunText project, Optional<PublishPlanText> publish) {

  static GenerateDryRun of(
      ProjectGenerator generator, GenerateRequest request, Optional<Publishing> publishing) {
    if (publishing.isEmpty()) {
      return new GenerateDryRun(new DryRunText(generator.plan(request)), Optional.empty());
    }
    Publishing later = publishing.get();
    List<PublishPlan> plans = new ArrayList<>();
    DryRun run =
        generator.plan(
            request, staged -> plans.add(later.publisher().plan(later.request().at(staged))));
    return new GenerateDryRun(
        new DryRunText(run), plans.stream().findFirst().map(PublishPlanText::new));
  }

  /** Both as lines of text. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(project.lines());
    publish.ifPresent(plan -> lines.addAll(plan.lines()));
    return lines;
  }

  /** The project's plan as JSON, with the host's as {@code publish} in it. */
  String json() {
    JsonObject root = project.tree();
    publish.ifPresent(plan -> root.add("publish", plan.tree()));
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(root);
  }
}
