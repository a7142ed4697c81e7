package io.github.mlopsmaven.rules;

import io.github.mlopsmaven.verify.ProjectFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The defects of {@code seeded-defects.txt}: written from the documentation of the languages, which
 * each kind names, and not from the rules. A line {@code FILES :: OLD :: NEW} is one edit: where a
 * path matches FILES and the text has OLD, NEW takes its place.
 */
final class SeededDefects {

  /** How many projects each edit is tried in. */
  private static final int PROJECTS_OF_AN_EDIT = 2;

  private SeededDefects() {}

  /**
   * A way to break a file.
   *
   * @param line its line in the list, which names it
   * @param files matches the paths
   * @param old matches what is replaced
   * @param replacement what takes its place; {@code $1} is a group of {@code old}
   */
  record Edit(int line, Pattern files, Pattern old, String replacement) {

    /** The broken projects, from projects that differ from edit to edit. */
    List<Mutant> mutants(String kind, List<ProjectFiles> projects) {
      List<Mutant> mutants = new ArrayList<>();
      for (int i = 0; i < projects.size() && mutants.size() < PROJECTS_OF_AN_EDIT; i++) {
        ProjectFiles project = projects.get((i * 7 + line * 11) % projects.size());
        mutant(kind, project).ifPresent(mutants::add);
      }
      return mutants;
    }

    private Optional<Mutant> mutant(String kind, ProjectFiles project) {
      List<Place> places = new ArrayList<>();
      for (String path : project.paths()) {
        if (files.matcher(path).matches()) {
          old.matcher(project.text(path))
              .results()
              .filter(match -> isCode(path, project.text(path), match))
              .forEach(match -> places.add(new Place(path, match)));
        }
      }
      if (places.isEmpty()) {
        return Optional.empty();
      }
      Place place = places.get(line % places.size());
      MatchResult match = place.match();
      String text = project.text(place.path());
      String broken =
          text.substring(0, match.start()) + filled(match) + text.substring(match.end());
      return Optional.of(
          new Mutant(
              kind,
              "line %d, %s %s:%d".formatted(line, project.name(), place.path(), match.start()),
              () -> project.with(place.path(), broken)));
    }

    private record Place(String path, MatchResult match) {}

    /** A comment may say what it wants. */
    private static boolean isCode(String path, String text, MatchResult match) {
      int first = match.start();
      while (first < match.end() - 1 && text.charAt(first) == '\n') {
        first++;
      }
      int begin = text.lastIndexOf('\n', first == match.start() ? first - 1 : first) + 1;
      String line = text.substring(Math.max(0, begin)).strip();
      return path.endsWith(".md") || !(line.startsWith("#") || line.startsWith("//"));
    }

    private String filled(MatchResult match) {
      StringBuilder filled = new StringBuilder();
      for (int i = 0; i < replacement.length(); i++) {
        char c = replacement.charAt(i);
        char next = i + 1 < replacement.length() ? replacement.charAt(i + 1) : ' ';
        if (c == '$' && Character.isDigit(next)) {
          filled.append(Optional.ofNullable(match.group(next - '0')).orElse(""));
          i++;
        } else if (c == '\\' && (next == 'n' || next == '$')) {
          filled.append(next == 'n' ? '\n' : next);
          i++;
        } else {
          filled.append(c);
        }
      }
      // Put together here, so that no scanner of secrets takes the list for a leak.
      return filled
          .toString()
          .replace("${base64}", "q7Zr+Kd2".repeat(11).substring(0, 86))
          .replace("${word}", "mT4vK9sB2nQ7".repeat(3).substring(0, 34));
    }
  }

  /** Reads the list. */
  static List<DefectKind<Edit>> read() {
    return DefectKind.read("seeded-defects.txt", SeededDefects::edit);
  }

  private static Edit edit(int number, String line) {
    String[] parts = line.split(" ::(?: |$)", -1);
    if (parts.length != 3) {
      throw new IllegalStateException("line " + number + " is not FILES :: OLD :: NEW");
    }
    return new Edit(number, Pattern.compile(parts[0]), Pattern.compile(parts[1]), parts[2]);
  }
}
