package io.github.mlopsmaven.rules.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns of the tables of a project. */
class ColumnCheckTest {

  private static final String HEADER = "vendor,pickup,distance,duration";

  private static ProjectUnderTest project(String text) {
    return ProjectUnderTest.with("data/rides.csv", HEADER, "1,2026-01-01,3.1,600")
        .and("src/prepare.py", text.split("¶", -1));
  }

  private static List<String> found(String text) {
    return project(text).findings(new ColumnCheck());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COLUMNS = ['distance', 'duration', 'vendor']",
        "COLUMNS = ['distance', 'duration', 'speed']¶t['speed'] = t['distance'] / t['duration']",
        "COLUMNS = ['distance', 'duration', 'speed']¶t = t.assign(speed=1)",
        "COLUMNS = ['distance', 'duration', 'speed']¶t = t.rename(columns={'vendor': 'speed'})",
        "COLUMNS = ['distance', 'duration', 'vendor_1']¶t = pd.get_dummies(t)",
        "COLUMNS = ['price', 'rooms', 'area']",
        "COLUMNS = ['distance', 'price', 'rooms', 'area']",
        "t = read_csv(p, names=['distance', 'duration', 'speed'])¶t[['distance', 'duration', 'speed']]",
        "t.columns = t.columns.str.lower()¶t[['distance', 'duration', 'Vendor']]",
        "u = t.merge(w)¶u[['distance', 'duration']], u['price']¶w['price'] = 1",
        "d = {'distance': 1, 'duration': 2, 'speed': 3}¶d['distance'], d['duration'], d['speed']",
      })
  void acceptsWhatTheDataHasOrCodeMakes(String text) {
    assertThat(found(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COLUMNS = ['distance', 'duration', 'vendors'] | 1:36 | vendors",
        "def f(t):¶    t = t[t['distance'] > 0]¶    return t.dropna(subset=['duration', 'price']) | 3:41 | price",
        "def f(t):¶    t.sort_values('pickup')¶    return t.groupby('vendor')['dist'].mean() | 3:32 | dist",
        "A = ['distance']¶B = A + ['duration', 'rate'] | 2:22 | rate",
        "T = 'durations'¶def f(t):¶    return t[['distance', 'vendor']], t[T] | 3:41 | durations",
        "def f(t):¶    t['duration'] = t['duration'] / 60¶    return t.drop(columns=['distance', 'id']) | 3:40 | id",
      })
  void seesWhatNoTableHas(String text, String place, String column) {
    assertThat(found(text))
        .singleElement()
        .asString()
        .startsWith("src/prepare.py:" + place + ": warning: ")
        .contains("column '" + column + "'");
  }

  @Test
  void readsListsOfSettings() {
    ProjectUnderTest project =
        project("x = 1")
            .and("config.yml", "features: [distance, vendor, pick_up]", "target: durations")
            .and("job.yml", "inputs:", "  columns: distance,vendor,speed", "  other: a,b,c");
    assertThat(project.findings(new ColumnCheck()))
        .extracting(one -> one.replaceFirst(": warning.*column ('\\w+').*", " $1"))
        .containsExactly(
            "config.yml:1:30 'pick_up'", "config.yml:2:9 'durations'", "job.yml:2:12 'speed'");
  }

  @Test
  void comparesWhatAModelIsAskedWithItsTraining() {
    ProjectUnderTest project =
        project(
                "F = ['distance', 'vendor', 'duration']¶m.fit(t[F], y)¶m.predict(t[['distance', 'vendor']])")
            .and("request.json", "{\"data\": [{\"distance\": 1, \"vendor\": 2, \"time\": 3}]}")
            .and("other.json", "{\"data\": [{\"a\": 1}]}")
            .and(
                "right.json",
                "{\"input_data\": {\"columns\": [\"vendor\", \"duration\", \"distance\"]}}");
    assertThat(project.findings(new ColumnCheck()))
        .hasSize(2)
        .anyMatch(
            one -> one.startsWith("src/prepare.py:3:11") && one.contains("without 'duration'"))
        .anyMatch(one -> one.startsWith("request.json:1:11") && one.contains("without 'duration'"));
  }

  @Test
  void comparesWhatAServedModelReadsWithTheRequest() {
    String code =
        "class M(PythonModel):¶    def predict(self, context, rows):¶        return rows['%s']";
    String request = "{\"input_data\": {\"columns\": [\"distance\"]}}";
    assertThat(
            project(code.formatted("distance"))
                .and("request.json", request)
                .findings(new ColumnCheck()))
        .isEmpty();
    assertThat(
            project(code.formatted("distances"))
                .and("request.json", request)
                .findings(new ColumnCheck()))
        .singleElement()
        .asString()
        .contains("the sample request has no column 'distances'");
  }
}
