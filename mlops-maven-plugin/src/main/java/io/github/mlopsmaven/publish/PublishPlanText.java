package io.github.mlopsmaven.publish;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A plan for people and for programs. Text in braces is what an earlier answer tells. */
public final class PublishPlanText {

  /** What is sent as null is shown as null. */
  private static final Gson COMPACT =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  private final PublishPlan plan;

  /**
   * Names the plan.
   *
   * @param plan what to tell
   */
  public PublishPlanText(PublishPlan plan) {
    this.plan = plan;
  }

  /** The plan as lines of text: every call, in its order. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("Would publish " + plan.project().name() + " to " + plan.host());
    plan.repository().forEach(step -> describe(step, lines));
    lines.add("  push main");
    lines.add("    git push " + plan.pushUrl() + " main");
    plan.pullRequest().ifPresent(step -> describe(step, lines));
    plan.settings().forEach(step -> describe(step, lines));
    lines.add(steps().count() + " steps at " + plan.address() + "; nothing was sent");
    if (!plan.checklist().isEmpty()) {
      lines.add("Manual steps that would remain:");
      plan.checklist().forEach(item -> lines.add("  [ ] " + item));
    }
    if (!plan.azure().isEmpty()) {
      lines.add("Azure setup (run these commands yourself after az login):");
      plan.azure().forEach(command -> lines.add("  " + command));
    }
    return lines;
  }

  private Stream<Step> steps() {
    return Stream.of(
            plan.repository().stream(), plan.pullRequest().stream(), plan.settings().stream())
        .flatMap(stream -> stream);
  }

  private void describe(Step step, List<String> lines) {
    lines.add("  " + step.title() + step.when().map(PublishPlanText::when).orElse(""));
    lines.add("    " + text(step.look()));
    for (Call call : step.make()) {
      lines.add("      if needed: " + text(call));
    }
  }

  private String text(Call call) {
    return call.method()
        + " "
        + plan.address()
        + call.path()
        + call.body().map(body -> " " + COMPACT.toJson(body)).orElse("")
        + call.when().map(PublishPlanText::when).orElse("");
  }

  private static String when(Call.Condition condition) {
    return " (where " + condition.fact() + " is " + condition.value() + ")";
  }

  /** The plan as JSON. */
  public String json() {
    return new GsonBuilder()
        .serializeNulls()
        .setPrettyPrinting()
        .disableHtmlEscaping()
        .create()
        .toJson(tree());
  }

  /** The plan as JSON that is still to be written. */
  public JsonObject tree() {
    JsonObject root = new JsonObject();
    root.addProperty("name", plan.project().name());
    root.addProperty("owner", plan.project().owner());
    root.addProperty("host", plan.host());
    root.addProperty("address", plan.address());
    root.addProperty("push", plan.pushUrl());
    JsonArray steps = new JsonArray();
    steps().forEach(step -> steps.add(json(step)));
    root.add("steps", steps);
    JsonArray checklist = new JsonArray();
    plan.checklist().forEach(checklist::add);
    root.add("checklist", checklist);
    JsonArray azure = new JsonArray();
    plan.azure().forEach(azure::add);
    root.add("azure", azure);
    return root;
  }

  private static JsonObject json(Step step) {
    JsonObject entry = new JsonObject();
    entry.addProperty("title", step.title());
    step.when().ifPresent(condition -> entry.add("when", json(condition)));
    entry.add("look", json(step.look()));
    JsonArray make = new JsonArray();
    step.make().forEach(call -> make.add(json(call)));
    entry.add("make", make);
    return entry;
  }

  private static JsonObject json(Call call) {
    JsonObject entry = new JsonObject();
    entry.addProperty("method", call.method());
    entry.addProperty("path", call.path());
    call.body().ifPresent(body -> entry.add("body", body));
    call.when().ifPresent(condition -> entry.add("when", json(condition)));
    return entry;
  }

  private static JsonObject json(Call.Condition condition) {
    JsonObject entry = new JsonObject();
    entry.addProperty("fact", condition.fact());
    entry.addProperty("value", condition.value());
    return entry;
  }
}
