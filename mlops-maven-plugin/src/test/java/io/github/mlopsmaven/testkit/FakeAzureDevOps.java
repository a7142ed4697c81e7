package io.github.mlopsmaven.testkit;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of Azure DevOps that a project is published through. It knows the organization {@code
 * contoso} with the project {@code ML Platform}.
 */
public final class FakeAzureDevOps extends FakeHost {

  private static final String ORGANIZATION = "/contoso";
  private static final String HOME = ORGANIZATION + "/ML Platform";
  private static final String REPOSITORIES = HOME + "/_apis/git/repositories";
  private static final Pattern ONE =
      Pattern.compile(Pattern.quote(REPOSITORIES) + "/([^/]+)(/.*)?");

  private static final Pattern REQUEST = Pattern.compile("/pullrequests/\\d+");
  private static final String CHECKS = "/pipelines/checks/configurations";

  private int next = 100;

  private FakeAzureDevOps(Path root, String token) {
    super(root, token, Optional.empty());
    kept.put(
        ORGANIZATION + "/_apis/projects/11111111-1111-1111-1111-111111111111/teams/platform",
        json("{\"id\":\"44444444-4444-4444-4444-444444444444\",\"name\":\"platform\"}"));
    kept.put(
        ORGANIZATION + "/_apis/projects/ML Platform",
        json(
            "{\"id\":\"11111111-1111-1111-1111-111111111111\",\"name\":\"ML Platform\","
                + "\"defaultTeam\":{\"id\":\"33333333-3333-3333-3333-333333333333\"}}"));
  }

  /**
   * Starts one.
   *
   * @param root where its repositories are kept
   * @param token the only one it takes
   */
  public static FakeAzureDevOps start(Path root, String token) {
    FakeAzureDevOps host = new FakeAzureDevOps(root, token);
    host.start();
    return host;
  }

  /**
   * Makes a repository, as if somebody had done it before.
   *
   * @param name its name
   * @return where it is
   */
  public BareRepository make(String name) {
    synchronized (kept) {
      create(json("{\"name\":\"" + name + "\"}"));
    }
    return BareRepository.create(directory(name));
  }

  /**
   * Says something of a repository, as in {@code isDisabled}.
   *
   * @param name its name
   * @param field what it is called
   * @param value JSON
   */
  public void mark(String name, String field, String value) {
    synchronized (kept) {
      at(REPOSITORIES + "/" + name).add(field, JsonParser.parseString(value));
    }
  }

  /**
   * Ends a pull request, as a person does.
   *
   * @param place of the request, as in {@link #state}
   * @param merged whether by a merge
   */
  public void end(String place, boolean merged) {
    synchronized (kept) {
      at(place).addProperty("status", merged ? "completed" : "abandoned");
    }
  }

  /**
   * Makes a service connection, as a person does with the commands for Azure.
   *
   * @param name its name
   */
  public void connect(String name) {
    synchronized (kept) {
      JsonObject connection = json("{\"name\":\"" + name + "\"}");
      connection.addProperty("id", "55555555-5555-5555-5555-" + "%012d".formatted(next++));
      kept.put(HOME + "/_apis/serviceendpoint/endpoints/" + name, connection);
    }
  }

  private static JsonObject json(String text) {
    return JsonParser.parseString(text).getAsJsonObject();
  }

  @Override
  protected boolean isGit(String path) {
    return path.contains("/_git/");
  }

  @Override
  protected Map<String, Path> repositories() {
    Map<String, Path> found = new TreeMap<>();
    synchronized (kept) {
      below(REPOSITORIES)
          .forEach(
              thing -> {
                String name = thing.get("name").getAsString();
                found.put(name, directory(name));
              });
    }
    return found;
  }

  private Path directory(String name) {
    return root.resolve("contoso/ML Platform/_git").resolve(name);
  }

