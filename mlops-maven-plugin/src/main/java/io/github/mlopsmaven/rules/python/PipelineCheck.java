package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Position;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pipelines that Python code builds name inputs and outputs that their components have.
 *
 * @see <a
 *     href="https://learn.microsoft.com/python/api/azure-ai-ml/azure.ai.ml.dsl">azure.ai.ml.dsl</a>
 */
final class PipelineCheck implements Check {

  static final Rule PORT =
      new Rule("python-pipeline", Level.ERROR, "Undeclared input or output in a Python pipeline");

  private static final class Patterns {
    static final Pattern MADE =
        Pattern.compile("(?m)^(\\s*)(\\w+)\\s*(?::[^=\\n]+)?=\\s*([A-Za-z_]\\w*)\\s*\\(");
    static final Pattern DECLARES =
        Pattern.compile("\\b(?:inputs|outputs)\\s*=\\s*\\{[^}]{0,200}?\\b(?:Input|Output)\\s*\\(");
    static final Pattern PIPELINE =
        Pattern.compile(
            "(?m)^([ \\t]*)@\\s*(?:dsl\\s*\\.\\s*)?pipeline\\b(?:\\s*\\([^@]*?\\))?\\s*\\n\\s*def\\s+(\\w+)\\s*\\(");
    static final Pattern CALL =
        Pattern.compile("(?m)^\\s*(\\w+)\\s*(?::[^=\\n]+)?=\\s*(\\w+)\\s*\\(");
    static final Pattern USE =
        Pattern.compile("(?<![\\w.])(\\w+)\\s*\\.\\s*(inputs|outputs)\\s*(?:\\.\\s*(\\w+)|\\[)");
    static final Pattern TEXT = Pattern.compile("\\s*f?([\"'])([^\"'\\n]*)\\1");
    static final Pattern KEY = Pattern.compile("[\"']([^\"'\\n]+)[\"']\\s*$");
  }

  /** What is known of a component or a pipeline; a set that is null's place is empty. */
  private record Ports(Optional<Set<String>> inputs, Optional<Set<String>> outputs) {

    Optional<Set<String>> of(String kind) {
      return kind.equals("inputs") ? inputs : outputs;
    }
  }

