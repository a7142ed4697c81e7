package io.github.mlopsmaven.remote;

import static io.github.mlopsmaven.publish.Call.get;
import static io.github.mlopsmaven.publish.Call.part;

import com.google.gson.JsonElement;
import io.github.mlopsmaven.fleet.FleetDirectory;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.publish.Answer;
import io.github.mlopsmaven.publish.HostConnection;
import java.util.List;
import java.util.Optional;

/** The repositories of a project of Azure DevOps. */
public final class AzureDevOpsFleet implements FleetDirectory {

  private final HostConnection connection;
  private final String owner;

  /**
   * Names them.
   *
   * @param connection speaks to the organization
   * @param owner {@code ORGANIZATION/PROJECT}
   */
  public AzureDevOpsFleet(HostConnection connection, String owner) {
    this.connection = connection;
    this.owner = owner;
  }

  @Override
  public List<Member> members() {
    String project = owner.substring(owner.indexOf('/') + 1);
    Answer answer =
        connection.send(get("/" + part(project) + "/_apis/git/repositories?api-version=7.1"));
    if (answer.status() == 404) {
      throw new UsageException(
          "Azure DevOps has no project '" + owner + "', or the credentials cannot see it",
          "check -Dmlops.of=azure-devops:ORGANIZATION/PROJECT and the rights of the token");
    }
    if (!answer.ok()) {
      throw new EnvironmentException(
          "Azure DevOps does not list the repositories of "
              + owner
              + ": "
              + answer.status()
              + " "
              + answer.message(),
          "check the rights of the token: it has to read code",
          null);
    }
    return answer.items("value").map(repository -> member(project, repository)).toList();
  }

  private Member member(String project, JsonElement repository) {
    String name = Answer.text(repository, "name");
    return Listed.member(
        "Azure DevOps",
        owner,
        name.isEmpty() ? "" : project + "/" + name,
        // The account in it is a name and no login.
        Answer.text(repository, "remoteUrl").replaceFirst("(?<=://)[^/@]*@", ""),
        Optional.of(Answer.text(repository, "webUrl")).filter(url -> !url.isEmpty()),
        Answer.text(repository, "isDisabled").equals("true")
            ? Optional.of("disabled")
            : Optional.empty());
  }
}
