package io.github.mlopsmaven.rules.azureml;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AzuremlChecksTest {

  private static ProjectUnderTest with(String path, String schema, String... lines) {
    return and(ProjectUnderTest.with("README.md", "x"), path, schema, lines);
  }

  private static ProjectUnderTest and(
      ProjectUnderTest project, String path, String schema, String... lines) {
    List<String> all = new ArrayList<>();
    all.add("$schema: https://azuremlschemas.azureedge.net/latest/" + schema + ".schema.json");
    all.addAll(List.of(lines));
    return project.and(path, all.toArray(String[]::new));
  }

  @Test
  void reportsFilesThatAreNotThere() {
    assertThat(
            with(
                    "mlops/train/job.yml",
                    "pipelineJob",
                    "jobs:",
                    "  a: {component: 'file:nothing.yml', code: ../src}",
                    "  b: {component: azureml:known@latest, code: git+https://example.com/x}",
                    "inputs:",
                    "  x: {type: uri_file, path: ../../data/x.csv}",
                    "  y: {type: uri_file, path: azureml:y@latest}",
                    "  z: {type: uri_file, path: 'https://example.com/z.csv'}",
                    "  w: {type: uri_file, path: ../../../outside.csv}")
                .and("data/x.csv", "1")
                .findings(new FileReferenceCheck()))
        .containsExactly(
            "mlops/train/job.yml:3:18: error: 'nothing.yml' not found; add it, or correct the path;"
                + " it starts at the directory of this file [azureml-missing-file]",
            "mlops/train/job.yml:3:44: error: '../src' not found; add it, or correct the path; it"
                + " starts at the directory of this file [azureml-missing-file]");
  }

  @Test
  void looksForTheScoringScriptInTheCode() {
    assertThat(
            with(
                    "mlops/deployment.yml",
                    "batchDeployment",
                    "model: azureml:m@latest",
                    "code_configuration: {code: ../src, scoring_script: score.py}",
                    "environment: {image: x, conda_file: ../src/conda.yml}")
                .and("src/other.py", "x = 1")
                .places(new FileReferenceCheck()))
        .containsExactly(
            "mlops/deployment.yml:3:52 [azureml-missing-file]",
            "mlops/deployment.yml:4:37 [azureml-missing-file]");
  }

  @Test
  void looksIntoTheBuildContext() {
    ProjectUnderTest project =
        with("mlops/env.yml", "environment", "name: e", "build: {path: ../environment}");
    assertThat(
            project
                .and(
                    "environment/Dockerfile",
                    "FROM x",
                    "COPY conda.yaml requirements.txt ./",
                    "COPY --from=x /a /b",
                    "COPY *.txt ./",
                    "ADD https://example.com/x /x")
                .and("environment/requirements.txt", "a==1")
                .findings(new FileReferenceCheck()))
        .containsExactly(
            "environment/Dockerfile:2:6: error: 'conda.yaml' is not in the build context"
                + " 'environment'; add it there, or remove it from this line"
                + " [azureml-build-context]");
    assertThat(
            with("mlops/env.yml", "environment", "name: e", "build: {path: ../environment}")
                .and("environment/x", "1")
                .places(new FileReferenceCheck()))
        .containsExactly("mlops/env.yml:3:8 [azureml-missing-file]");
  }

  @Test
  void reportsExpressionsThatNameNothing() {
    assertThat(
            with(
                    "pipeline.yml",
                    "pipelineJob",
                    "inputs: {data: 1}",
                    "jobs:",
                    "  prep:",
                    "    command: python a.py ${{inputs.raw}} ${{outputs.out}} $[[${{inputs.no}}]]",
                    "    inputs: {raw: '${{parent.inputs.dat}}'}",
                    "    outputs: {out: '${{parent.outputs.none}}'}",
                    "  train:",
                    "    command: python b.py ${{inputs.x}} ${{inputs.y}} ${{inputs.z}}",
                    "    inputs:",
                    "      x: ${{parent.jobs.prep.outputs.out}}",
                    "      y: ${{parent.jobs.prep.outputs.other}}",
                    "      z: {path: '${{parent.jobs.pre.outputs.out}}'}",
                    "  far:",
                    "    component: azureml:far@latest",
                    "    inputs: {a: '${{parent.jobs.train.outputs.b}}'}",
                    "  after:",
                    "    component: azureml:after@latest",
                    "    inputs: {a: '${{parent.jobs.far.outputs.anything}}'}")
                .places(new BindingCheck()))
        .containsExactly(
            "pipeline.yml:5:14 [azureml-unbound]",
            "pipeline.yml:6:19 [azureml-unbound]",
            "pipeline.yml:7:20 [azureml-unbound]",
            "pipeline.yml:12:10 [azureml-unbound]",
            "pipeline.yml:13:17 [azureml-unbound]",
            "pipeline.yml:16:17 [azureml-unbound]");
  }

  @Test
  void reportsBindingsFromTheWrongRoot() {
    assertThat(
            with(
                    "pipeline.yml",
                    "pipelineJob",
                    "inputs: {data: 1}",
                    "jobs:",
                    "  prep:",
                    "    command: python a.py ${{inputs.raw}} ${{parent.inputs.data}} ${{outputs.out}}",
                    "    inputs: {raw: '${{inputs.data}}'}",
                    "    outputs: {out: {path: 'azureml://datastores/x/paths/${{name}}/${{inputs.raw}}'}}",
                    "  train:",
                    "    command: python b.py ${{inputs.x}} ${{inputs.y}} ${{inputs.z}}",
                    "    inputs:",
                    "      x: ${{jobs.prep.outputs.out}}",
                    "      y: {path: '${{parent.prep.outputs.out}}'}",
                    "      z: ${{parent.jobs.prep.outputs.out}}",
                    "      fine: ${{parent.inputs.data}}")
                .findings(new BindingCheck()))
        .hasSize(4)
        .anySatisfy(
            line -> assertThat(line).contains("yml:5:14").contains("does not know 'parent'"))
        .anySatisfy(
            line -> assertThat(line).contains("yml:6:19").contains("${{parent.inputs.data}}"))
        .anySatisfy(line -> assertThat(line).contains("write ${{parent.jobs.prep.outputs.out}}"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("the pipeline has no 'prep' to bind")
                    .contains("write ${{parent.jobs.prep.outputs.out}}"));
  }

  @Test
  void comparesJobsWithTheirComponents() {
    ProjectUnderTest project =
        with(
            "train/pipeline.yml",
            "pipelineJob",
            "jobs:",
            "  a:",
            "    component: ./c.yml",
            "    inputs: {rate: 1, sed: 2}",
            "    outputs: {modle: {type: uri_folder}}",
            "  b:",
            "    component: ./c.yml",
            "    inputs: {data: '${{parent.jobs.a.outputs.model}}'}");
    assertThat(
            and(
                    project,
                    "train/c.yml",
                    "commandComponent",
                    "inputs:",
                    "  data: {type: uri_file}",
                    "  rate: {type: number, default: 1}",
                    "  seed: {type: integer, optional: true}",
                    "outputs:",
                    "  model: {type: uri_folder}")
                .findings(new BindingCheck()))
        .containsExactly(
            "train/pipeline.yml:3:3: error: the component of the job 'a' requires the input 'data',"
                + " which is missing; add `data` to the job's `inputs` [azureml-missing-input]",
            "train/pipeline.yml:5:23: error: the component has no input 'sed'; declare it in the"
                + " component, or take this line out [azureml-unknown-input]",
            "train/pipeline.yml:6:15: error: the component has no output 'modle'; declare it in the"
                + " component, or take this line out [azureml-unknown-input]");
  }

  @Test
  void reportsNamesThatNothingRegisters() {
    ProjectUnderTest project =
        with(
            "job.yml",
            "commandJob",
            "environment: azureml:train-evn@latest",
            "compute: azureml:cpu",
            "settings: {default_datastore: azureml:workspaceblobstore}",
            "inputs:",
            "  a: {path: 'azureml:fares-reference@latest'}",
            "  b: {path: 'azureml:curated:1'}");
    assertThat(
            and(project, "env.yml", "environment", "name: train-env")
                .and("main.tf", "locals { n = \"cpu\" }")
                .and("train.sh", "data=fares", "az ml data create --name \"$data-reference\"")
                .findings(new AssetNameCheck()))
        .containsExactly(
            "job.yml:2:14: warning: nothing in the project registers the environment 'train-evn'; did"
                + " you mean 'train-env'? Else register it in a file of the project"
                + " [azureml-unregistered-name]",
            "job.yml:7:13: note: nothing in the project registers the data 'curated'; make sure that"
                + " the workspace has it, or correct the name [azureml-foreign-name]");
  }

  @Test
  void leavesDataToWhoeverBringsIt() {
    assertThat(
            with(
                    "jobs/job.yml",
                    "commandJob",
                    "code: ../src",
                    "inputs:",
                    "  a: {type: uri_file, path: ../data/a.csv}",
                    "  b: {path: ../data/b.csv}",
                    "model: {path: ../model}")
                .and("README.md", "Put the data into b.csv first.")
                .and("copy.sh", "cp -r lib src")
                .findings(new FileReferenceCheck()))
        .containsExactly(
            "jobs/job.yml:4:29: note: '../data/a.csv' is not in the project; make sure that it is"
                + " made before this file is used, or correct the path [azureml-absent-data]",
            "jobs/job.yml:6:15: note: '../model' is not in the project; make sure that it is made"
                + " before this file is used, or correct the path [azureml-absent-data]");
  }
}
