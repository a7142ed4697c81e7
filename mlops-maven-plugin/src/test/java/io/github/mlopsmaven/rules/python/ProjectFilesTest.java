package io.github.mlopsmaven.rules.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectFilesTest {

  @Test
  void entryPointsAndPathsOfAProjectExist() {
    ProjectUnderTest project =
        ProjectUnderTest.with("src/churn/cli.py", "def main(): pass")
            .and("README.md", "churn")
            .and("tests/test_a.py", "")
            .and(
                "pyproject.toml",
                "[project]",
                "readme = {file = \"README.md\"}",
                "[project.scripts]",
                "a = \"churn.cli:main\"",
                "b = \"churn.cli:run\"",
                "c = \"churn.clis:main\"",
                "d = \"elsewhere.cli:main\"",
                "[tool.pytest.ini_options]",
                "testpaths = [",
                "  \"tests\",",
                "  \"test\",",
                "]");
    assertThat(project.findings(new ProjectFileCheck()))
        .satisfiesExactly(
            line -> assertThat(line).contains(":5:5: ").contains("'run' is not in"),
            line -> assertThat(line).contains(":6:5: ").contains("no module 'churn.clis'"),
            line -> assertThat(line).contains(":11:3: ").contains("did you mean tests?"));
  }

  @Test
  void aPipelineNamesWhatItsComponentsHave() {
    assertThat(
            ProjectUnderTest.with(
                    "components/train.yml",
                    "$schema: https://azuremlschemas.azureedge.net/latest/commandComponent.schema.json",
                    "inputs: {table: {type: uri_folder}}",
                    "outputs: {model: {type: mlflow_model}}",
                    "command: python train.py")
                .and(
                    "pipeline.py",
                    "from azure.ai.ml import load_component",
                    "from azure.ai.ml.dsl import pipeline",
                    "train = load_component(source=ROOT / \"components/train.yml\")",
                    "@pipeline(default_compute=\"cpu\")",
                    "def training(data):",
                    "    step = train(table=data, rows=3)",
                    "    other = unknown(step)",
                    "    return {",
                    "        \"model\": step.outputs.model,",
                    "        \"rest\": step.outputs[\"models\"],",
                    "        \"any\": other.outputs.thing,",
                    "    }",
                    "job = training(data=1)",
                    "job.inputs.date = 3",
                    "print(job.outputs.model)")
                .findings(new PipelineCheck()))
        .satisfiesExactly(
            line -> assertThat(line).contains(":6:30: ").contains("no input 'rows'"),
            line -> assertThat(line).contains(":10:").contains("no output 'models'"),
            line -> assertThat(line).contains(":14:12: ").contains("no input 'date'"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pandas=2.0",
        "pandas==2.x",
        "pandas>=",
        "pandas; python_vers < '3.9'",
        "pandas; python_version < 3.9",
        "pandas; python_version",
        "--index https://contoso.example/simple",
        "pandas numpy"
      })
  void reportsWhatPipDoesNotRead(String line) {
    assertThat(ProjectUnderTest.with("requirements.txt", line).findings(new RequirementsCheck()))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pandas",
        "pandas[excel,test] >=2.0, <3 ; python_version >= '3.9' and (sys_platform == \"linux\" or extra == 'x')",
        "torch==2.1.0+cu118",
        "a==1.*",
        "a~=1.0rc1",
        "a @ https://contoso.example/a.whl",
        "--index-url=https://contoso.example/simple",
        "-i https://contoso.example/simple",
        "--pre",
        "# nothing",
        "a==1.0 \\"
      })
  void acceptsWhatPipReads(String line) {
    assertThat(ProjectUnderTest.with("requirements.txt", line).findings(new RequirementsCheck()))
        .isEmpty();
  }

  @Test
  void anEnvironmentOfCondaHasDependencies() {
    assertThat(
            ProjectUnderTest.with("conda.yml", "channels: [conda-forge]", "dependency: [python]")
                .findings(new RequirementsCheck()))
        .singleElement()
        .asString()
        .contains("use dependencies");
  }
}
