package io.github.mlopsmaven.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.TreeFormatter;

/**
 * A directory on its way into git. Unlike JGit's index it takes every name, also those that a
 * repository should not have, since tests are about those too.
 */
final class TreeBuilder {

  private record Entry(FileMode mode, ObjectId id) {}

  private final Map<String, TreeBuilder> directories = new TreeMap<>();
  private final Map<String, Entry> files = new TreeMap<>();

  void file(String path, FileMode mode, ObjectId id) {
    int slash = path.indexOf('/');
    if (slash < 0) {
      files.put(path, new Entry(mode, id));
    } else {
      directories
          .computeIfAbsent(path.substring(0, slash), name -> new TreeBuilder())
          .file(path.substring(slash + 1), mode, id);
    }
  }

  /** Replaces the directories below by their trees, so that writing once more is cheap. */
  ObjectId write(ObjectInserter inserter) throws IOException {
    for (Map.Entry<String, TreeBuilder> directory : directories.entrySet()) {
      files.put(directory.getKey(), new Entry(FileMode.TREE, directory.getValue().write(inserter)));
    }
    directories.clear();
    TreeFormatter tree = new TreeFormatter();
    files.entrySet().stream()
        .sorted(Comparator.comparing(TreeBuilder::gitOrder))
        .forEach(
            file ->
                tree.append(
                    file.getKey().getBytes(StandardCharsets.UTF_8),
                    file.getValue().mode(),
                    file.getValue().id()));
    return inserter.insert(Constants.OBJ_TREE, tree.toByteArray());
  }

  private static String gitOrder(Map.Entry<String, Entry> file) {
    return file.getValue().mode().equals(FileMode.TREE) ? file.getKey() + "/" : file.getKey();
  }
}
