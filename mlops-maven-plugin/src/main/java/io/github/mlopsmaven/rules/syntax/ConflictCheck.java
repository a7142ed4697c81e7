package io.github.mlopsmaven.rules.syntax;

import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.Content;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Position;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * No file has what a merge writes where both sides changed the same lines.
 *
 * @see <a href="https://git-scm.com/docs/git-merge#_how_conflicts_are_presented">How conflicts are
 *     presented</a>
 */
final class ConflictCheck implements Check {

  static final Rule CONFLICT =
      new Rule("merge-conflict", Level.ERROR, "Conflict markers of a merge left in a file");

  private static final String BEGIN = "<<<<<<< ";
  private static final String MIDDLE = "=======";
  private static final String END = ">>>>>>> ";

  /** Data is not looked at: nobody merges it by hand. */
  private static final int LARGEST = 1 << 20;

  /** What shows changes, and has such lines by right. */
  private static final Set<String> CHANGES = Set.of("patch", "diff", "rej");

  private static final Set<String> DOCUMENTS = Set.of("md", "markdown", "rst", "adoc");

  @Override
  public List<Rule> rules() {
    return List.of(CONFLICT);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().all()) {
      Content content = file.content();
      boolean isLookedAt =
          !file.isVendored()
              && content.size() <= LARGEST
              && content.isText()
              && content.mayHave(BEGIN)
              && !CHANGES.contains(ending(file));
      if (isLookedAt) {
        check(file, findings);
      }
    }
  }

  private static void check(SourceFile file, Findings findings) {
    String text = file.text();
    int begin = line(text, BEGIN, 0);
    int middle = begin < 0 ? -1 : line(text, MIDDLE, begin);
    int end = middle < 0 ? -1 : line(text, END, middle);
    if (end >= 0 && !(DOCUMENTS.contains(ending(file)) && isShown(text, begin))) {
      findings.add(
          CONFLICT,
          file.path(),
          Position.of(text, begin),
          "a merge left both sides here, with the lines that separate them",
          "keep what is right of the two, and delete the lines '<<<<<<<', '=======' and '>>>>>>>'");
    }
  }

  /** The first line that begins with a text; -1 if there is none. */
  private static int line(String text, String beginning, int from) {
    int at = text.indexOf(beginning, from);
    while (at > 0 && text.charAt(at - 1) != '\n' && text.charAt(at - 1) != '\r') {
      at = text.indexOf(beginning, at + 1);
    }
    return at;
  }

  /** Whether a place lies in a block of code, which a document shows. */
  private static boolean isShown(String text, int place) {
    int fences = 0;
    for (int at = line(text, "```", 0); at >= 0 && at < place; at = line(text, "```", at + 3)) {
      fences++;
    }
    return fences % 2 == 1;
  }

  private static String ending(SourceFile file) {
    return file.name().substring(file.name().lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
