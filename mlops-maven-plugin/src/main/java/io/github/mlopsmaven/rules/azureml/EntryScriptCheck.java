package io.github.mlopsmaven.rules.azureml;

import io.github.mlopsmaven.rules.python.EntryScript;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.List;
import java.util.Optional;

/** Scripts that deployments and parallel jobs call have the functions that are called. */
final class EntryScriptCheck implements Check {

  static final Rule SCRIPT =
      new Rule("azureml-scoring-script", Level.ERROR, "Scoring script that Azure ML cannot call");

  @Override
  public List<Rule> rules() {
    return List.of(SCRIPT);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.AZURE_ML)) {
      file.yaml().root().ifPresent(root -> root.walk(node -> check(project, file, node, findings)));
    }
  }

  private static void check(
      VerifiedProject project, SourceFile file, YamlNode node, Findings findings) {
    boolean isTask =
        node.get("type").flatMap(YamlNode::text).filter("run_function"::equals).isPresent();
    Optional<YamlNode> script =
        isTask ? node.get("entry_script") : node.get("code_configuration", "scoring_script");
    Optional<YamlNode> code = isTask ? node.get("code") : node.get("code_configuration", "code");
    // Without `code`, the script is seen from the file.
    Optional<String> directory =
        code.isEmpty()
            ? Optional.of(file.directory())
            : code.flatMap(References::local)
                .flatMap(path -> FileSet.resolve(file.directory(), path));
    script
        .flatMap(References::local)
        .flatMap(name -> directory.flatMap(start -> FileSet.resolve(start, name)))
        .filter(path -> path.endsWith(".py"))
        .flatMap(project::file)
        .flatMap(found -> EntryScript.mistake(found.content(), isTask))
        .ifPresent(
            problem ->
                findings.add(
                    SCRIPT,
                    file,
                    script.orElseThrow(),
                    script.flatMap(YamlNode::text).orElse("") + " " + problem,
                    "define `init()` and `run(data)` in it"));
  }
}
