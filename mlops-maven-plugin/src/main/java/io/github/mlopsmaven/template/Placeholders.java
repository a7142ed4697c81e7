package io.github.mlopsmaven.template;

import io.github.mlopsmaven.problem.LimitException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Fills {@code {name}} in texts of a descriptor with options, values and built names. A built name
 * is called by its title in lower case with underscores: {@code {storage_account}}. Braces that
 * hold anything else, and the doubled ones of pipeline expressions, are text.
 *
 * @param texts name to text; a value that nobody knows has none
 * @param lists name of an array to its elements; the array's text has commas between them
 */
public record Placeholders(Map<String, String> texts, Map<String, List<String>> lists) {

  /** How many characters all values have together. */
  private static final int MOST = 10_000_000;

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

  /** The names that no option and no value can have. */
  public static final Set<String> RESERVED =
      Set.of(PROJECT_NAME, ORGANIZATION, GENERATOR_VERSION, PIPELINE_TEMPLATES);

  /** Copies both maps. */
  public Placeholders {
    texts = Map.copyOf(texts);
    lists = Map.copyOf(lists);
  }

  /**
   * Texts without an array.
   *
   * @param texts name to text
   */
  public Placeholders(Map<String, String> texts) {
    this(texts, Map.of());
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
    descriptor
        .pipelineTemplates()
        .ifPresent(templates -> texts.put(PIPELINE_TEMPLATES, templates.repository().orElse("")));
    texts.putAll(given);
    descriptor.values().forEach(value -> texts.remove(value.name()));
    Map<String, List<String>> lists = new TreeMap<>();
    long length = 0;
    for (ValueSpec value : descriptor.values()) {
      Placeholders earlier = new Placeholders(texts, lists);
      if (!value.when().holds(earlier)) {
        texts.put(value.name(), value.fallback().map(earlier::fill).orElse(""));
      } else if (!given.containsKey(value.name())) {
        value.fallback().ifPresent(text -> texts.put(value.name(), earlier.fill(text)));
      } else {
        texts.put(value.name(), given.getOrDefault(value.name(), ""));
      }
      String text = texts.get(value.name());
      length += text == null ? 0 : text.length();
      if (length > MOST) {
        throw new LimitException(
            "the values of the template's descriptor have more than "
                + MOST
                + " characters together",
            "correct the descriptor: defaults that contain each other grow with each of them");
      }
      if (value.type() == ValueSpec.Type.ARRAY && text != null) {
        lists.put(value.name(), ValueSpec.elements(text));
      }
    }
    for (NameRule rule : descriptor.names()) {
      if (texts.keySet().containsAll(used(rule.name()))) {
        texts.putIfAbsent(key(rule), new Placeholders(texts, lists).fill(rule.name()));
      }
    }
    return new Placeholders(texts, lists);
  }

  /** What rendered files see: a text for each name, a list for each array. */
  public Map<String, Object> data() {
    Map<String, Object> data = new LinkedHashMap<>(texts);
    data.putAll(lists);
    return data;
  }

  /**
   * The names that a descriptor's texts may use.
   *
   * @param descriptor says which options, values and names there are
   */
  public static Set<String> known(Descriptor descriptor) {
    Set<String> known = everyProjects(descriptor);
    descriptor.options().forEach(option -> known.add(option.name()));
    descriptor.values().forEach(value -> known.add(value.name()));
    descriptor.names().forEach(rule -> known.add(key(rule)));
    return known;
  }

  /**
   * The names that every project of a template has, whatever its options and values.
   *
   * @param descriptor says whether there are pipeline templates
   */
  public static Set<String> everyProjects(Descriptor descriptor) {
    Set<String> known = new TreeSet<>(RESERVED);
    if (descriptor.pipelineTemplates().isEmpty()) {
      known.remove(PIPELINE_TEMPLATES);
    }
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
    return new TreeSet<>(PlaceholderText.parse(text).names());
  }

  /**
   * The text with every name filled in.
   *
   * @param text with {@code {name}} in it; a name without a text stays as it is
   */
  public String fill(String text) {
    return text.indexOf('{') < 0 ? text : PlaceholderText.parse(text).fill(texts, lists);
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
