package io.github.mlopsmaven.rules.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that Python code reads of YAML and JSON files. */
class PythonSettingsTest {

  private static List<String> found(String text) {
    return ProjectUnderTest.with(
            "config/dev.yml", "workspace: w", "train:", "  depth: 1", "more: 1")
        .and("config/prod.yml", "workspace: w", "train:", "  depth: 2")
        .and("config/users.yml", "people: []")
        .and("settings.json", "{\"name\": \"x\"}")
        .and("lib/__init__.py")
        .and(
            "lib/config.py",
            "import yaml",
            "def load(stage):",
            "    with open(f'config/{stage}.yml', encoding='utf-8') as f:",
            "        return yaml.safe_load(f)",
            "def read(path):",
            "    with open(path) as f:",
            "        settings = yaml.safe_load(f)",
            "    return settings",
            "CONFIG = load('dev')")
        .and("main.py", text.split("¶", -1))
        .findings(new SettingCheck());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import json¶x = json.load(open('settings.json'))¶print(x['name'], x.get('other', 1), x.get('zzz'))",
        "import json¶x = json.load(open('settings.json'))¶x['other'] = 1¶print(x['other'])",
        "import json¶x = json.load(open('settings.json'))¶if 'other' in x: print(x['other'])",
        "import json¶x = json.load(open('settings.json'))¶x.update(y)¶print(x['other'])",
        "import json¶def f(path):¶    x = json.load(open(path))¶    print(x['other'])",
        "import json¶def f():¶    x = json.load(open('settings.json'))¶def g(x):¶    print(x['other'])",
        "import json¶x = json.load(open('elsewhere.json'))¶print(x['other'])",
        "import json¶def f(tmp_path): print(json.loads((tmp_path / 'settings.json').read_text())['other'])",
        "import json¶x = json.load(open('settings.json'))¶try:¶    print(x['other'])¶except KeyError: pass",
        "from lib.config import load¶c = load('prod')¶print(c['train']['depth'], c['workspace'])",
        "from lib.config import read¶c = read(anything)¶print(c['other'])",
      })
  void acceptsWhatIsSet(String text) {
    assertThat(found(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "import json¶x = json.load(open('settings.json', 'r'))¶print(x['nam']) | 3:8 | 'nam' is read and not set in settings.json; set it there, or correct the name (did you mean name?)",
        "from lib.config import load as given¶c = given('prod')¶print(c['other']) | 3:8 | 'other' is read and not set in config/prod.yml",
        "import json¶x = json.load(open('settings.json'))¶print(x.get('nane')) | 3:8 | 'nane' is read",
        "import json¶from pathlib import Path¶x = json.loads(Path('settings.json').read_text())¶print(x['b']['c']) | 4:8 | 'b' is read",
        "import json¶from pathlib import Path¶P = Path(__file__).parent / 'settings.json'¶with P.open() as f:¶    x = json.load(f)¶print(x['b']) | 6:8 | 'b' is read",
        "import yaml, os¶def f():¶    return yaml.safe_load(open(os.path.join(ROOT, 'config', 'dev.yml')))['trian'] | 3:73 | 'trian' is read and not set in config/dev.yml",
        "import yaml¶class A:¶    def __init__(self):¶        self.c = yaml.safe_load(open('config/dev.yml'))¶    def f(self):¶        return self.c['train']['detph'] | 6:22 | 'detph' is read",
        "from lib.config import load¶c = load('dev')¶print(c['train']['width']) | 3:8 | 'width' is read and not set in config/dev.yml;",
        "from lib import config¶def main(stage):¶    c = config.load(stage)¶    print(c['more']) | 4:12 | 'more' is read and not set in config/prod.yml",
        "from lib.config import read¶c = read('config/prod.yml')¶print(c['other']) | 3:8 | not set in config/prod.yml",
        "from lib.config import load¶def g(d): print(d['workspaces'])¶c = load('dev')¶g(c) | 2:18 | 'workspaces' is read",
        "from lib.config import CONFIG¶print(CONFIG['trainn']) | 2:13 | 'trainn' is read",
      })
  void seesWhatIsNot(String text, String place, String problem) {
    assertThat(found(text)).singleElement().asString().contains("main.py:" + place + ":", problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "s = yaml.safe_load(C.read_text())¶print(s['north']['horizon'], s[name]['series']) | |",
        "s = yaml.safe_load(C.read_text())¶print(s[name]['other']) | 5:15 | 'other' is read and not set in conf/regions.yml",
        "def f(name, path=C):¶    with open(path) as stream:¶        all = yaml.safe_load(stream)¶    v = all[name]¶    return v['horizons'] | 8:14 | did you mean horizon?",
        "def f(path=C): return yaml.safe_load(path.read_text())¶print(f()['west']) | 5:11 | 'west' is read and not set",
        "s = yaml.safe_load(C.read_text())¶s['west'] = 1¶print(s['west']) | |",
        "s = yaml.safe_load(C.read_text())¶if 'west' in s: print(s['west']) | |",
      })
  void followsThePath(String text, @Nullable String place, @Nullable String problem) {
    List<String> found =
        ProjectUnderTest.with(
                "conf/regions.yml",
                "north: {horizon: 14, series: 2}",
                "south: {horizon: 28, series: 3}")
            .and(
                "src/config.py",
                ("import yaml¶from pathlib import Path¶C = Path(__file__).parents[1] / 'conf' / 'regions.yml'¶"
                        + text)
                    .split("¶", -1))
            .findings(new SettingCheck());
    assertThat(found)
        .hasSize(place == null ? 0 : 1)
        .allSatisfy(line -> assertThat(line).contains("src/config.py:" + place, problem));
  }
}
