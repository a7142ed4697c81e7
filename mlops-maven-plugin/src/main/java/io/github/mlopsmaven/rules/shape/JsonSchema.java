package io.github.mlopsmaven.rules.shape;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.mlopsmaven.verify.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A JSON Schema of draft 7, as far as the published schemas of workflows and pipelines use it, with
 * the additions of Microsoft's: {@code firstProperty} and {@code ignoreCase}. It is read when it is
 * first asked for.
 *
 * <p>A library is not used, for three reasons. It cannot look past template expressions, which
 * stand for keys, items and values that are not there yet. It does not know the additions, without
 * which no branch of Microsoft's schema can be told from the others. And it tells what is wrong
 * with every branch, where a person wants to know about the one that was meant.
 */
final class JsonSchema {

  private static final Lazy WORKFLOW = new Lazy("github-workflow.json", false);
  private static final Lazy ACTION = new Lazy("github-action.json", false);
  private static final Lazy PIPELINE = new Lazy("azure-pipelines.json", true);
  private static final Lazy AZUREML = new Lazy("azureml.json", false);

  /** What a file of pipelines can be beside a pipeline. */
  private static final List<String> TEMPLATES =
      List.of(
          "pipeline",
          "stagesTemplate",
          "jobsTemplate",
          "stepsTemplate",
          "variablesTemplate",
          "extendsTemplate");

  private final JsonObject root;
  private final boolean ignoresCase;

  private JsonSchema(JsonObject root, boolean ignoresCase) {
    this.root = root;
    this.ignoresCase = ignoresCase;
  }

  /**
   * Where a file has another shape.
   *
   * @param depth how deep in the document the place is
   * @param node the place
   * @param text what is wrong, without a full stop
   * @param remedy what to do, without a full stop
   */
  record Problem(int depth, YamlNode node, String text, String remedy) {}

  static JsonSchema githubWorkflow() {
    return WORKFLOW.get();
  }

  static JsonSchema githubAction() {
    return ACTION.get();
  }

  static JsonSchema azurePipelines() {
    return PIPELINE.get();
  }

  /**
   * What is wrong with a document.
   *
   * @param document its root
   */
  List<Problem> problems(YamlNode document) {
    return new Validation(this).problems(root, document);
  }

  /**
   * What is wrong with a file of Azure Machine Learning.
   *
   * @param schema the value of its {@code $schema}
   * @param document its root
   * @return the problems; none for a kind of file that is not known
   */
  static List<Problem> azureml(String schema, YamlNode document) {
    String kind = schema.substring(schema.lastIndexOf('/') + 1).replace(".schema.json", "");
    JsonObject kinds = AZUREML.get().root.getAsJsonObject("kinds");
    return kinds.has(kind)
        ? new Validation(AZUREML.get()).problems(kinds.getAsJsonObject(kind), document)
        : List.of();
  }

  /** Whether keys and listed values may be written in capitals. */
  boolean ignoresCase() {
    return ignoresCase;
  }

  /** Whether a key may stand there without a value. */
  boolean allowsNothing() {
    return root.has("kinds");
  }

  /** The definition that a schema refers to, or the schema itself. */
  JsonObject resolved(JsonObject schema) {
    JsonObject found = schema;
    for (int i = 0; found.has("$ref") && i < 20; i++) {
      JsonElement element = root;
      for (String part : found.get("$ref").getAsString().substring(2).split("/", -1)) {
        element = element.getAsJsonObject().get(part);
      }
      found = element.getAsJsonObject();
    }
    return found;
  }

  private static final class Lazy implements Supplier<JsonSchema> {

    private final String file;
    private final boolean pipelines;
    private Optional<JsonSchema> read = Optional.empty();

    Lazy(String file, boolean pipelines) {
      this.file = file;
      this.pipelines = pipelines;
    }

    @Override
    public synchronized JsonSchema get() {
      if (read.isEmpty()) {
        read = Optional.of(read());
      }
      return read.get();
    }

    /** Puts in what the service is known to accept although the schema does not. */
    private void except(JsonObject schema) {
      for (JsonElement element : parsed("exceptions.json").getAsJsonArray("exceptions")) {
        JsonObject exception = element.getAsJsonObject();
        if (exception.get("schema").getAsString().equals(file)) {
          String path = exception.get("path").getAsString();
          JsonObject parent = schema;
          for (String key : path.substring(0, path.lastIndexOf('/')).split("/", -1)) {
            parent = parent.getAsJsonObject(key);
          }
          String last = path.substring(path.lastIndexOf('/') + 1);
          if (!parent.has(last)) {
            throw new IllegalStateException(file + " has no " + path);
          }
          parent.add(last, exception.get("instead"));
        }
      }
    }

    private static JsonObject parsed(String name) {
      try (InputStream in =
          Objects.requireNonNull(JsonSchema.class.getResourceAsStream(name), name)) {
        return JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
            .getAsJsonObject();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private JsonSchema read() {
      JsonObject schema = parsed(file);
      if (pipelines) {
        JsonArray any = new JsonArray();
        for (String name : TEMPLATES) {
          JsonObject reference = new JsonObject();
          reference.addProperty("$ref", "#/definitions/" + name);
          any.add(reference);
        }
        schema.remove("oneOf");
        schema.add("anyOf", any);
      }
      except(schema);
      return new JsonSchema(schema, pipelines || file.equals("azureml.json"));
    }
  }
}
