package io.github.mlopsmaven.adopt;

import io.github.mlopsmaven.template.TemplateFile;
import io.github.mlopsmaven.template.TemplateHistory;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.template.TemplateSource;
import io.github.mlopsmaven.template.TemplateTree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The versions of a template that is not in git: Maven artifacts, the built-in one, a folder. */
public final class VersionHistory implements TemplateHistory {

  private final Map<State, TemplateSource> sources = new LinkedHashMap<>();
  private final Map<State, TemplateSnapshot> opened = new LinkedHashMap<>();

  /**
   * Takes the versions.
   *
   * @param versions version to template, the newest first
   */
  public VersionHistory(Map<String, TemplateSource> versions) {
    versions.forEach(
        (version, source) ->
            sources.put(new State(version, Optional.empty(), Optional.empty()), source));
  }

  @Override
  public List<Closest> closest(Collection<String> blobs, int many, Optional<Instant> before) {
    Set<String> wanted = Set.copyOf(blobs);
    List<Closest> found = new ArrayList<>();
    for (State state : sources.keySet()) {
      Set<String> shared = new HashSet<>();
      collect(tree(state), "", wanted, shared);
      if (!shared.isEmpty()) {
        found.add(new Closest(state, shared.size()));
      }
    }
    return found.stream()
        .sorted(Comparator.comparingInt((Closest each) -> -each.shared()))
        .limit(many)
        .toList();
  }

  private static void collect(
      TemplateTree tree, String path, Set<String> wanted, Set<String> shared) {
    TemplateTree.Directory here = tree.directory(path);
    here.files().stream().map(TemplateFile::id).filter(wanted::contains).forEach(shared::add);
    for (String name : here.directories()) {
      collect(tree, path.isEmpty() ? name : path + "/" + name, wanted, shared);
    }
  }

  @Override
  public TemplateTree tree(State state) {
    return opened.computeIfAbsent(state, any -> source(state).open()).tree();
  }

  @Override
  public TemplateSource source(State state) {
    return Objects.requireNonNull(sources.get(state));
  }

  @Override
  public int alike(State state, Set<String> paths) {
    List<String> own = contents(state, paths);
    return (int)
        sources.keySet().stream().filter(each -> contents(each, paths).equals(own)).count();
  }

  private List<String> contents(State state, Set<String> paths) {
    List<String> contents = new ArrayList<>();
    for (String path : paths) {
      int slash = path.lastIndexOf('/');
      contents.add(
          tree(state).directory(slash < 0 ? "" : path.substring(0, slash)).files().stream()
              .filter(file -> file.path().equals(path))
              .map(TemplateFile::id)
              .findFirst()
              .orElse(""));
    }
    return contents;
  }

  @Override
  public void close() {
    opened.values().forEach(TemplateSnapshot::close);
  }
}
