package io.github.mlopsmaven.testkit;

import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.TemplateFile;
import io.github.mlopsmaven.template.TemplateTree;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A template's tree that is only a list of paths. */
public final class MemoryTree implements TemplateTree {

  private final Map<String, TemplateFile> files = new TreeMap<>();
  private final Set<String> opened = new TreeSet<>();

  private MemoryTree() {}

  /** A tree of regular files; the content of each is unlike every other's. */
  public static MemoryTree of(String... paths) {
    return of(List.of(paths));
  }

  /** A tree of regular files; the content of each is unlike every other's. */
  public static MemoryTree of(Collection<String> paths) {
    MemoryTree tree = new MemoryTree();
    paths.forEach(path -> tree.with(path, FileMode.REGULAR));
    return tree;
  }

  /**
   * The tree of Azure/mlops-project-template.
   *
   * @param ref {@code main} or {@code v1.1.0}, as it was when its list of paths was taken
   */
  public static MemoryTree ofAzure(String ref) {
    return of(azurePaths(ref));
  }

  /**
   * The paths of Azure/mlops-project-template.
   *
   * @param ref {@code main} or {@code v1.1.0}
   */
  public static List<String> azurePaths(String ref) {
    String name = "azure-project-template-" + ref + ".paths.tsv";
    try (InputStream in = Objects.requireNonNull(MemoryTree.class.getResourceAsStream(name), name);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines.lines().skip(1).map(line -> line.split("\t", -1)[2]).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same tree with one more file. */
  public MemoryTree with(String path, FileMode mode) {
    files.put(path, new TemplateFile(path, mode, id(path)));
    return this;
  }

  /** The directories that a reader has opened so far. */
  public Set<String> opened() {
    return Set.copyOf(opened);
  }

  private static String id(String path) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-1").digest(path.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Directory directory(String path) {
    opened.add(path);
    String prefix = path.isEmpty() ? "" : path + "/";
    Set<String> directories = new TreeSet<>();
    Map<String, TemplateFile> here = new TreeMap<>();
    for (TemplateFile file : files.values()) {
      if (file.path().startsWith(prefix)) {
        String below = file.path().substring(prefix.length());
        int slash = below.indexOf('/');
        if (slash < 0) {
          here.put(below, file);
        } else {
          directories.add(below.substring(0, slash));
        }
      }
    }
    return new Directory(List.copyOf(directories), List.copyOf(here.values()));
  }
}
