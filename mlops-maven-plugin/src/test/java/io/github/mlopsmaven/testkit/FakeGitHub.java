package io.github.mlopsmaven.testkit;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a GitHub Enterprise Server that a project is published through. It knows the
 * organization {@code contoso} and the user {@code alice}, whose token it is.
 */
public final class FakeGitHub extends FakeHost {

  private static final String API = "/api/v3";
  private static final Pattern REPOSITORY = Pattern.compile("(/repos/[^/]+/[^/]+)(/.*)?");

  private int next = 100;
  private volatile Optional<String> scopes = Optional.empty();
  private volatile boolean drafts = true;
  private volatile Optional<AppToken> app = Optional.empty();

  private FakeGitHub(Path root, String token, Optional<TestCertificate> certificate) {
    super(root, token, certificate);
    kept.put("/users/contoso", json("{\"login\":\"contoso\",\"type\":\"Organization\",\"id\":1}"));
    kept.put("/users/alice", json("{\"login\":\"alice\",\"type\":\"User\",\"id\":7}"));
    kept.put("/orgs/contoso/teams/platform", json("{\"slug\":\"platform\",\"id\":9}"));
  }

  /**
   * Starts one.
   *
   * @param root where its repositories are kept
   * @param token the only one it takes
   */
  public static FakeGitHub start(Path root, String token) {
    return start(root, token, Optional.empty());
  }

  /**
   * Starts one that is spoken to over TLS.
   *
   * @param certificate what it shows
   */
  public static FakeGitHub start(Path root, String token, TestCertificate certificate) {
    return start(root, token, Optional.of(certificate));
  }

  private static FakeGitHub start(Path root, String token, Optional<TestCertificate> certificate) {
    FakeGitHub host = new FakeGitHub(root, token, certificate);
    host.start();
    return host;
  }

  /**
   * Installs an app for {@code contoso}. It proves to be the app with a token of its own, and gets
   * one of the installation.
   *
   * @param id the app's id
   * @param key its public key
   */
  public void install(String id, PublicKey key) {
    synchronized (kept) {
      kept.put("/users/contoso/installation", json("{\"id\":42,\"app_id\":" + id + "}"));
      app = Optional.of(new AppToken(id, key));
    }
  }

  /** A proof is good for what apps ask only; what it was changed for, for the rest. */
  @Override
  protected boolean takes(String bearer, String path) {
    boolean ofApps = path.endsWith("/installation") || path.endsWith("/access_tokens");
    return app.isPresent()
        && (ofApps ? app.get().isProof(bearer) : bearer.equals(AppToken.OF_THE_INSTALLATION));
  }

  /**
   * Makes a repository, as if somebody had done it before.
   *
   * @param owner {@code contoso} or {@code alice}
   * @param name its name
   * @return where it is
   */
  public BareRepository make(String owner, String name) {
    synchronized (kept) {
      create(owner, json("{\"name\":\"" + name + "\",\"visibility\":\"private\"}"));
    }
    return BareRepository.create(directory(owner + "/" + name));
  }

  /**
   * Says something of a repository, as in {@code archived}.
   *
   * @param name {@code OWNER/NAME}
   * @param field what it is called
   * @param value JSON
   */
  public void mark(String name, String field, String value) {
    synchronized (kept) {
      at("/repos/" + name).add(field, JsonParser.parseString(value));
    }
  }

  /**
   * Says with every answer what its token may do, as for a classic one.
   *
   * @param names the scopes, separated by commas
   */
  public void scopes(String names) {
    scopes = Optional.of(names);
  }

  @Override
  protected Map<String, String> headers() {
    return scopes.map(names -> Map.of("X-OAuth-Scopes", names)).orElse(Map.of());
  }

  /** Has no drafts from now on, as private repositories of some plans. */
  public void withoutDrafts() {
    drafts = false;
  }

  /**
   * Ends a pull request, as a person does.
   *
   * @param place of the request, as in {@link #state}
   * @param merged whether by a merge
   */
  public void end(String place, boolean merged) {
    synchronized (kept) {
      at(place).addProperty("state", "closed");
      if (merged) {
        at(place).addProperty("merged_at", "2026-01-01T00:00:00Z");
      }
    }
  }

  private static JsonObject json(String text) {
    return JsonParser.parseString(text).getAsJsonObject();
  }

  @Override
  protected boolean isGit(String path) {
    return path.contains(".git/");
  }

  @Override
  protected Map<String, Path> repositories() {
    Map<String, Path> found = new TreeMap<>();
    synchronized (kept) {
      kept.keySet().stream()
          .map(REPOSITORY::matcher)
          .filter(Matcher::matches)
          .map(matcher -> matcher.group(1).substring("/repos/".length()))
          .forEach(name -> found.put(name, directory(name)));
    }
    return found;
  }

  private Path directory(String name) {
    return root.resolve(name + ".git");
  }

  @Override
  protected Reply answer(String method, String fullPath, String query, JsonElement body) {
    String path = fullPath.substring(fullPath.startsWith(API) ? API.length() : 0);
    if (method.equals("POST") && path.equals("/orgs/contoso/repos")) {
      return create("contoso", body.getAsJsonObject());
    }
    if (method.equals("POST") && path.equals("/user/repos")) {
      return create("alice", body.getAsJsonObject());
    }
    if (method.equals("POST") && path.equals("/app/installations/42/access_tokens")) {
      return new Reply(201, json("{\"token\":\"" + AppToken.OF_THE_INSTALLATION + "\"}"));
    }
    if (path.equals("/orgs/contoso")) {
      return Reply.of(at("/users/contoso"));
    }
    if (method.equals("GET") && path.matches("/(orgs|users)/[^/]+/repos|/search/repositories")) {
      return listed(path, query);
    }
    if (path.equals("/user")) {
      return Reply.of(at("/users/alice"));
    }
    Matcher repository = REPOSITORY.matcher(path);
    if (repository.matches() && !kept.containsKey(repository.group(1))) {
      return Reply.saying(404, "Not Found");
    }
    return switch (method) {
      case "GET" -> get(path, query);
      case "PUT" -> put(path, body.getAsJsonObject());
      case "PATCH" -> patch(path, body.getAsJsonObject());
      case "POST" -> post(path, body.getAsJsonObject());
      default -> Reply.saying(405, "Method not allowed");
    };
  }

