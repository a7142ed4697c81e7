package io.github.mlopsmaven.rules.docker;

import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The services of the Compose files of a folder, which may be merged.
 *
 * @param nodes name to what each file says about the service
 * @param isOpen whether a file includes others, so that there may be more
 */
record ComposeServices(Map<String, List<YamlNode>> nodes, boolean isOpen) {

  ComposeServices {
    nodes = Map.copyOf(nodes);
  }

  static ComposeServices in(String directory, List<SourceFile> files) {
    Map<String, List<YamlNode>> nodes = new LinkedHashMap<>();
    boolean isOpen = false;
    for (SourceFile file : files) {
      Optional<YamlNode> root = file.yaml().root();
      if (file.directory().equals(directory) && root.isPresent()) {
        isOpen |= root.get().get("include").isPresent();
        for (YamlNode.Entry service :
            root.get().get("services").map(YamlNode::entries).orElse(List.of())) {
          nodes.computeIfAbsent(service.name(), any -> new ArrayList<>()).add(service.value());
        }
      }
    }
    return new ComposeServices(nodes, isOpen);
  }

  /** The services of one file. */
  static List<YamlNode.Entry> of(SourceFile file) {
    return file.yaml()
        .root()
        .flatMap(root -> root.get("services"))
        .map(YamlNode::entries)
        .orElse(List.of());
  }

  /** The names of the services. */
  Set<String> names() {
    return new TreeSet<>(nodes.keySet());
  }

  /** What all files together say about a key of a service. */
  List<YamlNode> get(String service, String key) {
    List<YamlNode> found = new ArrayList<>();
    for (YamlNode node : nodes.getOrDefault(service, List.of())) {
      get(node, key).ifPresent(found::add);
    }
    return found;
  }

  /** A key of a service, also one that it takes from an anchor with {@code <<}. */
  static Optional<YamlNode> get(YamlNode service, String key) {
    Optional<YamlNode> own = service.get(key);
    if (own.isPresent()) {
      return own;
    }
    Optional<YamlNode> merged = service.get("<<");
    return merged
        .flatMap(node -> node.get(key))
        .or(
            () ->
                merged.stream()
                    .flatMap(node -> node.items().stream())
                    .flatMap(node -> node.get(key).stream())
                    .findFirst());
  }

  /** Whether a service takes what is not in these files. */
  boolean isOpen(String service) {
    return isOpen || !get(service, "extends").isEmpty();
  }

  /** The Dockerfile that a service of a Compose file is built with, to its last stage. */
  static Optional<SourceFile> dockerfile(VerifiedProject project, SourceFile file, YamlNode build) {
    String context =
        build.text().or(() -> build.get("context").flatMap(YamlNode::text)).orElse(".");
    String name = build.get("dockerfile").flatMap(YamlNode::text).orElse("Dockerfile");
    boolean isKnown =
        context.indexOf('$') < 0
            && build.get("dockerfile_inline").isEmpty()
            && build.get("target").isEmpty();
    return isKnown
        ? FileSet.resolve(file.directory(), context)
            .flatMap(directory -> FileSet.resolve(directory, name))
            .flatMap(project::file)
        : Optional.empty();
  }

  /** The names by which other services reach one, beside those of all services. */
  Set<String> aliases() {
    Set<String> aliases = new TreeSet<>();
    for (String service : nodes.keySet()) {
      for (String key : List.of("container_name", "hostname")) {
        get(service, key).forEach(node -> node.text().ifPresent(aliases::add));
      }
      for (YamlNode networks : get(service, "networks")) {
        networks.entries().stream()
            .flatMap(entry -> entry.value().get("aliases").stream())
            .flatMap(node -> node.items().stream())
            .forEach(node -> node.text().ifPresent(aliases::add));
      }
      for (String key : List.of("links", "external_links", "extra_hosts")) {
        for (YamlNode links : get(service, key)) {
          aliases.addAll(links.keys());
          links
              .items()
              .forEach(node -> aliases.addAll(List.of(node.text().orElse("").split("[:=]", -1))));
        }
      }
    }
    return aliases;
  }
}
