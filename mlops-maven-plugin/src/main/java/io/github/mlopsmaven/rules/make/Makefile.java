package io.github.mlopsmaven.rules.make;

import io.github.mlopsmaven.verify.Content;
import io.github.mlopsmaven.verify.SourceFile;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A makefile, as GNU make reads it.
 *
 * @param targets what it has rules for, each with its first place; patterns have a {@code %}
 * @param needed what rules need
 * @param variables the variables that it sets, with the value where that is plain text, otherwise
 *     with nothing
 * @param named the variables that it names
 * @param recipes the lines of recipes
 * @param included the files that it includes, as they are written
 * @param mistakes why make would not read it
 * @param isOpen whether it may have targets and variables that nobody can see, as after {@code
 *     $(eval …)}
 * @see <a href="https://www.gnu.org/software/make/manual/make.html">GNU make</a>
 */
public record Makefile(
    Map<String, Integer> targets,
    List<Word> needed,
    Map<String, Optional<String>> variables,
    List<Word> named,
    List<Word> recipes,
    List<Word> included,
    List<Word> mistakes,
    boolean isOpen) {

  /** Copies the collections. */
  public Makefile {
    targets = Map.copyOf(targets);
    needed = List.copyOf(needed);
    variables = Map.copyOf(variables);
    named = List.copyOf(named);
    recipes = List.copyOf(recipes);
    included = List.copyOf(included);
    mistakes = List.copyOf(mistakes);
  }

  /**
   * A part of a makefile.
   *
   * @param text the part
   * @param index where it begins
   */
  public record Word(String text, int index) {}

  /** The names under which make looks for one, in this order. */
  public static final List<String> NAMES = List.of("GNUmakefile", "makefile", "Makefile");

  /**
   * Whether a file is a makefile, by its name.
   *
   * @param file the file
   */
  public static boolean is(SourceFile file) {
    String name = file.name().toLowerCase(Locale.ROOT);
    return (name.equals("makefile") || name.equals("gnumakefile") || name.endsWith(".mk"))
        && !file.isVendored()
        && file.content().isText()
        && !file.path().contains("{{")
        && !file.text().contains("{{");
  }

  /**
   * Reads a content, once.
   *
   * @param content what is said to be a makefile
   */
  public static Makefile of(Content content) {
    return content.learn(Makefile.class, known -> new MakefileReader(known.text()).read());
  }

  /** Whether a rule makes a target, as far as its own text says. */
  public boolean makes(String target) {
    return targets.containsKey(target)
        || targets.keySet().stream().anyMatch(one -> fits(one, target));
  }

  private static boolean fits(String pattern, String target) {
    int percent = pattern.indexOf('%');
    return percent >= 0
        && target.length() >= pattern.length()
        && target.startsWith(pattern.substring(0, percent))
        && target.endsWith(pattern.substring(percent + 1));
  }

  /** The targets that people call, for suggestions. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>(targets.keySet());
    names.removeIf(name -> name.startsWith(".") || name.indexOf('%') >= 0);
    return names;
  }
}
