package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The components and pipelines that a Python file makes, by the names of its variables and
 * functions.
 *
 * @param project the project
 * @param file the file
 * @param text its text
 * @param code the same without its texts
 */
record PipelineReader(VerifiedProject project, SourceFile file, String text, String code) {

  private static final Pattern MADE =
      Pattern.compile("(?m)^(\\s*)(\\w+)\\s*(?::[^=\\n]+)?=\\s*([A-Za-z_]\\w*)\\s*\\(");

  private static final Pattern DECLARES =
      Pattern.compile("\\b(?:inputs|outputs)\\s*=\\s*\\{[^}]{0,200}?\\b(?:Input|Output)\\s*\\(");

  private static final Pattern PIPELINE =
      Pattern.compile(
          "(?m)^([ \\t]*)@\\s*(?:dsl\\s*\\.\\s*)?pipeline\\b(?:\\s*\\([^@]*?\\))?\\s*\\n\\s*def\\s+(\\w+)\\s*\\(");

  private static final Pattern KEY = Pattern.compile("[\"']([^\"'\\n]+)[\"']\\s*$");

  /**
   * What is known of a component or a pipeline.
   *
   * @param inputs its inputs; empty where nobody knows them
   * @param outputs its outputs; empty where nobody knows them
   * @param required the inputs that have to be given
   */
  record Ports(Optional<Set<String>> inputs, Optional<Set<String>> outputs, Set<String> required) {

    static final Ports UNKNOWN = new Ports(Optional.empty(), Optional.empty(), Set.of());

    Optional<Set<String>> of(String kind) {
      return kind.equals("inputs") ? inputs : outputs;
    }
  }

  /**
   * What a file makes.
   *
   * @param callables name to what it makes, where it makes one thing
   * @param bodies where the bodies of its pipelines begin and end
   */
  record Made(Map<String, Ports> callables, Map<Integer, Integer> bodies) {}

  static PipelineReader of(VerifiedProject project, SourceFile file) {
    return new PipelineReader(project, file, file.text(), PythonFile.code(file.content()));
  }

  Made read() {
    Map<String, Ports> callables = new HashMap<>();
    Set<String> twice = new HashSet<>();
    Matcher made = MADE.matcher(code);
    while (made.find()) {
      int end = PythonProgram.closing(code, made.end());
      boolean isFile = made.group(3).equals("load_component");
      boolean isCommand = made.group(3).equals("command");
      // A function of the project that makes a component hands these on.
      if (isFile || isCommand || DECLARES.matcher(code.substring(made.end(), end)).find()) {
        Ports ports = isFile ? loaded(made.end(), end) : command(made.end(), end, isCommand);
        if (callables.put(made.group(2), ports) != null) {
          twice.add(made.group(2));
        }
      }
    }
    Matcher pipeline = PIPELINE.matcher(code);
    Map<Integer, Integer> bodies = new LinkedHashMap<>();
    while (pipeline.find()) {
      int close = PythonProgram.closing(code, pipeline.end());
      int end = bodyEnd(close, pipeline.group(1).length());
      bodies.put(close, end);
      if (callables.put(pipeline.group(2), signature(pipeline.end(), close, end)) != null) {
        twice.add(pipeline.group(2));
      }
    }
    callables.keySet().removeAll(twice);
    return new Made(callables, bodies);
  }

  Ports command(int start, int end, boolean isWhole) {
    Optional<Set<String>> inputs = isWhole ? Optional.of(Set.of()) : Optional.empty();
    Optional<Set<String>> outputs = inputs;
    Set<String> required = Set.of();
    for (int[] part : PythonProgram.parts(code, start, end)) {
      String argument = code.substring(part[0], part[1]);
      if (argument.strip().startsWith("**")) {
        return Ports.UNKNOWN;
      }
      if (argument.matches("(?s)\\s*inputs\\s*=.*")) {
        int from = part[0] + argument.indexOf('=') + 1;
        inputs = dictionary(from, part[1]);
        required = required(from, part[1]);
      } else if (argument.matches("(?s)\\s*outputs\\s*=.*")) {
        outputs = dictionary(part[0] + argument.indexOf('=') + 1, part[1]);
      }
    }
    return new Ports(inputs, outputs, inputs.isPresent() ? required : Set.of());
  }

  /** The keys of a dictionary that is written out. */
  private Optional<Set<String>> dictionary(int start, int end) {
    int open = code.indexOf("{", start);
    int last = code.lastIndexOf('}', end - 1);
    if (open < 0 || open >= end || !code.substring(start, open).isBlank() || last < open) {
      return Optional.empty();
    }
    Set<String> keys = new TreeSet<>();
    for (int[] part : PythonProgram.parts(code, open + 1, last)) {
      String entry = code.substring(part[0], part[1]);
      int colon = entry.indexOf(':');
      if (entry.isBlank()) {
        continue;
      }
      Matcher key =
          colon < 0 ? KEY.matcher("") : KEY.matcher(text.substring(part[0], part[0] + colon));
      if (!key.find()) {
        return Optional.empty();
      }
      keys.add(key.group(1));
    }
    return Optional.of(keys);
  }

