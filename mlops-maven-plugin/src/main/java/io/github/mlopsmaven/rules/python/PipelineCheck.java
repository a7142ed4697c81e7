package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Position;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
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
    static final Pattern CALL =
        Pattern.compile("(?m)^\\s*(\\w+)\\s*(?::[^=\\n]+)?=\\s*(\\w+)\\s*\\(");
    static final Pattern USE =
        Pattern.compile("(?<![\\w.])(\\w+)\\s*\\.\\s*(inputs|outputs)\\s*(?:\\.\\s*(\\w+)|\\[)");
    static final Pattern TEXT = Pattern.compile("\\s*f?([\"'])([^\"'\\n]*)\\1");
    static final Pattern COMMAND = Pattern.compile("(?<![\\w.])command\\s*\\(");
    static final Pattern NAMED =
        Pattern.compile("\\$\\{\\{(?:\\{\\{)?\\s*(inputs|outputs)\\.(\\w+)");
  }

  @Override
  public List<Rule> rules() {
    return List.of(PORT);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    PythonProject python = new PythonProject(project);
    for (SourceFile file : project.files().of(FileKind.PYTHON)) {
      String text = file.text();
      if (text.contains("azure.ai.ml")
          && (text.contains("pipeline") || text.contains("command("))) {
        new OneFile(project, python, file, text, PythonFile.code(file.content()), findings).check();
      }
    }
  }

  private record OneFile(
      VerifiedProject project,
      PythonProject python,
      SourceFile file,
      String text,
      String code,
      Findings findings) {

    void check() {
      PipelineReader.Made made = PipelineReader.of(project, file).read();
      Map<String, PipelineReader.Ports> callables = new HashMap<>(made.callables());
      PythonModule.of(file.content())
          .imported()
          .forEach((name, imported) -> elsewhere(name, imported, callables));
      made.bodies().forEach((start, end) -> uses(start, end, callables));
      if (!made.bodies().isEmpty()) {
        outside(callables, made.bodies());
      }
      commands();
    }

    /** A component or pipeline that another file of the project makes. */
    private void elsewhere(
        String name, PythonModule.Imported imported, Map<String, PipelineReader.Ports> callables) {
      python
          .code(file, imported)
          .filter(other -> !imported.name().isEmpty() && other.text().contains("azure.ai.ml"))
          .map(other -> PipelineReader.of(project, other).read().callables().get(imported.name()))
          .ifPresent(ports -> callables.putIfAbsent(name, ports));
    }

    /** What the text of a command names is declared beside it. */
    private void commands() {
      Matcher command = Patterns.COMMAND.matcher(code);
      while (command.find()) {
        int end = closing(command.end());
        PipelineReader.Ports ports =
            PipelineReader.of(project, file).command(command.end(), end, true);
        Matcher named = Patterns.NAMED.matcher(text).region(command.end(), end);
        while (named.find()) {
          Optional<Set<String>> known = ports.of(named.group(1));
          if (known.isPresent() && !known.get().contains(named.group(2))) {
            report(
                named.start(),
                "the command names the "
                    + named.group(1).replaceFirst("s$", "")
                    + " '"
                    + named.group(2)
                    + "', which is not declared",
                named.group(2),
                known.get());
          }
        }
      }
    }

    /** The steps of a pipeline, or what is done with a pipeline elsewhere. */
    private void uses(int start, int end, Map<String, PipelineReader.Ports> callables) {
      Map<String, PipelineReader.Ports> steps = new HashMap<>();
      Set<String> twice = new HashSet<>();
      Matcher call = Patterns.CALL.matcher(code).region(start, end);
      while (call.find()) {
        PipelineReader.Ports ports = callables.get(call.group(2));
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

    private void outside(
        Map<String, PipelineReader.Ports> callables, Map<Integer, Integer> bodies) {
      int from = bodies.values().stream().mapToInt(Integer::intValue).max().orElse(0);
      uses(from, code.length(), callables);
    }

    private void arguments(int start, String callee, PipelineReader.Ports ports) {
      String marked = PythonFile.marked(file.content());
      PythonCall call = PythonCall.parse(marked, start, closing(start));
      // A wrong name is told alone: it was meant for the one that is missing.
      boolean isRight = ports.inputs().map(known -> known.containsAll(call.names())).orElse(false);
      boolean isClosed = call.places().isEmpty() && !call.isOpen() && !call.isOpenForNames();
      if (isRight && isClosed) {
        ports.required().stream()
            .filter(name -> !call.names().contains(name))
            .findFirst()
            .ifPresent(
                name ->
                    report(
                        start,
                        "'" + callee + "' requires the input '" + name + "'",
                        name,
                        Set.of()));
      }
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
          known.isEmpty()
              ? (problem.contains("requires") ? "give it in the call" : "declare it")
              : Suggestion.useOneOf(name, new TreeSet<>(known)));
    }

    private String key(int index) {
      Matcher key = Patterns.TEXT.matcher(text).region(index, text.length());
      return key.lookingAt() && !key.group().strip().startsWith("f") ? key.group(2) : "";
    }

    private int closing(int start) {
      return PythonProgram.closing(code, start);
    }
  }
}
