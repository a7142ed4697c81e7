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
    Expression source = call.arguments().get(0).value();
    PythonValue stream = values.of(scope, source);
    if (!(stream instanceof PythonValue.Opened opened)) {
      return name.startsWith("json")
          ? FileNames.of(values, scope, source).map(PythonValue.Json::new)
          : Optional.of(PythonValue.UNKNOWN);
    }
    List<YamlNode> nodes = new ArrayList<>();
    List<SourceFile> files = new ArrayList<>();
    for (String path : opened.paths()) {
      Optional<SourceFile> file = values.project().file(path);
      Optional<YamlNode> root =
          file.filter(one -> one.path().matches(".*\\.(?:ya?ml|json)"))
              .flatMap(one -> one.yaml().root());
      if (file.isEmpty() || root.isEmpty()) {
        return Optional.of(PythonValue.UNKNOWN);
      }
      nodes.add(root.get());
      files.add(file.get());
    }
    return Optional.of(
        areAlike(nodes) ? new PythonValue.Settings(nodes, files) : PythonValue.UNKNOWN);
  }

  /** Whether files have mostly the same keys, so that the same code reads them. */
  private static boolean areAlike(List<YamlNode> nodes) {
    Set<String> first = nodes.isEmpty() ? Set.of() : nodes.get(0).keys();
    for (YamlNode node : nodes) {
      Set<String> both = new TreeSet<>(first);
      both.retainAll(node.keys());
      if (both.size() * 2 < Math.max(first.size(), node.keys().size())) {
        return false;
      }
    }
    return !nodes.isEmpty() && nodes.size() <= MOST;
  }

  /** So many files are one kind of settings. */
  private static final int MOST = 12;

  private static boolean isWhole(YamlNode node) {
    return node.isMapping()
        && node.keys().stream().noneMatch(key -> key.equals("<<") || key.contains("{"));
  }

  /** What a key of settings is; a key that is not known may be each of them. */
  static PythonValue item(PythonValue.Settings settings, Optional<String> key) {
    List<YamlNode> found = new ArrayList<>();
    List<SourceFile> files = new ArrayList<>();
    boolean isEach = settings.nodes().size() == settings.files().size();
    for (int i = 0; i < settings.nodes().size(); i++) {
      YamlNode node = settings.nodes().get(i);
      if (key.isPresent()) {
        Optional<YamlNode> value = node.get(key.get());
        if (value.isEmpty() && !isEach) {
          return PythonValue.UNKNOWN;
        }
        if (value.isPresent()) {
          found.add(value.get());
          files.add(isEach ? settings.files().get(i) : settings.files().get(0));
        }
      } else {
        node.entries().forEach(entry -> found.add(entry.value()));
      }
    }
    boolean isRead = !found.isEmpty() && found.stream().allMatch(PythonSettingsValue::isWhole);
    if (isRead) {
      return new PythonValue.Settings(found, isEach && key.isPresent() ? files : settings.files());
    }
    List<String> texts = new ArrayList<>();
    for (YamlNode node : found) {
      node.text().ifPresent(texts::add);
    }
    return !found.isEmpty() && texts.size() == found.size()
        ? new PythonValue.Texts(texts)
        : PythonValue.UNKNOWN;
  }

  /**
   * The files of settings that lack a key, where others of them have it: each file is settings of
   * its own.
   */
  static List<SourceFile> without(PythonValue.Settings settings, String key) {
    List<SourceFile> without = new ArrayList<>();
    boolean isEach = settings.nodes().size() == settings.files().size();
    for (int i = 0; isEach && i < settings.nodes().size(); i++) {
      if (isWhole(settings.nodes().get(i)) && settings.nodes().get(i).get(key).isEmpty()) {
        without.add(settings.files().get(i));
      }
    }
    return without;
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
