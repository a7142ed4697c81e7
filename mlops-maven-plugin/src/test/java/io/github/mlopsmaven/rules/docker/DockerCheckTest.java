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
        "FROM a¶RUN [ -f /x ] && y¶RUN [[ -f /x ]] || y¶CMD [ \"x\", \"y\" ]",
        "FROM a¶RUN [ \"$A\" = \"b\" ] && [ 'x' != 'y' ]¶CMD []",
        "FROM a¶COPY a b ./¶COPY a b .¶COPY [\"a\", \"b\", \"/x/\"]¶COPY a b $TARGET¶ADD a b \"/xy/\"",
        "FROM a¶ENV A=b C=\"d e\" \\¶  F='g h' G=i\\ j¶ENV K l m¶LABEL x.y=z¶LABEL a b",
        "FROM a¶EXPOSE 80 8000-8010/tcp $PORT \"9\"¶HEALTHCHECK cmd [\"a\"]¶SHELL [\"/bin/bash\", \"-c\"]",
        "FROM a¶RUN --mount=type=bind,source=x,target=/x,rw --mount=target=/y,from=z b",
        // Variables: declared again, of another stage, of Docker, of the shell, of the image.
        "ARG V=1¶FROM a:$V AS b¶ARG V¶RUN echo $V¶FROM b¶RUN echo $V",
        "ARG V=1¶FROM a:${V}¶RUN V=2 && echo $V && echo '$V' \\$V ${V:-x}¶CMD echo $V",
        "ARG V=1¶FROM a:${V:-2} AS b¶ENV V=$V_DEFAULT¶WORKDIR /x/$V",
        "ARG PYTHON_VERSION=3.12¶FROM python:${PYTHON_VERSION}¶RUN echo $PYTHON_VERSION $HTTP_PROXY",
        "ARG CUDA_VERSION¶ARG BASE¶FROM $BASE¶RUN echo $CUDA_VERSION $LANG",
        "FROM --platform=$BUILDPLATFORM a¶ARG TARGETARCH¶RUN echo $TARGETARCH¶RUN [\"echo\", \"$TARGETOS\"]",
        "FROM a¶ENV APP_HOME=/x¶ENV APP_NAME=y¶WORKDIR $APP_HOME/$HOME",
        "ARG V=1¶FROM a:$V¶RUN <<E¶echo $V¶E¶RUN for V in a b; do echo $V; done",
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
        "FROM a¶CMD ['python', 'a.py'] | 2:5 | CMD has a list that is not JSON",
        "FROM a¶RUN pip && \\¶ x¶ENTRYPOINT [ 'a' ] | 4:12 | ENTRYPOINT has a list that is not JSON",
        "FROM a¶CMD [\"a\" \"b\"] | 2:5 | CMD has a list that is not JSON",
        "FROM a¶CMD [\"a\", \"b\", ] | 2:5 | CMD has a list that is not JSON",
        "FROM a¶CMD [\"a\", \"b\" | 2:5 | CMD has a list that is not JSON",
        "FROM a¶COPY ['a b.txt', '/x/'] | 2:6 | COPY has a list that is not JSON",
        "FROM a¶HEALTHCHECK CMD ['a'] | 2:17 | HEALTHCHECK has a list that is not JSON",
        "FROM a¶SHELL /bin/bash -c | 2:7 | SHELL has a list that is not JSON",
        "FROM a¶COPY a b /x | 2:10 | COPY has several sources, and '/x' is not written as a directory",
        "FROM a¶ADD [\"a\", \"b\", \"x\"] | 2:17 | ADD has several sources",
        "FROM a¶COPY a | 2:1 | COPY has no destination",
        "FROM a¶ENV A=b c | 2:9 | ENV has 'c' without =",
        "FROM a¶LABEL a=b c d=e | 2:11 | LABEL has 'c' without =",
        "FROM a¶EXPOSE 80:8080 | 2:8 | EXPOSE has no port '80:8080'",
        "FROM a¶EXPOSE 99999 | 2:8 | EXPOSE has no port '99999'",
        "FROM a¶HEALTHCHECK --interval=5s curl x | 2:27 | HEALTHCHECK has 'curl' before its command",
        "FROM a¶RUN --mount=type=cash,target=/x b | 2:5 | there is no mount of type 'cash'",
        "FROM a¶RUN --mount=type=cache,traget=/x b | 2:24 | a mount has no key 'traget'",
        "ARG V=1¶FROM a:$V¶RUN echo ${V} | 3:10 | 'V' is declared before FROM, so it is empty",
        "ARG V=1¶FROM a:$V AS b¶ARG V¶FROM c¶ENV X=$V | 5:7 | 'V' is declared before FROM, so it is empty",
        "ARG V=1¶FROM a:$V¶RUN x && \\¶  echo \"$V\"¶ARG V | 4:9 | 'V' is declared before FROM",
        "ARG APP_VERSION=1¶FROM python:3¶RUN echo $APP_VERSION | 3:10 | 'APP_VERSION' is declared before",
        "FROM a¶RUN echo $TARGETARCH | 2:10 | 'TARGETARCH' has no value in this stage",
        "FROM a¶ARG V=1¶FROM b:${V} | 3:8 | 'V' is not declared before the first FROM",
        "FROM a¶ENV APP_HOME=/x¶WORKDIR $APP_HOM | 3:9 | nothing sets 'APP_HOM' in this stage",
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
  void aPathThatLeadsOutOfTheContextIsNowhere() {
    ProjectUnderTest files =
        ProjectUnderTest.with("shared/a.py", "").and("api/main.py", "").and("b.py", "");
    assertThat(
            files
                .and("api/Dockerfile", "FROM x", "COPY main.py ../shared/ ../b.py ../gone.py /x/")
                .findings(check))
        .containsExactly(
            "api/Dockerfile:2:14: warning: '../shared/' leads out of the build context; build with a"
                + " folder that has it as context, and write the path from there [docker-missing-file]",
            "api/Dockerfile:2:25: warning: '../b.py' leads out of the build context; build with a"
                + " folder that has it as context, and write the path from there [docker-missing-file]");
    // BuildKit takes the path as one inside the context, which may be the root here.
    assertThat(
            ProjectUnderTest.with("shared/a.py", "")
                .and("b.py", "")
                .and("api/Dockerfile", "FROM x", "COPY b.py ../shared /x/")
                .and("web/Dockerfile", "FROM x", "COPY ../made/*.py /x/")
                .findings(check))
        .isEmpty();
  }

  @Test
  void seesWhatIsLeftOutWhereverTheContextIs() {
    ProjectUnderTest files =
        ProjectUnderTest.with("src/a.py", "")
            .and("src/b.py", "")
            .and("requirements.txt", "x")
            .and("data/c.csv", "")
            .and("docker/Dockerfile", "FROM x", "COPY src /src", "COPY data/*.csv /d/");
    assertThat(files.and(".dockerignore", "**/*.csv", "/src/", "!other").places(check))
        .containsExactly(
            "docker/Dockerfile:2:6 [docker-missing-file]",
            "docker/Dockerfile:3:6 [docker-missing-file]");
    assertThat(files.and(".dockerignore", "*.csv", "src", "!src/b.py", "tests").places(check))
        .isEmpty();
    assertThat(
            files
                .and("docker/Dockerfile.dockerignore", "data")
                .and(".dockerignore", "src")
                .places(check))
        .containsExactly("docker/Dockerfile:3:6 [docker-missing-file]");
  }

  @Test
  void whatIsLeftOutOfAllIsMissingForTheCommandsBehind() {
    ProjectUnderTest files =
        ProjectUnderTest.with("requirements.txt", "x")
            .and("a.py", "")
            .and(
                "Dockerfile",
                "FROM x",
                "WORKDIR /x",
                "COPY . .",
                "RUN pip install -r requirements.txt");
    assertThat(files.and(".dockerignore", "*.txt").findings(check))
        .singleElement()
        .asString()
        .startsWith("Dockerfile:4:20: warning: 'requirements.txt' is left out by .dockerignore");
    assertThat(files.and(".dockerignore", "*.md", "docs").findings(check)).isEmpty();
    assertThat(
            files
                .and(".dockerignore", "*.txt")
                .and(
                    "Dockerfile",
                    "FROM x",
                    "COPY . .",
                    "RUN pip freeze > requirements.txt # a",
                    "WORKDIR /y",
                    "RUN pip install -r requirements.txt")
                .findings(check))
        .isEmpty();
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
            "Dockerfile:2:11: warning: 'src/b.py' is left out by .dockerignore; include it again with a line !src/b.py in .dockerignore [docker-missing-file]");
  }
}
