package io.github.mlopsmaven.layout;

import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.Glob;
import io.github.mlopsmaven.template.LayoutRule;
import io.github.mlopsmaven.template.PathPattern;
import io.github.mlopsmaven.template.Selection;
import io.github.mlopsmaven.template.TemplateFile;
import io.github.mlopsmaven.template.TemplateTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The files of a template that a layout rule names, opening only the directories that it needs. */
final class TemplateFiles {

  private final TemplateTree tree;
  private final List<Glob> excluded;
  private final Map<String, TemplateTree.Directory> opened = new HashMap<>();

  TemplateFiles(Descriptor descriptor, TemplateTree tree) {
    this.tree = tree;
    this.excluded = descriptor.exclude();
  }

  /** Whether the rule names any file for this selection. */
  boolean any(LayoutRule rule, Selection selection) {
    return visit(rule, selection, new ArrayList<>(), true);
  }

  /** The files that the rule names for this selection, each with its path below {@code from}. */
  List<Found> all(LayoutRule rule, Selection selection) {
    List<Found> found = new ArrayList<>();
    visit(rule, selection, found, false);
    return found;
  }

  /**
   * A file that a rule names.
   *
   * @param file the template's file
   * @param below its path below the rule's {@code from}; empty where {@code from} is the file
   */
  record Found(TemplateFile file, String below) {}

  private boolean visit(
      LayoutRule rule, Selection selection, List<Found> found, boolean stopAtFirst) {
    String from = rule.from().resolve(selection::value);
    int slash = from.lastIndexOf('/');
    for (TemplateFile file : open(slash < 0 ? "" : from.substring(0, slash)).files()) {
      if (file.path().equals(from) && !from.isEmpty() && !isExcluded(file)) {
        found.add(new Found(file, ""));
        return true;
      }
    }
    return walk(rule, from, "", found, stopAtFirst);
  }

  private boolean walk(
      LayoutRule rule, String directory, String below, List<Found> found, boolean stopAtFirst) {
    TemplateTree.Directory entries = open(directory);
    for (TemplateFile file : entries.files()) {
      String path = below + file.name();
      if (!isExcluded(file) && isIncluded(rule, path)) {
        found.add(new Found(file, path));
        if (stopAtFirst) {
          return true;
        }
      }
    }
    for (String name : entries.directories()) {
      String child = directory.isEmpty() ? name : directory + "/" + name;
      if (walk(rule, child, below + name + "/", found, stopAtFirst) && stopAtFirst) {
        return true;
      }
    }
    return !found.isEmpty();
  }

  private boolean isExcluded(TemplateFile file) {
    return excluded.stream().anyMatch(glob -> glob.matches(file.path()));
  }

  private static boolean isIncluded(LayoutRule rule, String below) {
    return (rule.include().isEmpty() || rule.include().stream().anyMatch(g -> g.matches(below)))
        && rule.exclude().stream().noneMatch(g -> g.matches(below));
  }

  /** Every way to fill the options of a pattern so that it names a file or directory. */
  Set<Map<String, String>> bindings(PathPattern pattern) {
    Set<Map<String, String>> bindings = new LinkedHashSet<>();
    bind(pattern, 0, "", Map.of(), bindings);
    return bindings;
  }

  private void bind(
      PathPattern pattern,
      int depth,
      String path,
      Map<String, String> bound,
      Set<Map<String, String>> bindings) {
    if (depth == pattern.segments().size()) {
      bindings.add(bound);
      return;
    }
    PathPattern.Segment segment = pattern.segments().get(depth);
    boolean last = depth == pattern.segments().size() - 1;
    TemplateTree.Directory here = open(path);
    for (String name : here.directories()) {
      segment
          .match(name, bound)
          .ifPresent(more -> bind(pattern, depth + 1, join(path, name), more, bindings));
    }
    // A segment that is nothing but an option is the name of a directory, unless it is bound.
    boolean isDirectory = segment.isOption() && !bound.keySet().containsAll(segment.options());
    if (last && !isDirectory) {
      for (TemplateFile file : here.files()) {
        segment.match(file.name(), bound).ifPresent(bindings::add);
      }
    }
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "/" + name;
  }

  private TemplateTree.Directory open(String path) {
    return opened.computeIfAbsent(path, tree::directory);
  }
}
