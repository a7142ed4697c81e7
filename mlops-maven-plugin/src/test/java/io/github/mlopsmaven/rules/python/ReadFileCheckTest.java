package io.github.mlopsmaven.rules.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that Python code reads beside itself. */
class ReadFileCheckTest {

  private static List<String> found(String text) {
    return ProjectUnderTest.with("config/dev.yml", "a: 1")
        .and("components/prepare.yml", "b: 1")
        .and("run.sh", "cp x.yml config/made.yml")
        .and("src/own/main.py", text.split("¶", -1))
        .findings(new ReadFileCheck());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ROOT = Path(__file__).resolve().parents[2]¶(ROOT / 'config' / 'dev.yml').read_text()",
        "ROOT = Path(__file__).parent.parent.parent¶open(ROOT / 'config' / 'new.yml', 'w')",
        "ROOT = Path(__file__).parents[2]¶open(ROOT / 'config' / 'made.yml')",
        "ROOT = Path(__file__).parents[2]¶open(ROOT / 'config' / name)",
        "ROOT = Path(__file__).parents[2]¶open(ROOT / 'nowhere' / 'any.yml')",
        "ROOT = Path(__file__).parents[9]¶open(ROOT / 'config' / 'other.yml')",
        "ROOT = Path(__file__).parents[2]¶(ROOT / 'config' / 'new.yml').write_text('')",
        "ROOT = Path(__file__).parents[2]¶ROOT = x¶open(ROOT / 'config' / 'new.yml')",
        "# open(Path(__file__).parents[2] / 'config' / 'new.yml')¶x = 1",
      })
  void acceptsWhatIsThere(String text) {
    assertThat(found(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ROOT = Path(__file__).resolve().parents[2]¶(ROOT / 'config' / 'devel.yml').read_text() | 2:2 | config/devel.yml",
        "ROOT = Path(__file__).parent.parent.parent¶with open(ROOT / 'configs' / 'dev.yml') as f: pass | 2:11 | configs/dev.yml",
        "x = load_component(source=str(Path(__file__).parents[2] / 'components' / 'prepares.yml')) | 1:31 | components/prepares.yml",
        "R = Path(__file__).parents[2]¶E = Environment(conda_file=R / 'config/conda.yml') | 2:28 | config/conda.yml",
        "R = Path(__file__).parents[2]¶C = R / 'config' / 'devs.yml'¶def f():¶    return C.read_text() | 4:12 | config/devs.yml",
        "p = Path(__file__).parent / 'table.sql'¶open(p) | 2:6 | src/own/table.sql",
        "C = Path(__file__).parents[2] / 'config' / 'devs.yml'¶def f(path=C):¶    with open(path) as f: return f | 3:15 | config/devs.yml",
        "import os¶C = os.path.join(os.path.dirname(__file__), '..', '..', 'config', 'devs.yml')¶open(C) | 3:6 | config/devs.yml",
        "C = Path(__file__).parents[1] / 'config' / 'dev.yml'¶print(C.read_text()) | 2:7 | src/config/dev.yml",
      })
  void seesWhatIsNot(String text, String place, String path) {
    assertThat(found(text))
        .singleElement()
        .asString()
        .startsWith("src/own/main.py:" + place + ": error: file '" + path + "' not found");
  }
}
