package io.github.mlopsmaven.remote;

import io.github.mlopsmaven.publish.Publication;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The commands that make the service connections which pipelines of Azure DevOps sign in to Azure
 * with. Issuer and subject of workload identity federation are the service connection's own: newer
 * ones are made by Microsoft Entra and hold ids that only the connection knows, so they are read
 * from it.
 */
final class AzureDevOpsAzureSide {

  private AzureDevOpsAzureSide() {}

  static List<String> commands(AzureDevOpsSite site, String home, Publication project) {
    Set<String> connections = project.pipelines().connections();
    if (connections.isEmpty()) {
      return List.of();
    }
    // The template's script knows the rights that its infrastructure needs.
    Optional<String> own = project.identitiesScript();
    if (own.isPresent()) {
      return List.of(
          own.get() + " " + AzureCli.quoted(site.address()) + " " + AzureCli.quoted(home));
    }
    String at =
        " --organization "
            + AzureCli.quoted(site.address())
            + " --project "
            + AzureCli.quoted(home);
    AzureCli azure = new AzureCli(project, connections);
    azure
        .add("subscription_name=\"$(az account show --query name --output tsv)\"")
        .add(
            "project=\"$(az devops project show --query id --output tsv --organization "
                + AzureCli.quoted(site.address())
                + " --project "
                + AzureCli.quoted(home)
                + ")\"");
    for (String name : connections) {
      azure
          .identity(AzureCli.quoted(home(project) + "." + project.name() + "-" + name), name)
          .add("connection_name=" + AzureCli.quoted(name))
          .add(
              "connection=\"$(az devops service-endpoint list --query \"[?name=='$connection_name'].id\""
                  + " --output tsv"
                  + at
                  + ")\"")
          .add("if [ -z \"$connection\" ]; then")
          .add("cat > endpoint.json <<END")
          .add(endpoint(name, home))
          .add("END")
          .add(
              "connection=\"$(az devops service-endpoint create --service-endpoint-configuration"
                  + " endpoint.json --query id --output tsv"
                  + at
                  + ")\"")
          .add("rm endpoint.json")
          .add("fi")
          .add("issuer=\"$(" + show("Issuer", at) + ")\"")
          .add("subject=\"$(" + show("Subject", at) + ")\"")
          .trust("azure-devops", "$issuer", "$subject");
    }
    return azure.lines();
  }

  /** Organization and project, which may have a repository of this name each. */
  private static String home(Publication project) {
    return project.owner().replace('/', '.');
  }

  private static String show(String what, String at) {
    return "az devops service-endpoint show --id \"$connection\" --output tsv --query"
        + " authorization.parameters.workloadIdentityFederation"
        + what
        + at;
  }

  private static String endpoint(String name, String home) {
    return Json.object(
            "name",
            name,
            "type",
            "azurerm",
            "url",
            "https://management.azure.com/",
            "data",
            Json.object(
                "environment", "AzureCloud",
                "scopeLevel", "Subscription",
                "creationMode", "Manual",
                "subscriptionId", "$subscription",
                "subscriptionName", "$subscription_name"),
            "authorization",
            Json.object(
                "scheme",
                "WorkloadIdentityFederation",
                "parameters",
                Json.object("tenantid", "$tenant", "serviceprincipalid", "$app")),
            "serviceEndpointProjectReferences",
            Json.array(
                List.of(
                    Json.object(
                        "name",
                        name,
                        "projectReference",
                        Json.object("id", "$project", "name", home)))))
        .toString();
  }
}
