package io.github.mlopsmaven.layout;

import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.Condition;
import io.github.mlopsmaven.template.Delimiters;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.LayoutRule;
import io.github.mlopsmaven.template.Placeholders;
import io.github.mlopsmaven.template.Rewrite;
import io.github.mlopsmaven.template.Selection;
import io.github.mlopsmaven.template.TemplateTree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Makes the plan: which file of the template goes where in the project, and how it is treated. */
public final class Planner {

  private static final String VELOCITY_SUFFIX = ".vm";

  private final Descriptor descriptor;
  private final List<Rewrite> rewrites;
  private final TemplateFiles files;
  private final PathNames paths;
  private final Set<String> known;

  /**
   * Makes a planner for one template.
   *
   * @param descriptor the template's descriptor
   * @param tree its tree
   * @param rewrites the edits to plan, with every placeholder filled in
   */
  public Planner(Descriptor descriptor, TemplateTree tree, List<Rewrite> rewrites) {
    this.descriptor = descriptor;
    this.rewrites = List.copyOf(rewrites);
    this.files = new TemplateFiles(descriptor, tree);
    this.paths = new PathNames(descriptor);
    this.known = Placeholders.known(descriptor);
  }

  /**
   * The path in one project of a file of a plan whose values are open.
   *
   * @param target the path in that plan
   * @param names the project's texts
   */
  public static String filled(String target, Placeholders names) {
    return PathNames.filled(target, names);
  }

  /**
   * Plans a project.
   *
   * @param selection a value for each option of the descriptor that applies
   * @param names the texts of its options, values and names
   * @return the plan; its target paths are what the template says and still have to be checked
   * @throws UsageException if two files of the template go to one path
   */
  public Plan plan(Selection selection, Placeholders names) {
    Map<String, PlannedFile> planned = new TreeMap<>();
    for (LayoutRule rule : descriptor.layout()) {
      if (!rule.in(selection).equals(Condition.never()) && rule.when().holds(names)) {
        for (PlannedFile file : files(rule, selection, names)) {
          add(planned, file.decided(names));
        }
      }
    }
    return plan(selection, planned.values());
  }

  /**
   * Plans every project of a selection: what depends on values stays open. Two files may go to one
   * path, under conditions that are expected to exclude each other.
   *
   * @param selection a value for each option of the descriptor that applies
   * @throws UsageException if two files of the template always go to one path
   */
  public Plan plan(Selection selection) {
    Placeholders options = new Placeholders(selection.values());
    Map<String, PlannedFile> always = new TreeMap<>();
    Map<List<String>, PlannedFile> open = new LinkedHashMap<>();
    for (LayoutRule rule : descriptor.layout()) {
      Condition when = rule.in(selection);
      if (when.equals(Condition.never())) {
        continue;
      }
      for (PlannedFile file : files(rule, selection, options)) {
        if (when.equals(Condition.always())) {
          add(always, file);
        } else {
          open.merge(
              List.of(file.target(), file.source().path()),
              file.when(when),
              (one, other) -> one.when(Condition.any(List.of(one.when(), other.when()))));
        }
      }
    }
    List<PlannedFile> all = new ArrayList<>(always.values());
    open.values().stream()
        .filter(file -> !file.when(Condition.always()).equals(always.get(file.target())))
        .forEach(all::add);
    all.sort(Comparator.comparing(PlannedFile::target).thenComparing(file -> file.source().path()));
    return plan(selection, all);
  }

  private Plan plan(Selection selection, Collection<PlannedFile> planned) {
    return new Plan(selection, List.copyOf(planned), Matrix.missing(selection, descriptor, files));
  }

  private List<PlannedFile> files(LayoutRule rule, Selection selection, Placeholders names) {
    return files.all(rule, selection).stream()
        .map(
            found ->
                file(found, paths.fill(join(rule.to().text(), below(found)), names), selection))
        .toList();
  }

  /** Names that have delimiters in the template's paths have braces in those of a project. */
  private String below(TemplateFiles.Found found) {
    return delimiters(found)
        .map(delimiters -> delimiters.inBraces(found.below(), known))
        .orElse(found.below());
  }

  private Optional<Delimiters> delimiters(TemplateFiles.Found found) {
    return descriptor.delimiters().stream()
        .filter(delimiters -> delimiters.names(found.file().path()))
        .findFirst();
  }

  private PlannedFile file(TemplateFiles.Found found, String path, Selection selection) {
    boolean rendered =
        descriptor.velocity()
            && found.file().mode() != FileMode.SYMBOLIC_LINK
            && found.file().name().endsWith(VELOCITY_SUFFIX);
    Optional<Delimiters> delimiters =
        delimiters(found).filter(any -> !rendered && found.file().mode() != FileMode.SYMBOLIC_LINK);
    String target =
        rendered && path.endsWith(VELOCITY_SUFFIX)
            ? path.substring(0, path.length() - VELOCITY_SUFFIX.length())
            : delimiters.map(known -> known.withoutSuffix(path)).orElse(path);
    List<Rewrite> edits =
        rewrites.stream()
            .filter(rewrite -> rewrite.names(target))
            .filter(rewrite -> !rendered || !(rewrite.place() instanceof Rewrite.Marked))
            .map(rewrite -> rewrite.when(rewrite.when().in(selection)))
            .filter(rewrite -> !rewrite.when().equals(Condition.never()))
            .toList();
    boolean executable =
        found.file().mode() == FileMode.EXECUTABLE
            || descriptor.executable().stream().anyMatch(glob -> glob.matches(target));
    return new PlannedFile(
        found.file(), target, rendered, delimiters, executable, Condition.always(), edits);
  }

  private static void add(Map<String, PlannedFile> planned, PlannedFile file) {
    PlannedFile other = planned.putIfAbsent(file.target(), file);
    if (other != null && !other.source().equals(file.source())) {
      throw new UsageException(
          "the template puts both "
              + other.source().path()
              + " and "
              + file.source().path()
              + " at "
              + file.target(),
          "exclude one of them in the layout of " + Descriptor.FILE_NAME);
    }
  }

  private static String join(String to, String below) {
    return to.isEmpty() || below.isEmpty() ? to + below : to + "/" + below;
  }
}
