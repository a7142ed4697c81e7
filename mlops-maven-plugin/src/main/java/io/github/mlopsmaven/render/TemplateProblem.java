package io.github.mlopsmaven.render;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.problem.UsageException;
import java.util.Collection;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.velocity.exception.ExtendedParseException;
import org.apache.velocity.exception.VelocityException;

/** Says what Velocity found wrong in a template in the words of the template's author. */
final class TemplateProblem {

  /** {@code [line 3, column 5]}, as Velocity ends its messages. */
  private static final Pattern PLACE = Pattern.compile("\\[line (\\d+), column (\\d+)]");

  private static final Pattern UNDEFINED =
      Pattern.compile("Variable \\$!?\\{?([A-Za-z_][\\w-]*)}? has not been set");
  private static final Pattern MACRO = Pattern.compile("Macro '(#[^']+)' is not defined");
  private static final Pattern FORBIDDEN = Pattern.compile("(#\\w+) is not allowed");
  private static final Pattern METHOD =
      Pattern.compile("Object '[^']*' does not contain (?:method|property) '?([^'\\s]+)'?");

  private TemplateProblem() {}

  static UsageException of(String name, Collection<String> defined, VelocityException cause) {
    String message = String.valueOf(cause.getMessage());
    String place = name + place(cause, message);
    Matcher undefined = UNDEFINED.matcher(message);
    if (undefined.find()) {
      return undefined(undefined.group(1), defined, place);
    }
    Matcher directive = MACRO.matcher(message);
    if (directive.find()) {
      return new UsageException(
          directive.group(1) + " is no directive at " + place,
          "write #[[" + directive.group(1) + "]]# where it is meant as text");
    }
    Matcher forbidden = FORBIDDEN.matcher(message);
    if (forbidden.find()) {
      return new UsageException(
          forbidden.group(1) + " is not allowed at " + place,
          "use #set, #if and #foreach only; a template reads no files and defines no code");
    }
    Matcher method = METHOD.matcher(message);
    if (method.find()) {
      return new UsageException(
          "'" + method.group(1) + "' cannot be used at " + place,
          "use keys of maps and methods of text that only read, such as .replace or .contains");
    }
    return new UsageException(
        "the template cannot be rendered at " + place + ": " + firstLine(message),
        "mend the template; text that is no Velocity goes between #[[ and ]]#");
  }

  private static UsageException undefined(String name, Collection<String> defined, String place) {
    int hyphen = name.indexOf('-');
    if (hyphen > 0 && (name.endsWith("-") || defined.contains(name.substring(0, hyphen)))) {
      String head = name.substring(0, hyphen);
      return new UsageException(
          "$" + name + " is not defined at " + place,
          "write ${" + head + "}" + name.substring(hyphen) + ", since '-' belongs to a name");
    }
    return new UsageException(
        "$" + name + " is not defined at " + place,
        defined.isEmpty()
            ? "write #[[$" + name + "]]# where it is meant as text"
            : Suggestion.useOneOf(name, new TreeSet<>(defined)));
  }

  private static String place(VelocityException cause, String message) {
    if (cause instanceof ExtendedParseException parsed && parsed.getLineNumber() > 0) {
      return " line " + parsed.getLineNumber() + ", column " + parsed.getColumnNumber();
    }
    Matcher place = PLACE.matcher(message);
    return place.find() ? " line " + place.group(1) + ", column " + place.group(2) : "";
  }

  private static String firstLine(String message) {
    String line =
        message.lines().findFirst().orElse("").replaceFirst(" at \\S*\\[line .*", "").strip();
    return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
  }
}