  @Override
  public List<Rule> rules() {
    return List.of(PORT);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.PYTHON)) {
      String text = file.text();
      if (text.contains("azure.ai.ml") && text.contains("pipeline")) {
        new OneFile(project, file, text, PythonFile.withoutTexts(text), findings).check();
      }
    }
  }

  private record OneFile(
      VerifiedProject project, SourceFile file, String text, String code, Findings findings) {

    void check() {
      Map<String, Ports> callables = new HashMap<>();
      Set<String> twice = new HashSet<>();
      Matcher made = Patterns.MADE.matcher(code);
      while (made.find()) {
        int end = closing(made.end());
        String arguments = code.substring(made.end(), end);
        boolean isFile = made.group(3).equals("load_component");
        // A function of the project that makes a component hands these on.
        boolean isCode =
            made.group(3).equals("command") || Patterns.DECLARES.matcher(arguments).find();
        if (!isFile && !isCode) {
          continue;
        }
        Ports ports =
            isFile
                ? loaded(made.end(), end)
                : command(made.end(), end, made.group(3).equals("command"));
        if (callables.put(made.group(2), ports) != null) {
          twice.add(made.group(2));
        }
      }
      Matcher pipeline = Patterns.PIPELINE.matcher(code);
      Map<Integer, Integer> bodies = new HashMap<>();
      while (pipeline.find()) {
        int close = closing(pipeline.end());
        int end = bodyEnd(close, pipeline.group(1).length());
        bodies.put(close, end);
        if (callables.put(pipeline.group(2), signature(pipeline.end(), close, end)) != null) {
          twice.add(pipeline.group(2));
        }
      }
      callables.keySet().removeAll(twice);
      bodies.forEach((start, end) -> uses(start, end, callables));
      if (bodies.size() > 0) {
        outside(callables, bodies);
      }
    }

    /** The steps of a pipeline, or what is done with a pipeline elsewhere. */
    private void uses(int start, int end, Map<String, Ports> callables) {
      Map<String, Ports> steps = new HashMap<>();
      Set<String> twice = new HashSet<>();
      Matcher call = Patterns.CALL.matcher(code).region(start, end);
      while (call.find()) {
        Ports ports = callables.get(call.group(2));
        if (steps.containsKey(call.group(1)) || ports == null) {
          twice.add(call.group(1));
        }
        if (ports != null) {
          steps.put(call.group(1), ports);
          arguments(call.end(), call.group(2), ports);
        }
      }
      steps.keySet().removeAll(twice);
      Matcher use = Patterns.USE.matcher(code).region(start, end);
      while (use.find()) {
        Optional<Set<String>> known =
            Optional.ofNullable(steps.get(use.group(1))).flatMap(one -> one.of(use.group(2)));
        String name = use.group(3) == null ? key(use.end()) : use.group(3);
        // Methods of the mapping.
        boolean isMethod =
            Set.of("keys", "items", "values", "get", "update", "pop", "").contains(name);
        if (known.isPresent() && !isMethod && !known.get().contains(name)) {
          report(
              use.group(3) == null ? use.end() : use.start(3),
              "'"
                  + use.group(1)
                  + "' has no "
                  + use.group(2).replaceFirst("s$", "")
                  + " '"
                  + name
                  + "'",
              name,
              known.get());
        }
      }
    }

    private void outside(Map<String, Ports> callables, Map<Integer, Integer> bodies) {
      int from = bodies.values().stream().mapToInt(Integer::intValue).max().orElse(0);
      uses(from, code.length(), callables);
    }

    private void arguments(int start, String callee, Ports ports) {
      for (int[] part : PythonProgram.parts(code, start, closing(start))) {
        Matcher named =
            Pattern.compile("^\\s*(\\w+)\\s*=(?!=)").matcher(code.substring(part[0], part[1]));
        if (named.find() && ports.inputs().isPresent()) {
          if (!ports.inputs().get().contains(named.group(1))) {
            report(
                part[0] + named.start(1),
                "'" + callee + "' has no input '" + named.group(1) + "'",
                named.group(1),
                ports.inputs().get());
          }
        }
      }
    }

    private void report(int index, String problem, String name, Set<String> known) {
      findings.add(
          PORT,
          file.path(),
          Position.of(text, index),
          problem,
          known.isEmpty() ? "declare it" : Suggestion.useOneOf(name, new TreeSet<>(known)));
    }

    private String key(int index) {
      Matcher key = Patterns.TEXT.matcher(text).region(index, text.length());
      return key.lookingAt() && !key.group().strip().startsWith("f") ? key.group(2) : "";
    }

    private Ports command(int start, int end, boolean isWhole) {
      Optional<Set<String>> inputs = isWhole ? Optional.of(Set.of()) : Optional.empty();
      Optional<Set<String>> outputs = inputs;
      for (int[] part : PythonProgram.parts(code, start, end)) {
        String argument = code.substring(part[0], part[1]);
        if (argument.strip().startsWith("**")) {
          return new Ports(Optional.empty(), Optional.empty());
        }
        if (argument.matches("(?s)\\s*inputs\\s*=.*")) {
          inputs = dictionary(part[0] + argument.indexOf('=') + 1, part[1]);
        } else if (argument.matches("(?s)\\s*outputs\\s*=.*")) {
          outputs = dictionary(part[0] + argument.indexOf('=') + 1, part[1]);
        }
      }
      return new Ports(inputs, outputs);
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
            colon < 0
                ? Patterns.KEY.matcher("")
                : Patterns.KEY.matcher(text.substring(part[0], part[0] + colon));
        if (!key.find()) {
          return Optional.empty();
        }
        keys.add(key.group(1));
      }
      return Optional.of(keys);
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
        Optional<SourceFile> beside =
            FileSet.resolve(file.directory(), name).flatMap(project::file);
        component =
            (found.size() == 1 ? Optional.of(found.get(0)) : beside)
                .flatMap(one -> one.yaml().root());
      }
      return component
          .filter(root -> root.get("command").isPresent() || root.get("jobs").isPresent())
          .map(
              root ->
                  new Ports(
                      Optional.of(names(root, "inputs")), Optional.of(names(root, "outputs"))))
          .orElse(new Ports(Optional.empty(), Optional.empty()));
    }

    private static Set<String> names(YamlNode root, String kind) {
      return root.get(kind).map(YamlNode::keys).orElse(Set.of());
    }

    /** The parameters of a pipeline and the keys of what it returns. */
    private Ports signature(int start, int close, int end) {
      Set<String> inputs = new TreeSet<>();
      boolean isOpen = false;
      for (int[] part : PythonProgram.parts(code, start, close)) {
        String parameter = code.substring(part[0], part[1]).strip();
        isOpen |= parameter.startsWith("*") && parameter.length() > 1;
        inputs.add(parameter.replaceFirst("(?s)[:=].*", "").strip());
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
      return new Ports(isOpen ? Optional.empty() : Optional.of(inputs), outputs);
    }

    private int closing(int start) {
      return PythonProgram.closing(code, start);
    }

    /** Where the lines end that stand deeper than the definition. */
    private int bodyEnd(int start, int indent) {
      Matcher line = Pattern.compile("(?m)^( {0," + indent + "})(?=[^\\s)])").matcher(code);
      int first = code.indexOf('\n', start);
      return first >= 0 && line.find(first) ? line.start() : code.length();
    }
  }
}
