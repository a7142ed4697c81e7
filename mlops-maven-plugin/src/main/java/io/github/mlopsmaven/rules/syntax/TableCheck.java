package io.github.mlopsmaven.rules.syntax;

import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.Content;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Position;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The rows of a CSV file have as many values as its header has names. Where many rows differ, the
 * file is no plain table, and nothing is said.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180#section-2">RFC 4180, section 2</a>
 */
final class TableCheck implements Check {

  static final Rule ROW =
      new Rule(
          "csv-row",
          Level.WARNING,
          "Row of a CSV file with another number of values than its header");

  private static final int LARGEST = 1 << 20;

  private static final String SEPARATORS = ",;\t|";

  /** More rows than these are no slip. */
  private static final int MOST = 3;

  /** So many rows for each that differs show what a row is. */
  private static final int RIGHT = 4;

  /** A row that differs. */
  private record Row(int line, int values) {}

  private record Table(int names, List<Row> rows) {

    static final Table NONE = new Table(0, List.of());
  }

  @Override
  public List<Rule> rules() {
    return List.of(ROW);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().all()) {
      boolean isTable = file.name().toLowerCase(Locale.ROOT).endsWith(".csv") && !file.isVendored();
      if (isTable) {
        Table table = file.content().learn(Table.class, TableCheck::read);
        for (Row row : table.rows()) {
          findings.add(
              ROW,
              file.path(),
              new Position(row.line(), 1),
              "the row has "
                  + values(row.values())
                  + ", and the header has "
                  + table.names()
                  + " names",
              "give it one value for each name, and put quotes around a value with the separator");
        }
      }
    }
  }

  private static String values(int number) {
    return number == 1 ? "1 value" : number + " values";
  }

  private static Table read(Content content) {
    if (content.size() > LARGEST || !content.isText()) {
      return Table.NONE;
    }
    Reader reader = new Reader(content.text());
    char separator = reader.separator();
    return separator == 0 ? Table.NONE : reader.table(separator);
  }

  private static final class Reader {

    private final String text;
    private int at;
    private int line = 1;

    Reader(String text) {
      this.text = text;
    }

    /** What is most often between the names of the header; 0 if there is nothing. */
    char separator() {
      int end = text.indexOf('\n');
      String header = end < 0 ? "" : text.substring(0, end);
      char best = 0;
      int most = 0;
      for (int i = 0; i < SEPARATORS.length() && !header.startsWith("#"); i++) {
        char one = SEPARATORS.charAt(i);
        int number = (int) header.chars().filter(c -> c == one).count();
        if (number > most) {
          most = number;
          best = one;
        }
      }
      return best;
    }

    Table table(char separator) {
      int names = row(separator);
      int right = 0;
      List<Row> others = new ArrayList<>();
      while (at < text.length() && others.size() <= MOST) {
        int begin = line;
        int values = row(separator);
        if (values < 0) {
          // A quote that is not closed: what a row is, nobody can say.
          return Table.NONE;
        } else if (values == names) {
          right++;
        } else if (values > 0) {
          others.add(new Row(begin, values));
        }
      }
      boolean isSlip = others.size() <= MOST && right >= RIGHT * Math.max(1, others.size());
      return isSlip && names > 1 ? new Table(names, others) : Table.NONE;
    }

    /** Reads a row: the number of its values, 0 of a blank line, -1 where a quote is not closed. */
    private int row(char separator) {
      int values = 1;
      boolean isBlank = true;
      boolean isQuoted = false;
      boolean isAtBeginning = true;
      while (at < text.length()) {
        char c = text.charAt(at++);
        if (c == '\n') {
          line++;
          if (!isQuoted) {
            return isBlank ? 0 : values;
          }
        } else if (c == '"' && (isQuoted || isAtBeginning)) {
          // Two of them in a quoted value are one that ends and one that begins.
          isQuoted = !isQuoted;
          isBlank = false;
          isAtBeginning = true;
          continue;
        } else if (c == separator && !isQuoted) {
          values++;
          isBlank = false;
          isAtBeginning = true;
          continue;
        } else if (c != '\r' && c != ' ') {
          isBlank = false;
        }
        isAtBeginning = false;
      }
      return isQuoted ? -1 : isBlank ? 0 : values;
    }
  }
}
