package io.github.mlopsmaven.rules.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.rules.commands.CommandsChecks;
import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonProgramTest {

  private static final String ARGPARSE =
      "import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument('--data', '-d',"
          + " required=True)\n";

  private static List<String> findings(String program, String arguments) {
    return ProjectUnderTest.with(
            "jobs/job.yml",
            "$schema: https://azuremlschemas.azureedge.net/latest/commandJob.schema.json",
            "code: ../src",
            "command: python train.py " + arguments)
        .and("src/train.py", program.split("\n", -1))
        .findings(CommandsChecks.list().get(0));
  }

  @Test
  void knowsTheOptionsOfArgparse() {
    String program =
        ARGPARSE + "parser.add_argument(\n    \"--epochs\", type=int)\nparser.parse_args()";
    assertThat(findings(program, "--data ${{inputs.data}} --epochs 3")).isEmpty();
    assertThat(findings(program, "-d x --epo=3")).isEmpty();
    assertThat(findings(program, "--data x --epoch_count -3"))
        .singleElement()
        .asString()
        .contains("train.py has no option '--epoch_count'")
        .endsWith("[command-unknown-option]");
    assertThat(findings(program, "--epochs 3"))
        .singleElement()
        .asString()
        .contains("train.py requires the option '--data' or '-d'");
    assertThat(findings(program, "$ARGUMENTS")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "parser.parse_known_args()",
        "add(parser)\nparser.parse_args()",
        "for name in names: parser.add_argument(name)\nparser.parse_args()",
        "commands = parser.add_subparsers()\nparser.parse_args()",
        "parser.add_argument(*names)\nparser.parse_args()",
        "parser = argparse.ArgumentParser(parents=[parser])\nparser.parse_args()"
      })
  void saysNothingWhereOptionsMayComeFromElsewhere(String end) {
    assertThat(findings(ARGPARSE + end, "--other 1")).isEmpty();
  }

  @Test
  void knowsTheOptionsOfClickTyperAndFire() {
    String click =
        "import click\n@click.command()\n@click.option('--rate', '-r')\n@click.option('--a/--no-a')"
            + "\ndef main(rate): pass";
    assertThat(findings(click, "--rate 1 --no-a")).isEmpty();
    assertThat(findings(click, "--rates 1")).hasSize(1);
    String typer = "import typer\ndef main(data: str, batch_size: int = 3): pass\ntyper.run(main)";
    assertThat(findings(typer, "x --batch-size 1")).isEmpty();
    assertThat(findings(typer, "x --batch_size 1")).hasSize(1);
    String fire = "import fire\ndef main(data, batch_size=3): pass\nfire.Fire(main)";
    assertThat(findings(fire, "--data x --batch_size 1")).isEmpty();
    assertThat(findings(fire, "--data x --batches 1")).hasSize(1);
  }
}
