package io.github.mlopsmaven.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.mlopsmaven.descriptor.Descriptors;
import io.github.mlopsmaven.generate.GenerateRequest;
import io.github.mlopsmaven.generate.Limits;
import io.github.mlopsmaven.generate.ProjectGenerator;
import io.github.mlopsmaven.generate.Questions;
import io.github.mlopsmaven.layout.Combination;
import io.github.mlopsmaven.layout.Matrix;
import io.github.mlopsmaven.problem.MlopsException;
import io.github.mlopsmaven.render.StillReadable;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.PipelineTemplatesTarget;
import io.github.mlopsmaven.template.ProjectName;
import io.github.mlopsmaven.template.TemplateSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every branch and tag of a template repository, every selection: no edit breaks a file. For those
 * who have a clone of a template: {@code -Dmlops.test.templateRepository=DIRECTORY}.
 */
class EveryRefTest {

  @TempDir Path temp;

  @Test
  void noEditBreaksAFile() {
    Optional<String> given =
        Optional.ofNullable(System.getProperty("mlops.test.templateRepository"));
    assumeTrue(given.isPresent(), "no template repository is named");
    Path repository = Path.of(given.orElseThrow());
    List<String> wrong = new ArrayList<>();
    int selections = 0;
    List<String> refs =
        CGit.output(repository, "for-each-ref", "--format=%(refname)", "refs/heads", "refs/tags")
            .lines()
            .toList();
    for (String ref : refs) {
      GitTemplateSource source =
          new GitTemplateSource(
              repository.toUri().toString(),
              Optional.of(ref),
              temp.resolve("cache"),
              GitAccess.standard());
      for (Combination combination : combinations(source)) {
        selections++;
        Map<String, byte[]> before = files(source, combination, false, Optional.empty());
        Map<String, byte[]> after = files(source, combination, true, Optional.empty());
        Map<String, byte[]> redirected =
            files(source, combination, true, Optional.of("github:acme/steps@v1"));
        for (Map<String, byte[]> edited : List.of(after, redirected)) {
          String where = ref + " " + combination.selection() + ": ";
          edited.forEach(
              (path, bytes) -> {
                byte[] was = before.get(path);
                if (was != null && StillReadable.isBroken(path, was, bytes)) {
                  wrong.add(where + path + " does not parse any more");
                }
              });
        }
      }
    }
    assertThat(wrong)
        .as("%s selections of %s branches and tags", selections, refs.size())
        .isEmpty();
    assertThat(selections).isPositive();
  }

  private static List<Combination> combinations(GitTemplateSource source) {
    try (TemplateSnapshot template = source.open()) {
      Descriptor descriptor = Descriptors.of(template);
      return Matrix.of(descriptor, template.tree()).combinations();
    }
  }

  private Map<String, byte[]> files(
      GitTemplateSource source,
      Combination combination,
      boolean repairs,
      Optional<String> pipelineTemplates) {
    Map<String, byte[]> files = new TreeMap<>();
    GenerateRequest request =
        new GenerateRequest(
            source,
            combination.selection().values(),
            true,
            temp.resolve("out"),
            ProjectName.parse("demo"),
            Optional.empty(),
            Map.of(),
            pipelineTemplates.map(PipelineTemplatesTarget::parse),
            Optional.empty(),
            Optional.empty(),
            repairs,
            Limits.DEFAULT,
            "1");
    try {
      new ProjectGenerator(new JGitProjectRepository(GitAccess.standard()), Questions.NONE)
          .plan(request, folder -> files.putAll(read(folder)));
    } catch (MlopsException e) {
      assertThat(e.problem()).contains("no pipeline of this selection can call");
    }
    return files;
  }

  private static Map<String, byte[]> read(Path folder) {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }
}
