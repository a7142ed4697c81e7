package io.github.mlopsmaven.mojo;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells from the environment whether nobody can answer a question: on a build server, or on a
 * terminal without any ability, behind which is a program.
 *
 * <p>Source: the documentation of each build server on its predefined variables. Most set {@code
 * CI}; Azure Pipelines, Jenkins and TeamCity do not.
 */
final class BuildServers {

  private static final List<String> VARIABLES =
      List.of(
          "CI",
          "TF_BUILD",
          "GITHUB_ACTIONS",
          "GITLAB_CI",
          "JENKINS_URL",
          "TEAMCITY_VERSION",
          "CIRCLECI",
          "TRAVIS",
          "BUILDKITE",
          "DRONE",
          "APPVEYOR",
          "CODEBUILD_BUILD_ID",
          "BITBUCKET_BUILD_NUMBER",
          "bamboo_buildKey",
          "GO_PIPELINE_NAME");

  /** Whether an environment is that of a person. */
  static final Predicate<Map<String, String>> NONE =
      environment ->
          VARIABLES.stream().noneMatch(name -> isSet(environment.get(name)))
              && !"dumb".equals(environment.get("TERM"));

  private BuildServers() {}

  /** {@code CI=false} is how people switch it off. */
  private static boolean isSet(@Nullable String value) {
    return value != null
        && !value.isBlank()
        && !value.equalsIgnoreCase("false")
        && !value.equals("0");
  }
}
