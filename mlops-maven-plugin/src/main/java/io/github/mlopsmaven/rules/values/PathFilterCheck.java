package io.github.mlopsmaven.rules.values;

import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The paths that start a workflow or a pipeline are paths of the project. */
final class PathFilterCheck implements Check {

  static final Rule GITHUB =
      new Rule(
          "github-path-filter", Level.WARNING, "Path filter of a GitHub workflow matches no file");

  static final Rule AZURE_PIPELINES =
      new Rule(
          "azure-pipelines-path-filter",
          Level.WARNING,
          "Path filter of an Azure pipeline matches no file");

  private static final Pattern HASH = Pattern.compile("\\bhashFiles\\(([^)]*)\\)");

  private static final Pattern QUOTED = Pattern.compile("'([^']*)'");

  /** What programs make in a job. */
  private static final Pattern MADE =
      Pattern.compile(
          "(?i)lock|freeze|^/|^~|node_modules|\\.cache|dist/|build/|target/|\\.hash|^!");

  private final Service service;
  private final Rule rule;

  /**
   * The check of a service.
   *
   * @param service the service
   */
  PathFilterCheck(Service service) {
    this.service = service;
    this.rule = service == Service.GITHUB ? GITHUB : AZURE_PIPELINES;
  }

  @Override
  public List<Rule> rules() {
    return List.of(rule);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(service.kind())) {
      Set<String> roots = OwnRoot.candidates(project.files(), file.path());
      Collection<String> paths =
          roots.isEmpty()
              ? project.files().paths()
              : Stream.concat(
                      project.files().paths().stream(),
                      roots.stream()
                          .flatMap(
                              root ->
                                  project.files().paths().stream()
                                      .filter(path -> path.startsWith(root + "/"))
                                      .map(path -> path.substring(root.length() + 1))))
                  .toList();
      Optional<YamlNode> root = file.yaml().root();
      for (Service.Filters filters : service.filters()) {
        List<YamlNode> items =
            root.flatMap(node -> node.get(filters.way().toArray(String[]::new)))
                .map(YamlNode::items)
                .orElse(List.of());
        items =
            items.stream()
                .filter(item -> !isElsewhere(project, file, item.text().orElse("")))
                .toList();
        filters(paths, file, items, filters.isStart(), findings);
      }
      if (service == Service.GITHUB) {
        root.ifPresent(node -> node.walk(one -> cached(paths, file, one, findings)));
      }
    }
  }

  /** Whether a filter is about another repository that Git puts there. */
  private static boolean isElsewhere(VerifiedProject project, SourceFile file, String filter) {
    return FileSet.resolve("", filter.replaceFirst("^!", "").replaceFirst("/\\*.*", ""))
        .filter(
            path ->
                project.files().isInSubmodule(path)
                    || OwnRoot.isOfOthers(project.files(), file.path(), path))
        .isPresent();
  }

  /**
   * Files whose contents are the key of a cache: where not one of them is in the project, it is
   * never renewed. Elsewhere {@code hashFiles} asks whether a step has made a file.
   */
  private void cached(Collection<String> paths, SourceFile file, YamlNode node, Findings findings) {
    node.get("with", "cache-dependency-path")
        .ifPresent(
            given ->
                idle(
                    paths,
                    file,
                    given,
                    given.text().orElse("").lines().map(String::strip).toList(),
                    findings));
    for (String key : List.of("key", "restore-keys")) {
      node.get("with", key).ifPresent(given -> hashed(paths, file, given, findings));
    }
  }

  private void hashed(Collection<String> paths, SourceFile file, YamlNode node, Findings findings) {
    Matcher hash = HASH.matcher(node.text().orElse(""));
    while (hash.find()) {
      Matcher quoted = QUOTED.matcher(hash.group(1));
      List<String> patterns = new ArrayList<>();
      while (quoted.find()) {
        patterns.add(quoted.group(1));
      }
      idle(paths, file, node, patterns, findings);
    }
  }

  private void idle(
      Collection<String> paths,
      SourceFile file,
      YamlNode node,
      List<String> patterns,
      Findings findings) {
    if (patterns.stream().noneMatch(one -> matches(paths, one))) {
      patterns.forEach(one -> pattern(paths, file, node, one, findings));
    } else {
      // Beside one that matches, a pattern may be for files of another day, unless it is a slip.
      patterns.stream()
          .filter(
              one -> PathFilter.github(one).flatMap(filter -> filter.nearest(paths)).isPresent())
          .forEach(one -> pattern(paths, file, node, one, findings));
    }
  }

  private static boolean matches(Collection<String> paths, String pattern) {
    return PathFilter.github(pattern.replaceFirst("^\\./", ""))
        .filter(filter -> !filter.matchesAny(paths))
        .isEmpty();
  }

  private void pattern(
      Collection<String> paths, SourceFile file, YamlNode node, String pattern, Findings findings) {
    boolean isPlain = !pattern.isEmpty() && !pattern.contains("$") && !MADE.matcher(pattern).find();
    if (isPlain && !matches(paths, pattern)) {
      findings.add(
          rule,
          file,
          node,
          "no file of the project matches '" + pattern + "'",
          PathFilter.github(pattern)
              .flatMap(filter -> filter.nearest(paths))
              .map(path -> "correct the path (did you mean " + path + "?)")
              .orElse("correct the path"));
    }
  }

  private void filters(
      Collection<String> paths,
      SourceFile file,
      List<YamlNode> items,
      boolean isStart,
      Findings findings) {
    List<PathFilter> filters =
        items.stream().flatMap(item -> service.filter(item.text().orElse("")).stream()).toList();
    List<PathFilter> idle = filters.isEmpty() ? List.of() : PathFilter.idle(filters, paths);
    for (YamlNode item : items) {
      Optional<PathFilter> filter =
          service
              .filter(item.text().orElse(""))
              .filter(one -> idle.stream().anyMatch(other -> other.text().equals(one.text())));
      Optional<String> near = filter.flatMap(one -> one.nearest(paths));
      // What is left out is often left out before it exists.
      if (filter.isPresent() && (isStart || near.isPresent())) {
        findings.add(
            rule,
            file,
            item,
            service == Service.GITHUB
                ? "no file of the project matches '" + item.text().orElse("") + "'"
                : "no file of the project is '" + item.text().orElse("") + "' or below it",
            near.map(path -> "correct the path (did you mean " + path + "?)")
                .orElse("correct the path, or remove it"));
      }
    }
  }
}
