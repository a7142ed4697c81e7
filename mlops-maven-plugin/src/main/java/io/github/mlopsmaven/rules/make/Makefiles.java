package io.github.mlopsmaven.rules.make;

import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.SourceFile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A makefile with those that it includes.
 *
 * @param files the files that could be read
 * @param isOpen whether there may be more targets and variables
 */
public record Makefiles(List<SourceFile> files, boolean isOpen) {

  /** Copies the list. */
  public Makefiles {
    files = List.copyOf(files);
  }

  /**
   * The makefile that make reads in a directory.
   *
   * @param files the files of the project
   * @param directory the directory
   */
  public static Optional<Makefiles> in(FileSet files, String directory) {
    String before = directory.isEmpty() ? "" : directory + "/";
    return Makefile.NAMES.stream()
        .flatMap(name -> files.file(before + name).stream())
        .findFirst()
        .filter(Makefile::is)
        .map(file -> of(files, file));
  }

  /**
   * A makefile with what it includes; paths are seen from where it lies.
   *
   * @param files the files of the project
   * @param file the makefile
   */
  public static Makefiles of(FileSet files, SourceFile file) {
    Set<SourceFile> all = new LinkedHashSet<>();
    Deque<SourceFile> next = new ArrayDeque<>(List.of(file));
    boolean isOpen = false;
    while (!next.isEmpty()) {
      SourceFile one = next.remove();
      if (all.add(one)) {
        Makefile makefile = Makefile.of(one.content());
        isOpen |= makefile.isOpen();
        for (Makefile.Word included : makefile.included()) {
          Optional<SourceFile> found =
              FileSet.resolve(file.directory(), included.text()).flatMap(files::file);
          isOpen |= found.isEmpty();
          found.ifPresent(next::add);
        }
      }
    }
    return new Makefiles(new ArrayList<>(all), isOpen);
  }

  /** Whether a rule of one of them makes a target. */
  public boolean makes(String target) {
    return files.stream().anyMatch(file -> Makefile.of(file.content()).makes(target));
  }

  /** The targets that people call. */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    files.forEach(file -> names.addAll(Makefile.of(file.content()).names()));
    return names;
  }

  /** The variables that they set. */
  public Set<String> variables() {
    Set<String> names = new LinkedHashSet<>();
    files.forEach(file -> names.addAll(Makefile.of(file.content()).variables().keySet()));
    return names;
  }
}
