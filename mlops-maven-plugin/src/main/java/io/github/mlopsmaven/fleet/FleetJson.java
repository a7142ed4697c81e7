package io.github.mlopsmaven.fleet;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.mlopsmaven.fleet.FleetRow.Behind;
import io.github.mlopsmaven.fleet.FleetRow.Check;
import io.github.mlopsmaven.fleet.FleetRow.Request;
import io.github.mlopsmaven.fleet.FleetRow.Result;
import io.github.mlopsmaven.fleet.FleetRow.Template;
import io.github.mlopsmaven.fleet.FleetRow.Trouble;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rows as JSON, and back. */
final class FleetJson {

  private FleetJson() {}

  static String text(JsonElement element) {
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(element);
  }

  static JsonObject of(FleetRow row) {
    JsonObject object = new JsonObject();
    object.addProperty("repository", row.repository());
    row.page().ifPresent(page -> object.addProperty("page", page));
    object.addProperty("result", row.result().toString());
    if (!row.project().isEmpty()) {
      object.addProperty("project", row.project());
    }
    row.template()
        .ifPresent(
            template -> {
              JsonObject from = new JsonObject();
              from.addProperty("location", template.name());
              template.url().ifPresent(url -> from.addProperty("url", url));
              from.addProperty("revision", template.revision());
              template.newer().ifPresent(newer -> from.addProperty("newer", newer));
              object.add("template", from);
            });
    row.behind()
        .ifPresent(
            behind -> {
              JsonObject by = new JsonObject();
              by.addProperty("commits", behind.commits());
              behind.days().ifPresent(days -> by.addProperty("days", days));
              object.add("behind", by);
            });
    object.addProperty("given", row.given());
    JsonObject files = new JsonObject();
    row.files().forEach((word, paths) -> files.add(word, array(paths)));
    object.add("files", files);
    row.checks()
        .ifPresent(
            checks -> {
              JsonArray all = new JsonArray();
              checks.forEach(
                  check -> {
                    JsonObject one = new JsonObject();
                    one.addProperty("id", check.id());
                    one.addProperty("fails", check.fails());
                    one.addProperty("text", check.text());
                    one.addProperty("remedy", check.remedy());
                    all.add(one);
                  });
              object.add("policy", all);
            });
    row.request()
        .ifPresent(
            request -> {
              JsonObject made = new JsonObject();
              request.page().ifPresent(page -> made.addProperty("page", page));
              made.addProperty("text", request.text());
              object.add("pullRequest", made);
            });
    row.trouble()
        .ifPresent(
            trouble -> {
              JsonObject why = new JsonObject();
              why.addProperty("problem", trouble.problem());
              why.addProperty("remedy", trouble.remedy());
              object.add("trouble", why);
            });
    object.add("notes", array(row.notes()));
    return object;
  }

  private static JsonArray array(List<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }

  static FleetRow row(JsonObject object) {
    Map<String, List<String>> files = new LinkedHashMap<>();
    object(object, "files")
        .ifPresent(all -> all.entrySet().forEach(e -> files.put(e.getKey(), texts(e.getValue()))));
    return new FleetRow(
        text(object, "repository").orElseThrow(),
        text(object, "page"),
        result(text(object, "result").orElse("")),
        text(object, "project").orElse(""),
        object(object, "template")
            .map(
                from ->
                    new Template(
                        text(from, "location").orElse(""),
                        text(from, "url"),
                        text(from, "revision").orElse(""),
                        text(from, "newer"))),
        object(object, "behind")
            .map(
                by ->
                    new Behind(
                        text(by, "commits").map(Integer::parseInt).orElse(0),
                        text(by, "days").map(Long::parseLong))),
        text(object, "given").map(Integer::parseInt).orElse(0),
        files,
        Optional.ofNullable(object.getAsJsonArray("policy")).map(FleetJson::checks),
        object(object, "pullRequest")
            .map(made -> new Request(text(made, "page"), text(made, "text").orElse(""))),
        object(object, "trouble")
            .map(
                why ->
                    new Trouble(text(why, "problem").orElse(""), text(why, "remedy").orElse(""))),
        Optional.ofNullable(object.get("notes")).map(FleetJson::texts).orElse(List.of()));
  }

  private static List<Check> checks(JsonArray all) {
    List<Check> checks = new ArrayList<>();
    all.forEach(
        one -> {
          JsonObject check = one.getAsJsonObject();
          checks.add(
              new Check(
                  text(check, "id").orElse(""),
                  text(check, "fails").filter("true"::equals).isPresent(),
                  text(check, "text").orElse(""),
                  text(check, "remedy").orElse("")));
        });
    return checks;
  }

  private static Result result(String word) {
    return Stream.of(Result.values())
        .filter(result -> result.toString().equals(word))
        .findFirst()
        .orElseThrow();
  }

  private static Optional<String> text(JsonObject object, String name) {
    return object.get(name) instanceof JsonPrimitive value
        ? Optional.of(value.getAsString())
        : Optional.empty();
  }

  private static Optional<JsonObject> object(JsonObject object, String name) {
    return object.get(name) instanceof JsonObject inner ? Optional.of(inner) : Optional.empty();
  }

  private static List<String> texts(JsonElement list) {
    return list instanceof JsonArray array
        ? array.asList().stream().map(JsonElement::getAsString).collect(Collectors.toList())
        : List.of();
  }
}
