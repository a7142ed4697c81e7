package io.github.mlopsmaven.rules.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Docker builds and what it refuses. */
class DockerCheckTest {

  private final DockerCheck check = new DockerCheck();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ARG V=1¶FROM a:${V} AS b¶FROM b¶COPY --from=b /x /y¶COPY --from=0 /x /y",
        "# syntax=docker/dockerfile:1¶# escape=`¶FROM a¶RUN b `¶  c¶",
        "from a¶run --mount=type=cache,target=/x pip install¶",
        "FROM a¶RUN b && \\¶  # comment¶  c \\¶¶  d¶CMD [\"x\", \"y z\"]",
        "FROM a¶RUN <<EOF¶WHATEVER is not an instruction¶EOF¶COPY <<-'E' /x¶ NOR this¶E¶CMD x",
        "FROM a¶HEALTHCHECK NONE¶HEALTHCHECK --interval=5s CMD --x",
        "FROM a¶COPY --from=nginx /x /y¶COPY --from=docker.io/b/c:1 /x /y",
        "FROM --platform=$BUILDPLATFORM a as b¶ONBUILD COPY . /x¶ENTRYPOINT --x",
        "# syntax=example.com/own¶TEST a¶",
        "¶# nothing¶",
      })
  void reads(String text) {
    assertThat(ProjectUnderTest.with("Dockerfile", text.split("¶", -1)).findings(check)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "FORM a¶RUN b | 1:1 | unknown instruction 'FORM'",
        "FROM a¶RUN b \\¶  c¶WORKDIRECTORY d | 4:1 | unknown instruction 'WORKDIRECTORY'",
        "RUN a¶FROM b | 1:1 | RUN is before FROM",
        "ARG a | 1:1 | there is no FROM",
        "FROM a b | 1:8 | 'b' was not expected after the image",
        "FROM a¶COPY --owner=b c d | 2:6 | COPY has no flag '--owner'",
        "FROM a AS build¶FROM b¶COPY --from=biuld c d | 3:6 | there is no stage 'biuld'",
        "FROM a AS build¶FROM b¶COPY --from=builder c d | 3:6 | there is no stage 'builder'",
        "FROM a¶COPY --from=3 c d | 2:6 | there is no stage '3'",
        "FROM --platform=linux/amd64 | 1:1 | FROM has no image",
        "FROM a¶EXPOSE | 2:1 | EXPOSE has no argument",
        "FROM a¶RUN <<EOF¶b | 2:5 | the here document '<<EOF' has no end",
      })
  void refuses(String text, String place, String problem) {
    assertThat(ProjectUnderTest.with("Dockerfile", text.split("¶", -1)).findings(check))
        .singleElement()
        .asString()
        .startsWith("Dockerfile:" + place + ":")
        .contains(problem);
  }

  @Test
  void looksForWhatIsCopied() {
    assertThat(
            ProjectUnderTest.with(
                    "a/Dockerfile",
                    "FROM x",
                    "COPY requirement.txt [\"app\"] $X *.whl made.txt https://e.x/y.txt /z/",
                    "COPY --from=y b.py /",
                    "ADD src/there.py b/*.py ./gone.py /")
                .and("src/there.py", "")
                .and("build.sh", "pip freeze > made.txt")
                .findings(check))
        .containsExactly(
            "a/Dockerfile:2:6: warning: 'requirement.txt' is not in the project, so no build context"
                + " has it; add it, or correct the path [docker-missing-file]",
            "a/Dockerfile:4:25: warning: './gone.py' is not in the project, so no build context has"
                + " it; add it, or correct the path [docker-missing-file]");
  }

  @Test
  void saysNothingAboutAContextThatIsPutTogether() {
    assertThat(
            ProjectUnderTest.with("Dockerfile", "FROM x", "COPY ./flow /flow", "COPY start.sh /")
                .findings(check))
        .isEmpty();
  }

  @Test
  void knowsTheContextFromCompose() {
    assertThat(
            ProjectUnderTest.with("api/Dockerfile", "FROM x", "COPY a.py b*.py /", "COPY c.bin /")
                .and("a.py", "")
                .and("api/b1.py", "")
                .and(
                    "docker-compose.yml",
                    "services:",
                    "  api:",
                    "    build: {context: api, dockerfile: Dockerfile}")
                .places(check))
        .containsExactly(
            "api/Dockerfile:2:6 [docker-missing-file]", "api/Dockerfile:3:6 [docker-missing-file]");
  }

  @Test
  void seesWhatIsLeftOutOfTheContext() {
    assertThat(
            ProjectUnderTest.with("Dockerfile", "FROM x", "COPY a.py src/b.py src/c.py /")
                .and("a.py", "")
                .and("src/b.py", "")
                .and("src/c.py", "")
                .and(".dockerignore", "*", "!a.py", "# no", "!src/c.py")
                .findings(check))
        .containsExactly(
            "Dockerfile:2:11: warning: 'src/b.py' is left out by .dockerignore; include it again with a line !src/b.py [docker-missing-file]");
  }
}
