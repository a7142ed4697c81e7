package io.github.mlopsmaven.remote;

import static io.github.mlopsmaven.publish.Call.part;

import io.github.mlopsmaven.publish.Answer;
import io.github.mlopsmaven.publish.Host;
import io.github.mlopsmaven.publish.HostConnection;
import io.github.mlopsmaven.publish.Publication;
import io.github.mlopsmaven.publish.PublishFeature;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What hosts have in common that are spoken to through an API. */
abstract class ApiHost implements Host {

  private final Dialect dialect;
  private final HostConnection connection;

  ApiHost(Dialect dialect, HostConnection connection) {
    this.dialect = dialect;
    this.connection = connection;
  }

  @Override
  public final String title() {
    return dialect.title();
  }

  @Override
  public final HostConnection connection() {
    return connection;
  }

  @Override
  public final String loginRemedy() {
    return dialect.loginRemedy();
  }

  /** A branch's name in a query, with the part in braces that a dry run does not know. */
  static String branch(String name) {
    return part(name).replace("%7B", "{").replace("%7D", "}").replace("%2F", "/");
  }

  /** What a pull request with a project is called. */
  static String pullRequestTitle(Publication project) {
    return "Add the project " + project.name();
  }

  /**
   * What an answer tells of a pull request, whether it was made or is among those that are there.
   *
   * @param list the name of the list of those; empty for the body
   * @param field what to tell
   */
  static Optional<String> ofPullRequest(Answer answer, String list, String field) {
    return Stream.concat(Stream.of(answer.body()), answer.items(list))
        .map(pull -> Answer.text(pull, field))
        .filter(text -> !text.isEmpty())
        .findFirst();
  }

  /** What remains to be done for environments that were not asked for. */
  static List<String> environmentsToMake(Publication project, Set<String> names) {
    return project.settings().has(PublishFeature.ENVIRONMENTS) || names.isEmpty()
        ? List.of()
        : List.of(
            "Create the environments "
                + String.join(", ", names)
                + " (add -Dmlops.environments to let this goal do it)");
  }
}
