package io.github.mlopsmaven.rules.azureml;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files between steps, and of models. */
class HandedFileCheckTest {

  private static final String SCHEMA = "$schema: https://azuremlschemas.azureedge.net/latest/";

  private static final String PARSER =
      "import argparse, os, shutil, joblib, mlflow¶from pathlib import Path¶import pandas as pd¶"
          + "parser = argparse.ArgumentParser()¶parser.add_argument('--table')¶args = parser.parse_args()¶";

  private static List<String> steps(String writer, String reader) {
    return ProjectUnderTest.with("src/write.py", (PARSER + writer).split("¶", -1))
        .and("src/read.py", (PARSER + reader).split("¶", -1))
        .and(
            "pipeline.yml",
            SCHEMA + "pipelineJob.schema.json",
            "type: pipeline",
            "jobs:",
            "  first:",
            "    type: command",
            "    code: src",
            "    command: python write.py --table ${{outputs.table}}",
            "    outputs: {table: {type: uri_folder}}",
            "  second:",
            "    type: command",
            "    code: ./src",
            "    command: python -u read.py --table=${{inputs.table}}",
            "    inputs: {table: '${{parent.jobs.first.outputs.table}}'}")
        .findings(new HandedFileCheck());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "df.to_csv(Path(args.table) / 'a.csv') | pd.read_csv(os.path.join(args.table, 'a.csv'))",
        "df.to_csv(Path(args.table) / 'a' / 'b.csv') | pd.read_parquet(Path(args.table) / 'a')",
        // What others write there, nobody knows.
        "df.to_csv(args.table + '/a.csv')¶Path(args.table, 'x.csv').touch() | pd.read_csv(Path(args.table) / 'b.csv')",
        "save(args.table)¶Path(args.table, 'x.csv').touch() | pd.read_csv(Path(args.table) / 'b.csv')",
        "shutil.copytree('a', args.table)¶Path(args.table, 'x.csv').touch() | pd.read_csv(Path(args.table) / 'b.csv')",
        "mlflow.sklearn.save_model(m, Path(args.table) / 'model')¶Path(args.table, 'x').touch() | open(Path(args.table) / 'model' / 'MLmodel')",
        "Path(args.table, 'x').touch()¶for name in names:¶    df.to_csv(os.path.join(args.table, name)) | open(Path(args.table) / 'y')",
        "run(args)¶Path(args.table, 'x').touch() | open(Path(args.table) / 'y')",
        "out = Path(args.table)¶out = out / 'sub'¶(out / 'x').touch()¶Path(args.table, 'z').touch() | open(Path(args.table) / 'y')",
        "Path(args.table, 'x').touch() | path = Path(args.table) / 'y'¶if path.exists():¶    print(path.read_text())",
        "Path(args.table, 'x').touch() | try:¶    open(Path(args.table) / 'y')¶except FileNotFoundError:¶    pass",
        "Path(args.table, 'x').touch() | open(Path(args.table) / name)¶list(Path(args.table).glob('*.csv'))",
        "print(args.table) | open(Path(args.table) / 'y')",
      })
  void acceptsWhatMayBeThere(String writer, String reader) {
    assertThat(steps(writer, reader)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "df.to_csv(Path(args.table) / 'a.csv') | pd.read_csv(os.path.join(args.table, 'b.csv')) | src/read.py:7:13: error: 'b.csv' is read, and the step 'first' has no such file; use a.csv",
        "joblib.dump(m, f'{args.table}/model.joblib') | joblib.load(f'{args.table}/model.pkl') | 'model.pkl' is read",
        "os.makedirs(args.table, exist_ok=True)¶print(args.table)¶with open(os.path.join(args.table, 'a'), 'w') as f:¶    f.write('x') | print((Path(args.table) / 'c').read_text()) | 'c' is read",
        "def main(args):¶    out = Path(args.table)¶    out.mkdir()¶    write(out / 'x.csv')¶main(args)¶Path(args.table, 'z').touch() | def load(folder):¶    return open(Path(folder) / 'y')¶load(args.table) | 'y' is read",
      })
  void seesWhatIsNot(String writer, String reader, String finding) {
    assertThat(steps(writer, reader)).singleElement().asString().contains(finding);
  }

  private static List<String> served(String script, String model, String... files) {
    ProjectUnderTest project =
        ProjectUnderTest.with(
                "deployment.yml",
                SCHEMA + "managedOnlineDeployment.schema.json",
                "name: blue",
                "endpoint_name: fares",
                "model: " + model,
                "code_configuration: {code: src, scoring_script: score.py}")
            .and("src/score.py", ("import joblib, os¶" + script).split("¶", -1));
    for (String file : files) {
      project.and(file, "x");
    }
    return project.findings(new HandedFileCheck());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "joblib.load(os.path.join(os.environ['AZUREML_MODEL_DIR'], 'fares', 'a.joblib'))",
        "joblib.load(os.path.join(os.environ['AZUREML_MODEL_DIR'], 'a.joblib'))",
        "joblib.load(os.path.join(os.getenv('AZUREML_MODEL_DIR'), NAME))",
        "joblib.load(os.path.join(os.getenv('OTHER_DIR'), 'b.joblib'))",
      })
  void acceptsFilesOfTheModel(String script) {
    assertThat(served(script, "{path: models/fares}", "models/fares/a.joblib")).isEmpty();
  }

  @Test
  void saysNothingOfModelsThatAreKeptElsewhere() {
    String script = "joblib.load(os.path.join(os.environ['AZUREML_MODEL_DIR'], 'b.joblib'))";
    assertThat(served(script, "azureml:fares@latest")).isEmpty();
    assertThat(served(script, "{path: models/fares}")).isEmpty();
    assertThat(served(script, "{path: models/fares}", "models/fares/README.md")).isEmpty();
    assertThat(served(script, "{path: models/fares}", "models/fares/info.json")).isEmpty();
  }

  @Test
  void seesFilesThatTheModelDoesNotHave() {
    String script = "joblib.load(os.path.join(os.environ['AZUREML_MODEL_DIR'], 'b.joblib'))";
    assertThat(served(script, "{path: models/fares}", "models/fares/a.joblib"))
        .containsExactly(
            "src/score.py:2:13: error: 'b.joblib' is read, and the model has no such file;"
                + " use fares/a.joblib [azureml-handed-file]");
    assertThat(served(script, "{path: models/a.joblib}"))
        .singleElement()
        .asString()
        .contains("use a.joblib");
  }

  @Test
  void seesAModelThatIsNotOfMlflow() {
    String model = "{path: models/fares, type: mlflow_model}";
    assertThat(served("x = 1", model, "models/fares/MLmodel")).isEmpty();
    assertThat(served("x = 1", model, "models/fares/model.pkl"))
        .containsExactly(
            "deployment.yml:4:15: error: the folder has no file MLmodel, so it is no model of MLflow;"
                + " name the folder that MLflow saved, or write type: custom_model"
                + " [azureml-handed-file]");
  }
}
