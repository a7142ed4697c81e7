package io.github.mlopsmaven.rules.azureml;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleCheckTest {

  private static final String SCHEMA = "$schema: https://azuremlschemas.azureedge.net/latest/";

  private static List<String> findings(Check check, String schema, String... lines) {
    String[] all = new String[lines.length + 1];
    all[0] = SCHEMA + schema + ".schema.json";
    System.arraycopy(lines, 0, all, 1, lines.length);
    return ProjectUnderTest.with("a.yml", all).findings(check);
  }

  @Test
  void looksAtTheTimesOfASchedule() {
    assertThat(
            findings(
                new ScheduleCheck(),
                "schedule",
                "trigger: {type: recurrence, frequency: day, interval: 1, schedule: {hours: [4, 24],"
                    + " minutes: 60}}"))
        .hasSize(3);
    assertThat(
            findings(
                new ScheduleCheck(),
                "schedule",
                "trigger: {type: cron, expression: '0 4 * * 1'}",
                "create_job: azureml:a"))
        .isEmpty();
  }

  @Test
  void aSettingThatIsNearlyRightIsAMistake() {
    assertThat(
            findings(
                new ScheduleCheck(),
                "pipelineJob",
                "settings: {default_datestore: azureml:a, own: 1, force_rerun: true}"))
        .singleElement()
        .asString()
        .contains("use default_datastore");
  }

  @Test
  void expressionsNameWhatTheyCanBeginWith() {
    assertThat(
            findings(
                new BindingCheck(),
                "sweepJob",
                "trial: {command: 'python a.py ${{search_space.rates}} ${{search_space.rate}}"
                    + " ${{input.data}} ${{inputs.data}}'}",
                "inputs: {data: {type: uri_file}}",
                "search_space: {rate: {type: uniform}}"))
        .hasSize(2);
  }

  @Test
  void aNameOfAnotherKindIsNone() {
    ProjectUnderTest project =
        ProjectUnderTest.with("data.yml", SCHEMA + "data.schema.json", "name: churn")
            .and(
                "job.yml",
                SCHEMA + "commandJob.schema.json",
                "environment: azureml:churn@latest",
                "inputs: {table: {path: 'azureml:churn:1'}}");
    assertThat(project.findings(new AssetNameCheck()))
        .singleElement()
        .asString()
        .contains("'churn' is registered as data, not as environment");
    assertThat(
            project
                .and("setup.sh", "az ml environment create --name churn")
                .findings(new AssetNameCheck()))
        .isEmpty();
  }
}
