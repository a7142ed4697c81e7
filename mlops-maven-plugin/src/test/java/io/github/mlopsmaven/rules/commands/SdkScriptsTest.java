package io.github.mlopsmaven.rules.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands of jobs that Python code makes. */
class SdkScriptsTest {

  private static List<String> found(String command) {
    return ProjectUnderTest.with("src/own/__init__.py")
        .and(
            "src/own/train.py",
            "import argparse",
            "p = argparse.ArgumentParser()",
            "p.add_argument('--rate', type=float, required=True)",
            "p.parse_args()")
        .and("src/score.py", "print(1)")
        .and(
            "jobs/submit.py",
            "from pathlib import Path",
            "from azure.ai.ml import command",
            "ROOT = Path(__file__).parents[1]",
            "job = command(",
            "    inputs={'rate': 1},",
            "    " + command,
            ")")
        .findings(new CommandCheck());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "code=str(ROOT / 'src'), command='python -m own.train --rate ${{inputs.rate}}' |",
        "code='src', command='python score.py' |",
        "code='../src', command='python score.py $[[--x ${{inputs.x}}]]' |",
        "code=anything(), command='python other.py' |",
        "code='nowhere', command='python other.py' |",
        "code='src', command='python scores.py' | jobs/submit.py:6:",
        "code=ROOT / 'src', command='python -m own.fit --rate 1' | own.fit",
        "code='./src', command='python -m own.train --learning-rate ${{inputs.rate}} --rate 1' | '--learning-rate'",
        "code='../src', command='python -m own.train' | '--rate'",
      })
  void areCommandsAsOthers(String command, @Nullable String problem) {
    assertThat(found(command))
        .hasSize(problem == null ? 0 : 1)
        .allSatisfy(line -> assertThat(line).contains(String.valueOf(problem)));
  }
}
