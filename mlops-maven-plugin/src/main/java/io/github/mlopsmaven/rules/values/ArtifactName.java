package io.github.mlopsmaven.rules.values;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.verify.Position;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The name of an artifact, where a run leaves it or takes it.
 *
 * @param text the name, with what was put in; {@link #UNKNOWN} stands for what is known later
 * @param path the file that names it
 * @param position where in the file
 */
public record ArtifactName(String text, String path, Position position) {

  /** Stands for a part of a name that is known when the job runs. */
  public static final char UNKNOWN = '\uE000';

  /** Whether nothing of the name is known. */
  boolean isOpen() {
    return text.chars().allMatch(c -> c == UNKNOWN);
  }

  /** Whether both may be the same name. */
  boolean mayBe(ArtifactName other) {
    return regex(text).matcher(other.text()).matches()
        || regex(other.text()).matcher(text).matches();
  }

  private static Pattern regex(String text) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      regex.append(
          c == UNKNOWN || c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    return Pattern.compile(regex.toString());
  }

  /**
   * The artifacts that are taken although nobody leaves them.
   *
   * @param left what is left in the run
   * @param taken what is taken
   * @param isComplete whether nothing else may leave artifacts
   * @return each with what was meant, where that can be seen; where more may be left, only those
   *     that are nearly one that is
   */
  public static List<Missing> missing(
      Collection<ArtifactName> left, Collection<ArtifactName> taken, boolean isComplete) {
    List<Missing> missing = new ArrayList<>();
    Set<String> known = new TreeSet<>();
    left.stream()
        .map(ArtifactName::text)
        .filter(text -> text.indexOf(UNKNOWN) < 0)
        .forEach(known::add);
    for (ArtifactName name : taken) {
      boolean isThere = name.isOpen() || left.stream().anyMatch(name::mayBe);
      Optional<String> near =
          known.stream().filter(one -> Suggestion.isSlip(one, name.text())).findFirst();
      if (!isThere && (isComplete || near.isPresent())) {
        missing.add(
            new Missing(name, near.or(() -> Suggestion.nearest(name.text(), known)), known));
      }
    }
    return missing;
  }

  /**
   * An artifact that is taken although nobody leaves it.
   *
   * @param name the artifact
   * @param near what was meant
   * @param known what is left
   */
  public record Missing(ArtifactName name, Optional<String> near, Set<String> known) {

    /** What is wrong, without a full stop. */
    public String problem() {
      return "no step of the run uploads the artifact '"
          + name.text().replace(String.valueOf(UNKNOWN), "…")
          + "'";
    }

    /** What to do, without a full stop. */
    public String remedy() {
      return near.map(one -> "use " + one)
          .orElse(
              known.isEmpty()
                  ? "upload it in a job before"
                  : "use one of " + String.join(", ", known) + ", or upload it in a job before");
    }
  }
}
