package io.github.mlopsmaven.rules.shell;

import io.github.mlopsmaven.verify.Content;
import io.github.mlopsmaven.verify.PatternSearch;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a shell script takes on its command line, as far as its text says it: the patterns of its
 * {@code case}, the letters of its {@code getopts}, and the arguments that it cannot do without.
 *
 * @param options the options, each with its hyphens
 * @param valued those whose next word is their value
 * @param isClosed whether it refuses any other option
 * @param isCommanded whether it takes options at all
 * @param arguments how many arguments it needs; counted only where it takes no options
 */
public record ShellProgram(
    Set<String> options, Set<String> valued, boolean isClosed, boolean isCommanded, int arguments) {

  /** {@code case "$1" in} and the like. */
  private static final Pattern CASE =
      Pattern.compile("\\bcase\\s+\"?\\$(?:\\{?(?:1|key|arg|opt|option)\\b[^\\s]*)\\s+in\\b");

  private static final Pattern BRANCH =
      Pattern.compile(
          "(?m)(?:^|;;)[ \\t]*\\(?(-[^\\s()]*(?:[ \\t]*\\|[ \\t]*[^\\s()]+)*)[ \\t]*\\)");

  private static final Pattern REST =
      Pattern.compile("(?m)(?:^|;;|\\bin)[ \\t]*\\(?[ \\t]*(?:\"?-\"?\\*|--?\\*|\\*)[ \\t]*\\)");

  private static final Pattern REFUSES =
      Pattern.compile(
          "\\b(?:exit[ \\t]+[1-9]|usage|die|fail|fatal|error|abort|return[ \\t]+[1-9])");

  private static final Pattern GETOPTS =
      Pattern.compile("\\bgetopts[ \\t]+[\"']?([\\w:?-]+)[\"']?[ \\t]+\\w+");

  private static final Pattern NEEDED = Pattern.compile("\\$\\{([1-9]):?\\?");

  private static final Pattern PLAIN = Pattern.compile("\\$(?:([1-9])|\\{([1-9])})");

  private static final Pattern STRICT =
      Pattern.compile("(?m)^[ \\t]*set[ \\t]+-(?:[a-z]*u|o[ \\t]+nounset)");

  private static final Pattern OWN_FUNCTION =
      Pattern.compile("(?m)^[ \\t]*(?:function[ \\t]+[\\w-]+|[\\w-]+[ \\t]*\\(\\))");

  /** The first line of a function. */
  private static final Pattern BODY =
      Pattern.compile(
          "(?:function[ \\t]+[\\w-]+[ \\t]*(?:\\(\\))?|[\\w-]+[ \\t]*\\(\\))[ \\t]*([{(])");

  /** A run that ends well before the rest of the script. */
  private static final Pattern EARLY =
      Pattern.compile("(?m)^[ \\t]+(?:[^#\\n]*[;&] *)?exit(?:[ \\t]+0)?[ \\t]*(?:;|$)");

  private static final Pattern OTHER_USE = Pattern.compile("\\bshift\\b|\\$#|\\$\\{#|\\$\\{?[@*]");

  private static final Pattern OPTION = Pattern.compile("--?[A-Za-z][\\w-]*");

  /** Copies the sets. */
  public ShellProgram {
    options = Set.copyOf(options);
    valued = Set.copyOf(valued);
  }

  /**
   * What a script takes.
   *
   * @param content the script
   * @return empty where nothing can be said
   */
  public static Optional<ShellProgram> of(Content content) {
    return content.learn(Known.class, known -> new Known(read(known))).program();
  }

  private record Known(Optional<ShellProgram> program) {}

  private static Optional<ShellProgram> read(Content content) {
    String text = content.text();
    PatternSearch getopts = new PatternSearch(GETOPTS, text, "getopts");
    if (getopts.find()) {
      String letters = getopts.match().group(1);
      return letters.contains("-") ? Optional.empty() : Optional.of(letters(letters));
    }
    PatternSearch choice = new PatternSearch(CASE, text, "case");
    if (choice.find()) {
      int start = choice.match().end();
      int end = text.indexOf("esac", start);
      return end < 0 ? Optional.empty() : choices(text.substring(start, end));
    }
    return arguments(text, withoutFunctions(content));
  }

  private static ShellProgram letters(String letters) {
    Set<String> options = new LinkedHashSet<>();
    Set<String> valued = new LinkedHashSet<>();
    for (int i = 0; i < letters.length(); i++) {
      if (letters.charAt(i) != ':') {
        options.add("-" + letters.charAt(i));
        if (i + 1 < letters.length() && letters.charAt(i + 1) == ':') {
          valued.add("-" + letters.charAt(i));
        }
      }
    }
    return new ShellProgram(options, valued, true, true, 0);
  }

  private static Optional<ShellProgram> choices(String body) {
    Set<String> options = new LinkedHashSet<>();
    Set<String> valued = new LinkedHashSet<>();
    Matcher branch = BRANCH.matcher(body);
    while (branch.find()) {
      int end = body.indexOf(";;", branch.end());
      String does = body.substring(branch.end(), end < 0 ? body.length() : end);
      boolean takes = does.contains("$2") || does.contains("${2") || does.contains("shift 2");
      for (String written : branch.group(1).split("\\|", -1)) {
        String option = written.strip().replaceAll("[\"']", "").replaceFirst("=\\*$", "");
        if (OPTION.matcher(option).matches()) {
          options.add(option);
          if (takes) {
            valued.add(option);
          }
        }
      }
    }
    boolean isClosed = false;
    Matcher rest = REST.matcher(body);
    while (rest.find() && !isClosed) {
      int end = body.indexOf(";;", rest.end());
      isClosed = REFUSES.matcher(body.substring(rest.end(), end < 0 ? body.length() : end)).find();
    }
    return options.isEmpty()
        ? Optional.empty()
        : Optional.of(new ShellProgram(options, valued, isClosed, true, 0));
  }

  /** A script without the bodies of its functions, whose arguments are their own. */
  static String withoutFunctions(Content content) {
    return content.learn(Bare.class, known -> new Bare(withoutFunctions(known.text()))).text();
  }

  private record Bare(String text) {}

  private static String withoutFunctions(String text) {
    if (!text.contains("()") && !text.contains("function ")) {
      return text;
    }
    StringBuilder rest = new StringBuilder();
    String end = "";
    for (String line : text.split("\n", -1)) {
      Matcher begin = BODY.matcher(end.isEmpty() ? line : "");
      if (begin.lookingAt()) {
        boolean isWhole = line.strip().endsWith(begin.group(1).equals("{") ? "}" : ")");
        end = isWhole ? "" : begin.group(1).equals("{") ? "}" : ")";
      } else if (end.isEmpty()) {
        rest.append(line).append('\n');
      } else if (line.startsWith(end)) {
        end = "";
      }
    }
    return rest.toString();
  }

  private static Optional<ShellProgram> arguments(String whole, String bare) {
    Matcher early = EARLY.matcher(bare);
    String text = early.find() ? bare.substring(0, early.start()) : bare;
    boolean isBare = !text.equals(whole);
    if (PatternSearch.isIn(OTHER_USE, text, "shift", "$")) {
      return Optional.empty();
    }
    int needed = 0;
    PatternSearch asked = new PatternSearch(NEEDED, text, "${");
    while (asked.find()) {
      needed = Math.max(needed, Integer.parseInt(asked.match().group(1)));
    }
    if (STRICT.matcher(text).find() && !OWN_FUNCTION.matcher(text).find()) {
      // Beside functions, only what each run comes by counts.
      Matcher plain =
          PLAIN.matcher(text.replaceAll(isBare ? "(?m)^(?:[ \\t]+|#).*$" : "(?m)^[ \\t]*#.*$", ""));
      while (plain.find() && text.indexOf("awk") < 0) {
        String number = plain.group(1) == null ? plain.group(2) : plain.group(1);
        needed = Math.max(needed, Integer.parseInt(number));
      }
    }
    return needed == 0
        ? Optional.empty()
        : Optional.of(new ShellProgram(Set.of(), Set.of(), false, false, needed));
  }
}
