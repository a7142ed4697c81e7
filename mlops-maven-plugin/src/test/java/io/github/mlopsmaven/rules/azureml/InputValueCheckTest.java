package io.github.mlopsmaven.rules.azureml;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of inputs, and what is bound to them. */
class InputValueCheckTest {

  private static final String SCHEMA = "$schema: https://azuremlschemas.azureedge.net/latest/";

  private static List<String> found(String input, String value) {
    return ProjectUnderTest.with(
            "train.yml",
            SCHEMA + "commandComponent.schema.json",
            "name: train",
            "type: command",
            "inputs:",
            "  rate: {type: number, min: 0.1, max: 0.5}",
            "  rounds: {type: integer, default: 3}",
            "  deep: {type: boolean, optional: true}",
            "  kind: {type: string, enum: [small, large]}",
            "  model: {type: mlflow_model}",
            "  table: {type: mltable}",
            "  folder: {type: uri_folder}",
            "outputs:",
            "  model: {type: mlflow_model}",
            "  table: {type: mltable}",
            "  file: {type: uri_file}",
            "command: echo ${{inputs.rate}}",
            "environment: azureml:x@latest")
        .and(
            "pipeline.yml",
            SCHEMA + "pipelineJob.schema.json",
            "type: pipeline",
            "inputs:",
            "  half: 0.5",
            "  whole: 1.0",
            "  word: small",
            "  data: {type: uri_folder, path: ./x}",
            "  typed: {type: integer, default: 4}",
            "jobs:",
            "  first:",
            "    type: command",
            "    component: ./train.yml",
            "  second:",
            "    type: command",
            "    component: ./train.yml",
            "    inputs:",
            "      " + input + ": " + value)
        .findings(new InputValueCheck());
  }

  @ParameterizedTest
  @CsvSource({
    "rate, 0.5",
    "rate, '${{parent.inputs.half}}'",
    "rate, '${{parent.inputs.unknown}}'",
    "rounds, '\"3\"'",
    "rounds, '${{parent.inputs.typed}}'",
    "deep, True",
    "kind, large",
    "kind, '${{parent.inputs.word}}'",
    "model, '${{parent.jobs.first.outputs.model}}'",
    "folder, '${{parent.jobs.first.outputs.model}}'",
    "folder, '${{parent.jobs.first.outputs.file}}'",
    "model, '${{parent.inputs.data}}'",
    "model, 'azureml:x@latest'",
  })
  void acceptsWhatTheComponentTakes(String input, String value) {
    assertThat(found(input, value)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rate | 0.75 | 17:13 | the input 'rate' of the job 'second' takes at most 0.5, not '0.75'",
        "rate | 0 | 17:13 | takes at least 0.1",
        "rate | high | 17:13 | takes a number, not 'high'",
        "rate | ${{parent.inputs.whole}} | 5:10 | takes at most 0.5, not '1.0'",
        "rate | ${{parent.inputs.data}} | 17:13 | takes number and gets uri_folder",
        "rounds | 2.5 | 17:15 | takes a whole number",
        "deep | 2 | 17:13 | takes true or false",
        "kind | medium | 17:13 | takes one of large, small, not 'medium'",
        "model | ${{parent.jobs.first.outputs.table}} | 17:14 | takes mlflow_model and gets mltable",
        "table | ${{parent.jobs.first.outputs.model}} | 17:14 | takes mltable and gets mlflow_model",
      })
  void seesWhatItDoesNot(String input, String value, String place, String problem) {
    assertThat(found(input, value))
        .singleElement()
        .asString()
        .contains("pipeline.yml:" + place + ":", problem);
  }

  @Test
  void comparesDefaultsWithTheirLimits() {
    assertThat(
            ProjectUnderTest.with(
                    "c.yml",
                    SCHEMA + "commandComponent.schema.json",
                    "inputs:",
                    "  a: {type: integer, min: 2, default: 1}",
                    "  b: {type: string, enum: [x, y], default: z}")
                .findings(new InputValueCheck()))
        .hasSize(2);
  }
}
