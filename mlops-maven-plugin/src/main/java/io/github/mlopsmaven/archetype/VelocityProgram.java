package io.github.mlopsmaven.archetype;

import io.github.mlopsmaven.template.Condition;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.PlaceholderText;
import io.github.mlopsmaven.template.Placeholders;
import io.github.mlopsmaven.template.TextFilter;
import io.github.mlopsmaven.template.ValueSpec;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes what a descriptor computes as Velocity, for archetypes: texts with placeholders and their
 * filters, conditions about values. Nothing in it depends on the language of the machine.
 */
final class VelocityProgram {

  /** The prefix of names that only programs of ours have. */
  static final String OWN = "mlops_";

  /** Those names; the accelerator's options have the prefix, too. */
  private static final Pattern OWN_NAME =
      Pattern.compile(
          OWN
              + "(?:dollar|hash|quote|list|item|element|added|line\\w*|fill\\w*|work\\w*|(?:default|text)_.*)");

  private static final String WORK = OWN + "work";

  private final Set<String> arrays = new LinkedHashSet<>();
  private final Set<String> known;

  /** Whether a name is one that only programs of ours have. */
  static boolean isOwn(String name) {
    return OWN_NAME.matcher(name).matches();
  }

  VelocityProgram(Descriptor descriptor) {
    this.known = Placeholders.known(descriptor);
    descriptor.values().stream()
        .filter(value -> value.type() == ValueSpec.Type.ARRAY)
        .forEach(value -> arrays.add(value.name()));
  }

  /** The name of a value's text: an array is a list under its own name. */
  String textName(String name) {
    return arrays.contains(name) ? OWN + "text_" + name : name;
  }

  /** Whether a value is an array. */
  boolean isArray(String name) {
    return arrays.contains(name);
  }

  /** Statements that give a name the text that a descriptor's text has in a project. */
  String set(String name, String text) {
    StringBuilder out = new StringBuilder();
    StringBuilder sum = new StringBuilder("''");
    int works = 0;
    for (PlaceholderText.Part part : PlaceholderText.parse(text).parts()) {
      if (part instanceof PlaceholderText.Literal literal) {
        sum.append(" + ").append(VelocityText.string(literal.text()));
      } else if (part instanceof PlaceholderText.Name used && !known.contains(used.name())) {
        sum.append(" + ").append(VelocityText.string(used.source()));
      } else if (part instanceof PlaceholderText.Name used) {
        String source = textName(used.name());
        boolean joined = isArray(used.name()) && !used.separator().equals(ValueSpec.SEPARATOR);
        if (!used.filters().isEmpty() || joined) {
          String work = WORK + works++;
          if (joined) {
            join(out, work, used);
          } else {
            statement(out, work, "$" + source);
          }
          used.filters().forEach(filter -> filter(out, work, filter));
          source = work;
        }
        sum.append(" + $").append(source);
      }
    }
    statement(out, name, sum.toString());
    return out.toString();
  }

  private static void statement(StringBuilder out, String name, String expression) {
    out.append("#set($").append(name).append(" = ").append(expression).append(")\n");
  }

  private static void join(StringBuilder out, String work, PlaceholderText.Name used) {
    statement(out, work, "''");
    out.append("#foreach($").append(WORK).append("_item in $").append(used.name()).append(")\n");
    out.append("#if($foreach.index > 0)\n");
    statement(out, work, "$" + work + " + " + VelocityText.string(used.separator()));
    out.append("#end\n");
    statement(out, work, "$" + work + " + $" + WORK + "_item");
    out.append("#end\n");
  }

  private static void filter(StringBuilder out, String work, TextFilter filter) {
    String text = "$" + work;
    switch (filter.kind()) {
      case LOWER -> statement(out, work, lower(text));
      case UPPER -> statement(out, work, upper(text));
      case CAPITALIZE -> {
        out.append("#if(").append(text).append(".length() > 0)\n");
        statement(out, work, upper(text + ".substring(0, 1)") + " + " + text + ".substring(1)");
        out.append("#end\n");
      }
      case SNAKE_CASE -> words(out, work, "_");
      case KEBAB_CASE -> words(out, work, "-");
      case PASCAL_CASE -> {
        String words = WORK + "_words";
        String word = WORK + "_word";
        statement(out, words, text + ".split('[^A-Za-z0-9]+')");
        statement(out, work, "''");
        out.append("#foreach($").append(word).append(" in $").append(words).append(")\n");
        out.append("#if($").append(word).append(".length() > 0)\n");
        statement(
            out,
            work,
            text
                + " + "
                + upper("$" + word + ".substring(0, 1)")
                + " + $"
                + word
                + ".substring(1)");
        out.append("#end\n#end\n");
      }
      case REPLACE ->
          statement(
              out,
              work,
              text
                  + ".replace("
                  + VelocityText.string(filter.arguments().get(0))
                  + ", "
                  + VelocityText.string(filter.arguments().get(1))
                  + ")");
      case TRUNCATE -> {
        String length = filter.arguments().get(0);
        out.append("#if(").append(text).append(".length() > ").append(length).append(")\n");
        statement(out, work, text + ".substring(0, " + length + ")");
        out.append("#end\n");
      }
      case JOIN -> {
        // Done where the list was read.
      }
    }
  }

  private static void words(StringBuilder out, String work, String separator) {
    statement(
        out,
        work,
        lower("$" + work)
            + ".replaceAll('[^A-Za-z0-9]+', '%1$s').replaceAll('^%1$s|%1$s$', '')"
                .formatted(separator));
  }

  private static String lower(String expression) {
    return letters(expression, 'A', 'a');
  }

  private static String upper(String expression) {
    return letters(expression, 'a', 'A');
  }

  /** A letter at a time: Java's own way depends on the language of the machine. */
  private static String letters(String expression, char from, char to) {
    StringBuilder out = new StringBuilder(expression);
    for (int i = 0; i < 26; i++) {
      out.append(".replace('%c', '%c')".formatted((char) (from + i), (char) (to + i)));
    }
    return out.toString();
  }

  /** An expression that is true if a condition holds. */
  String expression(Condition condition) {
    if (condition instanceof Condition.Is is) {
      return either(
          is.texts().stream()
              .map(
                  text ->
                      isArray(is.name())
                          ? "$" + is.name() + ".contains(" + VelocityText.string(text) + ")"
                          : "$" + is.name() + " == " + VelocityText.string(text))
              .toList(),
          " || ",
          "false");
    }
    if (condition instanceof Condition.All all) {
      return either(expressions(all.conditions()), " && ", "true");
    }
    if (condition instanceof Condition.Any any) {
      return either(expressions(any.conditions()), " || ", "false");
    }
    return "!(" + expression(((Condition.Not) condition).condition()) + ")";
  }

  private List<String> expressions(Collection<Condition> conditions) {
    return conditions.stream().map(this::expression).toList();
  }

  private static String either(List<String> expressions, String operator, String none) {
    return switch (expressions.size()) {
      case 0 -> none;
      case 1 -> expressions.get(0);
      default -> expressions.stream().collect(Collectors.joining(operator, "(", ")"));
    };
  }
}
