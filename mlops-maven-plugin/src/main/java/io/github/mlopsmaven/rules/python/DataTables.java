package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.Content;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The tables of a project: CSV files with a header.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180#section-2">RFC 4180, section 2</a>
 */
final class DataTables {

  /** A column is called like this; a value of a table without a header mostly is not. */
  private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\d_ .()/%-]{0,60}");

  private static final Pattern FILE = Pattern.compile("(?i).*\\.(?:csv|tsv)");

  private static final int LARGEST = 8 << 20;

  private DataTables() {}

  /**
   * A table.
   *
   * @param file its file
   * @param columns its columns
   */
  record Table(SourceFile file, Set<String> columns) {
    Table {
      columns = Set.copyOf(columns);
    }
  }

  private record Header(List<String> names) {
    Header {
      names = List.copyOf(names);
    }
  }

  /** All tables of a project. */
  static List<Table> of(VerifiedProject project) {
    List<Table> tables = new ArrayList<>();
    for (SourceFile file : project.files().all()) {
      if (FILE.matcher(file.name().toLowerCase(Locale.ROOT)).matches() && !file.isVendored()) {
        List<String> names = file.content().learn(Header.class, DataTables::header).names();
        if (!names.isEmpty()) {
          tables.add(new Table(file, new HashSet<>(names)));
        }
      }
    }
    return tables;
  }

  private static Header header(Content content) {
    if (content.size() > LARGEST || !content.isText()) {
      return new Header(List.of());
    }
    String text = content.text();
    int begin = 0;
    // Comments before the header.
    while (text.startsWith("#", begin) && text.indexOf('\n', begin) > 0) {
      begin = text.indexOf('\n', begin) + 1;
    }
    int end = text.indexOf('\n', begin);
    String first = (end < 0 ? text : text.substring(begin, end)).strip().replace("\uFEFF", "");
    String separator =
        first.indexOf('\t') > 0
            ? "\t"
            : first.chars().filter(c -> c == ';').count()
                    > first.chars().filter(c -> c == ',').count()
                ? ";"
                : ",";
    List<String> names = new ArrayList<>();
    for (String part : first.split(Pattern.quote(separator), -1)) {
      String name = part.strip();
      boolean isQuoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
      name = isQuoted ? name.substring(1, name.length() - 1) : name;
      // A first column without a name is an index.
      if (!(name.isEmpty() && names.isEmpty())) {
        if (!NAME.matcher(name).matches() || names.contains(name)) {
          return new Header(List.of());
        }
        names.add(name);
      }
    }
    return new Header(end < 0 ? List.of() : names);
  }
}
