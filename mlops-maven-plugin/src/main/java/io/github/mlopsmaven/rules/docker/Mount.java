package io.github.mlopsmaven.rules.docker;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A {@code --mount} of RUN.
 *
 * @param flag the flag
 * @param values its keys with their values, each with its place
 * @see <a href="https://docs.docker.com/reference/dockerfile/#run---mount">RUN --mount</a>
 */
record Mount(Instruction.Word flag, Map<String, Instruction.Word> values) {

  private static final String BEGIN = "--mount=";

  private static final List<String> SOURCES = List.of("source", "src");

  /** The types that there are. */
  static final List<String> TYPES = List.of("bind", "cache", "tmpfs", "secret", "ssh");

  /** The keys that there are, whatever the type. */
  static final List<String> KEYS =
      List.of(
          "type",
          "from",
          "source",
          "src",
          "target",
          "dst",
          "destination",
          "readonly",
          "ro",
          "readwrite",
          "rw",
          "required",
          "size",
          "id",
          "sharing",
          "mode",
          "uid",
          "gid",
          "env");

  Mount {
    values = Map.copyOf(values);
  }

  /**
   * Reads a flag.
   *
   * @param flag any flag
   */
  static Optional<Mount> of(Instruction.Word flag) {
    if (!flag.text().startsWith(BEGIN)) {
      return Optional.empty();
    }
    Map<String, Instruction.Word> values = new LinkedHashMap<>();
    int at = BEGIN.length();
    for (String part : flag.text().substring(at).split(",", -1)) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      String value = equals < 0 ? "" : part.substring(equals + 1);
      values.put(name, new Instruction.Word(value, flag.index() + at));
      at += part.length() + 1;
    }
    return Optional.of(new Mount(flag, values));
  }

  /** What it is; {@code bind} if it does not say so. */
  String type() {
    return Optional.ofNullable(values.get("type")).map(Instruction.Word::text).orElse("bind");
  }

  /** What it shows of the build context. */
  Optional<BuildContext.Source> source() {
    if (!type().equals("bind") || values.containsKey("from")) {
      return Optional.empty();
    }
    return SOURCES.stream()
        .flatMap(key -> Optional.ofNullable(values.get(key)).stream())
        .filter(word -> !BuildContext.isElsewhere(word.text()))
        .map(word -> new BuildContext.Source(word.text(), word.index()))
        .findFirst();
  }
}
