package io.github.mlopsmaven.archetype;

import io.github.mlopsmaven.layout.PlannedFile;
import io.github.mlopsmaven.layout.Planner;
import io.github.mlopsmaven.lock.ReservedPaths;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.render.MovedFiles;
import io.github.mlopsmaven.render.MovedReferences;
import io.github.mlopsmaven.template.Block;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.Placeholders;
import io.github.mlopsmaven.template.Rewrite;
import io.github.mlopsmaven.template.Selection;
import io.github.mlopsmaven.template.TemplateFile;
import io.github.mlopsmaven.template.TemplateTree;
import io.github.mlopsmaven.template.ValueSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * In which selections each file appears, with the same treatment.
 *
 * @param files the files of all plans, sorted by target and source, with their selections
 * @param references how each selection's files name each other
 * @param notes sentences about what an archetype leaves away
 */
record Occurrences(
    Map<PlannedFile, Set<Selection>> files,
    Map<Selection, MovedReferences> references,
    List<String> notes) {

  static Occurrences of(Descriptor descriptor, TemplateTree tree, List<Selection> selections) {
    Map<PlannedFile, Set<Selection>> files =
        new TreeMap<>(
            Comparator.comparing(PlannedFile::target)
                .thenComparing(file -> file.source().path())
                .thenComparing(file -> file.when().toString())
                .thenComparing(file -> file.rewrites().toString()));
    Map<Selection, MovedReferences> references = new LinkedHashMap<>();
    for (Selection selection : selections) {
      Planner planner = new Planner(descriptor, tree, rewrites(descriptor, selection));
      List<PlannedFile> planned = planner.plan(selection).files();
      references.put(
          selection,
          new MovedReferences(
              new MovedFiles(
                  planned.stream()
                      .map(file -> new MovedFiles.Move(file.source().path(), file.target()))
                      .toList())));
      for (PlannedFile file : planned) {
        requirePossible(file);
        files.computeIfAbsent(file, any -> new LinkedHashSet<>()).add(selection);
      }
    }
    return new Occurrences(files, references, notes(descriptor, files.keySet()));
  }

  /** The template's files, each once. */
  Set<TemplateFile> sources() {
    Set<TemplateFile> sources = new LinkedHashSet<>();
    files.keySet().forEach(file -> sources.add(file.source()));
    return sources;
  }

  /** The declared edits, with the options filled in: an archetype makes them when it is built. */
  private static List<Rewrite> rewrites(Descriptor descriptor, Selection selection) {
    Placeholders options = new Placeholders(selection.values());
    List<Rewrite> rewrites = new ArrayList<>();
    for (Block block : descriptor.blocks()) {
      block.edits().forEach(edit -> rewrites.add(edit.filled(options)));
    }
    for (Rewrite rewrite : descriptor.rewrites()) {
      rewrites.add(rewrite.filled(options));
    }
    descriptor.fixes().forEach(fix -> rewrites.add(fix.edit().filled(options)));
    return rewrites;
  }

  private static void requirePossible(PlannedFile file) {
    String source = file.source().path();
    if (file.source().mode() == FileMode.SYMBOLIC_LINK) {
      throw new UsageException(
          "an archetype cannot hold the symbolic link " + source,
          "replace it in the template by a copy of what it points to");
    }
    if (file.source().mode() == FileMode.SUBMODULE) {
      throw new UsageException(
          "the template has a submodule at " + source + ", which is never fetched",
          "put its files into the template, or exclude it in " + Descriptor.FILE_NAME);
    }
    ReservedPaths.refuse(file.target());
    if (file.target().startsWith(Placement.WAITING + "/")) {
      throw new UsageException(
          "an archetype keeps files of its own in "
              + Placement.WAITING
              + ", where "
              + source
              + " is",
          "move it in the template");
    }
    for (Rewrite rewrite : file.rewrites()) {
      Set<String> open = Placeholders.used(rewrite.value());
      if (!open.isEmpty()) {
        throw new UsageException(
            "an archetype cannot write "
                + String.join(" and ", open)
                + " into "
                + source
                + ", which is not a *.vm template",
            "name it "
                + source
                + ".vm in the template and put ${"
                + open.iterator().next()
                + "} where it belongs");
      }
    }
  }

  private static List<String> notes(Descriptor descriptor, Set<PlannedFile> files) {
    List<String> notes = new ArrayList<>();
    for (ValueSpec value : descriptor.values()) {
      files.stream()
          .filter(file -> !file.rendered())
          .map(PlannedFile::target)
          .filter(
              target ->
                  value.targets().stream()
                      .flatMap(to -> to.files().stream())
                      .anyMatch(glob -> glob.matches(target)))
          .findFirst()
          .ifPresent(
              target ->
                  notes.add(
                      "the archetype does not ask for "
                          + value.name()
                          + ", because "
                          + target
                          + " is not a *.vm template: set it there by hand"));
    }
    return notes;
  }
}
