package io.github.mlopsmaven.rules.azureml;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of endpoints and deployments, and the scripts of these. */
class EndpointCheckTest {

  private static final String SCHEMA = "$schema: https://azuremlschemas.azureedge.net/latest/";

  private static ProjectUnderTest project(String endpoint, String deployment, String script) {
    return ProjectUnderTest.with(
            "endpoint.yml",
            (SCHEMA + "batchEndpoint.schema.json¶name: vision¶" + endpoint).split("¶", -1))
        .and(
            "deployment.yml",
            (SCHEMA
                    + "modelBatchDeployment.schema.json¶"
                    + deployment
                    + "¶environment: azureml:e:1¶code_configuration:¶  code: src¶  scoring_script: score.py")
                .split("¶", -1))
        .and("src/score.py", script.split("¶", -1))
        .and("run.sh", "az ml batch-deployment create -f deployment.yml \\", "  -w x");
  }

  private static List<String> found(Check check, String endpoint, String deployment) {
    return project(endpoint, deployment, "").findings(check);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "defaults: {deployment_name: nightly} | name: nightly¶endpoint_name: vision",
        "defaults: {deployment_name: anything} | name: nightly¶endpoint_name: elsewhere",
        "description: x | name: nightly¶endpoint_name: other-team",
        "description: x | name: nightly¶endpoint_name: $ENDPOINT",
      })
  void acceptsNamesThatFit(String endpoint, String deployment) {
    assertThat(found(new EndpointCheck(), endpoint, deployment)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "defaults: {deployment_name: night} | name: nightly¶endpoint_name: vision | endpoint.yml:3:29: warning: no file of the project makes the deployment 'night' of 'vision'; use nightly",
        "traffic: {blue: 100} | name: green¶endpoint_name: vision | endpoint.yml:3:11: warning: no file of the project makes the deployment 'blue'",
        "description: x | name: nightly¶endpoint_name: visoin | deployment.yml:3:16: warning: no file of the project makes the endpoint 'visoin'; did you mean vision?",
        "description: x | name: nightly | deployment.yml:1:1: warning: the key 'endpoint_name' is missing",
        "description: x | endpoint_name: vision | deployment.yml:1:1: warning: the key 'name' is missing",
      })
  void seesNamesThatDoNot(String endpoint, String deployment, String finding) {
    assertThat(found(new EndpointCheck(), endpoint, deployment))
        .singleElement()
        .asString()
        .startsWith(finding);
  }

  private static List<String> both(String endpoint, String deployment) {
    return ProjectUnderTest.with("e.yml", (SCHEMA + endpoint).split("¶", -1))
        .and("d.yml", (SCHEMA + deployment).split("¶", -1))
        .findings(new EndpointCheck());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "managedOnlineEndpoint.schema.json¶name: vision | managedOnlineDeployment.schema.json¶name: blue¶endpoint_name: vision¶code_configuration: {code: ., scoring_script: s.py}¶environment: azureml:e:1 |",
        "onlineEndpoint.schema.json¶name: vision | kubernetesOnlineDeployment.schema.json¶name: blue¶endpoint_name: vision |",
        "managedOnlineEndpoint.schema.json¶name: vision | managedOnlineDeployment.schema.json¶name: blue¶endpoint_name: vision¶model: azureml:m:1 |",
        "managedOnlineEndpoint.schema.json¶name: vision | kubernetesOnlineDeployment.schema.json¶name: blue¶endpoint_name: vision | d.yml:1:10: warning: the deployment is of Kubernetes, and its endpoint 'vision' is managed",
        "managedOnlineEndpoint.schema.json¶name: vision | modelBatchDeployment.schema.json¶name: blue¶endpoint_name: vision | d.yml:1:10: warning: the deployment is for batches, and its endpoint 'vision' is managed",
        "managedOnlineEndpoint.schema.json¶name: vision | managedOnlineDeployment.schema.json¶name: blue¶endpoint_name: blue | d.yml:3:16: warning: no file of the project makes the endpoint 'blue'",
        "managedOnlineEndpoint.schema.json¶name: vision | managedOnlineDeployment.schema.json¶name: blue¶endpoint_name: vision¶code_configuration: {code: .}¶environment: azureml:e:1 | d.yml:4:21: warning: the key 'scoring_script' is missing",
        "managedOnlineEndpoint.schema.json¶name: vision | managedOnlineDeployment.schema.json¶name: blue¶endpoint_name: vision¶code_configuration: {code: ., scoring_script: s.py} | d.yml:1:1: warning: the key 'environment' is missing",
        "managedOnlineEndpoint.schema.json¶name: vision | managedOnlineDeployment.schema.json¶name: blue¶endpoint_name: vision¶model: {path: m, type: mlflow_model} |",
        "managedOnlineEndpoint.schema.json¶name: vision | managedOnlineDeployment.schema.json¶name: blue¶endpoint_name: vision¶model: {path: m, type: custom_model} | d.yml:4:8: warning: the model is not one of MLflow",
      })
  void comparesADeploymentWithItsEndpoint(
      String endpoint, String deployment, @Nullable String problem) {
    assertThat(both(endpoint, deployment))
        .allSatisfy(line -> assertThat(line).startsWith(String.valueOf(problem)))
        .hasSize(problem == null ? 0 : 1);
  }

  @Test
  void aLinkInADocumentIsNoCommand() {
    assertThat(
            ProjectUnderTest.with(
                    "e.yml", SCHEMA + "managedOnlineEndpoint.schema.json", "name: vision")
                .and(
                    "d.yml",
                    SCHEMA + "managedOnlineDeployment.schema.json",
                    "name: blue",
                    "endpoint_name: visoin")
                .and("README.md", "See [the deployment](d.yml).")
                .findings(new EndpointCheck()))
        .hasSize(1);
  }

  @Test
  void takesNamesThatTheCommandGives() {
    assertThat(
            ProjectUnderTest.with("cpu.yml", SCHEMA + "amlCompute.schema.json", "type: amlcompute")
                .and("run.sh", "az ml compute create -f cpu.yml \\", "  --name cpu")
                .findings(new EndpointCheck()))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "def init(): pass¶def run(data): pass |",
        "from other import init, run |",
        "def init(): pass¶@rawhttp¶def run(): pass |",
        "def init(): pass¶def run(data, more=1): pass |",
        "def run(data): pass | score.py has no function 'init'",
        "def init(): pass¶def score(data): pass | score.py has no function 'run'",
        "def init(): pass¶def run(): pass | cannot be called with the data alone",
        "def init(model): pass¶def run(data): pass | cannot be called without arguments",
      })
  void callsTheScript(String script, String problem) {
    List<String> found =
        project("description: x", "name: nightly¶endpoint_name: vision", script)
            .findings(new EntryScriptCheck());
    if (problem == null) {
      assertThat(found).isEmpty();
    } else {
      assertThat(found).singleElement().asString().contains(problem);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "component: ./c.yml |",
        "component: ./e.yml | 'e.yml' is of the schema environment, and a component is needed here",
        "environment: file:e.yml |",
        "environment: file:c.yml | 'c.yml' is of the schema commandcomponent",
        "conda_file: conda.yml |",
        "conda_file: e.yml | 'e.yml' is no environment of conda",
        "create_job: ./j.yml |",
        "create_job: ./c.yml | and a job is needed here",
        "model: azureml:m:1 |",
      })
  void refersToFilesOfTheKind(String line, @Nullable String problem) {
    List<String> found =
        ProjectUnderTest.with("a.yml", SCHEMA + "some.schema.json", line)
            .and("c.yml", SCHEMA + "commandComponent.schema.json")
            .and("e.yml", SCHEMA + "environment.schema.json")
            .and("j.yml", SCHEMA + "pipelineJob.schema.json")
            .and("conda.yml", "dependencies: [python]")
            .findings(new FileReferenceCheck());
    assertThat(found)
        .hasSize(problem == null ? 0 : 1)
        .allSatisfy(one -> assertThat(one).contains(String.valueOf(problem)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{MODEL_NAME: a} | os.environ['THRESHOLD'] | the scoring script reads 'THRESHOLD', which nothing sets; add",
        "{TRESHOLD: 1} | os.environ['THRESHOLD'] | which nothing sets; rename TRESHOLD",
        "{THRESHOLD: 1} | os.environ['THRESHOLD'] |",
        "{MODEL_NAME: a} | os.environ.get('THRESHOLD', 1) |",
        "{MODEL_NAME: a} | os.environ['AZUREML_MODEL_DIR'] |",
        "{MODEL_NAME: a} | os.environ['SET_BY_COMMAND'] |",
        "{MODEL_NAME: a} | os.environ['THRESHOLD'] if 'THRESHOLD' in os.environ else 1 |",
        "{MODEL_NAME: a} | None; os.environ['THRESHOLD'] = '1' |",
      })
  void comparesVariablesWithTheScoringScript(
      String variables, String read, @Nullable String problem) {
    List<String> findings =
        ProjectUnderTest.with(
                "deployment.yml",
                SCHEMA + "managedOnlineDeployment.schema.json",
                "name: blue",
                "endpoint_name: x",
                "environment: azureml:e:1",
                "environment_variables: " + variables,
                "code_configuration: {code: src, scoring_script: score.py}")
            .and("src/score.py", "import os", "def init(): x = " + read, "def run(data): pass")
            .and(
                "deploy.sh",
                "az ml online-deployment update --set environment_variables.SET_BY_COMMAND=1")
            .findings(new EndpointCheck());
    if (problem == null) {
      assertThat(findings).isEmpty();
    } else {
      assertThat(findings).singleElement().asString().contains(problem);
    }
  }
}
