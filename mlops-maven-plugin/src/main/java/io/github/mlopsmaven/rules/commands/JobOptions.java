package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.rules.python.PythonProgram;
import io.github.mlopsmaven.rules.shell.ShellCommand;
import io.github.mlopsmaven.rules.shell.ShellScript;
import io.github.mlopsmaven.rules.shell.ShellWord;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The options that jobs of Azure Machine Learning start the project's programs with.
 *
 * @param project the project
 * @param programs finds the programs
 * @param findings takes what is found
 */
record JobOptions(VerifiedProject project, ProgramFinder programs, Findings findings) {

  private static final Pattern EXPRESSION =
      Pattern.compile("\\$\\{\\{[^}$]*+(?:\\$(?!\\{\\{)[^}$]*+)*+}}");

  private static final Pattern GIVEN =
      Pattern.compile("(--?[A-Za-z][\\w-]*)[ =]\\$\\{\\{\\s*inputs\\.(\\w+)\\s*}}");

  void find() {
    for (SourceFile file : project.files().of(FileKind.AZURE_ML)) {
      file.yaml().root().ifPresent(root -> root.walk(node -> job(file, node)));
    }
  }

  private void job(SourceFile file, YamlNode node) {
    Optional<String> code =
        node.get("code")
            .flatMap(YamlNode::text)
            .filter(text -> text.indexOf(':') < 0 && !text.startsWith("/"))
            .flatMap(text -> FileSet.resolve(file.directory(), text))
            .filter(path -> project.files().isDirectory(path));
    if (code.isEmpty()) {
      return;
    }
    node.get("command").ifPresent(command -> command(file, code.get(), node, command));
    node.get("entry", "file")
        .or(() -> node.get("entry_script"))
        .flatMap(YamlNode::text)
        .ifPresent(
            script ->
                node.get("args")
                    .or(() -> node.get("program_arguments"))
                    .ifPresent(arguments -> script(file, code.get(), script, arguments)));
  }

  private void script(SourceFile file, String code, String script, YamlNode arguments) {
    FileSet.resolve(code, script)
        .filter(path -> path.endsWith(".py"))
        .flatMap(project::file)
        .flatMap(found -> PythonProgram.of(found.content()))
        .map(
            program ->
                new ProgramCall(
                    program,
                    script,
                    commands(arguments).stream().flatMap(one -> one.words().stream()).toList()))
        .ifPresent(call -> check(file, call, arguments));
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

  private void command(SourceFile file, String code, YamlNode job, YamlNode command) {
    boolean hasMoved = false;
    WorkTree tree = WorkTree.of(project.files());
    for (ShellCommand one : commands(command)) {
      hasMoved |= one.name().equals("cd") || one.name().equals("pushd");
      Optional<ProgramCall> call =
          hasMoved ? Optional.empty() : programs.find(one.words(), Optional.of(code), tree);
      if (call.isPresent()) {
        check(file, call.get(), command);
        values(file, call.get(), job, command);
      }
    }
  }

  /** What the job's own inputs give to options. */
  private void values(SourceFile file, ProgramCall call, YamlNode job, YamlNode command) {
    Matcher given = GIVEN.matcher(command.text().orElse(""));
    while (given.find()) {
      Optional<YamlNode> input =
          job.get("inputs", given.group(2))
              .flatMap(node -> node.isMapping() ? node.get("default") : Optional.of(node))
              .filter(node -> node.text().filter(text -> text.indexOf('{') < 0).isPresent());
      input
          .flatMap(
              node ->
                  ProgramCall.value(
                      call.program(), call.name(), given.group(1), node.text().orElse("")))
          .ifPresent(
              problem ->
                  findings.add(
                      CommandCheck.OPTION,
                      file,
                      input.orElseThrow(),
                      problem,
                      "correct the value"));
    }
  }

  private void check(SourceFile file, ProgramCall call, YamlNode node) {
    for (ProgramCall.Mistake mistake : call.mistakes()) {
      int index = Math.max(0, node.text().orElse("").indexOf(mistake.word()));
      findings.add(
          CommandCheck.OPTION,
          file.path(),
          node.positionOf(index),
          mistake.problem(),
          mistake.remedy());
    }
  }
}
