package io.github.mlopsmaven.rules;

import io.github.mlopsmaven.verify.ProjectFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The defects of {@code independent-defects.txt}: written by somebody who had not seen the rules.
 * Each is one edit of one file of one project.
 */
final class IndependentDefects {

  private IndependentDefects() {}

  /**
   * A kind of defect.
   *
   * @param name what is wrong
   * @param floor how many of a hundred have to be seen
   * @param edits the defects
   */
  record Kind(String name, int floor, List<Edit> edits) {}

  /**
   * A defect.
   *
   * @param line its line in the list
   * @param project the project
   * @param file the file
   * @param old what is replaced; {@code gone} or {@code => PATH} where the whole file is meant
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

  /** Reads the list. */
  static List<Kind> read() {
    List<Kind> kinds = new ArrayList<>();
    int number = 0;
    for (String line : text().split("\n", -1)) {
      number++;
      if (line.startsWith("# ")) {
        int bar = line.lastIndexOf('|');
        kinds.add(
            new Kind(
                line.substring(2, bar).strip(),
                Integer.parseInt(line.substring(bar + 1).strip()),
                new ArrayList<>()));
      } else if (!line.isBlank() && !line.startsWith("@ ")) {
        String[] parts = line.split(" :: ?", 4);
        kinds
            .get(kinds.size() - 1)
            .edits()
            .add(
                new Edit(
                    number,
                    parts[0],
                    parts[1],
                    plain(parts[2]),
                    parts.length > 3 ? plain(parts[3]) : ""));
      }
    }
    return kinds;
  }

  private static String plain(String written) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < written.length(); i++) {
      char next = i + 1 < written.length() ? written.charAt(i + 1) : ' ';
      if (written.charAt(i) == '\\' && "nt\\".indexOf(next) >= 0) {
        plain.append(next == 'n' ? '\n' : next == 't' ? '\t' : '\\');
        i++;
      } else {
        plain.append(written.charAt(i));
      }
    }
    return plain.toString();
  }

  private static String text() {
    try (InputStream in =
        Objects.requireNonNull(
            IndependentDefects.class.getResourceAsStream("independent-defects.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
