package io.github.mlopsmaven.rules.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ports of containers, and the commands that listen on them. */
class ContainerPortTest {

  private static List<String> docker(String text) {
    return ProjectUnderTest.with("Dockerfile", text.split("¶", -1))
        .findings(new ContainerPortCheck());
  }

  private static List<String> compose(String text) {
    return ProjectUnderTest.with("compose.yaml", text.split("¶", -1))
        .and(
            "api/Dockerfile",
            "FROM python:3.12 AS build",
            "CMD [\"flask\", \"run\", \"-p\", \"1\"]",
            "FROM python:3.12",
            "CMD [\"uvicorn\", \"app:app\", \"--host\", \"0.0.0.0\", \"--port\", \"8080\"]")
        .findings(new ContainerPortCheck());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "FROM a¶EXPOSE 8000¶CMD [\"uvicorn\", \"a:b\", \"--port\", \"8080\"] | 2:8 | port 8000 is exposed, and the command listens on 8080",
        "FROM a¶EXPOSE 5000/tcp¶ENTRYPOINT [\"mlflow\"]¶CMD [\"server\", \"-p\", \"5001\"] | 2:8 | port 5000 is exposed, and the command listens on 5001",
        "FROM a¶EXPOSE 80¶CMD gunicorn app:app -b 0.0.0.0:8000 -w 2 | 2:8 | the command listens on 8000",
        "FROM a¶EXPOSE 8501¶HEALTHCHECK CMD curl -f http://localhost:8051/_stcore/health¶CMD streamlit run a.py --server.port=8501 | 3:1 | the health check asks on port 8051, and the command listens on 8501",
      })
  void reportsInADockerfile(String text, String place, String message) {
    assertThat(docker(text))
        .singleElement()
        .asString()
        .startsWith("Dockerfile:" + place + ": warning: ")
        .contains(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM a¶EXPOSE 8080¶CMD [\"uvicorn\", \"a:b\", \"--port\", \"8080\"]",
        "FROM a¶EXPOSE 8000 9000¶CMD gunicorn a:b --bind :9000",
        "FROM a¶EXPOSE 8000¶CMD gunicorn a:b --bind :$PORT",
        "FROM a¶EXPOSE 8000¶CMD python serve.py --port 9000",
        "FROM a¶EXPOSE ${PORT}¶CMD uvicorn a:b --port 1234",
        "FROM a¶CMD uvicorn a:b --port 1234",
        "FROM a¶EXPOSE 22¶CMD gunicorn a:b --bind unix:/tmp/s",
        "FROM a¶EXPOSE 1¶CMD uvicorn a:b --port 2¶FROM b¶EXPOSE 3",
      })
  void readsADockerfile(String text) {
    assertThat(docker(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "services:¶  a: {build: api, ports: ['8000:8000']} | 2:27 | port 8000 of the container is published, and the command listens on 8080",
        "services:¶  a: {image: x, command: mlflow server --port 5000, ports: ['5001:5001']} | 2:61 | port 5001 of the container is published",
        "services:¶  a: {image: x, command: [uvicorn, 'a:b', --port, '80'], healthcheck: {test: [CMD, curl, 'http://localhost:8000']}} | 2:78 | the health check asks on port 8000",
      })
  void reportsInACompose(String text, String place, String message) {
    assertThat(compose(text))
        .singleElement()
        .asString()
        .startsWith("compose.yaml:" + place + ": warning: ")
        .contains(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "services:¶  a: {build: api, ports: ['8000:8080']}",
        "services:¶  a: {build: api, ports: ['8000:8000'], command: uvicorn a:b --port 8000}",
        "services:¶  a: {build: {context: api, target: build}, ports: ['8000:8000']}",
        "services:¶  a: {build: api, ports: ['22:22', '8080:8080']}",
        "services:¶  a: {build: api, ports: ['${P}']}",
        "services:¶  a: {build: api, ports: ['8000:8000'], command: uvicorn a:b --port ${P}}",
        "services:¶  a: {image: x, ports: ['8000:8000']}",
        "services:¶  a: {build: api}",
      })
  void readsACompose(String text) {
    assertThat(compose(text)).isEmpty();
  }
}
