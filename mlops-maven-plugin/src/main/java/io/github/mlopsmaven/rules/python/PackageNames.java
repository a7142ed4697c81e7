package io.github.mlopsmaven.rules.python;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Knows which distributions bring which imports: the data files of this room. */
final class PackageNames {

  private static final Set<String> STANDARD = Set.copyOf(lines("standard-library.txt"));

  private static final Map<String, List<String>> DISTRIBUTIONS = table("import-names.txt");

  private static final Map<String, List<String>> BROUGHT = table("brings.txt");

  /** Packages that many distributions put something into. */
  private static final Set<String> SHARED = Set.of("azure", "azureml", "google");

  private PackageNames() {}

  /** Whether a module belongs to Python itself. */
  static boolean isStandard(String module) {
    return STANDARD.contains(first(module));
  }

  /** Whether many distributions put something into a module's package. */
  static boolean isShared(String module) {
    return SHARED.contains(first(module));
  }

  /**
   * Whether it is known which distribution a module comes from, because its name is another one.
   */
  static boolean isKnown(String module) {
    return !known(module).isEmpty();
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
            || (!isShared && distributions.contains(Requirements.normal(first)))
            || (isShared && hasPrefix(module, distributions));
    return isDirect
        || (withBrought
            && distributions.stream()
                .flatMap(name -> BROUGHT.getOrDefault(name, List.of()).stream())
                .anyMatch(name -> module.equals(name) || module.startsWith(name + ".")));
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
      List<String> found = DISTRIBUTIONS.get(name);
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

  private static Map<String, List<String>> table(String file) {
    Map<String, List<String>> table = new HashMap<>();
    for (String line : lines(file)) {
      String[] words = line.split(" ", -1);
      table.put(words[0], Arrays.asList(words).subList(1, words.length));
    }
    return Map.copyOf(table);
  }

  private static List<String> lines(String file) {
    try (InputStream stream =
        Objects.requireNonNull(PackageNames.class.getResourceAsStream(file))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
