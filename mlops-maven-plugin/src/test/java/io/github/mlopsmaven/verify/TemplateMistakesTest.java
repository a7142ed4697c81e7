package io.github.mlopsmaven.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.generate.GenerateRequest;
import io.github.mlopsmaven.generate.Limits;
import io.github.mlopsmaven.problem.SeveralMistakes;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.ProjectName;
import io.github.mlopsmaven.template.TemplateSource;
import io.github.mlopsmaven.testkit.MemoryTemplate;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Verifying a template tells all that is wrong in it, whatever is chosen, each mistake once. */
class TemplateMistakesTest {

  private static final String DESCRIPTOR =
      """
      format: 1
      name: n
      options: {kind: {}}
      values:
        owner: {pattern: "[a-z]+-[a-z]+"}
        package: {pattern: "com[.][a-z]+", default: "com.{organization | lower}"}
        license: {enum: [mit, none], default: none}
        stages: {type: array, default: "a,b"}
        docs: {type: boolean, default: "false"}
      names: [{title: bucket, name: "b-{owner}"}]
      layout:
        - {from: "kinds/{kind}", to: .}
        - {from: every, to: .}
        - {from: mit.vm, to: LICENSE, when: {license: mit}}
      blocks: [{name: docs, files: "*.yml", when: {docs: true}}]
      delimiters: [{files: "*.sh", start: "[[", end: "]]"}]
      """;

  @Test
  void aTemplateThatIsRightHasNone() {
    MemoryTemplate template =
        right()
            .with("every/a.txt.vm", "${owner} $bucket #foreach($s in $stages)$s#end ${{ x }} $5\n")
            .with("every/b.yml", "a\n# mlops:begin docs\nb\n# mlops:end docs\n")
            .with("every/c.sh", "[[ owner | upper ]] [[ -z x ]] ${HOME}\n");

    assertThat(verify(template).verified()).hasSize(2);
  }

  @Test
  void allOfThemAreToldOnce() {
    MemoryTemplate template =
        right()
            .with("every/a.txt.vm", "$ownr ${HOME}\n#if($docs == 'true')$doc#end\n")
            .with("kinds/one/b.txt.vm", "#if($kind == 'one')$nothing#else$never#end\n")
            .with("mit.vm", "Copyright $holder\n")
            .with("every/c.yml", "# mlops:begin docs\n# mlops:begin dosc\n# mlops:end dosc\n")
            .with("every/d.txt", "mlops:begin docs\n")
            .with("every/e.sh", "[[ ownre ]]\n[[ kind | shout ]]\n");

    assertThatThrownBy(() -> verify(template))
        .isInstanceOfSatisfying(
            SeveralMistakes.class,
            several ->
                assertThat(several.mistakes())
                    .extracting(mistake -> mistake.problem())
                    .containsExactlyInAnyOrder(
                        "every/a.txt.vm:1:1: $ownr is not defined",
                        "every/a.txt.vm:1:7: $HOME is not defined",
                        "every/a.txt.vm:2:21: $doc is not defined",
                        "kinds/one/b.txt.vm:1:20: $nothing is not defined",
                        "mit.vm:1:11: $holder is not defined",
                        "c.yml:1:3: the block docs has no end",
                        "every/c.yml:2:3: mlops:begin dosc is not in 'blocks' of mlops-template.yml",
                        "every/c.yml:3:3: mlops:end dosc is not in 'blocks' of mlops-template.yml",
                        "every/d.txt:1:1: mlops:begin docs is not in 'blocks' of mlops-template.yml"
                            + " for this file",
                        "every/e.sh:1:1: [[ ownre ]] is not an option, value or name",
                        "every/e.sh:2:1: [[ kind | shout ]] cannot be read: unknown filter 'shout': use one of lower, upper, capitalize, snake_case,"
                            + " kebab_case, pascal_case, replace, truncate, join"))
        .hasMessageStartingWith("the template has 11 mistakes:\n")
        .hasMessageContaining("(did you mean owner?); where it is text, write #[[$ownr]]#");
  }

  @Test
  void thoseOfADescriptorAndOfVelocityFilesAreToldTogether() {
    MemoryTemplate template =
        new MemoryTemplate()
            .with(
                "mlops-template.yml",
                DESCRIPTOR.replace("enum:", "choices:").replace("kinds/{kind}", "kinds/{knd}"))
            .with("kinds/one/b.txt.vm", "$kind $owner $bucket $project_name $nothing\n");

    assertThatThrownBy(() -> verify(template))
        .isInstanceOfSatisfying(
            SeveralMistakes.class,
            several ->
                assertThat(several.mistakes())
                    .extracting(mistake -> mistake.problem())
                    .containsExactly(
                        "mlops-template.yml:7:13: values.license.choices is not a key of this format",
                        "mlops-template.yml:12:12: layout[0].from names the option {knd}, which this"
                            + " descriptor does not have",
                        "kinds/one/b.txt.vm:1:36: $nothing is not defined"));
  }

  @Test
  void whatGoesWrongForSomeValuesOnlyIsTold() {
    MemoryTemplate template =
        right()
            .with("every/LICENSE", "none\n")
            .with("mit.vm", "MIT\n")
            .with("kinds/two/link", FileMode.SUBMODULE, "");

    assertThatThrownBy(() -> verify(template))
        .hasMessageStartingWith("the template has 2 mistakes:\n")
        .hasMessageContaining("the template puts both every/LICENSE and mit.vm at LICENSE")
        .hasMessageContaining("the template has a submodule at kinds/two/link");
  }

  private static MemoryTemplate right() {
    return new MemoryTemplate()
        .with("mlops-template.yml", DESCRIPTOR)
        .with("kinds/one/x", "x\n")
        .with("kinds/two/x", "x\n");
  }

  private static Report verify(TemplateSource template) {
    return new Verification(
            List.of(),
            List.of(),
            (name, ref) -> {
              throw new AssertionError("nothing is called");
            })
        .template(
            template,
            selection ->
                new GenerateRequest(
                    template,
                    selection,
                    true,
                    Path.of("."),
                    ProjectName.parse("project"),
                    Optional.empty(),
                    Map.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    true,
                    new Limits(Long.MAX_VALUE, Long.MAX_VALUE),
                    "1.0"));
  }
}
