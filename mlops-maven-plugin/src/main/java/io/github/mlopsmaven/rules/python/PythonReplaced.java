package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.Content;
import io.github.mlopsmaven.verify.PatternSearch;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names that Python code gives another meaning, as a test does that patches them.
 *
 * @param names each without what is before a point
 */
record PythonReplaced(Set<String> names) {

  /** What follows in the line is replaced, among others. */
  private static final Pattern PATCH = Pattern.compile("\\b(?:patch\\b|setattr\\s*\\()([^\\n]*)");

  private static final Pattern CONSTRUCTOR = Pattern.compile("__(?:init|new)__\\s*=");

  /** Whose constructor it is, before it. */
  private static final Pattern OWNER = Pattern.compile("\\b(\\w+)\\s*\\.\\s*$");

  private static final int LONGEST = 200;

  private static final Pattern WORD = Pattern.compile("\\w+");

  /**
   * Reads a content, once.
   *
   * @param content what is said to be Python
   */
  static PythonReplaced of(Content content) {
    return content.learn(PythonReplaced.class, all -> new PythonReplaced(replaced(all.text())));
  }

  private static Set<String> replaced(String text) {
    Set<String> names = new HashSet<>();
    if (text.contains("patch") || text.contains(".__init__ =")) {
      PatternSearch patch = new PatternSearch(PATCH, text, "patch", "setattr");
      while (patch.find()) {
        Matcher word = WORD.matcher(patch.match().group(1));
        while (word.find()) {
          names.add(word.group());
        }
      }
      PatternSearch constructor = new PatternSearch(CONSTRUCTOR, text, "__init__", "__new__");
      while (constructor.find()) {
        int start = constructor.match().start();
        Matcher owner = OWNER.matcher(text.substring(Math.max(0, start - LONGEST), start));
        if (owner.find()) {
          names.add(owner.group(1));
        }
      }
    }
    return Set.copyOf(names);
  }
}
