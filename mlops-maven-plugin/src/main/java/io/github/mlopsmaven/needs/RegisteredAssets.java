package io.github.mlopsmaven.needs;

import io.github.mlopsmaven.needs.Holding.Holder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a workspace of Azure Machine Learning knows of a project: the endpoints, data, environments,
 * components and schedules that its YAML files describe, and the models that they name.
 */
final class RegisteredAssets {

  private static final Pattern SCHEMA =
      Pattern.compile(".*azuremlschemas.*/([A-Za-z]+)\\.schema\\.json");

  private static final Pattern MODEL = Pattern.compile("azureml:([A-Za-z0-9][\\w.-]*)(?:[@:].*)?");

  private RegisteredAssets() {}

  /**
   * Finds them.
   *
   * @param files the project's files
   * @param renamed those whose own name does not count
   */
  static List<Holding> of(ProjectFiles files, Set<String> renamed) {
    List<Holding> found = new ArrayList<>();
    files
        .below("")
        .forEach(
            (path, file) -> {
              Matcher schema = SCHEMA.matcher(file.get("$schema").text());
              if (!schema.matches()) {
                return;
              }
              String kind = words(schema.group(1));
              String name = file.get("name").text();
              // A job is a run that is over, and a deployment goes with its endpoint.
              if (!name.isEmpty()
                  && !renamed.contains(path)
                  && !kind.endsWith(" job")
                  && !kind.endsWith(" deployment")) {
                found.add(asset(kind, name));
              }
              Matcher model = MODEL.matcher(file.get("model").text());
              if (model.matches()) {
                found.add(asset("model", model.group(1)));
              }
            });
    return found;
  }

  private static Holding asset(String kind, String name) {
    return new Holding(Holder.AZURE, kind, name, "in each workspace", "archive or delete it there");
  }

  /** {@code managedOnlineEndpoint} is a managed online endpoint. */
  private static String words(String schema) {
    return schema.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
  }
}
