package io.github.mlopsmaven.rules.shape;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read a line at a time is what the whole file says. */
class SchemaDefinitionsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "azureml.json",
        "azure-pipelines.json",
        "github-workflow.json",
        "github-action.json",
        "dependabot.json"
      })
  void readsEachDefinitionAsTheFileHasIt(String file) throws IOException {
    JsonObject whole = parsed(file);
    Map<String, JsonElement> instead = new HashMap<>();
    for (JsonElement element : parsed("exceptions.json").getAsJsonArray("exceptions")) {
      JsonObject exception = element.getAsJsonObject();
      if (exception.get("schema").getAsString().equals(file)) {
        instead.put(exception.get("path").getAsString(), exception.get("instead"));
      }
    }
    instead.forEach(
        (path, value) -> {
          JsonObject parent = whole;
          List<String> steps = List.of(path.split("/", -1));
          for (String step : steps.subList(0, steps.size() - 1)) {
            parent = parent.getAsJsonObject(step);
          }
          String last = path.substring(path.lastIndexOf('/') + 1);
          assertThat(parent.has(last)).as("%s of %s", path, file).isTrue();
          parent.add(last, value);
        });

    SchemaDefinitions definitions = SchemaDefinitions.of(file);

    JsonObject all = whole.getAsJsonObject("definitions");
    assertThat(definitions.names()).containsExactlyInAnyOrderElementsOf(all.keySet());
    for (String name : all.keySet()) {
      assertThat(definitions.at("#/definitions/" + name)).isEqualTo(all.get(name));
    }
    whole.add("definitions", new JsonObject());
    assertThat(definitions.root()).isEqualTo(whole);
  }

  private static JsonObject parsed(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(SchemaDefinitions.class.getResourceAsStream(name), name)) {
      return JsonParser.parseString(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .getAsJsonObject();
    }
  }
}
