package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.PatternSearch;
import io.github.mlopsmaven.verify.SourceFile;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names that functions of Python may be called by. */
final class CalledNames {

  private static final Pattern RENAMED = Pattern.compile("\\w+\\s+as\\s+(\\w+)");

  private CalledNames() {}

  /**
   * Their own names, and those that imports give them. A file that calls one of the functions has
   * one of the names somewhere, so that the others need not be read for calls.
   *
   * @param functions their own names
   * @param files where they may be imported
   */
  static Set<String> of(Stream<String> functions, List<SourceFile> files) {
    Set<String> names = new HashSet<>();
    Deque<String> added = functions.collect(Collectors.toCollection(ArrayDeque::new));
    while (!added.isEmpty()) {
      String name = added.remove();
      if (names.add(name)) {
        for (SourceFile file : files) {
          PatternSearch search = new PatternSearch(RENAMED, file.text(), name);
          while (search.find()) {
            added.add(search.match().group(1));
          }
        }
      }
    }
    return names;
  }
}