  @Override
  protected Reply answer(String method, String path, String query, JsonElement body) {
    if (!query.contains("api-version=7.1")) {
      return Reply.saying(400, "No api-version was supplied");
    }
    if (path.equals(REPOSITORIES) && method.equals("GET")) {
      JsonArray all = new JsonArray();
      for (JsonObject thing : below(REPOSITORIES)) {
        JsonObject repository = thing.deepCopy();
        String name = thing.get("name").getAsString().replace(" ", "%20");
        String place = "/contoso/ML%20Platform/_git/" + name;
        repository.addProperty("remoteUrl", url().replace("://", "://contoso@") + place);
        repository.addProperty("webUrl", url() + place);
        all.add(repository);
      }
      return list(all);
    }
    if (path.equals(REPOSITORIES) && method.equals("POST")) {
      return create(body.getAsJsonObject());
    }
    Matcher one = ONE.matcher(path);
    if (one.matches()) {
      String place = repository(one.group(1));
      if (place.isEmpty()) {
        return Reply.saying(404, "TF401019: The Git repository does not exist.");
      }
      return repository(method, place, one.group(2) == null ? "" : one.group(2), query, body);
    }
    return switch (method) {
      case "GET" -> get(path, query);
      case "PUT", "PATCH" -> put(path, body.getAsJsonObject());
      case "POST" -> post(path, body.getAsJsonObject());
      default -> Reply.saying(405, "Method not allowed");
    };
  }

  /** The place of a repository that is named by its name or id. */
  private String repository(String nameOrId) {
    return below(REPOSITORIES).stream()
        .filter(
            thing ->
                thing.get("name").getAsString().equals(nameOrId)
                    || thing.get("id").getAsString().equals(nameOrId))
        .map(thing -> REPOSITORIES + "/" + thing.get("name").getAsString())
        .findFirst()
        .orElse("");
  }

  private Reply create(JsonObject asked) {
    String name = asked.get("name").getAsString();
    if (!repository(name).isEmpty()) {
      return Reply.saying(409, "TF400948: A Git repository with the name already exists.");
    }
    BareRepository.create(directory(name));
    JsonObject repository = asked.deepCopy();
    repository.addProperty("id", "22222222-2222-2222-2222-" + "%012d".formatted(next++));
    kept.put(REPOSITORIES + "/" + name, repository);
    return new Reply(201, repository);
  }

  private Reply repository(
      String method, String place, String rest, String query, JsonElement body) {
    if (rest.isEmpty()) {
      if (method.equals("PATCH")) {
        JsonObject change = body.getAsJsonObject();
        change.entrySet().forEach(e -> at(place).add(e.getKey(), e.getValue()));
      }
      return Reply.of(at(place));
    }
    Matcher request = REQUEST.matcher(rest);
    if (request.matches()) {
      String one = place + rest;
      if (!kept.containsKey(one)) {
        return Reply.saying(404, "TF401180: The requested pull request was not found.");
      }
      if (method.equals("PATCH")) {
        body.getAsJsonObject().entrySet().forEach(e -> at(one).add(e.getKey(), e.getValue()));
      }
      return Reply.of(at(one));
    }
    if (method.equals("POST")) {
      JsonObject made = body.getAsJsonObject().deepCopy();
      made.addProperty("status", rest.equals("/importRequests") ? "queued" : "active");
      if (rest.equals("/pullrequests")) {
        made.addProperty("pullRequestId", next);
      }
      kept.put(place + rest + "/" + next++, made);
      return new Reply(201, made);
    }
    JsonArray found = new JsonArray();
    for (JsonObject thing : below(place + rest)) {
      boolean wanted =
          !thing.has("sourceRefName")
              || query.contains("sourceRefName=" + thing.get("sourceRefName").getAsString());
      if (wanted) {
        found.add(shortened(thing));
      }
    }
    return list(found);
  }

  /** In lists, a description has 400 characters. */
  private static JsonObject shortened(JsonObject thing) {
    JsonObject copy = thing.deepCopy();
    if (copy.has("description") && copy.get("description").getAsString().length() > 400) {
      copy.addProperty("description", copy.get("description").getAsString().substring(0, 400));
    }
    return copy;
  }

  private static Reply list(JsonArray items) {
    JsonObject list = new JsonObject();
    list.addProperty("count", items.size());
    list.add("value", items);
    return Reply.of(list);
  }

