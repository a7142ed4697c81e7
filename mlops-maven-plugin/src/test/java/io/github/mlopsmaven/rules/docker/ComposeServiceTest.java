package io.github.mlopsmaven.rules.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Compose starts and what it refuses. */
class ComposeServiceTest {

  private static List<String> found(String text) {
    return ProjectUnderTest.with("compose.yaml", text.split("¶", -1))
        .and("api/Dockerfile", "FROM python:3.12")
        .and("web/Dockerfile", "FROM python:3.12 AS a", "HEALTHCHECK CMD curl localhost")
        .and("ml/Dockerfile", "FROM mcr.microsoft.com/azureml/base")
        .findings(new ComposeCheck());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Values.
        "services:¶  a: {image: a, restart: 'no', stop_grace_period: 1m30s, mem_limit: 512m, cpus: '.5', shm_size: 2gb}",
        "services:¶  a: {image: a, restart: 'on-failure:3', mem_limit: 1073741824, memswap_limit: -1}",
        "services:¶  a: {image: a, restart: '${RESTART}', healthcheck: {test: curl x, interval: 1.5h, retries: 3}}",
        "services:¶  a: {image: a, healthcheck: {test: [CMD-SHELL, x]}, deploy: {mode: global, resources: {limits: {memory: 2G, cpus: '0.50'}}}}",
        "services:¶  a: {image: 'a:${T:-1}', command: 'echo $$1 $$(x) ${A:?no} ${B:+${C}} $D', labels: {'a$b': c}}",
        // Ports.
        "services:¶  a: {image: a, ports: [80, '81:80', '127.0.0.1:82:80', '[::1]:83:80/udp', '84-86:84-86', '${P}:1', '${P:-87}:1', {target: 80, published: 88}]}",
        "services:¶  a: {image: a, ports: ['80:80']}¶  b: {image: b, ports: ['80:80/udp', '81:80']}",
        "services:¶  a: {image: a, ports: ['127.0.0.1:80:80']}¶  b: {image: b, ports: ['127.0.0.2:80:80']}",
        "services:¶  a: {image: a, ports: ['80:80'], profiles: [x]}¶  b: {image: b, ports: ['80:80'], profiles: [y]}",
        "services:¶  a: {image: a, ports: ['80', 9000]}¶  b: {image: b, ports: ['80', 9000]}",
        // Health: of its own, of its image, of an image that nobody knows, of what it extends.
        "services:¶  a: {image: a, depends_on: {b: {condition: service_healthy}}}¶  b: {image: b, healthcheck: {test: x}}",
        "services:¶  a: {image: a, depends_on: {b: {condition: service_healthy}}}¶  b: {build: web}",
        "services:¶  a: {image: a, depends_on: {b: {condition: service_healthy}}}¶  b: {build: ml}",
        "services:¶  a: {image: a, depends_on: {b: {condition: service_healthy}}}¶  b: {image: 'jupyter/minimal-notebook:1'}",
        "x-c: &c¶  healthcheck: {test: x}¶services:¶  a: {image: a, depends_on: {b: {condition: service_healthy}}}¶  b: {<<: *c, image: b}",
        "services:¶  a: {image: a, depends_on: {b: {condition: service_started}}}¶  b: {image: b}",
        // Circles.
        "services:¶  a: {image: a, depends_on: [b, c]}¶  b: {image: b, depends_on: [c]}¶  c: {image: c}",
        // Image.
        "x-i: &i¶  image: x¶services:¶  a: {<<: *i}¶  b: {image: b}¶  c: {extends: {file: o.yaml, service: c}}",
        // Addresses.
        "services:¶  a: {image: a, environment: {U: 'http://b:5000/x', V: 'http://localhost:1', W: 'https://a.b.c', X: 's3://bucket'}}¶  b: {image: b}",
        "services:¶  a: {image: a, environment: ['DB_URL=postgresql+psycopg2://u:p@db/x', 'KAFKA_BROKERS=k1:9092,b:1']}¶  b: {image: b, container_name: db, hostname: k1}",
        "services:¶  a: {image: a, environment: {U: 'http://other:80'}}¶  b: {image: b}¶networks: {x: {external: true}}",
        "services:¶  a: {image: a, environment: {U: 'http://other:80'}, extra_hosts: ['other:host-gateway']}¶  b: {image: b}",
        "services:¶  a: {image: a, environment: {U: 'http://c:80'}}¶  b: {image: b, networks: {default: {aliases: [c]}}}",
        "services:¶  a: {image: a, environment: {U: 'http://b:80', V: 'http://b:82', I: 'name:12'}}¶  b: {image: b, ports: ['81:80', '82:8082'], command: serve --port 82}",
        "services:¶  a: {image: a, networks: [x, y], environment: {U: 'http://b:80'}}¶  b: {image: b, networks: [y]}¶networks: {x: , y: }",
      })
  void reads(String text) {
    assertThat(found(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "services:¶  a: {image: a, restart: allways} | 2 | restart is 'allways'",
        "services:¶  a: {image: a, restart: on_failure} | 2 | restart is 'on_failure'",
        "services:¶  a: {image: a, healthcheck: {test: x, interval: 30 seconds}} | 2 | interval is '30 seconds'",
        "services:¶  a: {image: a, healthcheck: {test: [curl, x]}} | 2 | the list of a test begins with 'curl'",
        "services:¶  a: {image: a, mem_limit: 512Mi} | 2 | mem_limit is '512Mi'",
        "services:¶  a: {image: a, deploy: {resources: {limits: {cpus: 500m}}}} | 2 | cpus is '500m'",
        "services:¶  a: {image: a, deploy: {mode: replicate}} | 2 | mode is 'replicate'",
        "services:¶  a: {image: a, command: 'awk {print $1}'} | 2 | '$1}' is not a variable of Compose",
        "services:¶  a: {image: 'a:${T:-1'} | 2 | '${T:-1' is not a variable of Compose",
        "services:¶  a: {image: a, ports: ['80:80:80:80']} | 2 | '80:80:80:80' is not a port",
        "services:¶  a: {image: a, ports: ['http:80']} | 2 | '",
        "services:¶  a: {image: a, ports: ['80:99999']} | 2 | '80:99999' is not a port",
        "services:¶  a: {image: a, ports: ['80:80']}¶  b: {image: b, ports: ['0.0.0.0:80:1']} | 3 | the port 80 of the host is taken by 'a'",
        "services:¶  a: {image: a, ports: [{target: 1, published: 80}]}¶  b: {image: b, ports: ['80:1/tcp']} | 3 | the port 80 of the host is taken by 'a'",
        "services:¶  a: {image: a, ports: ['${A:-80}:80']}¶  b: {image: b, ports: ['80:80']} | 3 | the port 80 of the host is taken by 'a'",
        "services:¶  a: {image: a, depends_on: {b: {condition: service_healthy}}}¶  b: {image: 'postgres:16'} | 2 | 'b' has no healthcheck",
        "services:¶  a: {image: a, depends_on: {b: {condition: service_healthy}}}¶  b: {build: api} | 2 | 'b' has no healthcheck",
        "services:¶  a: {image: a, depends_on: {b: {condition: service_healthy}}}¶  b: {image: x/b, healthcheck: {disable: true}} | 2 | 'b' has no healthcheck",
        "services:¶  a: {image: a, depends_on: [b]}¶  b: {image: b, depends_on: {c: {condition: service_started}}}¶  c: {image: c, links: ['a:x']} | 2 | services wait for each other: a, b, c, a",
        "services:¶  a: {image: a, depends_on: [a]} | 2 | services wait for each other: a, a",
        "services:¶  a: {image: a}¶  b: {command: x} | 3 | the service 'b' has neither image nor build",
        "services:¶  a: {image: a, environment: {U: 'http://mlflow-server:5000'}}¶  mlflow: {image: b} | 2 | no service is called 'mlflow-server'",
        "services:¶  a: {image: a, environment: ['DB=postgresql://u:p@database:5432/x']}¶  db: {image: b} | 2 | no service is called 'database'",
        "services:¶  a: {image: a, environment: {REDIS_ADDR: 'rediss:6379'}}¶  redis: {image: b} | 2 | no service is called 'rediss'",
        "services:¶  a: {image: a, command: [x, --uri, 'http://trackin:80']}¶  tracking: {image: b}¶networks: {x: {external: true}} | 2 | no service is called 'trackin'",
        "services:¶  a: {image: a, environment: {U: 'http://b:5001'}}¶  b: {image: b, ports: ['5001:5000']} | 2 | 'b' has the port 5001 on the host only",
        "services:¶  a: {image: a, networks: [x], environment: {U: 'http://b:80'}}¶  b: {image: b, networks: [y]}¶networks: {x: , y: } | 2 | 'a' has no network that 'b' has",
      })
  void refuses(String text, String line, String problem) {
    assertThat(found(text))
        .singleElement()
        .asString()
        .startsWith("compose.yaml:" + line + ":")
        .contains(problem);
  }

  @Test
  void filesThatAreMountedAreThereOrMade() {
    assertThat(
            ProjectUnderTest.with(
                    "compose.yaml",
                    "services:",
                    "  a: {image: a, volumes: ['./a.yml:/a', './gone.yml:/b', './data/x.csv:/c', '${D}/e.yml:/e',",
                    "      './made.json:/d', {type: bind, source: ./own.conf, target: /f}, './user.toml:/g']}")
                .and("a.yml", "a: b")
                .and("make.sh", "echo > made.json")
                .and(".gitignore", "own.conf")
                .and("user.toml.example", "")
                .places(new ComposeCheck()))
        .containsExactly("compose.yaml:2:41 [compose-missing-file]");
  }

  @Test
  void filesOfOneFolderAreMerged() {
    assertThat(
            ProjectUnderTest.with(
                    "docker-compose.yml",
                    "services:",
                    "  a: {image: a, depends_on: {b: {condition: service_healthy}}, environment: {U: 'http://c:1'}}",
                    "  b: {image: b}",
                    "  d: {ports: ['1:1']}")
                .and(
                    "docker-compose.gpu.yml",
                    "services:",
                    "  b: {healthcheck: {test: x}}",
                    "  c: {ports: ['1:1']}",
                    "  d: {image: d}")
                .findings(new ComposeCheck()))
        .isEmpty();
  }
}
