package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.Content;
import io.github.mlopsmaven.verify.PatternSearch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where Python code uses names that may be those of the project: what it calls, and what it reads
 * and sets behind a point.
 *
 * @param uses in the order of the code
 * @param attributes names of attributes that the code sets on anything
 * @param selves names that the code reads or sets of {@code self}
 * @param assigned calls whose results get names, in the order of the code
 */
record PythonUses(
    List<Use> uses, Set<String> attributes, Set<String> selves, List<Assigned> assigned) {

  private static final Pattern USE =
      Pattern.compile(
          "(?<![\\w.@])([A-Za-z_]\\w*)((?:\\s*\\.\\s*[A-Za-z_]\\w*){0,50})[ \\t]*(\\(|=(?!=)|)");

  private static final Pattern ASSIGNED =
      Pattern.compile(
          "(?m)^[ \\t]*((?:self\\s*\\.\\s*)?[A-Za-z_]\\w*)\\s*(?::[^=\\n]+)?=\\s*((?:\\w+\\s*\\.\\s*){0,50}\\w+)\\s*\\(");

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private static final Pattern DEFINES = Pattern.compile("\\b(?:def|class)\\s+$");

  private static final Pattern POINT = Pattern.compile("\\s*\\.\\s*");

  private static final Pattern SET =
      Pattern.compile(
          "\\.\\s*(\\w+)\\s*(?::[^=\\n]+)?=(?!=)|\\bsetattr\\s*\\([^,]*,\\s*[\"'](\\w+)[\"']");

  private static final Pattern SELF = Pattern.compile("\\b(?:self|cls)\\s*\\.\\s*(\\w+)");

  /**
   * A place where a name is used: one that is called, or has a point.
   *
   * @param start where it begins
   * @param end where what it is followed by ends: the parenthesis of a call, for example
   * @param names the name, split at its points
   * @param isCall whether it is called
   * @param isAssigned whether it is set
   * @param isDefinition whether the function or class is defined there
   */
  record Use(
      int start,
      int end,
      List<String> names,
      boolean isCall,
      boolean isAssigned,
      boolean isDefinition) {}

  /**
   * A call that begins what a name is set to, at the beginning of a line.
   *
   * @param start where the name begins
   * @param end behind the parenthesis that opens
   * @param name the name that is set; {@code self.NAME} for an attribute
   * @param called what is called, split at its points
   */
  record Assigned(int start, int end, String name, List<String> called) {

    /** Whether an attribute is set. */
    boolean isAttribute() {
      return name.indexOf('.') >= 0;
    }
  }

  /**
   * Reads a content, once.
   *
   * @param content what is said to be Python
   */
  static PythonUses of(Content content) {
    return content.learn(PythonUses.class, PythonUses::read);
  }

  private static PythonUses read(Content content) {
    String text = content.text();
    Set<String> attributes = new HashSet<>();
    PatternSearch sets = new PatternSearch(SET, text, ".", "setattr");
    while (sets.find()) {
      Matcher set = sets.match();
      attributes.add(set.group(1) == null ? set.group(2) : set.group(1));
    }
    Set<String> selves = new HashSet<>();
    PatternSearch self = new PatternSearch(SELF, text, "self", "cls");
    while (self.find()) {
      selves.add(self.match().group(1));
    }
    String code = PythonFile.marked(content);
    return new PythonUses(uses(code), Set.copyOf(attributes), Set.copyOf(selves), assigned(code));
  }

  private static List<Use> uses(String code) {
    List<Use> uses = new ArrayList<>();
    Matcher use = USE.matcher(code);
    while (use.find()) {
      boolean isCall = use.group(3).equals("(");
      if (isCall || !use.group(2).isEmpty()) {
        String before = code.substring(Math.max(0, use.start() - 12), use.start());
        uses.add(
            new Use(
                use.start(),
                use.end(),
                List.of(POINT.split(use.group(1) + use.group(2), -1)),
                isCall,
                use.group(3).equals("="),
                DEFINES.matcher(before).find()));
      }
    }
    return List.copyOf(uses);
  }

  private static List<Assigned> assigned(String code) {
    List<Assigned> assigned = new ArrayList<>();
    Matcher call = ASSIGNED.matcher(code);
    while (call.find()) {
      assigned.add(
          new Assigned(
              call.start(1),
              call.end(),
              BLANKS.matcher(call.group(1)).replaceAll(""),
              List.of(POINT.split(call.group(2), -1))));
    }
    return List.copyOf(assigned);
  }
}
