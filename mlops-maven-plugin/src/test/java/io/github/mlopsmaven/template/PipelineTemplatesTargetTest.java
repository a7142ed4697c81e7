package io.github.mlopsmaven.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.problem.UsageException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineTemplatesTargetTest {

  @Test
  void theFormThatPeopleType() {
    assertThat(PipelineTemplatesTarget.parse(" contoso/own.repo@feature/x "))
        .isEqualTo(
            new PipelineTemplatesTarget(
                Optional.empty(), "contoso/own.repo", "feature/x", Optional.empty()));
    assertThat(PipelineTemplatesTarget.parse("GIT:My Project/own@main").toString())
        .isEqualTo("git:My Project/own@main");
    assertThat(PipelineTemplatesTarget.parse("git:own@main").repository()).isEqualTo("own");
    assertThat(PipelineTemplatesTarget.parse("contoso/own@tags/v1").ref())
        .isEqualTo("refs/tags/v1");
    assertThat(PipelineTemplatesTarget.parse("contoso/own@heads/x").shortRef()).isEqualTo("x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "contoso/own",
        "contoso/own@",
        "@main",
        "own@main",
        "github:own@main",
        "a/b/c@main",
        "contoso/own@a b",
        "contoso/own@a..b",
        "contoso/own@-a",
        "contoso/own@a~1",
        "contoso/own@a:b",
        "contoso/own@a'b",
        "contoso/own@$(x)",
        "contoso/own@a#b",
        "contoso/own@a\nb",
        "contoso/own@a/",
        "contoso/own@a.lock",
        "https://github.com/contoso/own@main",
        "con toso/own:@main",
        "github:My Project/own@main",
        "svn:contoso/own@main"
      })
  void otherFormsAreRefused(String text) {
    assertThatThrownBy(() -> PipelineTemplatesTarget.parse(text))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("pipelineTemplates '")
        .hasMessageContaining("use OWNER/REPO@REF, such as contoso/mlops-templates@main");
  }

  @Test
  void aTokenIsRefusedAndNotShown() {
    String token = "ghp_" + "0123456789abcdefABCDEF";
    for (String text : new String[] {"contoso/own@" + token, "git:" + token + "/own@main"}) {
      assertThatThrownBy(() -> PipelineTemplatesTarget.parse(text))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("has a token or a password in it")
          .hasMessageNotContaining(token);
    }
    PipelineTemplatesTarget target = PipelineTemplatesTarget.parse("contoso/own@main");
    assertThatThrownBy(() -> target.withEndpoint(token))
        .isInstanceOf(UsageException.class)
        .hasMessageNotContaining(token);
  }

  @Test
  void anEndpointThatCannotBeIsRefused() {
    PipelineTemplatesTarget target = PipelineTemplatesTarget.parse("contoso/own@main");

    assertThat(target.withEndpoint("my connection").endpoint()).contains("my connection");
    assertThatThrownBy(() -> target.withEndpoint("a\nb: c"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("is not a name of a service connection");
  }
}
