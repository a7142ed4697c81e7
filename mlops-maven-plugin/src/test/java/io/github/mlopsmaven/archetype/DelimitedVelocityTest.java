package io.github.mlopsmaven.archetype;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.io.DirectorySource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Making an archetype compares its files with those of mlops:generate, and refuses a difference.
 */
class DelimitedVelocityTest {

  private static final List<String> PIECES =
      List.of(
          "[[ project_name ]]",
          "[[ project_name | upper ]]",
          "[[ stages ]]",
          "[[ stages | join('-') ]]",
          "[[ owner ]]",
          "[[ -z x ]]",
          "$project_name",
          "${project_name}",
          "$!{stages}",
          "#set($a = 1)",
          "#if",
          "#end",
          "##",
          "#*",
          "*#",
          "#[[",
          "]]#",
          "]]",
          "]",
          "[",
          "#",
          "$",
          "\\",
          "\\\\",
          "'",
          "\"",
          "\n",
          "\n\n",
          "  ",
          "\t",
          "ä€",
          "x");

  @TempDir private Path folder;

  @Test
  void anArchetypeGivesTheSameBytes() throws IOException {
    Path template = Files.createDirectories(folder.resolve("template"));
    Files.writeString(
        template.resolve("mlops-template.yml"),
        """
        format: 1
        name: acme
        options: {kind: {enum: [a]}}
        layout: [{from: files, to: .}, {from: README.md, to: README.md}]
        delimiters: [{files: "files/**", start: "[[", end: "]]"}]
        values:
          stages: {type: array, default: [dev, prod]}
          owner: {default: ""}
        """);
    Files.writeString(template.resolve("README.md"), "[[ nothing ]]\n");
    Files.createDirectories(template.resolve("files"));
    Random random = new Random(11);
    for (int i = 0; i < 400; i++) {
      StringBuilder text = new StringBuilder();
      for (int pieces = random.nextInt(12); pieces >= 0; pieces--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      Files.writeString(template.resolve("files/" + i), text);
    }

    MadeArchetype made =
        new ArchetypeMaker()
            .make(
                new ArchetypeRequest(
                    new DirectorySource(template),
                    "kind",
                    Optional.empty(),
                    folder.resolve("out"),
                    Optional.empty(),
                    "1.0"));

    assertThat(made.files()).isEqualTo(401);
    assertThat(folder.resolve("out/archetype-resources/README.md"))
        .content(StandardCharsets.UTF_8)
        .isEqualTo("[[ nothing ]]\n");
  }
}
