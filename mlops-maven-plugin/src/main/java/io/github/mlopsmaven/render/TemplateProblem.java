package io.github.mlopsmaven.render;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.problem.UsageException;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.velocity.exception.ExtendedParseException;
import org.apache.velocity.exception.VelocityException;

/**
 * What Velocity found wrong in a template, in the words of the template's author.
 *
 * @param kind what sort of mistake it is
 * @param name the name that is not defined, or the directive; empty for other kinds
 * @param offset where in the text it is; the text's length where Velocity names no place
 * @param problem what is wrong
 * @param remedy what to type instead
 */
record TemplateProblem(Kind kind, String name, int offset, String problem, String remedy) {

  /** How the problem of a directive without its end ends. */
  static final String UNENDED = " has no #end";

  /** Velocity counts a tab as the columns up to the next multiple. */
  private static final int TAB = 8;

  /** {@code [line 3, column 5]}, as Velocity ends its messages. */
  private static final Pattern PLACE = Pattern.compile("\\[line (\\d+), column (\\d+)]");

  private static final Pattern UNDEFINED =
      Pattern.compile("Variable \\$!?\\{?([A-Za-z_][\\w-]*)}? has not been set");
  private static final Pattern MACRO = Pattern.compile("Macro '(#[^']+)' is not defined");
  private static final Pattern FORBIDDEN = Pattern.compile("(#\\w+) is not allowed");
  private static final Pattern METHOD =
      Pattern.compile("Object '[^']*' does not contain (?:method|property) '?([^'\\s]+)'?");

  /** Directives that go on to an end of their own. */
  private static final Pattern OPEN = Pattern.compile("#\\{?(?:if|foreach|define|macro)\\b");

  private static final Pattern REFERENCE =
      Pattern.compile("\\$!?(?:\\{[^}\\n]*}|[A-Za-z_][\\w-]*)");

  private static final Pattern DIRECTIVE =
      Pattern.compile("#\\{?[A-Za-z@]\\w*}?|\\$!?\\{[^}\\n]*}?|#\\[\\[|#\\*");

  /** Sorts of mistakes. */
  enum Kind {
    /** A name that is not known. */
    UNDEFINED,
    /** A directive that does not exist or is refused. */
    DIRECTIVE,
    /** A property or method that is not offered. */
    METHOD,
    /** Something that is not Velocity. */
    SYNTAX
  }

  /**
   * Reads what Velocity says.
   *
   * @param text the template
   * @param defined the names that it may use
   * @param cause what Velocity threw
   */
  static TemplateProblem of(String text, Collection<String> defined, VelocityException cause) {
    String message = String.valueOf(cause.getMessage());
    int offset = offset(text, cause, message);
    Matcher undefined = UNDEFINED.matcher(message);
    if (undefined.find()) {
      return undefined(undefined.group(1), text, defined, offset);
    }
    Matcher directive = MACRO.matcher(message);
    if (directive.find()) {
      return new TemplateProblem(
          Kind.DIRECTIVE,
          directive.group(1),
          offset,
          directive.group(1) + " is not a directive",
          asText(directive.group(1)));
    }
    Matcher forbidden = FORBIDDEN.matcher(message);
    if (forbidden.find()) {
      return new TemplateProblem(
          Kind.DIRECTIVE,
          forbidden.group(1),
          offset,
          forbidden.group(1) + " is not allowed",
          "use #set, #if and #foreach only, since a template reads no files and defines no code; "
              + asText(forbidden.group(1)));
    }
    Matcher method = METHOD.matcher(message);
    if (method.find()) {
      return new TemplateProblem(
          Kind.METHOD,
          method.group(1),
          offset,
          "'" + method.group(1) + "' cannot be used",
          "use keys of maps and methods of text that only read, such as .replace or .contains; where"
              + " a dot follows a name as text, write ${name}.");
    }
    return syntax(text, offset, firstLine(message));
  }

