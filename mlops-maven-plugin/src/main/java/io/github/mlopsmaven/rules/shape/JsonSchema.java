package io.github.mlopsmaven.rules.shape;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.List;
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
  private static final Lazy DEPENDABOT = new Lazy("dependabot.json", false);
  private static final Lazy COMPOSE = new Lazy("compose.json", false);
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
  private final SchemaDefinitions definitions;
  private final boolean ignoresCase;

  private JsonSchema(JsonObject root, SchemaDefinitions definitions, boolean ignoresCase) {
    this.root = root;
    this.definitions = definitions;
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

  static JsonSchema dependabot() {
    return DEPENDABOT.get();
  }

  static JsonSchema compose() {
    return COMPOSE.get();
  }

  /**
   * What is wrong with a part of a document.
   *
   * @param definition the name of the definition that says what it is
   * @param part the part
   */
  List<Problem> problems(String definition, YamlNode part) {
    JsonObject reference = new JsonObject();
    reference.addProperty("$ref", "#/definitions/" + definition);
    return new Validation(this).problems(reference, part);
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

  /** Whether a text with a variable in it, {@code ${NAME}}, stands for any value. */
  boolean putsVariablesIn() {
    return root.has("$id") && root.get("$id").getAsString().startsWith("compose");
  }

  /** Whether a key may stand there without a value. */
  boolean allowsNothing() {
    return root.has("kinds");
  }

  /** The definition that a schema refers to, or the schema itself. */
  JsonObject resolved(JsonObject schema) {
    JsonObject found = schema;
    for (int i = 0; found.has("$ref") && i < 20; i++) {
      found = definitions.at(found.get("$ref").getAsString());
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

    private JsonSchema read() {
      SchemaDefinitions definitions = SchemaDefinitions.of(file);
      JsonObject schema = definitions.root();
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
      return new JsonSchema(schema, definitions, pipelines || file.equals("azureml.json"));
    }
  }
}
