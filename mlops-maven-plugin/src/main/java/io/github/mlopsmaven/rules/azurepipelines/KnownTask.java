package io.github.mlopsmaven.rules.azurepipelines;

import io.github.mlopsmaven.rules.data.DataFile;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A version of a task that comes with Azure Pipelines, of the data file {@code tasks.txt}. Its line
 * is read when the task is first asked for.
 *
 * @param inputs its inputs with the values that they allow; empty where any
 * @param required the inputs that have to be given, with their other names behind a slash
 * @param isWhole whether all of its inputs are known
 */
record KnownTask(Map<String, Set<String>> inputs, Set<String> required, boolean isWhole) {

  /** Of which nothing is known. */
  private static final KnownTask NONE = new KnownTask(Map.of(), Set.of(), false);

  /** Task with version, in small letters, to its line. */
  private static final Map<String, String> LINES = new HashMap<>();

  private static final Map<String, Set<String>> VERSIONS = new HashMap<>();

  private static final Map<String, KnownTask> READ = new ConcurrentHashMap<>();

  static {
    for (String line : DataFile.lines(KnownTask.class, "tasks.txt")) {
      String task = line.substring(0, line.indexOf('\t'));
      int at = task.indexOf('@');
      LINES.put(task.toLowerCase(Locale.ROOT), line);
      VERSIONS
          .computeIfAbsent(task.substring(0, at), any -> new TreeSet<>())
          .add(task.substring(at + 1).toLowerCase(Locale.ROOT));
    }
  }

  /** The names of all tasks, with their versions. */
  static Map<String, Set<String>> versions() {
    return VERSIONS;
  }

  /**
   * A task.
   *
   * @param task its name with its version; case does not count
   */
  static KnownTask of(String task) {
    String name = task.toLowerCase(Locale.ROOT);
    return READ.computeIfAbsent(
        name, any -> Optional.ofNullable(LINES.get(name)).map(KnownTask::read).orElse(NONE));
  }

  private static KnownTask read(String line) {
    String[] columns = line.split("\t", -1);
    Map<String, Set<String>> inputs = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    Set<String> required = new TreeSet<>();
    for (String word : columns[1].split(" ", -1)) {
      int equals = word.indexOf('=');
      String names = equals > 0 ? word.substring(0, equals) : word;
      boolean isRequired = names.length() > 1 && names.endsWith("!");
      String name = isRequired ? names.substring(0, names.length() - 1) : names;
      Set<String> allowed = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
      if (equals > 0) {
        allowed.addAll(Arrays.asList(word.substring(equals + 1).split("\\|", -1)));
      }
      for (String one : name.split("/", -1)) {
        inputs.put(one, allowed);
      }
      if (isRequired) {
        required.add(name);
      }
    }
    return new KnownTask(inputs, required, columns.length > 2);
  }
}
