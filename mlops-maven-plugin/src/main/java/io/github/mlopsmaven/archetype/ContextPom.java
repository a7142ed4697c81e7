package io.github.mlopsmaven.archetype;

import io.github.mlopsmaven.template.Condition;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.NameRule;
import io.github.mlopsmaven.template.Placeholders;
import io.github.mlopsmaven.template.ValueSpec;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

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

  /** The name of a single quote in expressions of ours. */
  static final String QUOTE = "mlops_quote";

  private final Descriptor descriptor;
  private final VelocityProgram program;
  private final Set<String> asked;
  private final StringBuilder out = new StringBuilder();

  private ContextPom(Descriptor descriptor, List<Property> properties) {
    this.descriptor = descriptor;
    this.program = new VelocityProgram(descriptor);
    this.asked = properties.stream().map(Property::name).collect(Collectors.toUnmodifiableSet());
  }

  static String text(
      Descriptor descriptor, List<Property> properties, String texts, String generatorVersion) {
    return new ContextPom(descriptor, properties).text(texts, generatorVersion);
  }

  private String text(String texts, String generatorVersion) {
    set(QUOTE, "\"'\"");
    out.append(
        "#if($%1$s == '%2$s')#set($%1$s = '')#end\n"
            .formatted(Placeholders.ORGANIZATION, Property.NOTHING));
    set("generator_version", VelocityText.string(generatorVersion));
    set(DOLLAR, "'$'");
    set(HASH, "'#'");
    // An archetype does not redirect: what the template's files name is what they call.
    descriptor
        .pipelineTemplates()
        .ifPresent(
            templates ->
                set(
                    Placeholders.PIPELINE_TEMPLATES,
                    VelocityText.string(templates.repository().orElse(""))));
    descriptor.values().forEach(this::value);
    Set<String> known = known(descriptor, asked);
    for (NameRule rule : descriptor.names()) {
      if (known.contains(Placeholders.key(rule))) {
        out.append(program.set(Placeholders.key(rule), rule.name()));
      }
    }
    return out.append(texts).append(OwnText.of("context-pom.xml")).toString();
  }

  /**
   * The values and names that an archetype knows: not a value that it cannot ask for and that has
   * no default, nor a name that is built from such.
   */
  static Set<String> known(Descriptor descriptor, Set<String> asked) {
    Set<String> known = new TreeSet<>(Placeholders.everyProjects(descriptor));
    descriptor.options().forEach(option -> known.add(option.name()));
    descriptor.values().stream()
        .filter(value -> asked.contains(value.name()) || value.fallback().isPresent())
        .forEach(value -> known.add(value.name()));
    descriptor.names().stream()
        .filter(rule -> known.containsAll(Placeholders.used(rule.name())))
        .forEach(rule -> known.add(Placeholders.key(rule)));
    return known;
  }

  /** The name of a value's default. */
  static String fallback(String value) {
    return VelocityProgram.OWN + "default_" + value;
  }

  private void value(ValueSpec value) {
    String name = value.name();
    boolean isAsked = asked.contains(name);
    if (!isAsked && value.fallback().isEmpty()) {
      return;
    }
    out.append(program.set(fallback(name), value.fallback().orElse("")));
    if (!isAsked) {
      set(name, "$" + fallback(name));
    } else if (Answers.hasNothing(value)) {
      out.append(
          "#if($%1$s == '%2$s')#set($%1$s = $%3$s)#end\n"
              .formatted(name, Property.NOTHING, fallback(name)));
    }
    if (!value.when().equals(Condition.always())) {
      out.append(
          "#if(!(%s))#set($%s = $%s)#end\n"
              .formatted(program.expression(value.when()), name, fallback(name)));
    }
    if (value.type() == ValueSpec.Type.ARRAY) {
      out.append(list(name));
    }
  }

  /** A list of the elements, and a text with them as {@code mlops:generate} writes it. */
  private String list(String name) {
    return """
    #set($mlops_list = [])
    #set($@TEXT@ = '')
    #foreach($mlops_item in $@NAME@.split(','))
    #set($mlops_element = $mlops_item.trim())
    #if($mlops_element != '')
    #set($mlops_added = $mlops_list.add($mlops_element))
    #if($@TEXT@ != '')
    #set($@TEXT@ = $@TEXT@ + ',')
    #end
    #set($@TEXT@ = $@TEXT@ + $mlops_element)
    #end
    #end
    #set($@NAME@ = $mlops_list)
    """
        .replace("@TEXT@", program.textName(name))
        .replace("@NAME@", name);
  }

  private void set(String name, String expression) {
    out.append("#set($").append(name).append(" = ").append(expression).append(")\n");
  }
}
