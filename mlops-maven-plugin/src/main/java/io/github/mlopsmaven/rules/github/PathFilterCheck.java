package io.github.mlopsmaven.rules.github;

import io.github.mlopsmaven.rules.values.PathFilter;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The paths that start a workflow are paths of the project. */
final class PathFilterCheck implements Check {

  static final Rule FILTER =
      new Rule(
          "github-path-filter", Level.WARNING, "Path filter of a GitHub workflow matches no file");

  @Override
  public List<Rule> rules() {
    return List.of(FILTER);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.GITHUB_WORKFLOW)) {
      Optional<YamlNode> on = file.yaml().root().flatMap(root -> root.get("on"));
      for (String event : List.of("push", "pull_request", "pull_request_target")) {
        for (String key : List.of("paths", "paths-ignore")) {
          filters(
              project.files().paths(),
              file,
              on.flatMap(node -> node.get(event, key)).map(YamlNode::items).orElse(List.of()),
              key.equals("paths"),
              findings);
        }
      }
    }
  }

  private static void filters(
      Collection<String> paths,
      SourceFile file,
      List<YamlNode> items,
      boolean isStart,
      Findings findings) {
    List<PathFilter> filters =
        items.stream().flatMap(item -> PathFilter.github(item.text().orElse("")).stream()).toList();
    List<PathFilter> idle = filters.isEmpty() ? List.of() : PathFilter.idle(filters, paths);
    for (YamlNode item : items) {
      Optional<PathFilter> filter =
          PathFilter.github(item.text().orElse(""))
              .filter(one -> idle.stream().anyMatch(other -> other.text().equals(one.text())));
      Optional<String> near = filter.flatMap(one -> one.nearest(paths));
      // What is left out is often left out before it exists.
      if (filter.isPresent() && (isStart || near.isPresent())) {
        findings.add(
            FILTER,
            file,
            item,
            "no file of the project matches '" + item.text().orElse("") + "'",
            near.map(path -> "correct the path (did you mean " + path + "?)")
                .orElse("correct the path, or remove it"));
      }
    }
  }
}
