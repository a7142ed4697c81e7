package io.github.mlopsmaven.publish;

import java.util.ArrayList;
import java.util.List;

/**
 * What was published.
 *
 * @param page where people look at it
 * @param pushed what became of the push
 * @param results what became of the steps and of the push, in their order
 * @param checklist what remains for a person in any case
 * @param azure the commands for the Azure side, for a shell
 */
public record PublishedProject(
    String page,
    ProjectPush.Pushed pushed,
    List<StepResult> results,
    List<String> checklist,
    List<String> azure) {

  /** Copies the lists. */
  public PublishedProject {
    results = List.copyOf(results);
    checklist = List.copyOf(checklist);
    azure = List.copyOf(azure);
  }

  /** What a person is told: what is there, what remains, what to type for Azure. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("Published " + page);
    List<String> open = new ArrayList<>();
    for (StepResult result : results) {
      if (result.kind() == StepResult.Kind.OPEN) {
        open.add(result.title() + ": " + result.note());
      } else {
        String note = result.note().isEmpty() ? "" : "; " + result.note();
        lines.add("  " + result.title() + ": " + result.kind().sentence() + note);
      }
    }
    open.addAll(checklist);
    if (!open.isEmpty()) {
      lines.add("Manual steps remaining:");
      open.forEach(item -> lines.add("  [ ] " + item));
    }
    if (!azure.isEmpty()) {
      lines.add("Azure setup (run these commands yourself after az login):");
      azure.forEach(command -> lines.add("  " + command));
    }
    return lines;
  }
}
