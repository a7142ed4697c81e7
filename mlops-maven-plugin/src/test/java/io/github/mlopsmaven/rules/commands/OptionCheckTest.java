package io.github.mlopsmaven.rules.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import org.junit.jupiter.api.Test;

class OptionCheckTest {

  @Test
  void comparesTheOptionsOfAJobWithThoseOfItsProgram() {
    assertThat(
            ProjectUnderTest.with(
                    "jobs/train.yml",
                    "$schema: https://azuremlschemas.azureedge.net/latest/commandJob.schema.json",
                    "code: ../src",
                    "command: python train.py --rates 1 --seed 2")
                .and(
                    "src/train.py",
                    "import argparse",
                    "parser = argparse.ArgumentParser()",
                    "parser.add_argument(\"--rate\", type=float)",
                    "parser.add_argument(\"--seed\", type=int)",
                    "args = parser.parse_args()")
                .findings(new CommandCheck()))
        .singleElement()
        .asString()
        .startsWith("jobs/train.yml:3:")
        .contains("train.py has no option '--rates'")
        .endsWith("[command-unknown-option]");
  }
}
