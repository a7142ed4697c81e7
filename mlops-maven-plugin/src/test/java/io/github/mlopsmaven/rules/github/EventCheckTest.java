package io.github.mlopsmaven.rules.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventCheckTest {

  private static List<String> findings(String on, String expression) {
    return ProjectUnderTest.with(
            ".github/workflows/a.yml",
            "on: " + on,
            "jobs:",
            "  a:",
            "    runs-on: ubuntu-24.04",
            "    steps:",
            "      - run: echo ${{ " + expression + " }}")
        .findings(new EventCheck());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          push | github.event.pull_request.number | github.event.pull_request is empty: push does not have it
          [push, schedule] | github.event.issue.title | push, schedule do not have it
          {schedule: [{cron: '1 1 * * 1'}]} | github.event.inputs.stage | github.event.inputs is empty
          push | github.head_ref | github.head_ref is empty
          {workflow_dispatch: {inputs: {stage: {}}}} | github.event.inputs.stag | declares no input 'stag'
          {workflow_run: {workflows: [a]}} | github.event.head_commit.id | github.event.head_commit is empty
          """)
  void noEventHasIt(String on, String expression, String problem) {
    assertThat(findings(on, expression)).singleElement().asString().contains(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      textBlock =
          """
          [push, pull_request] ; github.event.pull_request.number
          push ; github.event.head_commit.message
          push ; github.event.repository.default_branch
          push ; github.event.pull_request.number || github.sha
          push ; github.head_ref || github.ref_name
          {workflow_call: } ; github.event.pull_request.number
          {workflow_dispatch: {inputs: {stage: {}}}} ; github.event.inputs.stage
          {workflow_dispatch: } ; github.event.inputs.any
          page_build ; github.event.build.status
          {release: {types: [published]}} ; github.event.release.tag_name
          {pull_request: } ; github.base_ref
          """)
  void anEventMayHaveIt(String on, String expression) {
    assertThat(findings(on, expression)).isEmpty();
  }
}
