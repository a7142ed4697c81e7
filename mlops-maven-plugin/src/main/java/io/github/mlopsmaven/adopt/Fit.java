package io.github.mlopsmaven.adopt;

import io.github.mlopsmaven.layout.PlannedFile;
import io.github.mlopsmaven.template.Descriptor;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the files that a template would give are found in a project: counts, of which the likelihood
 * of that origin follows.
 *
 * @param exact files that are where they would be, as they would be
 * @param present files that are where they would be, with another content
 * @param moved files whose content is elsewhere
 * @param absent the paths of files that are not there at all
 * @param open files that are rendered or edited on the way, which are where they would be
 * @param paths the project's files that are at a path which the template fills
 * @param contents the project's files that have a content which the template gives
 */
record Fit(
    int exact,
    int present,
    int moved,
    Set<String> absent,
    int open,
    BitSet paths,
    BitSet contents) {

  /** The content of an empty file, which says nothing about where it came from. */
  private static final String EMPTY = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";

  /** What a file of another selection costs, as a logarithm: nobody copies it by chance. */
  private static final double FOREIGN_CONTENT = -8;

  /** What a path of another selection costs: people seldom invent the same names. */
  private static final double FOREIGN_PATH = -5;

  /** The project's files in an order, so that sets of them are bits. */
  static final class Files {

    private final Evidence evidence;
    private final Map<String, Boolean> edited = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    Files(Evidence evidence) {
      this.evidence = evidence;
      evidence.files().keySet().forEach(path -> numbers.put(path, numbers.size()));
    }

    private void set(BitSet bits, String path) {
      Integer number = numbers.get(path);
      if (number != null) {
        bits.set(number);
      }
    }

    /**
     * Looks for the files of a plan.
     *
     * @param planned the files
     * @param descriptor says which of them are edited on the way
     */
    Fit of(List<PlannedFile> planned, Descriptor descriptor) {
      BitSet paths = new BitSet();
      BitSet contents = new BitSet();
      int exact = 0;
      int present = 0;
      int moved = 0;
      Set<String> absent = new HashSet<>();
      int open = 0;
      for (PlannedFile file : planned) {
        String blob = file.source().id();
        boolean here = numbers.containsKey(file.target());
        boolean rendered = file.rendered();
        List<String> elsewhere = blob.equals(EMPTY) || rendered ? List.of() : evidence.places(blob);
        elsewhere.forEach(path -> set(contents, path));
        set(paths, file.target());
        if (here && !rendered && evidence.has(file.target(), blob)) {
          exact++;
        } else if (here && (rendered || isEdited(file.target(), descriptor))) {
          open++;
        } else if (here) {
          present++;
        } else if (!elsewhere.isEmpty()) {
          moved++;
        } else {
          absent.add(file.target());
        }
      }
      return new Fit(exact, present, moved, absent, open, paths, contents);
    }

    /** One set of files is compared with the plans of one descriptor. */
    private boolean isEdited(String target, Descriptor descriptor) {
      return edited.computeIfAbsent(target, path -> edits(descriptor, path));
    }

    private static boolean edits(Descriptor descriptor, String target) {
      return descriptor.rewrites().stream().anyMatch(edit -> edit.names(target))
          || descriptor.fixes().stream().anyMatch(fix -> fix.edit().names(target))
          || descriptor.values().stream()
              .flatMap(value -> value.places().stream())
              .flatMap(place -> place.files().stream())
              .anyMatch(glob -> glob.matches(target));
    }
  }

  int planned() {
    return exact + present + moved + missing() + open;
  }

  /** How many files are not there at all. */
  int missing() {
    return absent.size();
  }

  /**
   * How often files meet each fate, as logarithms.
   *
   * @param exact stays as it was
   * @param present is changed where it is
   * @param moved is moved
   * @param missing is deleted
   */
  record Fates(double exact, double present, double moved, double missing) {

    /** Before anything is known of a project. */
    static final Fates USUAL = of(60, 15, 10, 15);

    /** As they are in a project; with one more of each, since none is impossible. */
    static Fates of(Fit fit) {
      return of(fit.exact + 1, fit.present + 1, fit.moved + 1, fit.missing() + 1);
    }

    private static Fates of(double exact, double present, double moved, double missing) {
      double all = exact + present + moved + missing;
      return new Fates(
          Math.log(exact / all),
          Math.log(present / all),
          Math.log(moved / all),
          Math.log(missing / all));
    }
  }

  /**
   * The logarithm of how likely the project is, if this is where it came from.
   *
   * @param fates what happens to files
   * @param known what any origin that was looked at explains
   */
  double likelihood(Fates fates, Fit known) {
    // A file that has the content of another origin came from there, whatever its path is.
    BitSet foreign = (BitSet) known.contents.clone();
    foreign.andNot(contents);
    BitSet strange = (BitSet) known.paths.clone();
    strange.andNot(paths);
    strange.andNot(contents);
    strange.andNot(foreign);
    return exact * fates.exact
        + present * fates.present
        + moved * fates.moved
        + missing() * fates.missing
        + open * Math.log(Math.exp(fates.exact) + Math.exp(fates.present))
        + foreign.cardinality() * FOREIGN_CONTENT
        + strange.cardinality() * FOREIGN_PATH;
  }

  /** Whether the project has a file that this origin explains and another does not. */
  boolean explainsMoreThan(Fit other) {
    return hasMore(paths, other.paths) || hasMore(contents, other.contents);
  }

  private static boolean hasMore(BitSet own, BitSet its) {
    BitSet more = (BitSet) own.clone();
    more.andNot(its);
    return !more.isEmpty();
  }

  /** Whether this origin would have given a file that is absent and that another never gives. */
  boolean lacksMoreThan(Fit other) {
    return foldersOnlyIn(absent, other.absent) > 0;
  }

  /**
   * How much likelier this origin is than another by what is absent alone, as a natural logarithm.
   * People delete folders, not one file after another: the files of a folder count once.
   *
   * @param fates what happens to files
   */
  double aheadByAbsence(Fates fates, Fit other) {
    return (foldersOnlyIn(absent, other.absent) - foldersOnlyIn(other.absent, absent))
        * fates.missing;
  }

  private static int foldersOnlyIn(Set<String> own, Set<String> its) {
    Set<String> folders = new HashSet<>();
    for (String path : own) {
      if (!its.contains(path)) {
        folders.add(path.substring(0, path.lastIndexOf('/') + 1));
      }
    }
    return folders.size();
  }

  /** What at least one of some origins explains. */
  static Fit any(List<Fit> fits) {
    BitSet paths = new BitSet();
    BitSet contents = new BitSet();
    fits.forEach(
        fit -> {
          paths.or(fit.paths);
          contents.or(fit.contents);
        });
    return new Fit(0, 0, 0, Set.of(), 0, paths, contents);
  }
}
