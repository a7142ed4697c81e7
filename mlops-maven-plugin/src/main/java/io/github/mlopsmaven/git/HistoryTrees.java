package io.github.mlopsmaven.git;

import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.TemplateFile;
import io.github.mlopsmaven.template.TemplateTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;

/**
 * The trees of a template's commits, by the ids of their roots: neighboring commits have most of
 * them in common, and each is parsed once. No content is read.
 */
final class HistoryTrees {

  private final ObjectReader reader;
  private final Map<ObjectId, List<Entry>> trees = new HashMap<>();

  /**
   * Reads trees.
   *
   * @param reader of the repository that has them; stays the caller's
   */
  HistoryTrees(ObjectReader reader) {
    this.reader = reader;
  }

  private record Entry(String name, int mode, ObjectId id) {

    boolean isTree() {
      return org.eclipse.jgit.lib.FileMode.TREE.equals(mode);
    }
  }

  /**
   * Which of some contents a tree has, in any folder.
   *
   * @param tree its id
   * @param numbers the contents' ids, each with its place in the result
   * @param known what was found for trees before
   */
  BitSet shared(ObjectId tree, Map<String, Integer> numbers, Map<ObjectId, BitSet> known) {
    BitSet there = known.get(tree);
    if (there != null) {
      return there;
    }
    BitSet shared = new BitSet();
    // Not kept: a long history has more trees than are looked at again.
    for (Entry entry : parse(tree)) {
      if (entry.isTree()) {
        shared.or(shared(entry.id(), numbers, known));
      } else {
        Integer number = numbers.get(entry.id().name());
        if (number != null) {
          shared.set(number);
        }
      }
    }
    known.put(tree, shared);
    return shared;
  }

  /** A root as a template's tree. */
  TemplateTree tree(ObjectId root) {
    Map<String, TemplateTree.Directory> opened = new HashMap<>();
    return path ->
        opened.computeIfAbsent(
            path,
            any ->
                find(root, path)
                    .map(id -> directory(path, entries(id)))
                    .orElse(TemplateTree.Directory.NONE));
  }

  /**
   * What stands at some paths.
   *
   * @param root the tree
   * @param paths the paths
   * @return for each path mode and id; the empty string where there is nothing
   */
  List<String> contents(ObjectId root, Set<String> paths) {
    List<String> contents = new ArrayList<>();
    for (String path : paths) {
      int slash = path.lastIndexOf('/');
      contents.add(
          find(root, slash < 0 ? "" : path.substring(0, slash))
              .flatMap(
                  folder ->
                      entries(folder).stream()
                          .filter(entry -> entry.name().equals(path.substring(slash + 1)))
                          .findFirst())
              .map(entry -> entry.mode() + " " + entry.id().name())
              .orElse(""));
    }
    return contents;
  }

  private List<Entry> entries(ObjectId tree) {
    return trees.computeIfAbsent(tree, this::parse);
  }

  private List<Entry> parse(ObjectId tree) {
    try {
      List<Entry> entries = new ArrayList<>();
      CanonicalTreeParser parser = new CanonicalTreeParser();
      byte[] bytes = reader.open(tree, Constants.OBJ_TREE).getBytes();
      for (parser.reset(bytes); !parser.eof(); parser.next()) {
        entries.add(
            new Entry(
                parser.getEntryPathString(), parser.getEntryRawMode(), parser.getEntryObjectId()));
      }
      return entries;
    } catch (IOException e) {
      throw GitTemplateHistory.unreadable(e);
    }
  }

  /** The id of a directory. */
  private Optional<ObjectId> find(ObjectId root, String path) {
    ObjectId at = root;
    if (path.isEmpty()) {
      return Optional.of(at);
    }
    for (String name : path.split("/", -1)) {
      Optional<Entry> next =
          entries(at).stream()
              .filter(entry -> entry.isTree() && entry.name().equals(name))
              .findFirst();
      if (next.isEmpty()) {
        return Optional.empty();
      }
      at = next.get().id();
    }
    return Optional.of(at);
  }

  private static TemplateTree.Directory directory(String path, List<Entry> entries) {
    String prefix = path.isEmpty() ? "" : path + "/";
    List<String> directories = new ArrayList<>();
    List<TemplateFile> files = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.isTree()) {
        directories.add(entry.name());
      } else {
        FileMode mode = CommitTree.mode(entry.mode());
        files.add(new TemplateFile(prefix + entry.name(), mode, entry.id().name()));
      }
    }
    directories.sort(Comparator.naturalOrder());
    files.sort(Comparator.comparing(TemplateFile::name));
    return new TemplateTree.Directory(directories, files);
  }
}
