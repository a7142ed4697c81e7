package io.github.mlopsmaven.rules.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceCheckTest {

  private static List<String> findings(String container, String ports, String step) {
    return ProjectUnderTest.with(
            ".github/workflows/a.yml",
            "on: push",
            "jobs:",
            "  a:",
            "    runs-on: ubuntu-24.04",
            container.equals("-") ? "    name: a" : "    container: " + container,
            "    services:",
            "      db:",
            "        image: postgres:16",
            "        ports: " + ports,
            "    steps:",
            "      - " + step)
        .findings(new ServiceCheck());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          - | ['5432:5432'] | {run: pytest, env: {DATABASE_URL: 'postgresql://u:p@db:5432/x'}} | no host is called 'db'
          - | ['5432:5432'] | {run: pytest, env: {DB_HOST: db}} | no host is called 'db'
          - | ['5432:5432'] | {run: pytest, env: {DATABASE_URL: 'postgresql://db:db@db:5432/db'}} | no host is called 'db'
          - | ['5432:5432'] | {run: psql -h db -U x} | no host is called 'db'
          - | ['5432:5432'] | {run: 'curl http://db:5432'} | no host is called 'db'
          - | [] | {run: 'psql postgresql://u@localhost:5432/x'} | does not publish its port 5432
          - | ['5433:5432'] | {run: 'psql postgresql://u@127.0.0.1:5432/x'} | does not publish its port 5432
          - | [5432] | {run: 'psql postgresql://u@localhost:5432/x'} | does not publish its port 5432
          python:3.12 | [] | {run: 'psql postgresql://u@localhost:5432/x'} | is not at localhost
          """)
  void theAddressIsWrong(String container, String ports, String step, String problem) {
    assertThat(findings(container, ports, step)).singleElement().asString().contains(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          - | ['5432:5432'] | {run: 'psql postgresql://u@localhost:5432/x'}
          - | ['5433:5432'] | {run: 'psql postgresql://u@localhost:5433/x'}
          - | ['127.0.0.1:5432:5432'] | {run: 'psql postgresql://u@localhost:5432/x'}
          - | [5432] | {run: 'psql postgresql://u@localhost:${{ job.services.db.ports[5432] }}/x'}
          - | ['5432:5432'] | {run: 'curl http://db.example.com:5432'}
          - | ['5432:5432'] | {run: pytest, env: {DATABASE_URL: 'postgresql+psycopg://db:db@localhost:5432/db'}}
          - | ['5432:5432'] | {run: 'psql postgresql://db@localhost:5432/db'}
          - | ['5432:5432'] | {run: pytest tests/db, env: {DB_NAME: db}}
          - | ['5432:5432'] | {uses: ./action, with: {url: 'http://db:5432'}}
          - | ['5432:5432'] | {run: 'docker run --network ${{ job.container.network }} x --host db'}
          - | [] | {run: 'serve --port 5432 & curl http://localhost:5432'}
          python:3.12 | [] | {run: 'psql postgresql://u@db:5432/x'}
          python:3.12 | [] | {run: 'curl http://localhost:8000'}
          """)
  void theAddressIsRight(String container, String ports, String step) {
    assertThat(findings(container, ports, step)).isEmpty();
  }
}
