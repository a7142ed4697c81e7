package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.python.PythonProgram;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The programs that jobs of Azure Machine Learning start take the options that they are given. */
final class OptionCheck implements Check {

  private static final Pattern PYTHON = Pattern.compile("python[\\d.]*");

  private static final Pattern OWN_OPTION = Pattern.compile("-[uOBIEsS]+");

  private static final Pattern OPTION_FORM = Pattern.compile("--?[A-Za-z][\\w-]*");

  static final Rule OPTION =
      new Rule(
          "command-unknown-option",
          Level.ERROR,
          "Unknown or missing command-line option of a Python program");

  private static final Pattern EXPRESSION =
      Pattern.compile("\\$\\{\\{[^}$]*+(?:\\$(?!\\{\\{)[^}$]*+)*+}}");

  @Override
  public List<Rule> rules() {
    return List.of(OPTION);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.AZURE_ML)) {
      file.yaml()
          .root()
          .ifPresent(root -> root.walk(node -> new OneJob(project, file, findings).job(node)));
    }
  }

  private record OneJob(VerifiedProject project, SourceFile file, Findings findings) {

    void job(YamlNode node) {
      Optional<String> code =
          node.get("code")
              .flatMap(YamlNode::text)
              .filter(text -> text.indexOf(':') < 0 && !text.startsWith("/"))
              .flatMap(text -> FileSet.resolve(file.directory(), text))
              .filter(path -> project.files().isDirectory(path));
      if (code.isEmpty()) {
        return;
      }
      node.get("command").ifPresent(command -> command(code.get(), command));
      node.get("entry", "file")
          .or(() -> node.get("entry_script"))
          .flatMap(YamlNode::text)
          .ifPresent(
              script ->
                  node.get("args")
                      .or(() -> node.get("program_arguments"))
                      .ifPresent(
                          arguments ->
                              program(code.get(), script)
                                  .ifPresent(
                                      program ->
                                          options(
                                              program, script, words(arguments), 0, arguments))));
    }

    private static List<ShellCommand> commands(YamlNode node) {
      String text =
          EXPRESSION
              .matcher(node.text().orElse(""))
              .replaceAll(String.valueOf(ShellWord.UNKNOWN))
              .replace("$[[", "")
              .replace("]]", "");
      return ShellScript.parse(text).commands();
    }

    private static List<ShellWord> words(YamlNode node) {
      return commands(node).stream().flatMap(command -> command.words().stream()).toList();
    }

    private void command(String code, YamlNode node) {
      boolean hasMoved = false;
      for (ShellCommand command : commands(node)) {
        List<ShellWord> words = command.words();
        hasMoved |= command.name().equals("cd") || command.name().equals("pushd");
        if (!hasMoved && PYTHON.matcher(command.name()).matches()) {
          python(code, node, words);
        }
      }
    }

    private void python(String code, YamlNode node, List<ShellWord> words) {
      int at = 1;
      while (at < words.size() && OWN_OPTION.matcher(words.get(at).literal()).matches()) {
        at++;
      }
      boolean isModule = at + 1 < words.size() && words.get(at).literal().equals("-m");
      at += isModule ? 1 : 0;
      if (at >= words.size()) {
        return;
      }
      String name = words.get(at).literal();
      int first = at + 1;
      program(code, isModule ? name.replace('.', '/') + ".py" : name)
          .ifPresent(program -> options(program, name, words, first, node));
    }

    private Optional<PythonProgram> program(String code, String script) {
      return script.endsWith(".py")
          ? FileSet.resolve(code, script)
              .flatMap(project::file)
              .flatMap(found -> PythonProgram.of(found.content()))
          : Optional.empty();
    }

    private void options(
        PythonProgram program, String name, List<ShellWord> words, int first, YamlNode node) {
      Set<String> given = new HashSet<>();
      boolean isOpen = false;
      for (ShellWord word : words.subList(first, words.size())) {
        String start = word.start();
        int equals = start.indexOf('=');
        String option = equals > 0 ? start.substring(0, equals) : start;
        isOpen |= !word.pieces().isEmpty() && start.isEmpty();
        if (!OPTION_FORM.matcher(option).matches()
            || (equals < 0 && !word.literal().equals(option))) {
          continue;
        }
        given.add(option);
        if (!program.takes(option)) {
          report(
              node,
              option,
              name + " has no option '" + option + "'",
              Suggestion.useOneOf(option, new TreeSet<>(program.options())));
        }
      }
      List<String> missing = new ArrayList<>(program.required());
      missing.removeIf(one -> given.stream().anyMatch(option -> isOneOf(option, one)));
      for (String one : isOpen ? List.<String>of() : missing.stream().sorted().toList()) {
        report(
            node,
            name,
            name + " requires the option '" + one.replace(" ", "' or '") + "'",
            "add it to the command");
      }
    }

    /**
     * Whether an option is one of these names, the beginning of one, or a short one with a value.
     */
    private static boolean isOneOf(String option, String names) {
      return Arrays.stream(names.split(" ", -1))
          .anyMatch(
              name -> name.startsWith(option) || (name.length() == 2 && option.startsWith(name)));
    }

    private void report(YamlNode node, String word, String problem, String remedy) {
      int index = Math.max(0, node.text().orElse("").indexOf(word));
      findings.add(OPTION, file.path(), node.positionOf(index), problem, remedy);
    }
  }
}
