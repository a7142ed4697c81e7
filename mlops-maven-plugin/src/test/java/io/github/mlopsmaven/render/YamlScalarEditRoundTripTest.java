package io.github.mlopsmaven.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Random values in random files: a YAML parser finds the new value and nothing else changed. */
class YamlScalarEditRoundTripTest {

  private static final int ROUNDS = 4000;
  private static final String ALPHABET =
      "ab01 :#-'\"\\{}[],&*!|>%@`?~=.<$()/_\t\n\r\u0085\u2028\uFEFF\u0007äé漢";
  private static final String[] WORDS = {
    "true",
    "No",
    "null",
    "~",
    "0001",
    "1.5",
    "0x1F",
    "1e9",
    ".inf",
    "2020-01-01",
    "12:30:45",
    "---",
    "...",
    "😀",
    "a: b",
    "a #b",
    "- a",
    "<<",
    "",
    " ",
    "on"
  };

  private final Random random = new Random(20260101L);

  @Test
  void onlyTheValueChanges() {
    for (int round = 0; round < ROUNDS; round++) {
      String end = random.nextBoolean() ? "\r\n" : "\n";
      boolean flow = random.nextInt(4) == 0;
      String bom = random.nextInt(4) == 0 ? "\uFEFF" : "";
      String old = ScalarText.like(pick("x", "'x'", "\"x\"", "1", "true"), value(), flow);
      String head =
          bom
              + "# ä😀 {"
              + end
              + "k: &k 0001"
              + end
              + "variables:"
              + (flow ? " { p: 'é', a: " : end + "  p: 'é'" + end + "  a: ");
      String tail =
          (flow ? ", z: 0002 }" : pick("", " # c: d", "   #") + end + "  z: 0002")
              + end
              + "last: *k"
              + end;
      String value = value();
      YamlScalarEdit edit = YamlScalarEdit.of("x.yml", (head + old + tail).getBytes(UTF_8));

      String edited =
          new String(edit.replace(List.of("variables", "a"), value).orElseThrow(), UTF_8);

      assertThat(edited)
          .as("round %d: %s", round, head + old + tail)
          .startsWith(head)
          .endsWith(tail);
      Map<Object, Object> expected = load(head + old + tail);
      assertThat(text(load(edited))).isEqualTo(value);
      assertThat(without(load(edited))).isEqualTo(without(expected));
    }
  }

  private String value() {
    if (random.nextInt(3) == 0) {
      return WORDS[random.nextInt(WORDS.length)];
    }
    StringBuilder out = new StringBuilder();
    for (int i = random.nextInt(8); i >= 0; i--) {
      out.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return out.toString();
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** Loads every scalar as a string: types are another test's matter. */
  @SuppressWarnings("unchecked")
  private static Map<Object, Object> load(String yaml) {
    LoadSettings settings =
        LoadSettings.builder()
            .setSchema(new org.snakeyaml.engine.v2.schema.FailsafeSchema())
            .build();
    return (Map<Object, Object>)
        new Load(settings).loadFromString(yaml.startsWith("\uFEFF") ? yaml.substring(1) : yaml);
  }

  private static Object text(Map<Object, Object> root) {
    return Objects.requireNonNull(variables(root).get("a"));
  }

  private static Map<?, ?> variables(Map<Object, Object> root) {
    return (Map<?, ?>) Objects.requireNonNull(root.get("variables"));
  }

  private static Map<Object, Object> without(Map<Object, Object> root) {
    Map<Object, Object> copy = new LinkedHashMap<>(root);
    Map<Object, Object> variables = new LinkedHashMap<>(variables(root));
    variables.remove("a");
    copy.put("variables", variables);
    return copy;
  }
}
