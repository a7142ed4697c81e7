package io.github.mlopsmaven.rules.azurepipelines;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import org.junit.jupiter.api.Test;

class NameAndImageCheckTest {

  @Test
  void reportsUndeclaredParametersStagesAndJobs() {
    assertThat(
            ProjectUnderTest.with(
                    "p.yml",
                    "parameters:",
                    "  - {name: file, type: string}",
                    "stages:",
                    "  - stage: Train",
                    "    jobs:",
                    "      - job: a",
                    "      - deployment: b",
                    "        dependsOn: [a, c]",
                    "  - stage: Deploy",
                    "    dependsOn: Trian",
                    "    jobs:",
                    "      - job: d",
                    "        steps:",
                    "          - script: |",
                    "              echo ${{ parameters.file }} $(parameters.x)",
                    "              echo ${{ parameters['flie'] }}")
                .findings(new NameCheck()))
        .containsExactly(
            "p.yml:8:24: error: unknown job 'c'; use one of a, b (did you mean a?)"
                + " [azure-pipelines-unknown-name]",
            "p.yml:10:16: error: unknown stage 'Trian'; use one of Deploy, Train (did you mean"
                + " Train?) [azure-pipelines-unknown-name]",
            "p.yml:16:24: error: no parameter 'flie' is declared here; use file (did you mean"
                + " file?) [azure-pipelines-unknown-name]");
  }

  @Test
  void saysNothingAboutListsThatTemplatesComplete() {
    assertThat(
            ProjectUnderTest.with(
                    "p.yml",
                    "stages:",
                    "  - template: more.yml",
                    "  - stage: Deploy",
                    "    dependsOn: Train",
                    "  - ${{ each e in split('a,b', ',') }}:",
                    "      - stage: ${{ e }}")
                .findings(new NameCheck()))
        .isEmpty();
  }

  @Test
  void reportsRetiredImagesAlsoBehindVariables() {
    assertThat(
            ProjectUnderTest.with(
                    "a/p.yml",
                    "variables:",
                    "  - template: ../config.yml",
                    "pool: {vmImage: $(image)}",
                    "jobs:",
                    "  - job: a",
                    "    pool: {vmImage: Ubuntu-20.04}",
                    "  - job: b",
                    "    pool: {vmImage: $(unknown)}")
                .and("config.yml", "variables: {image: windows-2019}")
                .places(new ImageCheck()))
        .containsExactly(
            "a/p.yml:3:17 [azure-pipelines-retired-image]",
            "a/p.yml:6:21 [azure-pipelines-retired-image]");
  }

  @Test
  void takesTheLastValueOfAVariableAndAnyOfConditionalOnes() {
    assertThat(
            ProjectUnderTest.with(
                    "p.yml",
                    "variables:",
                    "  - {name: image, value: ubuntu-20.04}",
                    "  - {name: image, value: ubuntu-24.04}",
                    "  - ${{ if eq(1, 2) }}:",
                    "    - {name: image, value: ubuntu-20.04}",
                    "pool: {vmImage: $(image)}")
                .findings(new ImageCheck()))
        .isEmpty();
  }

  @Test
  void seesTheJobsOfATemplateBesideThoseOfItsPipeline() {
    ProjectUnderTest project =
        ProjectUnderTest.with(
                "pipeline.yml",
                "trigger: none",
                "jobs:",
                "  - job: submit",
                "    steps: [{script: make}]",
                "  - template: templates/wait.yml")
            .and(
                "templates/wait.yml",
                "jobs:",
                "  - job: wait",
                "    dependsOn: [submit, sbumit]",
                "    steps: [{script: make}]")
            .and(
                "templates/for-others.yml",
                "jobs:",
                "  - job: late",
                "    dependsOn: early",
                "    steps: [{script: make}]")
            .and("templates/open.yml", "variables:", "  - {name: a, value: '${{ parameters.b }}'}");
    assertThat(project.findings(new NameCheck()))
        .containsExactly(
            "templates/wait.yml:3:25: error: unknown job 'sbumit'; use one of submit, wait (did"
                + " you mean submit?) [azure-pipelines-unknown-name]");
  }
}
