package io.github.mlopsmaven.fleet;

import io.github.mlopsmaven.problem.BusyException;
import io.github.mlopsmaven.problem.MlopsException;
import io.github.mlopsmaven.template.TemplateFile;
import io.github.mlopsmaven.template.TemplateOrigin;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.template.TemplateSource;
import io.github.mlopsmaven.template.TemplateTree;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The templates of a fleet: each is asked once what its branch or tag names, and all projects of a
 * run are compared with that very commit. One that cannot be had fails once, not for each project.
 */
public final class SharedTemplates {

  private final Map<String, TemplateSource> known = new ConcurrentHashMap<>();
  private Optional<Map<String, Set<String>>> contents = Optional.empty();

  /**
   * A template.
   *
   * @param key the same for the same template and ref
   * @param source asks it
   * @param pinned the same template at a commit, which costs no request once it was fetched
   */
  public TemplateSource of(
      String key, Supplier<TemplateSource> source, Function<String, TemplateSource> pinned) {
    return known.computeIfAbsent(key, any -> new Once(source.get(), pinned));
  }

  /** The contents of the templates that were asked for and could be had, by their names. */
  public synchronized Map<String, Set<String>> contents() {
    if (contents.isEmpty()) {
      contents = Optional.of(read());
    }
    return contents.get();
  }

  private Map<String, Set<String>> read() {
    Map<String, Set<String>> all = new TreeMap<>();
    for (TemplateSource source : known.values()) {
      try (TemplateSnapshot snapshot = source.open()) {
        collect(
            snapshot.tree(),
            "",
            all.computeIfAbsent(snapshot.origin().template(), name -> new HashSet<>()));
      } catch (MlopsException e) {
        // The rows of its projects say so.
      }
    }
    return all;
  }

  private static void collect(TemplateTree tree, String directory, Set<String> ids) {
    TemplateTree.Directory here = tree.directory(directory);
    here.files().forEach(file -> ids.add(file.id()));
    for (String name : here.directories()) {
      collect(tree, directory.isEmpty() ? name : directory + "/" + name, ids);
    }
  }

  /** A template that is asked once. */
  private static final class Once implements TemplateSource {

    private final TemplateSource source;
    private final Function<String, TemplateSource> pinned;
    private Optional<TemplateOrigin> origin = Optional.empty();
    private Optional<MlopsException> failure = Optional.empty();

    Once(TemplateSource source, Function<String, TemplateSource> pinned) {
      this.source = source;
      this.pinned = pinned;
    }

    @Override
    public TemplateSnapshot open() {
      Optional<String> commit;
      synchronized (this) {
        if (failure.isPresent()) {
          throw failure.get();
        }
        if (origin.isEmpty()) {
          try {
            TemplateSnapshot first = source.open();
            origin = Optional.of(first.origin());
            return first;
          } catch (BusyException e) {
            throw e;
          } catch (MlopsException e) {
            failure = Optional.of(e);
            throw e;
          }
        }
        commit = origin.get().commit();
      }
      return commit.isPresent()
          ? new At(pinned.apply(commit.get()).open(), origin.orElseThrow())
          : source.open();
    }
  }

  /** A commit under the name of the branch or tag that named it. */
  private record At(TemplateSnapshot inner, TemplateOrigin origin) implements TemplateSnapshot {

    @Override
    public TemplateTree tree() {
      return inner.tree();
    }

    @Override
    public boolean stored() {
      return inner.stored();
    }

    @Override
    public OptionalLong size(TemplateFile file) {
      return inner.size(file);
    }

    @Override
    public void fetch(Collection<TemplateFile> files) {
      inner.fetch(files);
    }

    @Override
    public InputStream open(TemplateFile file) throws IOException {
      return inner.open(file);
    }

    @Override
    public void close() {
      inner.close();
    }
  }
}