  private Reply get(String path, String query) {
    if (path.contains("/_apis/projects/")) {
      JsonObject thing = kept.get(path);
      return thing == null ? Reply.saying(404, "TF200016: no such project") : Reply.of(thing);
    }
    if (path.endsWith(CHECKS)) {
      JsonArray ofOne = new JsonArray();
      below(path).stream()
          .filter(
              check -> {
                JsonObject on = check.getAsJsonObject("resource");
                return query.contains("resourceType=" + on.get("type").getAsString() + "&")
                    && query.contains("resourceId=" + on.get("id").getAsString() + "&");
              })
          .map(check -> query.contains("$expand=settings") ? check : withoutSettings(check))
          .forEach(ofOne::add);
      return list(ofOne);
    }
    if (path.contains("/pipelinepermissions/")) {
      JsonObject thing = kept.get(path);
      return Reply.of(thing == null ? json("{\"pipelines\":[]}") : thing);
    }
    if (path.endsWith("/_apis/build/definitions")) {
      return list(definitions(query));
    }
    String all = path.contains("/build/folders/") ? HOME + "/_apis/build/folders" : path;
    JsonArray found = new JsonArray();
    for (JsonObject thing : below(all)) {
      String name = thing.has("name") ? thing.get("name").getAsString() : "";
      boolean wanted = !query.contains("ame=") || query.contains("ame=" + name);
      if (wanted) {
        found.add(thing);
      }
    }
    return list(found);
  }

  /** The names of its pipelines. */
  public List<String> pipelines() {
    return below(HOME + "/_apis/pipelines").stream()
        .map(pipeline -> pipeline.get("name").getAsString())
        .toList();
  }

  /**
   * Gives pipelines other names, as somebody may who has no use for the old ones.
   *
   * @param change old name to new name
   */
  public void renamePipelines(UnaryOperator<String> change) {
    for (JsonObject pipeline : below(HOME + "/_apis/pipelines")) {
      String name = pipeline.get("name").getAsString();
      kept.remove(HOME + "/_apis/pipelines/" + name);
      pipeline.addProperty("name", change.apply(name));
      kept.put(HOME + "/_apis/pipelines/" + change.apply(name), pipeline);
    }
  }

  /** Pipelines as the older API has them, with their files. */
  private JsonArray definitions(String query) {
    JsonArray found = new JsonArray();
    for (JsonObject pipeline : below(HOME + "/_apis/pipelines")) {
      JsonObject configuration = pipeline.getAsJsonObject("configuration");
      String repository = configuration.getAsJsonObject("repository").get("id").getAsString();
      if (!query.contains("repositoryId=" + repository + "&")
          || !query.contains("repositoryType=TfsGit")
          || !query.contains("includeAllProperties=true")) {
        continue;
      }
      JsonObject definition = new JsonObject();
      definition.add("id", pipeline.get("id"));
      definition.add("name", pipeline.get("name"));
      definition.add("path", pipeline.get("folder"));
      JsonObject process = new JsonObject();
      process.addProperty("type", 2);
      process.add("yamlFilename", configuration.get("path"));
      definition.add("process", process);
      found.add(definition);
    }
    return found;
  }

  private static JsonObject withoutSettings(JsonObject check) {
    JsonObject copy = check.deepCopy();
    copy.remove("settings");
    return copy;
  }

  private Reply put(String path, JsonObject body) {
    if (path.contains("/pipelinepermissions/") && kept.containsKey(path)) {
      at(path).getAsJsonArray("pipelines").addAll(body.getAsJsonArray("pipelines"));
      return Reply.of(at(path));
    }
    String name = path.endsWith("/folders") ? "/" + body.get("path").getAsString() : "";
    kept.put(path + name, body);
    return Reply.of(body);
  }

  private Reply post(String path, JsonObject body) {
    if (path.endsWith(CHECKS)) {
      JsonObject check = body.deepCopy();
      check.addProperty("id", next);
      kept.put(path + "/" + next++, check);
      return Reply.of(check);
    }
    String name = body.get("name").getAsString();
    if (kept.containsKey(path + "/" + name)) {
      return Reply.saying(409, "it exists already");
    }
    JsonObject made = body.deepCopy();
    made.addProperty("id", next++);
    kept.put(path + "/" + name, made);
    return Reply.of(made);
  }
}
