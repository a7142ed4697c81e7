package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.rules.data.DataFile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Knows which distributions bring which imports: the data files of this room. */
final class PackageNames {

  private static final Set<String> STANDARD = Set.copyOf(lines("standard-library.txt"));

  private static final Map<String, List<String>> DISTRIBUTIONS = table("import-names.txt");

  private static final Map<String, List<String>> BROUGHT = table("brings.txt");

  /** Distribution to what it is, from the registry's metadata. */
  private static final Map<String, Packaged> PACKAGED = packaged();

  /** Import name to the distributions that have it. */
  private static final Map<String, List<String>> PROVIDERS = providers();

  /**
   * A distribution.
   *
   * @param imports the names that it is imported by
   * @param requires the distributions that come with it
   */
  private record Packaged(List<String> imports, List<String> requires) {}

  /** Packages that many distributions put something into. */
  private static final Set<String> SHARED = Set.of("azure", "azureml", "google");

  /** Shorter names are in others by chance. */
  private static final int LONG_ENOUGH = 5;

  private PackageNames() {}

  /** Whether a module belongs to Python itself. */
  static boolean isStandard(String module) {
    return STANDARD.contains(first(module));
  }

  /** Whether many distributions put something into a module's package. */
  static boolean isShared(String module) {
    return SHARED.contains(first(module));
  }

  /** Whether it is known which distribution a module comes from. */
  static boolean isKnown(String module) {
    return !known(module).isEmpty();
  }

  /** Whether it is known what comes with a distribution. */
  static boolean isDescribed(String distribution) {
    return PACKAGED.containsKey(distribution) || BROUGHT.containsKey(distribution);
  }

  /** Whether other distributions often bring a module along. */
  static boolean isOftenBrought(String module) {
    return known(module).stream().anyMatch(Brought.NAMES::contains);
  }

  /** The distributions that come with another; made when the first is asked for. */
  private static final class Brought {
    private static final Set<String> NAMES =
        PACKAGED.values().stream()
            .flatMap(one -> one.requires().stream())
            .collect(Collectors.toSet());
  }

  /**
   * Some distributions and all that comes with them.
   *
   * @param distributions the names as {@link Requirements#normal} gives them
   */
  static Set<String> withRequired(Set<String> distributions) {
    Set<String> all = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(distributions);
    while (!open.isEmpty()) {
      String next = open.pop();
      if (all.add(next)) {
        Optional.ofNullable(PACKAGED.get(next)).ifPresent(known -> open.addAll(known.requires()));
      }
    }
    return all;
  }

  /**
   * Whether some distributions have most of what they require, as a list has that a tool made of
   * what is installed. Some of it is for other platforms, and never installed.
   *
   * @param distributions the names as {@link Requirements#normal} gives them
   */
  static boolean isWhole(Set<String> distributions) {
    int had = 0;
    int lacked = 0;
    for (String distribution : distributions) {
      Packaged known = PACKAGED.get(distribution);
      for (String required : known == null ? Set.<String>of() : known.requires()) {
        had += distributions.contains(required) ? 1 : 0;
        lacked += distributions.contains(required) ? 0 : 1;
      }
    }
    return had >= lacked;
  }

  /**
   * Whether one of some distributions provides a module.
   *
   * @param module the module, with points
   * @param distributions the names as {@link Requirements#normal} gives them
   * @param withBrought whether what they bring along counts
   */
  static boolean isProvided(String module, Set<String> distributions, boolean withBrought) {
    String first = first(module);
    boolean isShared = SHARED.contains(first);
    List<String> known = known(module);
    boolean isDirect =
        known.stream().anyMatch(distributions::contains)
            || (!isShared && isNamed(first, distributions))
            || (isShared && hasPrefix(module, distributions))
            || (withBrought && hasPrefix(module, distributions))
            || (withBrought
                && known.isEmpty()
                && (!isShared || first.equals(module))
                && isBegun(first, distributions))
            || (known.isEmpty() && !isShared && isPartOf(first, distributions));
    return isDirect
        || (withBrought
            && distributions.stream()
                .flatMap(name -> BROUGHT.getOrDefault(name, List.of()).stream())
                .anyMatch(name -> module.equals(name) || module.startsWith(name + ".")));
  }

