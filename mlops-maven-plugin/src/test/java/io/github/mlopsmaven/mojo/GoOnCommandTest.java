package io.github.mlopsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.publish.DeploymentSettings;
import io.github.mlopsmaven.publish.NewRepository;
import io.github.mlopsmaven.publish.PublishFeature;
import io.github.mlopsmaven.publish.PublishSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GoOnCommandTest {

  @Test
  void itAsksForAllThatWasAskedFor() {
    PublishSettings settings =
        new PublishSettings(
            Set.of(PublishFeature.values()),
            new NewRepository(
                "internal", Optional.of("Fares, \"taxi\""), List.of("fares", "mlops")),
            new DeploymentSettings(
                List.of("alice", "team:platform"),
                Map.of("RETRAIN", "true"),
                Optional.of(name -> Optional.of("s3cret"))),
            Optional.empty(),
            Optional.of("/"));
    assertThat(GoOnCommand.of("github", Path.of("fares"), settings).text())
        .isEqualTo(
            "mvn mlops:publish -Dmlops.projectDirectory=fares -Dmlops.remote=github"
                + " -Dmlops.visibility=internal '-Dmlops.description=Fares, \"taxi\"'"
                + " -Dmlops.topics=fares,mlops -Dmlops.reviewers=alice,team:platform"
                + " -Dmlops.pipelineFolder=/ -Dmlops.actionsPermissions -Dmlops.environments"
                + " -Dmlops.importPipelineTemplates -Dmlops.protectBranch -Dmlops.pullRequest"
                + " -Dmlops.pushOverSsh -Dmlops.secrets -Dmlops.variables.RETRAIN=true");
  }

  @Test
  void whatWasNotAskedForIsNotInIt() {
    assertThat(GoOnCommand.of("github", Path.of("my fares"), PublishSettings.none()).text())
        .isEqualTo("mvn mlops:publish \"-Dmlops.projectDirectory=my fares\" -Dmlops.remote=github");
  }

  @Test
  void aLoginInAUrlIsNotInIt() {
    assertThat(
            GoOnCommand.of("https://me:pl4nted@h/x.git", Path.of("x"), PublishSettings.none())
                .text())
        .endsWith("-Dmlops.remote=https://h/x.git");
  }
}
