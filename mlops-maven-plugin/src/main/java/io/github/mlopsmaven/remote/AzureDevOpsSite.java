package io.github.mlopsmaven.remote;

import com.google.gson.JsonNull;
import io.github.mlopsmaven.publish.Answer;
import io.github.mlopsmaven.publish.Call;
import io.github.mlopsmaven.servers.Credentials;
import io.github.mlopsmaven.servers.ProxyLogins;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One organization of Azure DevOps, or collection of an Azure DevOps Server.
 *
 * @param place the address that people know, without the organization
 * @param organization the organization or collection
 */
record AzureDevOpsSite(Place place, String organization) implements Dialect {

  private static final String ERROR = "X-TFS-ServiceError";

  /** Where the cloud is. */
  static final String PUBLIC = "https://dev.azure.com";

  @Override
  public String title() {
    return "Azure DevOps";
  }

  @Override
  public String address() {
    return place.url() + "/" + Call.part(organization);
  }

  /** Whether it is not a server of one's own. */
  boolean cloud() {
    return place.host().equals("dev.azure.com");
  }

  @Override
  public String addressParameter() {
    return "-Dmlops.azureDevOpsUrl";
  }

  @Override
  public Map<String, String> headers(Credentials credentials) {
    return Map.of(
        "Accept",
        "application/json",
        "User-Agent",
        "mlops-maven-plugin",
        "Authorization",
        "Basic " + ProxyLogins.basic(credentials));
  }

  @Override
  public String loginRemedy() {
    return "add a <server> with the id "
        + place.id()
        + " and a personal access token as password to settings.xml, or set AZURE_DEVOPS_EXT_PAT"
        + " (SYSTEM_ACCESSTOKEN in a pipeline)";
  }

  /**
   * For a token that it does not know it answers with a page to sign in on. What is wrong with one
   * that it knows, such as that it has expired, is in a header, and the body is for browsers.
   */
  @Override
  public Answer understood(Answer answer) {
    boolean signIn = answer.status() == 203 || answer.status() == 302;
    String said = answer.header(ERROR).map(AzureDevOpsSite::decoded).orElse("");
    if (!signIn && (answer.ok() || !answer.body().isJsonNull())) {
      return answer;
    }
    return new Answer(
        signIn ? 401 : answer.status(),
        said.isEmpty() ? JsonNull.INSTANCE : Json.object("message", said),
        signIn ? Map.of() : answer.headers());
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
