package io.github.mlopsmaven.rules.github;

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
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A job that signs in to Azure by OpenID Connect may ask GitHub for a token. */
final class SignInCheck implements Check {

  static final Rule PERMISSION =
      new Rule(
          "github-oidc-permission",
          Level.ERROR,
          "Missing permission 'id-token: write' for the sign-in to Azure");

  /** GitHub allows no deeper chain of workflows. */
  private static final int DEEPEST = 4;

  @Override
  public List<Rule> rules() {
    return List.of(PERMISSION);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.GITHUB_WORKFLOW)) {
      Optional<Workflow> workflow = file.yaml().root().map(Workflow::new);
      workflow.ifPresent(known -> check(project, file, known, findings));
    }
  }

  private static void check(
      VerifiedProject project, SourceFile file, Workflow workflow, Findings findings) {
    boolean wholeWorkflow = workflow.root().get("permissions").isEmpty();
    for (YamlNode.Entry job : workflow.jobs()) {
      Optional<YamlNode> own = job.value().get("permissions");
      Optional<YamlNode> permissions = own.or(() -> workflow.root().get("permissions"));
      // What is only called has what its caller lets it have, unless it says something itself.
      boolean mayAsk = mayAsk(permissions) || (workflow.isOnlyCalled() && permissions.isEmpty());
      if (!mayAsk && signsIn(job.value(), project, project.files(), 1)) {
        findings.add(
            PERMISSION,
            file,
            job.key(),
            "the job '"
                + job.name()
                + "' signs in to Azure by OpenID Connect and lacks the"
                + " permission to request a token from GitHub",
            "add 'permissions: {id-token: write, contents: read}' to the "
                + (wholeWorkflow && own.isEmpty() ? "workflow" : "job"));
        if (wholeWorkflow && own.isEmpty()) {
          return;
        }
      }
    }
  }

  private static boolean mayAsk(Optional<YamlNode> permissions) {
    return permissions
        .filter(
            node ->
                node.text().filter("write-all"::equals).isPresent()
                    || node.get("id-token")
                        .flatMap(YamlNode::text)
                        .filter("write"::equals)
                        .isPresent())
        .isPresent();
  }

  private static boolean signsIn(YamlNode job, VerifiedProject project, FileSet files, int depth) {
    if (Workflow.steps(job).stream().anyMatch(step -> stepSignsIn(step, project, files, depth))) {
      return true;
    }
    Optional<String> uses = job.get("uses").flatMap(YamlNode::text);
    if (uses.isEmpty() || depth > DEEPEST) {
      return false;
    }
    return Callee.of(uses.get().strip(), project, files, true) instanceof Callee.Found found
        && found
            .file()
            .yaml()
            .root()
            .map(Workflow::new)
            .map(Workflow::jobs)
            .orElse(List.of())
            .stream()
            .anyMatch(called -> signsIn(called.value(), project, found.files(), depth + 1));
  }

  private static boolean stepSignsIn(
      YamlNode step, VerifiedProject project, FileSet files, int depth) {
    String uses = step.get("uses").flatMap(YamlNode::text).orElse("");
    if (uses.toLowerCase(Locale.ROOT).startsWith("azure/login@")) {
      Set<String> given = step.get("with").map(YamlNode::keys).orElse(Set.of());
      boolean isIdentity =
          step.get("with", "auth-type")
              .flatMap(YamlNode::text)
              .filter("IDENTITY"::equals)
              .isPresent();
      return given.contains("client-id") && !given.contains("creds") && !isIdentity;
    }
    return !uses.isEmpty()
        && Callee.of(uses, project, files, false) instanceof Callee.Found found
        && depth <= DEEPEST
        && found
            .file()
            .yaml()
            .root()
            .flatMap(root -> root.get("runs"))
            .map(Workflow::steps)
            .orElse(List.of())
            .stream()
            .anyMatch(inner -> stepSignsIn(inner, project, found.files(), depth + 1));
  }
}
