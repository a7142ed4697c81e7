package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.problem.Redaction;
import io.github.mlopsmaven.problem.ShellWord;
import io.github.mlopsmaven.publish.PublishFeature;
import io.github.mlopsmaven.publish.PublishSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A command that does what was asked for. It has no secret in it: those are never given on a
 * command line.
 */
final class GoOnCommand {

  private static final String PRIVATE = PublishSettings.none().repository().visibility();

  private final List<String> words = new ArrayList<>();

  private GoOnCommand(String... begin) {
    words.addAll(List.of(begin));
  }

  /** A command of {@code mlops:generate} that asks nothing. */
  static GoOnCommand generate() {
    return new GoOnCommand("mvn", "-B", "mlops:generate");
  }

  /**
   * The command for what a request asks for.
   *
   * @param remote the host, or a git URL
   * @param directory the project
   * @param settings what is asked for
   */
  static GoOnCommand of(String remote, Path directory, PublishSettings settings) {
    GoOnCommand command =
        new GoOnCommand("mvn", "mlops:publish")
            .with("projectDirectory", directory.toString())
            .with("remote", remote)
            .with(
                "visibility",
                Optional.of(settings.repository().visibility()).filter(v -> !v.equals(PRIVATE)))
            .with("description", settings.repository().description())
            .with("topics", list(settings.repository().topics()))
            .with("reviewers", list(settings.deployments().reviewers()))
            .with("pipelineFolder", settings.folder())
            .with("actionsPermissions", settings.has(PublishFeature.ACTIONS_PERMISSIONS))
            .with("environments", settings.has(PublishFeature.ENVIRONMENTS))
            .with("importPipelineTemplates", settings.has(PublishFeature.PIPELINE_TEMPLATES_IMPORT))
            .with("protectBranch", settings.has(PublishFeature.PROTECTED_BRANCH))
            .with("pullRequest", settings.has(PublishFeature.PULL_REQUEST))
            .with("pushOverSsh", settings.has(PublishFeature.PUSH_OVER_SSH))
            .with("secrets", settings.deployments().secrets().isPresent());
    settings
        .deployments()
        .variables()
        .forEach((name, value) -> command.with("variables." + name, value));
    return command;
  }

  private static Optional<String> list(List<String> items) {
    return items.isEmpty() ? Optional.empty() : Optional.of(String.join(",", items));
  }

  /** Adds a parameter. */
  GoOnCommand with(String name, String value) {
    String word = "-Dmlops." + name + "=" + Redaction.redact(value);
    words.add(ShellWord.of(word));
    return this;
  }

  /** Adds a parameter that may not have been given. */
  GoOnCommand with(String name, Optional<String> value) {
    value.ifPresent(text -> with(name, text));
    return this;
  }

  /** Adds a switch that may be on. */
  GoOnCommand with(String name, boolean on) {
    if (on) {
      words.add("-Dmlops." + name);
    }
    return this;
  }

  /** The command. */
  String text() {
    return String.join(" ", words);
  }
}
