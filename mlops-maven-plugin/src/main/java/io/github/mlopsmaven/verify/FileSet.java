package io.github.mlopsmaven.verify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Files by path: those of a project, or of a repository that it calls. */
public final class FileSet {

  private static final Pattern SUBMODULE = Pattern.compile("\\s*path\\s*=\\s*\"?([^\"]+?)\"?\\s*");

  private final SortedMap<String, SourceFile> files = new TreeMap<>();
  private final Set<String> directories = new HashSet<>();
  private final Set<String> links = new TreeSet<>();
  private final Map<FileKind, List<SourceFile>> byKind = new EnumMap<>(FileKind.class);
  private final Map<Class<?>, Object> learnt = new ConcurrentHashMap<>();
  private @Nullable Set<String> submodules;

  FileSet(Collection<SourceFile> files) {
    directories.add("");
    for (SourceFile file : files) {
      this.files.put(file.path(), file);
      if (file.link() == SourceFile.Link.ELSEWHERE) {
        links.add(file.path());
      }
      String directory = file.directory();
      while (directories.add(directory)) {
        directory = directory.substring(0, Math.max(0, directory.lastIndexOf('/')));
      }
    }
  }

  /**
   * What can be learnt from the files alone. It is made once for each set of files and has to be
   * immutable.
   *
   * @param type what is learnt, a type of the caller's own
   * @param learn makes it
   * @param <T> its type
   */
  public <T> T learn(Class<T> type, Function<FileSet, T> learn) {
    Object known = learnt.get(type);
    if (known == null) {
      // Not computeIfAbsent: learning one thing may need another.
      known = learn.apply(this);
      learnt.putIfAbsent(type, known);
    }
    return type.cast(known);
  }

  /** The paths of all files, sorted. */
  public Collection<String> paths() {
    return Collections.unmodifiableSet(files.keySet());
  }

  /** All files, sorted by path. */
  public Collection<SourceFile> all() {
    return Collections.unmodifiableCollection(files.values());
  }

  /**
   * The files of some kinds, sorted by path.
   *
   * @param kinds what they are
   */
  public List<SourceFile> of(FileKind... kinds) {
    if (kinds.length == 1) {
      return byKind(kinds[0]);
    }
    List<SourceFile> found = new ArrayList<>();
    for (FileKind kind : Set.of(kinds)) {
      found.addAll(byKind(kind));
    }
    found.sort(Comparator.comparing(SourceFile::path));
    return found;
  }

  /** What a file is has to be found out once for all checks. */
  private synchronized List<SourceFile> byKind(FileKind kind) {
    if (byKind.isEmpty()) {
      for (FileKind any : FileKind.values()) {
        byKind.put(any, new ArrayList<>());
      }
      for (SourceFile file : files.values()) {
        Objects.requireNonNull(byKind.get(file.kind())).add(file);
      }
      byKind.replaceAll((any, found) -> List.copyOf(found));
    }
    return Objects.requireNonNull(byKind.get(kind));
  }

  /**
   * A file.
   *
   * @param path from the root, without {@code .} and {@code ..}; case counts
   */
  public Optional<SourceFile> file(String path) {
    return Optional.ofNullable(files.get(path));
  }

  /**
   * Where Git puts other repositories, by the paths of {@code .gitmodules}, and where symbolic
   * links lead elsewhere. What they hold is not known.
   *
   * @see <a href="https://git-scm.com/docs/gitmodules">gitmodules</a>
   */
  public synchronized Set<String> submodules() {
    Set<String> known = submodules;
    if (known == null) {
      known = new TreeSet<>(links);
      String text = file(".gitmodules").map(SourceFile::text).orElse("");
      for (String line : text.split("\\R", -1)) {
        Matcher path = SUBMODULE.matcher(line);
        if (path.matches()) {
          resolve("", path.group(1)).filter(at -> !at.isEmpty()).ifPresent(known::add);
        }
      }
      submodules = known;
    }
    return Collections.unmodifiableSet(known);
  }

  /**
   * Whether a path is in another repository, so that anything may be there.
   *
   * @param path from the root, without {@code .} and {@code ..}
   */
  public boolean isInSubmodule(String path) {
    return submodules().stream().anyMatch(at -> path.equals(at) || path.startsWith(at + "/"));
  }

  /**
   * Whether there is a file, or may be one in another repository that Git puts there.
   *
   * @param path from the root, without {@code .} and {@code ..}
   */
  public boolean mayHaveFile(String path) {
    return files.containsKey(path) || isInSubmodule(path);
  }

  /**
   * Whether there is a directory with files in it, or one of another repository.
   *
   * @param path from the root, without {@code .} and {@code ..}; the empty string is the root
   */
  public boolean isDirectory(String path) {
    return directories.contains(path)
        || submodules().stream().anyMatch(at -> at.startsWith(path + "/"))
        || isInSubmodule(path);
  }

  /**
   * Whether there is a file or a directory, or may be one in another repository.
   *
   * @param path from the root, without {@code .} and {@code ..}
   */
  public boolean exists(String path) {
    return files.containsKey(path) || isDirectory(path);
  }

  /**
   * A path that a file names, from the root.
   *
   * @param directory where the path starts; the empty string is the root
   * @param relative the path, with {@code /} as separator; may have {@code .} and {@code ..}
   * @return the path without them; empty if it leads above the root
   */
  public static Optional<String> resolve(String directory, String relative) {
    String path = directory.isEmpty() ? relative : directory + "/" + relative;
    if (isResolved(path)) {
      return Optional.of(path);
    }
    List<String> segments = new ArrayList<>();
    for (String segment : path.split("/", -1)) {
      if (segment.equals("..")) {
        if (segments.isEmpty()) {
          return Optional.empty();
        }
        segments.remove(segments.size() - 1);
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.add(segment);
      }
    }
    return Optional.of(String.join("/", segments));
  }

  /** Most paths are: no part of it is empty or begins with a point. */
  private static boolean isResolved(String path) {
    return !path.startsWith("/")
        && !path.startsWith(".")
        && !path.endsWith("/")
        && !path.contains("//")
        && !path.contains("/.");
  }
}