  private static TemplateProblem undefined(
      String name, String text, Collection<String> defined, int offset) {
    int hyphen = name.indexOf('-');
    if (hyphen > 0 && (name.endsWith("-") || defined.contains(name.substring(0, hyphen)))) {
      String head = name.substring(0, hyphen);
      return new TemplateProblem(
          Kind.UNDEFINED,
          name,
          offset,
          "$" + name + " is not defined",
          "write ${" + head + "}" + name.substring(hyphen) + ", since '-' belongs to a name");
    }
    Matcher written =
        REFERENCE.matcher(text).region(Math.min(offset, text.length()), text.length());
    String escaped = asText(written.lookingAt() ? written.group() : "$" + name);
    return new TemplateProblem(
        Kind.UNDEFINED,
        name,
        offset,
        "$" + name + " is not defined",
        defined.isEmpty()
            ? escaped
            : Suggestion.useOneOf(name, new TreeSet<>(defined)) + "; " + escaped);
  }

  /** Most often something that only looks like Velocity: what is before the place. */
  private static TemplateProblem syntax(String text, int offset, String message) {
    boolean atEnd =
        message.contains("<EOF>") || message.contains("\u001c") || message.contains("\\u001c");
    Matcher looks = DIRECTIVE.matcher(text);
    int start = -1;
    String word = "";
    int depth = 0;
    int open = -1;
    String openWord = "";
    while (looks.find() && looks.start() <= offset) {
      start = looks.start();
      word = looks.group();
      if (OPEN.matcher(word).lookingAt()) {
        depth++;
        open = start;
        openWord = word;
      } else if (word.startsWith("#end")) {
        depth--;
      }
    }
    if (atEnd && depth > 0 && open >= 0) {
      return new TemplateProblem(
          Kind.SYNTAX,
          "",
          open,
          openWord + UNENDED,
          "write #end after what belongs to it; " + asText(openWord));
    }
    if (start >= 0 && isNear(text, start, offset)) {
      return new TemplateProblem(
          Kind.SYNTAX,
          "",
          start,
          word + " cannot be read: " + message,
          "write it as Velocity has it; " + asText(word));
    }
    return new TemplateProblem(
        Kind.SYNTAX,
        "",
        Math.min(offset, text.length()),
        "the template cannot be rendered: " + message,
        "correct it there; text that is not Velocity goes between #[[ and ]]#");
  }

  /** Whether nothing but the rest of one statement is between two places. */
  private static boolean isNear(String text, int start, int end) {
    return text.substring(start, Math.min(end, text.length())).lines().count() <= 2;
  }

  private static String asText(String word) {
    return "where it is text, write #[[" + word + "]]#";
  }

  /** The same, for names that are only missing because nobody gave them. */
  TemplateProblem givenBy(Set<String> known) {
    return kind == Kind.UNDEFINED && known.contains(name)
        ? new TemplateProblem(
            kind,
            name,
            offset,
            "$" + name + " has no value",
            "add -Dmlops.values." + name + "=TEXT")
        : this;
  }

  /**
   * The refusal.
   *
   * @param file the template's name
   * @param text the template
   */
  UsageException in(String file, String text) {
    return new UsageException(file + ":" + place(text, offset) + ": " + problem, remedy);
  }

  /** {@code LINE:COLUMN}. */
  static String place(String text, int offset) {
    int line = 1;
    int start = 0;
    for (int i = 0; i < Math.min(offset, text.length()); i++) {
      if (text.charAt(i) == '\n') {
        line++;
        start = i + 1;
      }
    }
    return line + ":" + (Math.min(offset, text.length()) - start + 1);
  }

  private static int offset(String text, VelocityException cause, String message) {
    if (cause instanceof ExtendedParseException parsed && parsed.getLineNumber() > 0) {
      return offset(text, parsed.getLineNumber(), parsed.getColumnNumber());
    }
    Matcher place = PLACE.matcher(message);
    return place.find()
        ? offset(text, Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2)))
        : text.length();
  }

  private static int offset(String text, int line, int column) {
    int at = 0;
    for (int i = 1; i < line; i++) {
      int end = text.indexOf('\n', at);
      if (end < 0) {
        return text.length();
      }
      at = end + 1;
    }
    int reached = 1;
    while (reached < column && at < text.length() && text.charAt(at) != '\n') {
      reached += text.charAt(at) == '\t' ? TAB - (reached - 1) % TAB : 1;
      at++;
    }
    return at;
  }

  private static String firstLine(String message) {
    String line =
        message.lines().findFirst().orElse("").replaceFirst(" at \\S*\\[line .*", "").strip();
    return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
  }
}
