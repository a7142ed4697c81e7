package io.github.mlopsmaven.rules.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options, commands and values that scripts give to the project's Python programs. */
class ProgramCallTest {

  private static List<String> found(String command) {
    return ProjectUnderTest.with(
            ".github/workflows/run.yml",
            "on: push",
            "jobs:",
            "  run:",
            "    runs-on: ubuntu-latest",
            "    steps:",
            "      - uses: actions/checkout@v4",
            "      - run: " + command)
        .and(
            "tools/plain.py",
            "import argparse",
            "p = argparse.ArgumentParser()",
            "p.add_argument('path')",
            "g = p.add_argument_group('x')",
            "g.add_argument('--format', '-f', choices=['table', 'json'])",
            "g.add_argument('--epochs', type=int, required=True)",
            "g.add_argument('--zone', default=env('ZONE', required=True))",
            "p.add_argument('--names', nargs='+', choices=['a', 'b'])",
            "p.parse_args()")
        .and(
            "tools/flags.py",
            "import argparse",
            "STAGES = ['dev', 'prod']",
            "p = argparse.ArgumentParser()",
            "p.add_argument('--dry-run', action='store_true')",
            "p.add_argument('--stage', choices=STAGES)",
            "p.add_argument('--sizes', nargs='*', type=int)",
            "p.add_argument('--cache', action=argparse.BooleanOptionalAction)",
            "p.parse_args()")
        .and(
            "tools/many.py",
            "import argparse",
            "p = argparse.ArgumentParser()",
            "p.add_argument('--verbose', action='store_true')",
            "s = p.add_subparsers(dest='command')",
            "c = s.add_parser('train')",
            "c.add_argument('--rate', type=float)",
            "c = s.add_parser('score', help='x')",
            "c.add_argument('--model', required=True)",
            "p.parse_args()")
        .and(
            "src/own/cli.py",
            "import typer",
            "app = typer.Typer()",
            "@app.command()",
            "def prepare(source: str, batch_size: int = 3, deep: bool = False) -> None: pass",
            "@app.command('send')",
            "def send_all(stage: str = typer.Option('dev', '--stage', '-s')): pass",
            "app()")
        .and(
            "tools/group.py",
            "import click",
            "@click.group()",
            "def main(): pass",
            "@main.command()",
            "@click.option('--level', type=click.Choice(['low', 'high']))",
            "def start_now(level): pass",
            "@main.command(name='end')",
            "def stop(): pass",
            "main()")
        .and(
            "pyproject.toml",
            "[project]",
            "name = 'own'",
            "[project.scripts]",
            "own = 'own.cli:app'")
        .findings(new CommandCheck());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "python tools/plain.py x --format json --epochs 3 --names a c",
        "python -u tools/plain.py -f=table --epo $EPOCHS --format $FORMAT",
        "python tools/plain.py $ARGUMENTS",
        "python tools/plain.py --help",
        "python tools/many.py --verbose train --rate 1e-3",
        "python tools/many.py $COMMAND --anything",
        "cd tools && python many.py score --model x",
        "own prepare data.csv --batch-size 2 --no-deep",
        "uv run own send -s prod",
        "PYTHONPATH=src python -m own.cli send --stage x",
        "python tools/group.py start-now --level high",
        "other prepare --x",
        "python tools/flags.py --dry-run --stage dev --sizes 1 2 --cache",
        "python tools/flags.py --no-cache --dry-run",
        "python tools/flags.py --dry-run $MORE",
        "python tools/flags.py --sizes --dry-run",
      })
  void acceptsWhatTheProgramTakes(String command) {
    assertThat(found(command)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "python tools/plain.py x --style json --epochs 3 | has no option '--style'",
        "python tools/plain.py x --format tabel --epochs 3 | takes for '--format' one of json, table, not 'tabel'",
        "python tools/plain.py x --epochs=many | takes for '--epochs' a whole number, not 'many'",
        "python3 tools/plain.py x | requires the option '--epochs'",
        "python tools/many.py fit --rate 1 | has no command 'fit'; use one of score, train",
        "python tools/many.py train --model x | many.py train has no option '--model'",
        "python tools/many.py score | many.py score requires the option '--model'",
        "cd tools && python many.py train --rate high | takes for '--rate' a number, not 'high'",
        "own sends --stage dev | own has no command 'sends'",
        "poetry run own send --env dev | own send has no option '--env'",
        "own prepare x --source y | own prepare has no option '--source'",
        "own prepare x --batch-size few | takes for '--batch-size' a whole number",
        "python tools/group.py start-now --level mid | takes for '--level' one of high, low",
        "python tools/flags.py --dry-run true | takes no value for '--dry-run'",
        "python tools/flags.py --dry-run=false --stage dev | takes no value for '--dry-run'",
        "python tools/flags.py --cache yes | takes no value for '--cache'",
        "python tools/flags.py --stage test | takes for '--stage' one of dev, prod, not 'test'",
        "python tools/flags.py --sizes big | takes for '--sizes' a whole number, not 'big'",
        "python tools/group.py begin | has no command 'begin'; use one of end, start-now",
      })
  void seesWhatItDoesNot(String command, String problem) {
    assertThat(found(command))
        .singleElement()
        .asString()
        .startsWith(".github/workflows/run.yml:7:14:")
        .contains(problem);
  }
}
