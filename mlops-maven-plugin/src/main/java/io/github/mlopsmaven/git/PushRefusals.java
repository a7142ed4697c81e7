package io.github.mlopsmaven.git;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What to do when a server refuses a branch: its own words, and the remedy. The words are those
 * that git, GitHub, GitLab, Gitea and Azure DevOps publish.
 */
final class PushRefusals {

  private record Row(Pattern words, String remedy) {}

  private static final List<Row> ROWS =
      List.of(
          row("archived", "unarchive the repository at its host, or use another one"),
          row(
              "GH006|protected branch|TF402455|pull request|not allowed to push (code )?to",
              "push to another branch and create a pull request, or let its owners allow pushes to it;"
                  + " with -Dmlops.remote=github or azure-devops, -Dmlops.pullRequest does that"),
          row(
              "GH013|repository rule violations|push protection|contain secrets",
              "remove what the server names, or let its owners allow it"),
          row(
              "GH001|large files? detected|exceeds .*(file )?size|TF401022|VS403658",
              "leave out the file that the server names, or keep it in Git LFS"),
          row(
              "TF401027|GenericContribute|permission|denied|not authorized|forbidden",
              "use credentials that may push there"),
          row(
              "unpacker error|no space|quota|disk",
              "ask the server's operators: it cannot store what was pushed"),
          row(
              "non-fast-forward|fetch first|stale info|already exists",
              "push again: somebody else has pushed meanwhile"));

  private PushRefusals() {}

  private static Row row(String words, String remedy) {
    return new Row(Pattern.compile(words, Pattern.CASE_INSENSITIVE), remedy);
  }

  /**
   * The remedy.
   *
   * @param said the server's words
   */
  static String remedy(String said) {
    return ROWS.stream()
        .filter(row -> row.words().matcher(said).find())
        .findFirst()
        .map(Row::remedy)
        .orElse("settle that at the server, then push again");
  }
}
