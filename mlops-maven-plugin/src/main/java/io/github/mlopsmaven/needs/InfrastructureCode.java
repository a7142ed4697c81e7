package io.github.mlopsmaven.needs;

import io.github.mlopsmaven.needs.Holding.Holder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the infrastructure code of a project makes in Azure, as far as its language tells: Terraform
 * has a state, and what Terraform or Bicep declares is there once it was deployed. Which resources
 * a deployment adds or removes is the language's own business, so they are one thing for each
 * language.
 */
final class InfrastructureCode {

  private static final Pattern BACKEND =
      Pattern.compile("(?m)^[ \\t]*backend[ \\t]+\"([\\w-]+)\"[ \\t]*\\{([^{}]*)}");
  private static final Pattern KEY =
      Pattern.compile("(?m)^[ \\t]*(?:key|path|prefix)[ \\t]*=[ \\t]*\"([^\"]*)\"");
  private static final Pattern TERRAFORM =
      Pattern.compile("(?m)^[ \\t]*resource[ \\t]+\"([\\w-]+)\"[ \\t]+\"([\\w-]+)\"");
  private static final Pattern BICEP =
      Pattern.compile("(?m)^[ \\t]*resource[ \\t]+\\w+[ \\t]+'([^'@]+)@[^']*'[ \\t]*=");

  /** Settings that say where a state is. */
  private static final Pattern STATE = Pattern.compile("(?i)^(tf|terraform)_?st");

  private static final int NAMED = 6;

  private InfrastructureCode() {}

  static List<Holding> made(Map<String, String> texts, NamedSettings settings) {
    List<Holding> made = new ArrayList<>();
    Set<String> terraform = new TreeSet<>();
    Set<String> bicep = new TreeSet<>();
    int[] counts = new int[2];
    texts.forEach(
        (path, text) -> {
          if (path.endsWith(".tf")) {
            Matcher backend = BACKEND.matcher(text);
            while (backend.find()) {
              made.add(state(backend.group(1), backend.group(2), settings));
            }
            counts[0] += types(TERRAFORM.matcher(text), terraform);
          } else if (path.endsWith(".bicep")) {
            counts[1] += types(BICEP.matcher(text), bicep);
          }
        });
    resources(
        "Terraform",
        counts[0],
        terraform,
        "destroy what is not to be taken over with the old code, before its state is gone",
        made);
    resources(
        "Bicep", counts[1], bicep, "delete the deployment stack or the resource groups", made);
    return made;
  }

  private static Holding state(String backend, String body, NamedSettings settings) {
    Matcher key = KEY.matcher(body);
    String places =
        settings.like(STATE).entrySet().stream()
            .map(entry -> entry.getKey() + " " + String.join(" and ", entry.getValue()))
            .collect(Collectors.joining(", "));
    return new Holding(
        Holder.AZURE,
        "Terraform state",
        "in the backend " + backend + (key.find() ? " under the key " + key.group(1) : ""),
        places.isEmpty() ? "" : "with " + places,
        "it is not migrated: delete it when nothing in it is Terraform's any more");
  }

  private static int types(Matcher resource, Set<String> types) {
    int count = 0;
    while (resource.find()) {
      types.add(resource.group(1));
      count++;
    }
    return count;
  }

  private static void resources(
      String language, int count, Set<String> types, String remedy, List<Holding> made) {
    if (count == 0) {
      return;
    }
    String some = types.stream().limit(NAMED).collect(Collectors.joining(", "));
    int more = types.size() - NAMED;
    made.add(
        new Holding(
            Holder.AZURE,
            "resources",
            "that " + language + " made",
            count + " in its code: " + some + (more > 0 ? " and " + more + " more types" : ""),
            remedy));
  }
}
