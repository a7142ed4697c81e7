package io.github.mlopsmaven.rules;

import io.github.mlopsmaven.rules.azureml.AzuremlChecks;
import io.github.mlopsmaven.rules.azurepipelines.AzurePipelinesChecks;
import io.github.mlopsmaven.rules.commands.CommandsChecks;
import io.github.mlopsmaven.rules.configuration.ConfigurationChecks;
import io.github.mlopsmaven.rules.docker.DockerChecks;
import io.github.mlopsmaven.rules.documents.DocumentsChecks;
import io.github.mlopsmaven.rules.github.GithubChecks;
import io.github.mlopsmaven.rules.infrastructure.InfrastructureChecks;
import io.github.mlopsmaven.rules.leaks.LeaksChecks;
import io.github.mlopsmaven.rules.make.MakeChecks;
import io.github.mlopsmaven.rules.names.NamesChecks;
import io.github.mlopsmaven.rules.python.PythonChecks;
import io.github.mlopsmaven.rules.shape.ShapeChecks;
import io.github.mlopsmaven.rules.shell.ShellChecks;
import io.github.mlopsmaven.rules.syntax.SyntaxChecks;
import io.github.mlopsmaven.rules.values.ValuesChecks;
import io.github.mlopsmaven.verify.Check;
import java.util.ArrayList;
import java.util.List;

/** All checks that there are, by subject. */
public final class AllChecks {

  private AllChecks() {}

  /** The checks. */
  public static List<Check> list() {
    List<Check> checks = new ArrayList<>();
    checks.addAll(AzurePipelinesChecks.list());
    checks.addAll(AzuremlChecks.list());
    checks.addAll(CommandsChecks.list());
    checks.addAll(ConfigurationChecks.list());
    checks.addAll(DockerChecks.list());
    checks.addAll(DocumentsChecks.list());
    checks.addAll(GithubChecks.list());
    checks.addAll(InfrastructureChecks.list());
    checks.addAll(LeaksChecks.list());
    checks.addAll(MakeChecks.list());
    checks.addAll(NamesChecks.list());
    checks.addAll(PythonChecks.list());
    checks.addAll(ShapeChecks.list());
    checks.addAll(ShellChecks.list());
    checks.addAll(SyntaxChecks.list());
    checks.addAll(ValuesChecks.list());
    return List.copyOf(checks);
  }
}