  /** The inputs of a dictionary that have neither a default nor may be left out. */
  private Set<String> required(int start, int end) {
    Set<String> required = new TreeSet<>();
    int open = code.indexOf("{", start);
    int last = code.lastIndexOf('}', end - 1);
    if (open < 0 || open >= end || last < open) {
      return required;
    }
    for (int[] part : PythonProgram.parts(code, open + 1, last)) {
      String entry = code.substring(part[0], part[1]);
      int colon = entry.indexOf(':');
      boolean isNeeded =
          colon > 0
              && entry.substring(colon + 1).matches("(?s)\\s*Input\\s*\\(.*")
              && !entry.matches("(?s).*\\b(?:default|optional|path)\\s*=.*|.*\\*\\*.*");
      Matcher key = KEY.matcher(isNeeded ? text.substring(part[0], part[0] + colon) : "");
      if (key.find()) {
        required.add(key.group(1));
      }
    }
    return required;
  }

  private static Set<String> required(YamlNode root) {
    Set<String> required = new TreeSet<>();
    for (YamlNode.Entry input : root.get("inputs").map(YamlNode::entries).orElse(List.of())) {
      boolean isOptional =
          input.value().get("default").isPresent()
              || input.value().get("optional").flatMap(YamlNode::text).orElse("").equals("true")
              || !input.value().isMapping()
              || input.value().get("path").isPresent();
      if (!isOptional) {
        required.add(input.name());
      }
    }
    return required;
  }

  /** The component of a file: its path, or the end of it, is written out. */
  private Ports loaded(int start, int end) {
    String call = text.substring(start, end);
    Matcher path = Pattern.compile("[\"']([^\"'\\n{}]*\\w\\.ya?ml)[\"']").matcher(call);
    Optional<YamlNode> component = Optional.empty();
    if (path.find()) {
      String name = path.group(1).replaceFirst("^(?:\\.?/)+", "");
      List<SourceFile> found =
          project.files().of(FileKind.AZURE_ML).stream()
              .filter(one -> one.path().equals(name) || one.path().endsWith("/" + name))
              .toList();
      Optional<SourceFile> beside = FileSet.resolve(file.directory(), name).flatMap(project::file);
      component =
          (found.size() == 1 ? Optional.of(found.get(0)) : beside)
              .flatMap(one -> one.yaml().root());
    }
    return component
        .filter(root -> root.get("command").isPresent() || root.get("jobs").isPresent())
        .map(
            root ->
                new Ports(
                    Optional.of(names(root, "inputs")),
                    Optional.of(names(root, "outputs")),
                    required(root)))
        .orElse(Ports.UNKNOWN);
  }

  private static Set<String> names(YamlNode root, String kind) {
    return root.get(kind).map(YamlNode::keys).orElse(Set.of());
  }

  /** The parameters of a pipeline and the keys of what it returns. */
  private Ports signature(int start, int close, int end) {
    Set<String> inputs = new TreeSet<>();
    Set<String> required = new TreeSet<>();
    boolean isOpen = false;
    for (int[] part : PythonProgram.parts(code, start, close)) {
      String parameter = code.substring(part[0], part[1]).strip();
      isOpen |= parameter.startsWith("*") && parameter.length() > 1;
      String name = parameter.replaceFirst("(?s)[:=].*", "").strip();
      inputs.add(name);
      if (!parameter.matches("(?s)[^=]*=.*") && name.matches("\\w+")) {
        required.add(name);
      }
    }
    Matcher result = Pattern.compile("(?m)^\\s*return\\b").matcher(code).region(close, end);
    Optional<Set<String>> outputs = Optional.empty();
    if (result.find()) {
      int last = code.substring(0, end).stripTrailing().length();
      outputs = dictionary(result.end(), last);
      if (result.find()) {
        outputs = Optional.empty();
      }
    }
    return new Ports(
        isOpen ? Optional.empty() : Optional.of(inputs), outputs, isOpen ? Set.of() : required);
  }

  /** Where the lines end that stand deeper than the definition. */
  private int bodyEnd(int start, int indent) {
    Matcher line = Pattern.compile("(?m)^( {0," + indent + "})(?=[^\\s)])").matcher(code);
    int first = code.indexOf('\n', start);
    return first >= 0 && line.find(first) ? line.start() : code.length();
  }
}
