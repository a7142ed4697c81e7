package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Settings that Python code reads from a file whose path is known. */
final class PythonSettingsValue {

  private static final Set<String> LOADING =
      Set.of(
          "yaml.safe_load",
          "yaml.full_load",
          "yaml.load",
          "yaml.unsafe_load",
          "json.load",
          "json.loads");

  private PythonSettingsValue() {}

  /** What a loader gives, if it is one. */
  static Optional<PythonValue> loaded(
      PythonValues values, PythonScope scope, String name, Expression.Call call) {
    if (!LOADING.contains(name) || call.arguments().isEmpty()) {
      return Optional.empty();
    }
    PythonValue stream = values.of(scope, call.arguments().get(0).value());
    if (!(stream instanceof PythonValue.Opened opened)) {
      return Optional.of(PythonValue.UNKNOWN);
    }
    Optional<SourceFile> file = values.project().file(opened.path());
    Optional<YamlNode> root = values.settings(opened.path());
    return Optional.of(
        root.isPresent()
            ? new PythonValue.Settings(List.of(root.get()), List.of(file.orElseThrow()))
            : PythonValue.UNKNOWN);
  }

  private static boolean isWhole(YamlNode node) {
    return node.isMapping()
        && node.keys().stream().noneMatch(key -> key.equals("<<") || key.contains("{"));
  }

  /** What a key of settings is; a key that is not known may be each of them. */
  static PythonValue item(PythonValue.Settings settings, Optional<String> key) {
    List<YamlNode> found = new ArrayList<>();
    for (YamlNode node : settings.nodes()) {
      if (key.isPresent()) {
        Optional<YamlNode> value = node.get(key.get());
        if (value.isEmpty()) {
          return PythonValue.UNKNOWN;
        }
        found.add(value.get());
      } else {
        node.entries().forEach(entry -> found.add(entry.value()));
      }
    }
    boolean isRead = !found.isEmpty() && found.stream().allMatch(PythonSettingsValue::isWhole);
    return isRead ? new PythonValue.Settings(found, settings.files()) : PythonValue.UNKNOWN;
  }

  /** The keys that settings have where one of them is read that none has. */
  static Optional<Set<String>> missing(PythonValue.Settings settings, String key) {
    Set<String> known = new TreeSet<>();
    for (YamlNode node : settings.nodes()) {
      if (!isWhole(node) || node.get(key).isPresent()) {
        return Optional.empty();
      }
      known.addAll(node.keys());
    }
    return Optional.of(known);
  }
}
