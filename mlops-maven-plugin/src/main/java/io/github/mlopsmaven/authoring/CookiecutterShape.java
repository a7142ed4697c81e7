package io.github.mlopsmaven.authoring;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.Placeholders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A template of cookiecutter: settings in JSON, a folder whose name is an expression. */
final class CookiecutterShape implements Shape {

  private static final List<String> SETTINGS = List.of("ccds.json", "cookiecutter.json");

  private static final Pattern FOLDER = Pattern.compile("\\{\\{-?\\s*cookiecutter\\.");
  private static final Pattern EXPRESSION =
      Pattern.compile(
          "\\{\\{-?\\s*cookiecutter\\.([a-z][a-z0-9_]*)((?:\\s*[.|]\\s*\\w+\\s*(?:\\([^()]*\\))?)*)"
              + "\\s*-?}}");
  private static final Pattern ANY = Pattern.compile("\\{\\{-?[^{}]*cookiecutter[.\\[][^{}\n]*}}");
  private static final Pattern RAW = Pattern.compile("\\{%-?\\s*(?:end)?raw\\s*-?%}");
  private static final Pattern STATEMENT = Pattern.compile("\\{%-?(?!\\s*(?:end)?raw\\b)[^%\n]*%}");

  @Override
  public Optional<Draft> draft(Repository repository) {
    Optional<String> settings = SETTINGS.stream().filter(repository::has).findFirst();
    Optional<String> root =
        repository.folders("").stream().filter(name -> FOLDER.matcher(name).find()).findFirst();
    if (settings.isEmpty() || root.isEmpty()) {
      return Optional.empty();
    }
    Draft draft = new Draft(Names.template(repository.name()), repository.name());
    JsonObject keys = parsed(settings.get(), repository.text(settings.get()).orElse(""));
    for (Map.Entry<String, JsonElement> entry : keys.entrySet()) {
      if (!entry.getKey().startsWith("_")) {
        value(draft, settings.get(), entry.getKey(), entry.getValue(), prompts(keys));
      }
    }
    draft.layout(Draft.mapping("from", root.get(), "to", "."));
    new ForeignNames(draft, repository, root.get(), "{{ cookiecutter.", "}}", ANY, STATEMENT)
        .describe("");
    withoutRawMarks(draft, repository, root.get());
    List<String> hooks =
        repository.below("hooks").stream().filter(path -> !path.contains("/")).toList();
    if (!hooks.isEmpty()) {
      draft.leave(
          "hooks/"
              + String.join(", hooks/", hooks)
              + " would run code, which no template of mlops-maven does: choose files with 'when',"
              + " and say the rest in 'next_steps'");
    }
    return Optional.of(draft);
  }

  /** Marks around text that cookiecutter is to leave alone: here it is left alone anyway. */
  private static void withoutRawMarks(Draft draft, Repository repository, String root) {
    Set<String> marks = new TreeSet<>();
    for (String path : repository.below(root)) {
      Matcher mark = RAW.matcher(repository.text(root + "/" + path).orElse(""));
      while (mark.find()) {
        marks.add(mark.group());
      }
    }
    for (String mark : marks) {
      draft.rewrite(
          Draft.mapping(
              "reason", "a mark for cookiecutter", "files", "**", "text", mark, "value", ""),
          mark + " is a mark around text that cookiecutter leaves alone");
    }
  }

  static JsonObject parsed(String file, String text) {
    try {
      return JsonParser.parseString(text).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      throw new UsageException(
          file
              + " is not a JSON object: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
          "correct it, and run again");
    }
  }

  private static JsonObject prompts(JsonObject keys) {
    for (String key : List.of("__prompts__", "_prompts")) {
      if (keys.has(key) && keys.get(key).isJsonObject()) {
        return keys.getAsJsonObject(key);
      }
    }
    return new JsonObject();
  }

  private static void value(
      Draft draft, String file, String key, JsonElement element, JsonObject prompts) {
    if (Placeholders.isReserved(key)) {
      draft.leave(key + " of " + file + " is what every project has: nothing is to be declared");
      return;
    }
    if (!Names.isParameter(key)) {
      draft.leave(key + " of " + file + " cannot be the name of a value: rename it");
      return;
    }
    Map<String, Object> keys = Draft.mapping();
    if (prompts.has(key) && prompts.get(key).isJsonPrimitive()) {
      keys.put("description", prompts.get(key).getAsString());
    }
    if (element.isJsonArray()) {
      List<String> choices = new ArrayList<>();
      for (JsonElement choice : element.getAsJsonArray()) {
        if (choice.isJsonObject()) {
          choices.addAll(choice.getAsJsonObject().keySet());
          draft.leave(
              key + " of " + file + " has settings below its choices: declare them as values");
        } else {
          choices.add(choice.getAsString());
        }
      }
      if (!choices.isEmpty()) {
        keys.put("enum", choices);
        keys.put("default", choices.get(0));
      }
    } else if (element.isJsonPrimitive()) {
      if (element.getAsJsonPrimitive().isBoolean()) {
        keys.put("type", "boolean");
      }
      String text = element.getAsString();
      Optional<String> fallback =
          ForeignText.read(
              text, EXPRESSION, name -> draft.hasValue(name) || Placeholders.isReserved(name));
      fallback.ifPresent(read -> keys.put("default", read));
      if (fallback.isEmpty()) {
        draft.leave("the default of " + key + ", " + text + ", is more than names with filters");
      }
    } else {
      draft.leave(key + " of " + file + " is a mapping: declare a value for each of its keys");
      return;
    }
    draft.value(key, keys, "from " + file);
  }
}
