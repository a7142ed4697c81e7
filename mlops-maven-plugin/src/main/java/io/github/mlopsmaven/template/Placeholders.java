package io.github.mlopsmaven.template;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills {@code {name}} in texts of a descriptor with options, values and built names. A built name
 * is called by its title in lower case with underscores: {@code {storage_account}}. Braces that
 * hold anything else, and the doubled ones of pipeline expressions, are text.
 *
 * @param texts name to text; a value that nobody knows has none
 */
public record Placeholders(Map<String, String> texts) {

  /** The project's name. */
  public static final String PROJECT_NAME = "project_name";

  /** The owner at the host; an empty text if none was given. */
  public static final String ORGANIZATION = "organization";

  /** The version of the program that makes the project. */
  public static final String GENERATOR_VERSION = "generator_version";

  /**
   * {@code OWNER/REPO} of the pipeline templates: the user's own if given, else the descriptor's;
   * an empty text if the project has copies of them. Only a descriptor that names some has it.
   */
  public static final String PIPELINE_TEMPLATES = "pipeline_templates";

  private static final Set<String> RESERVED =
      Set.of(PROJECT_NAME, ORGANIZATION, GENERATOR_VERSION, PIPELINE_TEMPLATES);

  private static final Pattern NAME = Pattern.compile("(?<![{$])\\{([a-z][a-z0-9_]*)}(?!})");

  /** Copies the texts. */
  public Placeholders {
    texts = Map.copyOf(texts);
  }

  /**
   * The texts of one project.
   *
   * @param descriptor says which options, values and names there are
   * @param selection the options' values
   * @param given the values that the user gave, for the others the descriptor's default counts; and
   *     what is known of every project, under the names that are constants here
   */
  public static Placeholders of(
      Descriptor descriptor, Selection selection, Map<String, String> given) {
    Map<String, String> texts = new TreeMap<>(selection.values());
    for (ValueSpec value : descriptor.values()) {
      value.fallback().ifPresent(text -> texts.put(value.name(), text));
    }
    descriptor
        .pipelineTemplates()
        .ifPresent(templates -> texts.put(PIPELINE_TEMPLATES, templates.repository().orElse("")));
    texts.putAll(given);
    Placeholders parts = new Placeholders(texts);
    for (NameRule rule : descriptor.names()) {
      texts.putIfAbsent(key(rule), parts.fill(rule.name()));
    }
    return new Placeholders(texts);
  }

  /**
   * The names that a descriptor's texts may use.
   *
   * @param descriptor says which options, values and names there are
   */
  public static Set<String> known(Descriptor descriptor) {
    Set<String> known = new TreeSet<>(knownToNames(descriptor));
    descriptor.names().forEach(rule -> known.add(key(rule)));
    return known;
  }

  /**
   * The names that a built name may use: all but those of built names, which would go in circles.
   *
   * @param descriptor says which options and values there are
   */
  public static Set<String> knownToNames(Descriptor descriptor) {
    Set<String> known = new TreeSet<>(RESERVED);
    if (descriptor.pipelineTemplates().isEmpty()) {
      known.remove(PIPELINE_TEMPLATES);
    }
    descriptor.options().forEach(option -> known.add(option.name()));
    descriptor.values().forEach(value -> known.add(value.name()));
    return known;
  }

  /**
   * Whether a name is taken in every project, so that no option and no value can have it.
   *
   * @param name as it stands between braces
   */
  public static boolean isReserved(String name) {
    return RESERVED.contains(name);
  }

  /**
   * The names that a text uses, for the check when a descriptor is read.
   *
   * @param text with {@code {name}} in it
   * @return the names, sorted
   */
  public static Set<String> used(String text) {
    Set<String> used = new TreeSet<>();
    Matcher matcher = NAME.matcher(text);
    while (matcher.find()) {
      used.add(matcher.group(1));
    }
    return used;
  }

  /**
   * The text with every name filled in.
   *
   * @param text with {@code {name}} in it; a name without a text stays as it is
   */
  public String fill(String text) {
    return NAME.matcher(text)
        .replaceAll(
            match -> Matcher.quoteReplacement(texts.getOrDefault(match.group(1), match.group())));
  }

  /**
   * What a built name is called in texts.
   *
   * @param rule says how it is built
   */
  public static String key(NameRule rule) {
    return rule.title().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
  }
}
