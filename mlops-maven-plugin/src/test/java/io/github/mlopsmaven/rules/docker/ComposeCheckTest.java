package io.github.mlopsmaven.rules.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import org.junit.jupiter.api.Test;

class ComposeCheckTest {

  private final ComposeCheck check = new ComposeCheck();

  @Test
  void findsNamesThatNoSectionDeclares() {
    assertThat(
            ProjectUnderTest.with(
                    "compose.yaml",
                    "services:",
                    "  a:",
                    "    image: a",
                    "    depends_on: {b: {condition: service_started}, d: {}}",
                    "    networks: [default, inner, outer]",
                    "    volumes: ['./x:/x', '~/y:/y', 'data:/data', 'dta:/data', 'C:/a:/b', '/a', '${V}:/v']",
                    "    secrets: [token, {source: other}]",
                    "    network_mode: service:c",
                    "  b: {image: b, extends: {service: a}}",
                    "networks: {inner: {}}",
                    "volumes: {data: }",
                    "secrets: {token: {file: a}}")
                .and("compose.override.yaml", "services: {c: {image: c}}")
                .places(check))
        .containsExactly(
            "compose.yaml:4:51 [compose-unknown-name]",
            "compose.yaml:5:32 [compose-unknown-name]",
            "compose.yaml:6:49 [compose-unknown-name]",
            "compose.yaml:7:31 [compose-unknown-name]");
  }

  @Test
  void pathsBeginInTheFolderThatTheCommandNames() {
    ProjectUnderTest project =
        ProjectUnderTest.with(
                "deploy/docker-compose.yml", "services:", "  a: {build: {context: ./api}}")
            .and("api/Dockerfile", "FROM a")
            .and("up.sh", "docker compose -f deploy/docker-compose.yml up");
    assertThat(project.places(check))
        .containsExactly("deploy/docker-compose.yml:2:24 [compose-missing-file]");
    assertThat(
            project
                .and(
                    "Makefile",
                    "up:",
                    "\tdocker compose -f deploy/docker-compose.yml \\",
                    "\t  --project-directory . up")
                .places(check))
        .isEmpty();
  }

  @Test
  void findsBuildsWithoutTheirFiles() {
    assertThat(
            ProjectUnderTest.with(
                    "docker-compose.yml",
                    "services:",
                    "  a: {build: api}",
                    "  b: {build: {context: api, dockerfile: Dockerfile.b}}",
                    "  c: {build: {context: api, target: final}}",
                    "  d: {build: other}",
                    "  e: {build: '${X}'}",
                    "  f: {build: {context: https://a.b/c.git}}",
                    "  g: {build: {context: api, target: serve}}")
                .and("api/Dockerfile", "FROM python:3.12 AS serve")
                .places(check))
        .containsExactly(
            "docker-compose.yml:3:41 [compose-missing-file]",
            "docker-compose.yml:4:37 [compose-unknown-name]",
            "docker-compose.yml:5:14 [compose-missing-file]");
  }

  @Test
  void filesOfVariablesAreThereOrEachPersonsOwn() {
    assertThat(
            ProjectUnderTest.with(
                    "docker-compose.yml",
                    "services:",
                    "  a: {image: a, env_file: .env}",
                    "  b: {image: a, env_file: [settings.env, own.env, local.env]}",
                    "  c: {image: a, env_file: [{path: x.env, required: false}, {path: y.env}]}")
                .and(".gitignore", "own.env")
                .and("local.env.example", "A=b")
                .places(check))
        .containsExactly(
            "docker-compose.yml:3:28 [compose-missing-file]",
            "docker-compose.yml:4:67 [compose-missing-file]");
  }

  @Test
  void aDockerfileThatIsPutBehindAnotherHasNoImage() {
    assertThat(
            ProjectUnderTest.with("Dockerfile", "RUN pip install a")
                .and("deploy.py", "image_config(extra_docker_file_steps='Dockerfile')")
                .findings(new DockerCheck()))
        .isEmpty();
  }
}
