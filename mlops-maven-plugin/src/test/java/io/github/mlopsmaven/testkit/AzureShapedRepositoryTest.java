package io.github.mlopsmaven.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

class AzureShapedRepositoryTest {

  private static final String BROKEN_WORKFLOW =
      "nlp/aml-cli-v2/mlops/github-actions/deploy-model-training-pipeline.yml";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void eachShapeHasThePathsAndModesOfItsList(AzureShape shape) throws IOException {
    BuiltRepository built = new AzureShapedRepository().writeTo(folder.resolve("t.git"));

    Map<String, String> expected = new TreeMap<>();
    shape.files().forEach(file -> expected.put(file.path(), file.mode()));
    assertThat(expected).hasSizeGreaterThan(200);
    String commit = shape == AzureShape.MAIN ? built.tip() : built.tagged();
    assertThat(modes(built, commit)).containsExactlyInAnyOrderEntriesOf(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "classical/aml-cli-v2/data/taxi-data.csv",
        "classical/aml-cli-v2/data/taxi-batch.csv",
        "classical/aml-cli-v2/data-science/src/train.py",
        "classical/aml-cli-v2/mlops/azureml/deploy/online/score.py",
        "infrastructure/bicep/main.json"
      })
  void contentWithoutMeaningHasTheSizeOfTheRealFile(String path) throws IOException {
    BuiltRepository built = new AzureShapedRepository().writeTo(folder.resolve("t.git"));

    ShapeFile listed =
        AzureShape.MAIN.files().stream()
            .filter(file -> file.path().equals(path))
            .findFirst()
            .orElseThrow();
    assertThat(text(built, built.tip(), path)).hasSize(listed.size());
  }

  @Test
  void theSameWishesGiveTheSameCommits() throws IOException {
    AzureShapedRepository wishes =
        new AzureShapedRepository().withExtraFiles(50).withExtraCommits(3);

    BuiltRepository first = wishes.writeTo(folder.resolve("1.git"));
    BuiltRepository second = wishes.writeTo(folder.resolve("2.git"));

    assertThat(second.tip()).isEqualTo(first.tip());
    assertThat(second.tagged()).isEqualTo(first.tagged()).isNotEqualTo(first.tip());
  }

  @Test
  void configurationIsEditableAsTheRealOne() throws IOException {
    BuiltRepository built = new AzureShapedRepository().writeTo(folder.resolve("t.git"));

    assertThat(text(built, built.tip(), "config-infra-dev.yml"))
        .contains("\n  postfix: 0001\n", "\n  namespace: mlopsv2 #", "\n  environment: dev\n")
        .contains("\n  terraform_workingdir: infrastructure/terraform\n")
        .doesNotContain("\r", "%");
  }

  @Test
  void lineEndsAreThoseOfTheRealFiles() throws IOException {
    BuiltRepository built = new AzureShapedRepository().writeTo(folder.resolve("t.git"));
    String pipeline = "infrastructure/terraform/devops-pipelines/tf-ado-deploy-infra.yml";
    String terraform = "infrastructure/terraform/main.tf";

    assertThat(text(built, built.tip(), pipeline).replace("\r\n", "")).doesNotContain("\r", "\n");
    assertThat(text(built, built.tip(), pipeline)).contains("../../config-infra-prod.yml\r\n");
    assertThat(text(built, built.tip(), terraform)).doesNotContain("\r").endsWith("\n");
    assertThat(text(built, built.tagged(), terraform)).contains("\r\n").endsWith("\r\n");
  }

  @Test
  void pipelineTemplatesAreReferredToAsAtEachCommit() throws IOException {
    BuiltRepository built = new AzureShapedRepository().writeTo(folder.resolve("t.git"));
    String pipeline =
        "classical/aml-cli-v2/mlops/devops-pipelines/deploy-model-training-pipeline.yml";
    String workflow = "infrastructure/terraform/github-actions/tf-gha-deploy-infra.yml";

    assertThat(text(built, built.tip(), pipeline))
        .contains("name: mlops-templates\n", "type: git\n")
        .doesNotContain("endpoint:");
    assertThat(text(built, built.tagged(), pipeline))
        .contains("name: Azure/mlops-templates #", "endpoint: github-connection", "type: github\n");
    assertThat(text(built, built.tip(), workflow))
        .contains("uses: Azure/mlops-templates/.github/workflows/read-yaml.yml@main");
  }

  @Test
  void allYamlIsValidButTheOneFileThatReallyIsNot() throws IOException {
    BuiltRepository built = new AzureShapedRepository().writeTo(folder.resolve("t.git"));
    List<String> broken = new ArrayList<>();
    for (String commit : List.of(built.tip(), built.tagged())) {
      for (String path : modes(built, commit).keySet()) {
        if (path.endsWith(".yml") || path.endsWith(".yaml")) {
          try {
            new Load(LoadSettings.builder().build()).loadFromString(text(built, commit, path));
          } catch (YamlEngineException e) {
            broken.add(path);
          }
        }
      }
    }

    assertThat(broken).containsExactly(BROKEN_WORKFLOW, BROKEN_WORKFLOW);
  }

  @Test
  void headNamesTheOnlyBranch() throws IOException {
    BuiltRepository built =
        new AzureShapedRepository().onBranch("trunk").writeTo(folder.resolve("t.git"));

    try (Repository repository = open(built)) {
      assertThat(repository.getFullBranch()).isEqualTo("refs/heads/trunk");
      assertThat(repository.resolve("HEAD").name()).isEqualTo(built.tip());
      assertThat(repository.getRefDatabase().getRefsByPrefix("refs/heads/")).hasSize(1);
    }
  }

