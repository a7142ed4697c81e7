package io.github.mlopsmaven.archetype;

import io.github.mlopsmaven.layout.PlannedFile;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.Condition;
import io.github.mlopsmaven.template.Rewrite;
import java.util.ArrayList;
import java.util.List;

/**
 * The forms that a file has, since some of its edits depend on answers: an archetype holds each
 * form, and the answers decide which one a project gets.
 */
final class Variants {

  /** Sixteen forms of one file. */
  private static final int CONDITIONS = 4;

  private Variants() {}

  /**
   * One form.
   *
   * @param when what has to hold of the answers
   * @param edits the edits that apply then
   */
  record Variant(Condition when, List<Rewrite> edits) {}

  static List<Variant> of(PlannedFile file) {
    List<Condition> open =
        file.rewrites().stream()
            .map(Rewrite::when)
            .filter(when -> !when.equals(Condition.always()))
            .map(when -> when instanceof Condition.Not not ? not.condition() : when)
            .distinct()
            .toList();
    if (open.size() > CONDITIONS) {
      throw new UsageException(
          "an archetype cannot hold "
              + file.source().path()
              + " in every form: its edits depend on "
              + open.size()
              + " conditions about values",
          "name it " + file.source().path() + ".vm in the template, and use #if there");
    }
    List<Variant> variants = new ArrayList<>();
    for (int i = 0; i < 1 << open.size(); i++) {
      List<Condition> all = new ArrayList<>(List.of(file.when()));
      List<Condition> holding = new ArrayList<>(List.of(Condition.always()));
      for (int bit = 0; bit < open.size(); bit++) {
        boolean holds = (i & (1 << bit)) != 0;
        all.add(holds ? open.get(bit) : Condition.not(open.get(bit)));
        holding.add(holds ? open.get(bit) : Condition.not(open.get(bit)));
      }
      variants.add(
          new Variant(
              Condition.all(all),
              file.rewrites().stream().filter(edit -> holding.contains(edit.when())).toList()));
    }
    return variants;
  }
}
