package io.github.mlopsmaven.layout;

import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.LayoutRule;
import io.github.mlopsmaven.template.Rewrite;
import io.github.mlopsmaven.template.Selection;
import io.github.mlopsmaven.template.TemplateTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes the plan: which file of the template goes where in the project, and how it is treated. */
public final class Planner {

  private static final String VELOCITY_SUFFIX = ".vm";

  private final Descriptor descriptor;
  private final List<Rewrite> rewrites;
  private final TemplateFiles files;

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
  }

  /**
   * Plans a project.
   *
   * @param selection a value for each option of the descriptor that applies
   * @return the plan; its target paths are what the template says and still have to be checked
   * @throws UsageException if two files of the template go to one path
   */
  public Plan plan(Selection selection) {
    Map<String, PlannedFile> planned = new TreeMap<>();
    for (LayoutRule rule : descriptor.layout()) {
      if (rule.appliesTo(selection)) {
        String to = rule.to().resolve(selection::value);
        for (TemplateFiles.Found found : files.all(rule, selection)) {
          add(planned, file(found, join(to, found.below()), selection));
        }
      }
    }
    return new Plan(
        selection, new ArrayList<>(planned.values()), Matrix.missing(selection, descriptor, files));
  }

  private PlannedFile file(TemplateFiles.Found found, String path, Selection selection) {
    boolean rendered =
        descriptor.velocity()
            && found.file().mode() != FileMode.SYMBOLIC_LINK
            && found.file().name().endsWith(VELOCITY_SUFFIX);
    String target =
        rendered && path.endsWith(VELOCITY_SUFFIX)
            ? path.substring(0, path.length() - VELOCITY_SUFFIX.length())
            : path;
    List<Rewrite> edits =
        rewrites.stream().filter(rewrite -> rewrite.appliesTo(target, selection)).toList();
    boolean executable =
        found.file().mode() == FileMode.EXECUTABLE
            || descriptor.executable().stream().anyMatch(glob -> glob.matches(target));
    return new PlannedFile(found.file(), target, rendered, executable, edits);
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
