package io.github.mlopsmaven.rules.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What containers run, and what their images have. */
class DockerCommandTest {

  private static List<String> found(String text) {
    return ProjectUnderTest.with("Dockerfile", ("FROM a¶" + text).split("¶", -1))
        .and("src/serve.py", "x = 1")
        .and("src/app/main.py", "x = 1")
        .and("run.sh", "true")
        .and("requirements.txt", "fastapi")
        .findings(new DockerCheck());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WORKDIR /app¶COPY . .¶CMD [\"python\", \"src/serve.py\"]",
        "WORKDIR /app¶COPY src/ ./¶RUN pip install -r requirements.txt¶CMD [\"python\", \"-u\", \"serve.py\"]",
        "COPY src /app¶WORKDIR /app¶CMD python -m app.main",
        "COPY src /app¶WORKDIR /app¶CMD [\"uvicorn\", \"app.main:app\", \"--host\", \"0.0.0.0\"]",
        "WORKDIR /app¶COPY src/serve.py run.sh /app/¶ENTRYPOINT [\"./run.sh\"]¶CMD [\"serve.py\"]",
        "WORKDIR /app¶COPY src/serve.py server.py¶CMD python server.py",
        "WORKDIR /app¶COPY src src¶CMD [\"python\", \"-m\", \"http.server\"]",
        "WORKDIR /app¶COPY src src¶CMD python -m src.app.main",
        // Others may have put it there, or know where it is.
        "WORKDIR /app¶COPY src src¶RUN cp src/serve.py .¶CMD python serve.py",
        "WORKDIR /app¶COPY src src¶ENV PYTHONPATH=/app/src¶CMD python -m app.main",
        "WORKDIR /app¶COPY src src¶RUN pip install ./src¶CMD python -m app.main",
        "WORKDIR /app¶COPY --from=b /x .¶CMD python serve.py",
        "WORKDIR /app¶COPY src src¶CMD python /opt/other/start.py",
        "WORKDIR /app¶COPY src src¶CMD cd src && python serve.py",
        "WORKDIR /app¶COPY src src¶CMD python $SCRIPT",
        "WORKDIR /app¶COPY src src¶CMD gunicorn --chdir src serve:app",
        "CMD python serve.py",
      })
  void reads(String text) {
    assertThat(found(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "WORKDIR /app¶COPY src src¶CMD [\"python\", \"serve.py\"] | 4:17 | the file /app/serve.py,",
        "WORKDIR /app¶COPY src .¶CMD [\"python\", \"src/serve.py\"] | 4:17 | the file /app/src/serve.py,",
        "WORKDIR /app¶COPY . .¶CMD python src/server.py | 4:12 | the file /app/src/server.py,",
        "WORKDIR /app¶COPY src .¶CMD [\"python\", \"-m\", \"app.mian\"] | 4:23 | the module app.mian, and Python looks in /app,",
        "WORKDIR /app¶COPY src src¶CMD [\"uvicorn\", \"app.main:app\", \"--port\", \"80\"] | 4:18 | the module app.main, and Python looks in /app,",
        "WORKDIR /app¶COPY src .¶RUN pip install -r requirements.txt¶CMD gunicorn -w 2 serving:app -b :80 | | ",
        "WORKDIR /app¶COPY src .¶ENTRYPOINT [\"/app/run.sh\"] | 4:14 | the file /app/run.sh,",
      })
  void reports(String text, String place, String what) {
    if (place == null) {
      assertThat(found(text)).isEmpty();
      return;
    }
    assertThat(found(text))
        .singleElement()
        .asString()
        .startsWith("Dockerfile:" + place + ": warning: the command runs " + what)
        .contains("where no COPY puts it; copy it there, or correct the path [docker-command]");
  }
}
