package io.github.mlopsmaven.remote;

import static io.github.mlopsmaven.publish.Call.get;
import static io.github.mlopsmaven.publish.Call.part;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.mlopsmaven.fleet.FleetDirectory;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.publish.Answer;
import io.github.mlopsmaven.publish.HostConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The repositories of an organization or user of GitHub. */
public final class GitHubFleet implements FleetDirectory {

  private static final int PAGE = 100;
  private static final int PAGES = 100;

  /** GitHub's search shows a thousand. */
  private static final int FOUND = 1000;

  private final HostConnection connection;
  private final String owner;
  private final Optional<String> topic;
  private final Optional<String> search;

  /**
   * Names them.
   *
   * @param connection speaks to GitHub
   * @param owner the organization or user
   * @param topic only repositories with this topic
   * @param search only what GitHub's search finds
   */
  public GitHubFleet(
      HostConnection connection, String owner, Optional<String> topic, Optional<String> search) {
    this.connection = connection;
    this.owner = owner;
    this.topic = topic;
    this.search = search;
  }

  @Override
  public List<Member> members() {
    if (search.isPresent()) {
      String asked = "org:" + owner + " " + search.get();
      return all("/search/repositories?q=" + part(asked) + "&", "items", FOUND / PAGE);
    }
    Answer first = connection.send(get("/orgs/" + part(owner)));
    String kind = first.status() == 404 ? "/users/" : "/orgs/";
    return all(kind + part(owner) + "/repos?", "", PAGES);
  }

  private List<Member> all(String path, String list, int pages) {
    List<Member> members = new ArrayList<>();
    for (int page = 1; page <= pages; page++) {
      Answer answer = connection.send(get(path + "per_page=" + PAGE + "&page=" + page));
      if (answer.status() == 404) {
        throw new UsageException(
            "GitHub has no organization or user '"
                + owner
                + "', or the credentials cannot"
                + " see it",
            "check -Dmlops.of and the rights of the token");
      }
      if (!answer.ok()) {
        throw new EnvironmentException(
            "GitHub does not list the repositories of "
                + owner
                + ": "
                + answer.status()
                + " "
                + answer.message(),
            "check the rights of the token: it has to read metadata of repositories",
            null);
      }
      List<JsonElement> items = answer.items(list).toList();
      items.stream().filter(this::isAsked).map(GitHubFleet::member).forEach(members::add);
      if (items.size() < PAGE) {
        break;
      }
    }
    return members;
  }

  private boolean isAsked(JsonElement repository) {
    return topic.isEmpty()
        || new Answer(200, repository, Map.of())
            .texts("topics")
            .anyMatch(topic.get()::equalsIgnoreCase);
  }

  private static Member member(JsonElement repository) {
    return new Member(
        Answer.text(repository, "full_name"),
        Answer.text(repository, "clone_url"),
        Optional.of(Answer.text(repository, "html_url")).filter(url -> !url.isEmpty()),
        Stream.of("archived", "disabled")
            .filter(
                word ->
                    repository instanceof JsonObject
                        && Answer.text(repository, word).equals("true"))
            .findFirst());
  }
}
