package io.github.mlopsmaven.git;

import io.github.mlopsmaven.bounds.TreeBounds;
import io.github.mlopsmaven.template.EntryName;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.TemplateFile;
import io.github.mlopsmaven.template.TemplateTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;

/** The tree of a commit. A directory is read when it is asked for, once. */
final class CommitTree implements TemplateTree {

  /** Reads the raw tree objects. */
  interface Trees {

    /**
     * The bytes of one tree.
     *
     * @param id its id
     */
    byte[] read(ObjectId id);
  }

  private record Listing(Directory directory, Map<String, ObjectId> children) {}

  private final ObjectId root;
  private final Trees trees;
  private final TreeBounds bounds = new TreeBounds();
  private final Map<String, Listing> listings = new HashMap<>();

  CommitTree(ObjectId root, Trees trees) {
    this.root = root;
    this.trees = trees;
  }

  @Override
  public Directory directory(String path) {
    return listing(path).map(Listing::directory).orElse(Directory.NONE);
  }

  private Optional<Listing> listing(String path) {
    Listing known = listings.get(path);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<ObjectId> id = path.isEmpty() ? Optional.of(root) : child(path);
    Optional<Listing> listing = id.map(tree -> parse(path, trees.read(tree)));
    listing.ifPresent(
        value -> {
          int entries = value.directory().files().size() + value.directory().directories().size();
          bounds.count(path, entries);
          listings.put(path, value);
        });
    return listing;
  }

  private Optional<ObjectId> child(String path) {
    int slash = path.lastIndexOf('/');
    String parent = slash < 0 ? "" : path.substring(0, slash);
    return listing(parent).map(up -> up.children().get(path.substring(slash + 1)));
  }

  private static Listing parse(String path, byte[] bytes) {
    List<String> directories = new ArrayList<>();
    List<TemplateFile> files = new ArrayList<>();
    Map<String, ObjectId> children = new HashMap<>();
    Set<String> names = new HashSet<>();
    String prefix = path.isEmpty() ? "" : path + "/";
    CanonicalTreeParser parser = new CanonicalTreeParser();
    for (parser.reset(bytes); !parser.eof(); parser.next()) {
      // JGit would take the bytes of a name that is not UTF-8 for those of another encoding.
      String name =
          new String(
              parser.getEntryPathBuffer(), 0, parser.getEntryPathLength(), StandardCharsets.UTF_8);
      EntryName.require(path, name);
      if (!names.add(name)) {
        throw EntryName.damaged(path, "two entries named '" + name + "'");
      }
      ObjectId id = parser.getEntryObjectId();
      if (org.eclipse.jgit.lib.FileMode.TREE.equals(parser.getEntryRawMode())) {
        directories.add(name);
        children.put(name, id);
      } else {
        files.add(new TemplateFile(prefix + name, mode(parser.getEntryRawMode()), id.name()));
      }
    }
    directories.sort(Comparator.naturalOrder());
    files.sort(Comparator.comparing(TemplateFile::name));
    return new Listing(new Directory(directories, files), children);
  }

  /** JGit's modes in the project's words. */
  static FileMode mode(int bits) {
    if (org.eclipse.jgit.lib.FileMode.EXECUTABLE_FILE.equals(bits)) {
      return FileMode.EXECUTABLE;
    }
    if (org.eclipse.jgit.lib.FileMode.SYMLINK.equals(bits)) {
      return FileMode.SYMBOLIC_LINK;
    }
    if (org.eclipse.jgit.lib.FileMode.GITLINK.equals(bits)) {
      return FileMode.SUBMODULE;
    }
    return FileMode.REGULAR;
  }
}
