package io.github.mlopsmaven.rules;

import io.github.mlopsmaven.verify.ProjectFiles;
import java.util.List;

/**
 * The defects of {@code independent-defects.txt}, written by somebody who had not seen the rules,
 * and those of {@code flow-defects.txt}. Each is one edit of one file of one project.
 */
final class IndependentDefects {

  private IndependentDefects() {}

  /**
   * A defect.
   *
   * @param line its line in the list
   * @param project the project
   * @param file the file
   * @param old what is replaced; {@code gone}, {@code => PATH} or {@code chmod -x} where the whole
   *     file is meant
   * @param replacement what takes its place
   */
  record Edit(int line, String project, String file, String old, String replacement) {

    Mutant mutant(String kind, List<ProjectFiles> projects) {
      ProjectFiles found =
          projects.stream()
              .filter(one -> one.name().equals(project))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("line " + line + ": no " + project));
      String place = "line %d, %s %s".formatted(line, project, file);
      if (!found.paths().contains(file)) {
        throw new IllegalStateException(place + ": no such file");
      }
      if (old.equals("gone")) {
        return new Mutant(kind, place, () -> found.without(file));
      }
      if (old.equals("chmod -x")) {
        return new Mutant(kind, place, () -> found.withoutRunBit(file));
      }
      if (old.startsWith("=> ")) {
        return new Mutant(kind, place, () -> found.renamed(file, old.substring("=> ".length())));
      }
      String text = found.text(file);
      int at = text.indexOf(old);
      if (at < 0) {
        throw new IllegalStateException(place + ": the file has no '" + old + "'");
      }
      String broken = text.substring(0, at) + replacement + text.substring(at + old.length());
      return new Mutant(kind, place, () -> found.with(file, broken));
    }
  }

  /**
   * Reads a list.
   *
   * @param list the file, beside this class
   */
  static List<DefectKind<Edit>> read(String list) {
    return DefectKind.read(list, IndependentDefects::edit);
  }

  private static Edit edit(int number, String line) {
    String[] parts = line.split(" :: ?", 4);
    return new Edit(
        number, parts[0], parts[1], plain(parts[2]), parts.length > 3 ? plain(parts[3]) : "");
  }

  private static String plain(String written) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < written.length(); i++) {
      char next = i + 1 < written.length() ? written.charAt(i + 1) : ' ';
      if (written.charAt(i) == '\\' && "ntr\\".indexOf(next) >= 0) {
        plain.append(next == 'n' ? '\n' : next == 't' ? '\t' : next == 'r' ? '\r' : '\\');
        i++;
      } else {
        plain.append(written.charAt(i));
      }
    }
    return plain.toString();
  }
}
