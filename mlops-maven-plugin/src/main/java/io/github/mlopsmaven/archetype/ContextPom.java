package io.github.mlopsmaven.archetype;

import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.NameRule;
import io.github.mlopsmaven.template.Placeholders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The archetype's {@code pom.xml}. maven-archetype insists on one and renders it before any other
 * file, in the context that all files share: so this is where names get the texts that {@code
 * mlops:generate} gives them. The script that runs at the end removes it from the project.
 */
final class ContextPom {

  /** The name of a dollar sign in rendered files of ours. */
  static final String DOLLAR = "mlops_dollar";

  /** The name of a number sign in rendered files of ours. */
  static final String HASH = "mlops_hash";

  private static final Pattern NAME = Pattern.compile("(?<![{$])\\{([a-z][a-z0-9_]*)}(?!})");

  private ContextPom() {}

  static String text(Descriptor descriptor, List<Property> properties, String generatorVersion) {
    StringBuilder out = new StringBuilder();
    for (Property property : properties) {
      if (property.mayBeEmpty()) {
        out.append(
            "#if($%1$s == '%2$s')#set($%1$s = '')#end\n"
                .formatted(property.name(), Property.NOTHING));
      }
    }
    set(out, "generator_version", VelocityText.string(generatorVersion));
    set(out, DOLLAR, "'$'");
    set(out, HASH, "'#'");
    // An archetype does not redirect: what the template's files name is what they call.
    descriptor
        .pipelineTemplates()
        .ifPresent(
            templates ->
                set(
                    out,
                    Placeholders.PIPELINE_TEMPLATES,
                    VelocityText.string(templates.repository().orElse(""))));
    names(descriptor).forEach((name, text) -> set(out, name, text));
    return out.append(OwnText.of("context-pom.xml")).toString();
  }

  /** The names that are built from options and values, as Velocity expressions. */
  private static Map<String, String> names(Descriptor descriptor) {
    Map<String, String> names = new LinkedHashMap<>();
    for (NameRule rule : descriptor.names()) {
      StringBuilder sum = new StringBuilder("''");
      Matcher matcher = NAME.matcher(rule.name());
      int end = 0;
      while (matcher.find()) {
        sum.append(" + ").append(VelocityText.string(rule.name().substring(end, matcher.start())));
        sum.append(" + $").append(matcher.group(1));
        end = matcher.end();
      }
      sum.append(" + ").append(VelocityText.string(rule.name().substring(end)));
      names.putIfAbsent(Placeholders.key(rule), sum.toString());
    }
    return names;
  }

  private static void set(StringBuilder out, String name, String expression) {
    out.append("#set($").append(name).append(" = ").append(expression).append(")\n");
  }
}