  /** {@code split_folders} and {@code splitfolders} may both come from {@code split-folders}. */
  private static boolean isNamed(String first, Set<String> distributions) {
    String name = Requirements.normal(first);
    String joined = name.replace("-", "");
    return distributions.contains(name)
        // As python-jose and PyJWT have it.
        || List.of("python-" + name, name + "-python", "py" + name, "py-" + name).stream()
            .anyMatch(distributions::contains)
        || distributions.stream()
            .anyMatch(other -> other.indexOf('-') > 0 && other.replace("-", "").equals(joined));
  }

  /**
   * {@code rest_framework}, of which nothing is known, may come from {@code djangorestframework}.
   */
  private static boolean isPartOf(String first, Set<String> distributions) {
    String name = Requirements.normal(first).replace("-", "");
    return name.length() >= LONG_ENOUGH
        && distributions.stream().anyMatch(other -> other.replace("-", "").endsWith(name));
  }

  /**
   * {@code hydra} comes from {@code hydra-core}, {@code ignite} from {@code pytorch-ignite}; {@code
   * azure} from anything of Azure. What is described has only the modules that are told: {@code
   * azure-ai-ml} brings no {@code ml}.
   */
  private static boolean isBegun(String first, Set<String> distributions) {
    String name = Requirements.normal(first);
    return distributions.stream()
        .anyMatch(
            other ->
                other.startsWith(name + "-")
                    || (other.endsWith("-" + name) && !isDescribed(other)));
  }

  /** {@code azure.storage.queue} comes from {@code azure-storage-queue}, or from a shorter name. */
  private static boolean hasPrefix(String module, Set<String> distributions) {
    String name = Requirements.normal(module);
    return distributions.stream()
        .anyMatch(known -> known.indexOf('-') > 0 && (name + "-").startsWith(known + "-"));
  }

  /** The distributions of a module, or of the package that it is in. */
  private static List<String> known(String module) {
    String name = module;
    while (true) {
      List<String> found = DISTRIBUTIONS.getOrDefault(name, PROVIDERS.get(name));
      if (found != null) {
        return found;
      }
      if (name.indexOf('.') < 0) {
        return List.of();
      }
      name = name.substring(0, name.lastIndexOf('.'));
    }
  }

  /** The distribution that a module probably comes from. */
  static String probable(String module) {
    List<String> known = known(module);
    boolean isShared = SHARED.contains(first(module));
    return known.isEmpty() ? Requirements.normal(isShared ? module : first(module)) : known.get(0);
  }

  static String first(String module) {
    return module.indexOf('.') < 0 ? module : module.substring(0, module.indexOf('.'));
  }

  private static Map<String, Packaged> packaged() {
    Map<String, Packaged> packaged = new HashMap<>();
    for (String line : lines("packages.txt")) {
      String[] columns = (line + "\t\t").split("\t", -1);
      packaged.put(columns[0], new Packaged(words(columns[1]), words(columns[2])));
    }
    return Map.copyOf(packaged);
  }

  private static Map<String, List<String>> providers() {
    Map<String, List<String>> providers = new HashMap<>();
    PACKAGED.forEach(
        (name, packaged) ->
            packaged
                .imports()
                .forEach(
                    module ->
                        providers.computeIfAbsent(module, any -> new ArrayList<>()).add(name)));
    return providers;
  }

  private static List<String> words(String text) {
    return text.isBlank() ? List.of() : List.of(text.split(" ", -1));
  }

  private static Map<String, List<String>> table(String file) {
    Map<String, List<String>> table = new HashMap<>();
    for (String line : lines(file)) {
      String[] words = line.split(" ", -1);
      table.put(words[0], Arrays.asList(words).subList(1, words.length));
    }
    return Map.copyOf(table);
  }

  private static List<String> lines(String file) {
    return DataFile.lines(PackageNames.class, file);
  }
}
