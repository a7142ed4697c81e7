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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The repositories of an organization or user of GitHub. */
public final class GitHubFleet implements FleetDirectory {

  private static final int PAGE = 100;
  private static final int PAGES = 100;

  /** GitHub's search shows a thousand. */
  private static final int FOUND = 1000;

  private static final Pattern NEXT = Pattern.compile("(?i);\\s*rel=\"?next\\b");

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
      requireWhole(answer);
      List<JsonElement> items = answer.items(list).toList();
      items.stream().filter(this::isAsked).map(this::member).forEach(members::add);
      if (!isFollowed(answer, items.size())) {
        break;
      }
      if (page == PAGES) {
        throw new UsageException(
            owner + " has more than " + PAGES * PAGE + " repositories",
            "select some of them with -Dmlops.of=github:" + owner + "?search=topic:NAME");
      }
    }
    // What is created while the list is read moves the last of a page to the next one.
    return List.copyOf(new LinkedHashSet<>(members));
  }

  /** A host may give smaller pages than it is asked for, and then says whether another follows. */
  private static boolean isFollowed(Answer answer, int items) {
    return answer.header("Link").map(link -> NEXT.matcher(link).find()).orElse(items >= PAGE);
  }

  /** A search that GitHub cuts short would leave repositories out without a word. */
  private void requireWhole(Answer answer) {
    String found = answer.text("total_count");
    if (found.matches("\\d{4,9}") && Integer.parseInt(found) > FOUND) {
      throw new UsageException(
          "the search finds " + found + " repositories, and GitHub lists only the first " + FOUND,
          "narrow the search of -Dmlops.of, or list all repositories with -Dmlops.of=github:"
              + owner);
    }
    if (answer.text("incomplete_results").equals("true")) {
      throw new EnvironmentException(
          "GitHub did not finish its search for repositories of " + owner + " in time",
          "try again later, or narrow the search of -Dmlops.of",
          null);
    }
  }

  private boolean isAsked(JsonElement repository) {
    return topic.isEmpty()
        || new Answer(200, repository, Map.of())
            .texts("topics")
            .anyMatch(topic.get()::equalsIgnoreCase);
  }

  private Member member(JsonElement repository) {
    return Listed.member(
        "GitHub",
        owner,
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