  /** The repositories of an owner, a page at a time. */
  private Reply listed(String path, String query) {
    boolean search = path.startsWith("/search");
    String owner = search ? "contoso" : path.split("/", -1)[2];
    int size = Integer.parseInt(query.replaceFirst(".*per_page=(\\d+).*", "$1"));
    int page = Integer.parseInt(query.replaceFirst(".*[?&]page=(\\d+).*", "$1"));
    JsonArray all = new JsonArray();
    int index = 0;
    for (Map.Entry<String, JsonObject> thing : kept.entrySet()) {
      boolean named =
          !search || thing.getKey().contains(query.replaceFirst(".* ([^ &]+)&.*", "$1"));
      if (thing.getKey().matches("/repos/" + owner + "/[^/]+") && named) {
        if (index / size == page - 1) {
          JsonObject repository = thing.getValue().deepCopy();
          String name = thing.getKey().substring("/repos/".length());
          repository.addProperty("clone_url", url() + "/" + name + ".git");
          repository.addProperty("html_url", url() + "/" + name);
          all.add(repository);
        }
        index++;
      }
    }
    if (!search) {
      return Reply.of(all);
    }
    JsonObject found = new JsonObject();
    found.add("items", all);
    return Reply.of(found);
  }

  private Reply create(String owner, JsonObject asked) {
    String name = owner + "/" + asked.get("name").getAsString();
    if (kept.containsKey("/repos/" + name)) {
      return Reply.saying(422, "Repository creation failed.");
    }
    BareRepository.create(directory(name));
    JsonObject repository = asked.deepCopy();
    repository.addProperty("full_name", name);
    repository.addProperty("default_branch", "trunk");
    if (!repository.has("visibility")) {
      boolean secret = asked.get("private").getAsBoolean();
      repository.addProperty("visibility", secret ? "private" : "public");
    }
    kept.put("/repos/" + name, repository);
    kept.put("/repos/" + name + "/topics", json("{\"names\":[]}"));
    kept.put(
        "/repos/" + name + "/actions/permissions",
        json("{\"enabled\":true,\"allowed_actions\":\"all\"}"));
    kept.put(
        "/repos/" + name + "/actions/permissions/selected-actions",
        json("{\"github_owned_allowed\":false,\"patterns_allowed\":[]}"));
    kept.put(
        "/repos/" + name + "/actions/permissions/workflow",
        json("{\"default_workflow_permissions\":\"write\"}"));
    return new Reply(201, repository);
  }

  private Reply get(String path, String query) {
    if (path.endsWith("/public-key")) {
      return Reply.of(json("{\"key_id\":\"4711\",\"key\":\"" + OpenedBox.publicKey() + "\"}"));
    }
    if (path.endsWith("/deployment-branch-policies")) {
      JsonObject list = new JsonObject();
      list.add("branch_policies", array(path));
      return Reply.of(list);
    }
    if (path.endsWith("/pulls")) {
      JsonArray found = new JsonArray();
      for (JsonObject pull : below(path)) {
        String head = pull.getAsJsonPrimitive("head").getAsString();
        if (query.contains("head=contoso:" + head)) {
          found.add(pull);
        }
      }
      return Reply.of(found);
    }
    JsonObject thing = kept.get(path);
    return thing == null ? Reply.saying(404, "Not Found") : Reply.of(thing);
  }

  private JsonArray array(String path) {
    JsonArray items = new JsonArray();
    below(path).forEach(items::add);
    return items;
  }

  private Reply put(String path, JsonObject body) {
    if (path.contains("/secrets/")) {
      JsonObject secret = new JsonObject();
      secret.addProperty("name", path.substring(path.lastIndexOf('/') + 1));
      secret.addProperty("opened", OpenedBox.text(body.get("encrypted_value").getAsString()));
      kept.put(path, secret);
      return new Reply(201, new JsonObject());
    }
    kept.put(path, body);
    return path.contains("/actions/permissions")
        ? new Reply(204, JsonNull.INSTANCE)
        : Reply.of(body);
  }

  private Reply patch(String path, JsonObject body) {
    body.entrySet().forEach(entry -> at(path).add(entry.getKey(), entry.getValue()));
    return Reply.of(at(path));
  }

  private Reply post(String path, JsonObject body) {
    boolean named = body.has("name");
    String last = named ? body.get("name").getAsString() : String.valueOf(next++);
    String place = path + "/" + last;
    if (path.endsWith("/pulls")) {
      if (!drafts && body.has("draft") && body.get("draft").getAsBoolean()) {
        next--;
        return Reply.saying(422, "Draft pull requests are not supported in this repository.");
      }
      body.addProperty("number", Integer.parseInt(last));
      body.addProperty("state", "open");
      body.add("merged_at", JsonNull.INSTANCE);
      String page = place.replaceFirst("/repos(.*)/pulls/", "$1/pull/");
      body.addProperty("html_url", url() + page);
    }
    if (kept.containsKey(place)) {
      return Reply.saying(409, "Already exists");
    }
    kept.put(place, body);
    return new Reply(201, body);
  }
}
