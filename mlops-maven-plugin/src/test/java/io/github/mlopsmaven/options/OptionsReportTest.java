package io.github.mlopsmaven.options;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.mlopsmaven.testkit.MemoryTemplate;
import org.junit.jupiter.api.Test;

class OptionsReportTest {

  private final OptionsReport report =
      OptionsReport.of(
          new MemoryTemplate()
              .with(
                  "mlops-template.yml",
                  """
                  format: 1
                  name: own
                  title: Own template
                  options:
                    project_type: {title: Type, description: What is predicted., labels: {nlp: language}}
                    cloud: {default: a}
                  parts: {p: {core: true}, q: {title: pipelines}, r: {title: tests}}
                  layout:
                    - {from: "{project_type}/code", to: ., part: p}
                    - {from: "{project_type}/{cloud}", to: ., part: q}
                    - {from: "{project_type}/tests", to: ., part: r}
                  values:
                    prefix: {description: First part., pattern: "[a-z]+", max_length: 8, default: abc}
                    other: {type: boolean}
                  exclude: ["*/b/no"]
                  """)
              .with("cv/code/f", "x")
              .with("cv/a/g", "x")
              .with("cv/tests/h", "x")
              .with("nlp/code/f", "x")
              .with("nlp/code/no", "x"));

  @Test
  void peopleGetATable() {
    assertThat(report.lines())
        .containsExactly(
            "Own template, memory 1",
            "",
            "Type: What is predicted.",
            "  -Dmlops.projectType=nlp  (language)",
            "  -Dmlops.projectType=cv",
            "cloud",
            "  -Dmlops.options.cloud=a",
            "  -Dmlops.options.cloud=code",
            "  -Dmlops.options.cloud=tests",
            "",
            "6 combinations, 3 complete",
            "3 complete combinations:",
            "  project_type  cv",
            "  cloud         a, code, tests",
            "2 incomplete combinations, without the pipelines and the tests:",
            "  project_type  nlp",
            "  cloud         a, tests",
            "1 incomplete combination, without the tests:",
            "  project_type  nlp",
            "  cloud         code",
            "",
            "Values: -Dmlops.values.NAME=TEXT",
            "  prefix [abc]: First part.",
            "  other (true or false)");
  }

  @Test
  void programsGetJson() {
    JsonObject json = JsonParser.parseString(report.json()).getAsJsonObject();

    assertThat(json.get("template").getAsString()).isEqualTo("memory");
    assertThat(json.get("version").getAsString()).isEqualTo("1");
    assertThat(json.getAsJsonArray("options").get(1))
        .hasToString(
            "{\"name\":\"cloud\",\"title\":\"cloud\",\"description\":\"\",\"default\":\"a\","
                + "\"values\":[\"a\",\"code\",\"tests\"]}");
    assertThat(json.getAsJsonArray("combinations")).hasSize(6);
    assertThat(json.getAsJsonArray("combinations").get(0))
        .hasToString(
            "{\"selection\":{\"project_type\":\"nlp\",\"cloud\":\"a\"},\"complete\":false,"
                + "\"missing\":[\"q\",\"r\"]}");
    assertThat(json.getAsJsonArray("values").get(0))
        .hasToString(
            "{\"name\":\"prefix\",\"description\":\"First part.\",\"type\":\"string\","
                + "\"pattern\":\"[a-z]+\",\"max_length\":8,\"default\":\"abc\"}");
  }
}
