package io.github.mlopsmaven.adopt;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A small template in the shape of the accelerator's, and what its script makes of it. */
final class AcceleratorShape {

  private static final String CODE = "classical/aml-cli-v2/";
  private static final String INFRASTRUCTURE = "infrastructure/terraform/";

  private final Map<String, String> files = new TreeMap<>();

  AcceleratorShape() {
    for (String type :
        List.of("classical/aml-cli-v2/", "classical/python-sdk-v2/", "cv/aml-cli-v2/")) {
      for (String path :
          List.of(
              "data-science/src/train.py",
              "data-science/src/score.py",
              "data-science/environment/conda.yml",
              "data/a.csv",
              "mlops/azureml/train.yml",
              "mlops/devops-pipelines/train.yml",
              "mlops/github-actions/train.yml")) {
        files.put(type + path, (type + path).replace('/', ' ') + "\n");
      }
    }
    for (String language : List.of("terraform", "bicep")) {
      String folder = "infrastructure/" + language + "/";
      files.put(folder + "main.x", language + "\n");
      files.put(folder + "modules/a.x", language + " a\n");
      files.put(folder + "devops-pipelines/tf-deploy.yml", language + " devops\n");
      files.put(folder + "github-actions/tf-deploy.yml", language + " actions\n");
    }
    for (String name :
        List.of(".gitignore", "LICENSE", "README.md", "SUPPORT.md", "requirements.txt")) {
      files.put(name, "# " + name + "\n");
    }
    files.put("config-infra-dev.yml", "variables:\n  namespace: mlopsv2\n  postfix: 0001\n");
    files.put("config-infra-prod.yml", "variables:\n  namespace: mlopsv2\n  postfix: 0001\n# p\n");
  }

  Map<String, String> files() {
    return files;
  }

  /** The files of a project for Azure DevOps, as a state of the script lays them out. */
  Map<String, String> laidOut(String state) {
    Map<String, String> project = new TreeMap<>();
    files.forEach(
        (path, content) -> {
          String to = path;
          if (path.startsWith(CODE)) {
            to = path.substring(CODE.length());
          } else if (path.startsWith(INFRASTRUCTURE)) {
            String below = path.substring(INFRASTRUCTURE.length());
            to =
                "infrastructure/"
                    + (state.equals("main") ? below.replace("devops-pipelines/", "") : below);
          } else if (path.contains("/")) {
            return;
          }
          if (state.equals("v1.0.0") || !path.contains("github-actions/")) {
            project.put(to, content);
          }
        });
    return project;
  }
}
