package io.github.mlopsmaven.rules.azureml;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "managedOnlineEndpoint | name: churn-online |",
        "managedOnlineEndpoint | name: ${{ENDPOINT}} |",
        "managedOnlineEndpoint | name: churn_online | 'churn_online' cannot be the name of an endpoint",
        "batchEndpoint | name: 1demand | '1demand' cannot be",
        "batchEndpoint | name: demand--batch | 'demand--batch' cannot be",
        "modelBatchDeployment | name: m | 'm' cannot be the name of a deployment",
        "amlCompute | name: cpu-cluster |",
        "amlCompute | name: gpu_cluster | 'gpu_cluster' cannot be the name of a compute cluster",
        "computeInstance | name: of-the-team-1 | 'of-the-team-1' cannot be the name of a compute instance",
        "azureBlob | name: raw_images |",
        "azureBlob | name: raw-images | 'raw-images' cannot be the name of a datastore",
        "environment | name: my.env-1_x |",
        "environment | name: my env | 'my env' cannot be a name",
        "pipelineJob | jobs: {prep_data: {}, fit2: {}} |",
        "pipelineJob | jobs: {prep-data: {}} | 'prep-data' cannot be the name of a job of a pipeline",
        "pipelineJob | jobs: {Train: {}} | 'Train' cannot be",
        "commandComponent | inputs: {raw_data: {}, a.b: {}} |",
        "commandComponent | inputs: {raw-data: {}} | 'raw-data' cannot be the name of an input",
        "commandComponent | outputs: {2nd: {}} | '2nd' cannot be the name of an output",
        "commandJob | inputs: {raw-data: {}} |",
        "amlCompute | min_instances: 0¶max_instances: 2 |",
        "amlCompute | min_instances: 4¶max_instances: 2 | 'min_instances' is 4, and 'max_instances' only 2",
        "amlCompute | min_instances: -1¶max_instances: 2 | 'min_instances' cannot be -1",
        "sweepJob | limits: {max_total_trials: 8, max_concurrent_trials: 2} |",
        "sweepJob | limits: {max_total_trials: 2, max_concurrent_trials: 8} | 'max_concurrent_trials' is 8",
        "sweepJob | search_space: {lr: {type: uniform, min_value: 0.1, max_value: 0.01}} | 'min_value' is 0.1",
        "sweepJob | early_termination: {type: median_stopping, delay_evaluation: -2} | 'delay_evaluation' cannot be -2; use at least 0",
        "commandComponent | inputs: {n: {type: integer, min: 5, max: 1}} | 'min' is 5",
        "managedOnlineDeployment | request_settings: {request_timeout_ms: 180000} |",
        "managedOnlineDeployment | request_settings: {request_timeout_ms: 300000} | 'request_timeout_ms' cannot be 300000; use a number from 1 to 180000",
        "managedOnlineDeployment | instance_count: 0 | 'instance_count' cannot be 0",
        "managedOnlineEndpoint | traffic: {blue: 10, green: 90} |",
        "managedOnlineEndpoint | traffic: {blue: 0, green: 0} |",
        "managedOnlineEndpoint | traffic: {blue: 50, green: 60} | the shares of the traffic are 110 percent",
        "pipelineJob | jobs: {a: {inputs: {x: '${{parent.jobs.b.outputs.y}}'}}, b: {inputs: {x: '${{parent.inputs.y}}'}}} |",
        "pipelineJob | jobs: {a: {inputs: {x: '${{parent.jobs.b.outputs.y}}'}}, b: {inputs: {x: '${{parent.jobs.a.outputs.y}}'}}} | the job 'a' needs an output that is made after it",
      })
  void looksAtNamesNumbersAndOrder(String schema, String line, @Nullable String problem) {
    assertThat(findings(new ScheduleCheck(), schema, line.split("¶", -1)))
        .allSatisfy(found -> assertThat(found).contains(String.valueOf(problem)))
        .hasSize(problem == null ? 0 : 1);
  }
}
