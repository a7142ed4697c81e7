package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.problem.Mistakes;
import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.problem.UsageException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.codehaus.plexus.configuration.PlexusConfiguration;

/**
 * The parameters of all goals. One that no goal knows is a slip of the pen, which would otherwise
 * be ignored; one of another goal is fine, since a POM is shared by them.
 */
final class KnownParameters {

  private static final String PREFIX = "mlops.";
  private static final String SWITCH = "boolean";
  private static final Pattern PROPERTY = Pattern.compile("\\$\\{mlops\\.([\\w.-]+)}");

  /** Parameter to its Java type. */
  private final Map<String, String> types = new TreeMap<>();

  /** User property, without the prefix, to the Java type of its parameter. */
  private final Map<String, String> typed = new TreeMap<>();

  /** User property, without the prefix, to the goals that read it. */
  private final Map<String, Set<String>> readers = new TreeMap<>();

  /**
   * Takes them from the plugin's own descriptor.
   *
   * @param goals the goals
   */
  KnownParameters(Collection<MojoDescriptor> goals) {
    for (MojoDescriptor goal : goals) {
      for (Parameter parameter :
          Objects.requireNonNullElse(goal.getParameters(), List.<Parameter>of())) {
        if (parameter.isEditable()) {
          types.put(parameter.getName(), String.valueOf(parameter.getType()));
        }
      }
      for (PlexusConfiguration parameter : goal.getMojoConfiguration().getChildren()) {
        Matcher property = PROPERTY.matcher(parameter.getValue(""));
        if (property.matches()) {
          typed.put(property.group(1), String.valueOf(types.get(parameter.getName())));
          readers.computeIfAbsent(property.group(1), name -> new TreeSet<>()).add(goal.getGoal());
        }
      }
    }
  }

  /**
   * Looks at properties that begin with {@code mlops.}.
   *
   * @param properties name to value, of the command line or of a POM
   * @param written how one is written there, as in {@code -D%s} or {@code <%s> of the POM}
   */
  void checkProperties(Map<?, ?> properties, String written, Mistakes mistakes) {
    new TreeMap<>(
            properties.entrySet().stream()
                .collect(
                    Collectors.toMap(
                        entry -> String.valueOf(entry.getKey()),
                        entry -> String.valueOf(entry.getValue()),
                        (one, other) -> one)))
        .forEach(
            (key, value) -> {
              if (key.startsWith(PREFIX)) {
                checkProperty(key.substring(PREFIX.length()), value, written, mistakes);
              } else if (key.toLowerCase(Locale.ROOT).startsWith(PREFIX)) {
                String name = key.substring(PREFIX.length());
                mistakes.add(
                    new UsageException(
                        String.format(written, key) + " is not a parameter of any goal",
                        nearest(name, name, written)));
              }
            });
  }

  /**
   * The goals that read a property.
   *
   * @param property its name, without {@code mlops.}
   * @return their names; none for a property of a family, such as {@code options.NAME}
   */
  Set<String> readers(String property) {
    return readers.getOrDefault(property, Set.of());
  }

  private void checkProperty(String name, String value, String written, Mistakes mistakes) {
    int dot = name.indexOf('.');
    if (dot > 0 && dot < name.length() - 1 && isFamily(name.substring(0, dot))) {
      return;
    }
    String shown = String.format(written, PREFIX + name);
    if (!typed.containsKey(name)) {
      mistakes.add(
          new UsageException(
              shown + " is not a parameter of any goal",
              nearest(dot > 0 ? name.substring(0, dot) : name, name, written)));
    } else if (SWITCH.equals(typed.get(name)) && !value.isEmpty()) {
      // Its name alone turns it on.
      checkSwitch(shown, value, mistakes);
    } else if (!SWITCH.equals(typed.get(name)) && value.equals("true") && shown.startsWith("-D")) {
      // As Maven reads -Dmlops.projectName churn, with a blank for the equals sign.
      mistakes.add(
          new UsageException(
              shown + " has no value: Maven reads it as 'true'",
              "write " + shown + "=VALUE, without a blank"));
    }
  }

  /**
   * Looks at the elements of a POM's configuration.
   *
   * @param elements name to text; no text where an element has others below it
   */
  void checkConfiguration(Map<String, String> elements, Mistakes mistakes) {
    elements.forEach(
        (name, text) -> {
          String shown = "<" + name + "> in the POM";
          if (!types.containsKey(name)) {
            mistakes.add(
                new UsageException(
                    shown + " is not a parameter of any goal",
                    Suggestion.meant(name, types.keySet())
                        .map(near -> "did you mean <" + near + ">?")
                        .orElse(
                            "remove it; the parameters of each goal: mvn mlops:help -Ddetail")));
          } else if (isSwitch(name) && !text.contains("${")) {
            checkSwitch(shown, text, mistakes);
          }
        });
  }

  private static void checkSwitch(String shown, String value, Mistakes mistakes) {
    if (!value.equals("true") && !value.equals("false")) {
      mistakes.add(new UsageException(shown + " is '" + value + "'", "write true or false"));
    }
  }

  private String nearest(String family, String name, String written) {
    Set<String> known = new TreeSet<>(typed.keySet());
    types.keySet().stream().filter(this::isFamily).forEach(known::add);
    return Suggestion.meant(family, known)
        .or(() -> Suggestion.meant(name, known))
        .map(near -> PREFIX + near + (isFamily(near) ? ".NAME" : ""))
        .map(near -> "did you mean " + String.format(written, near) + "?")
        .orElse("remove it; the parameters of each goal: mvn mlops:help -Ddetail");
  }

  private boolean isFamily(String name) {
    return "java.util.Map".equals(types.get(name));
  }

  private boolean isSwitch(String name) {
    return SWITCH.equals(types.get(name));
  }
}
