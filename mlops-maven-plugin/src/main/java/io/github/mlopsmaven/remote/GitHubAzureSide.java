package io.github.mlopsmaven.remote;

import io.github.mlopsmaven.needs.Setting;
import io.github.mlopsmaven.publish.Publication;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The commands that let workflows of GitHub sign in to Azure: one identity for each environment, or
 * one for {@code main} where a job has no environment. What the subject of a token begins with is
 * asked of github.com: for repositories made since July 2026 it has ids in it, which only the
 * repository knows.
 */
final class GitHubAzureSide {

  /** In braces, since some shells see more in a colon after a name. */
  private static final String SUBJECT = "${prefix}";

  private GitHubAzureSide() {}

  static List<String> commands(GitHubSite site, Publication project) {
    Set<String> environments = project.workflows().environments();
    boolean branches = project.workflows().branches();
    if (environments.isEmpty() && !branches) {
      return List.of();
    }
    // The template's script knows the rights that its infrastructure needs; it is for github.com.
    Optional<String> own = project.identitiesScript().filter(script -> site.isPublic());
    if (own.isPresent()) {
      return List.of(own.get() + " " + AzureCli.quoted(project.owner() + "/" + project.name()));
    }
    String slug = site.slug(project);
    String name = project.owner() + "/" + project.name();
    List<String> identities = new ArrayList<>(environments);
    if (branches) {
      identities.add("");
    }
    AzureCli azure = new AzureCli(project, identities);
    azure
        .add(
            "# Azure compares subjects in upper and lower case: GitHub says how it writes the names.")
        .add("repository=" + asked(site, AzureCli.quoted("repos/" + name), "'.full_name'"))
        .add("prefix=" + prefix(site))
        .add("application=" + application(site));
    for (String environment : environments) {
      azure
          .identity("\"$application\"-" + AzureCli.quoted(environment), environment)
          .trust("github", site.issuer(), SUBJECT + ":environment:" + claim(environment));
      ids(azure, project, slug, environment);
    }
    if (branches) {
      azure
          .identity("\"$application\"", "")
          .trust("github", site.issuer(), SUBJECT + ":ref:refs/heads/main");
      ids(azure, project, slug, "");
    }
    return azure.lines();
  }

  /** A colon would end the environment's part of a subject. */
  private static String claim(String environment) {
    return environment.replace(":", "%3A");
  }

  /** What the subject of a token begins with. */
  private static String prefix(GitHubSite site) {
    return site.cloud()
        ? asked(
            site,
            "\"repos/$repository/actions/oidc/customization/sub\"",
            "\".sub_claim_prefix // \\\"repo:$repository\\\"\"")
        : "\"repo:$repository\"";
  }

  /** Owner and name; and the server, if it is not GitHub's own. An owner has no dot. */
  private static String application(GitHubSite site) {
    return (site.isPublic() ? "" : AzureCli.quoted(site.place().id() + "."))
        + "\"${repository/\\//.}\"";
  }

  private static String asked(GitHubSite site, String path, String filter) {
    return "\"$(gh api"
        + (site.isPublic() ? "" : " --hostname " + site.place().id())
        + " "
        + path
        + " --jq "
        + filter
        + ")\"";
  }

  /** Tells the workflows the ids, under the names that they read them by. */
  private static void ids(AzureCli azure, Publication project, String slug, String environment) {
    for (List<String> known :
        List.of(
            List.of("AZURE_CLIENT_ID", "$app"),
            List.of("AZURE_TENANT_ID", "$tenant"),
            List.of("AZURE_SUBSCRIPTION_ID", "$subscription"))) {
      for (String kind : kinds(project, known.get(0), environment)) {
        azure.add(
            "gh "
                + kind
                + " set "
                + known.get(0)
                + " --repo "
                + AzureCli.quoted(slug)
                + (environment.isEmpty() ? "" : " --env " + AzureCli.quoted(environment))
                + " --body \""
                + known.get(1)
                + "\"");
      }
    }
  }

  private static List<String> kinds(Publication project, String name, String environment) {
    List<String> kinds = new ArrayList<>();
    if (project.workflows().variables().stream().anyMatch(s -> reads(s, name, environment))) {
      kinds.add("variable");
    }
    if (project.workflows().secrets().stream().anyMatch(s -> reads(s, name, environment))) {
      kinds.add("secret");
    }
    return kinds;
  }

  private static boolean reads(Setting setting, String name, String environment) {
    return setting.name().equals(name)
        && (environment.isEmpty()
            ? setting.environments().isEmpty()
            : setting.environments().contains(environment));
  }
}