  @Test
  void oneTagIsLightweightAndOneAnnotated() throws IOException {
    BuiltRepository built = new AzureShapedRepository().writeTo(folder.resolve("t.git"));

    try (Repository repository = open(built);
        RevWalk walk = new RevWalk(repository)) {
      ObjectId light = repository.exactRef("refs/tags/v1.1.0").getObjectId();
      ObjectId annotated = repository.exactRef("refs/tags/v1.1.0-annotated").getObjectId();
      assertThat(walk.parseAny(light)).isInstanceOf(RevCommit.class);
      assertThat(walk.parseAny(annotated)).isInstanceOf(RevTag.class);
      assertThat(walk.parseCommit(annotated).name()).isEqualTo(built.tagged());
    }
  }

  @Test
  void extraFilesLieBesideTheSelection() throws IOException {
    BuiltRepository plain = new AzureShapedRepository().writeTo(folder.resolve("1.git"));
    BuiltRepository big =
        new AzureShapedRepository().withExtraFiles(1000).writeTo(folder.resolve("2.git"));

    Map<String, String> more = modes(big, big.tip());
    assertThat(more).hasSize(modes(plain, plain.tip()).size() + 1000);
    assertThat(more.keySet().stream().filter(AzureShapedRepositoryTest::isSelected))
        .containsExactlyElementsOf(
            modes(plain, plain.tip()).keySet().stream()
                .filter(AzureShapedRepositoryTest::isSelected)
                .toList());
  }

  @Test
  void extraCommitsLengthenTheHistoryOnly() throws IOException {
    BuiltRepository built =
        new AzureShapedRepository().withExtraCommits(30).writeTo(folder.resolve("t.git"));

    try (Repository repository = open(built);
        RevWalk walk = new RevWalk(repository)) {
      walk.markStart(walk.parseCommit(ObjectId.fromString(built.tip())));
      assertThat(walk).hasSize(32);
    }
    assertThat(modes(built, built.tip())).hasSameSizeAs(AzureShape.MAIN.files());
  }

  @Test
  void aTestAddsWhatNoGoodRepositoryHas() throws IOException {
    BuiltRepository built =
        new AzureShapedRepository()
            .withFile("classical/aml-cli-v2/data/../../escape", "x")
            .withFile("run.sh", "100755", "#!/bin/sh\n".getBytes(StandardCharsets.UTF_8))
            .withFile("link", "120000", "/etc/passwd".getBytes(StandardCharsets.UTF_8))
            .writeTo(folder.resolve("t.git"));

    assertThat(modes(built, built.tip()))
        .containsEntry("classical/aml-cli-v2/data/../../escape", "100644")
        .containsEntry("run.sh", "100755")
        .containsEntry("link", "120000");
  }

  @Test
  void allObjectsAreInOnePack() throws IOException {
    BuiltRepository built =
        new AzureShapedRepository().withExtraCommits(10).writeTo(folder.resolve("t.git"));

    try (Stream<Path> files = Files.walk(built.directory().resolve("objects"))) {
      assertThat(
              files
                  .filter(Files::isRegularFile)
                  .map(file -> file.toString().replaceFirst(".*\\.", "")))
          .containsExactlyInAnyOrder("pack", "idx");
    }
  }

  @Test
  void anExistingRepositoryIsLeftAlone() throws IOException {
    Path directory = folder.resolve("t.git");
    new AzureShapedRepository().writeTo(directory);

    assertThatThrownBy(() -> new AzureShapedRepository().onBranch("other").writeTo(directory))
        .hasMessageContaining("already exists");
  }

  @Test
  void theCommandLineTakesTheSameWishes() throws IOException {
    Path directory = folder.resolve("t.git");
    AzureShapedRepository.main(
        new String[] {
          directory.toString(), "--files", "10", "--commits", "2", "--branch", "trunk"
        });
    BuiltRepository same =
        new AzureShapedRepository()
            .withExtraFiles(10)
            .withExtraCommits(2)
            .onBranch("trunk")
            .writeTo(folder.resolve("same.git"));

    try (Repository repository = new FileRepository(directory.toFile())) {
      assertThat(repository.resolve("refs/heads/trunk").name()).isEqualTo(same.tip());
    }
    assertThatThrownBy(() -> AzureShapedRepository.main(new String[] {"x", "--file", "1"}))
        .hasMessage("unknown option --file");
  }

  private static boolean isSelected(String path) {
    return path.startsWith("classical/aml-cli-v2/")
        || path.startsWith("infrastructure/terraform/")
        || !path.contains("/");
  }

  private static Repository open(BuiltRepository built) throws IOException {
    return new FileRepository(built.directory().toFile());
  }

  private static Map<String, String> modes(BuiltRepository built, String commit)
      throws IOException {
    Map<String, String> modes = new TreeMap<>();
    try (Repository repository = open(built);
        RevWalk commits = new RevWalk(repository);
        TreeWalk walk = new TreeWalk(repository)) {
      walk.addTree(commits.parseCommit(ObjectId.fromString(commit)).getTree());
      walk.setRecursive(true);
      while (walk.next()) {
        modes.put(walk.getPathString(), walk.getFileMode().toString());
      }
    }
    return modes;
  }

  private static String text(BuiltRepository built, String commit, String path) throws IOException {
    try (Repository repository = open(built);
        RevWalk commits = new RevWalk(repository);
        TreeWalk walk =
            TreeWalk.forPath(
                repository, path, commits.parseCommit(ObjectId.fromString(commit)).getTree())) {
      return new String(repository.open(walk.getObjectId(0)).getBytes(), StandardCharsets.UTF_8);
    }
  }
}
