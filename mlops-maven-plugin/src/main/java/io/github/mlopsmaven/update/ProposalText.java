package io.github.mlopsmaven.update;

import io.github.mlopsmaven.problem.Redaction;
import io.github.mlopsmaven.problem.Visible;
import io.github.mlopsmaven.template.BlobIds;
import io.github.mlopsmaven.template.TemplateOrigin;
import io.github.mlopsmaven.update.Outcome.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a pull request with an update says, in Markdown: from where to where, what is held and why,
 * what remains to be done, the files by kind, the template's commits. What files and servers say is
 * in spans and blocks of code: it is no markup, calls nobody, and shows no login.
 */
public final class ProposalText {

  private static final Map<Kind, String> TITLES = new EnumMap<>(Kind.class);

  static {
    TITLES.put(Kind.ADDED, "New");
    TITLES.put(Kind.UPDATED, "Taken from the template");
    TITLES.put(Kind.MERGED, "Merged with the project's changes");
    TITLES.put(Kind.REMOVED, "Deleted");
    TITLES.put(Kind.STAYS_DELETED, "Stay deleted, although the template changed them");
  }

  private static final Map<Kind, String> REASONS = new EnumMap<>(Kind.class);

  static {
    REASONS.put(Kind.BOTH, "both sides changed it");
    REASONS.put(Kind.BOTH_NEW, "both sides added it, with different contents");
    REASONS.put(Kind.DELETED_THERE, "changed here, and the template no longer has it");
    REASONS.put(Kind.DELETED_HERE, "deleted here, and the template needs it");
    REASONS.put(Kind.MERGED_BUT_BROKEN, "merged, it could no longer be read");
  }

  private final PlannedUpdate update;
  private final List<String> commits;

  /**
   * Names the update.
   *
   * @param update what is proposed
   * @param commits the template's commits between both states, the newest first; empty where they
   *     are not known
   */
  public ProposalText(PlannedUpdate update, List<String> commits) {
    this.update = update;
    this.commits = List.copyOf(commits);
  }

  /** The title. */
  public String title() {
    String first = update.plan().message().lines().findFirst().orElse("Update from the template");
    int held = update.held().size();
    return Visible.line(Redaction.redact(first))
        + (held == 0 ? "" : " (" + held + (held == 1 ? " file" : " files") + " held)");
  }

  /** The same for the same state of the template, selection and settings. */
  public String state() {
    String all =
        String.join(
            "\n",
            update.after().origin().template(),
            update.after().origin().revision(),
            new TreeMap<>(update.after().selection().values()).toString(),
            new TreeMap<>(update.after().values()).toString());
    return BlobIds.of(all.getBytes(StandardCharsets.UTF_8)).substring(0, 12);
  }

  /** Whether it cannot be merged as it is. */
  public boolean isDraft() {
    return !update.held().isEmpty();
  }

  /** The text. */
  public String text() {
    List<String> parts = new ArrayList<>();
    parts.add(
        "Brings this project from "
            + shown(update.before().origin())
            + " to "
            + shown(update.after().origin())
            + "."
            + (update.before().selection().equals(update.after().selection())
                ? ""
                : " Selection: " + code(update.after().selection().toString()) + "."));
    if (isDraft()) {
      parts.add(held());
    }
    list(parts, "To do", update.tasks().stream().map(task -> "- [ ] " + quiet(task)).toList());
    list(
        parts,
        UpdateText.UNNEEDED,
        update.left().stream()
            .map(one -> "- [ ] " + quiet(one.title()) + ": " + code(one.remedy()))
            .toList());
    list(parts, "Notes", update.notes().stream().map(note -> "- " + quiet(note)).toList());
    parts.add("### Files\n\n" + files());
    list(
        parts,
        "Commits of the template",
        commits.stream().map(commit -> "- " + code(commit)).toList());
    parts.add(
        "As long as no other commit is on this branch, later updates replace it. The project's own"
            + " files are never touched; `.mlops/owned` names more that are to be left alone.");
    return String.join("\n\n", parts);
  }

  private static void list(List<String> parts, String title, List<String> items) {
    if (!items.isEmpty()) {
      parts.add("### " + title + "\n\n" + String.join("\n", items));
    }
  }

  private String held() {
    List<String> lines = new ArrayList<>();
    lines.add("### Held");
    lines.add(
        "These files are as the project has them. Change them as you want them, on this branch or"
            + " on the base; or merge this, and decide with `mvn mlops:update"
            + " -Dmlops.onConflict=mark`.");
    for (PlannedUpdate.File file : update.held()) {
      lines.add(
          code(file.path()) + ": " + REASONS.getOrDefault(file.kind(), file.kind().toString()));
      file.chunks().forEach(chunk -> lines.add(block(chunk)));
    }
    return String.join("\n\n", lines);
  }

  private String files() {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<Kind, String> kind : TITLES.entrySet()) {
      List<String> paths =
          update.files().stream()
              .filter(file -> file.kind() == kind.getKey())
              .map(
                  file ->
                      code(file.path())
                          + file.from().map(from -> " (was " + code(from) + ")").orElse(""))
              .toList();
      if (!paths.isEmpty()) {
        lines.add(
            "**" + kind.getValue() + "** (" + paths.size() + "): " + String.join(", ", paths));
      }
    }
    String rest =
        Arrays.stream(Kind.values())
            .filter(kind -> !TITLES.containsKey(kind) && !REASONS.containsKey(kind))
            .map(
                kind ->
                    update.files().stream().filter(file -> file.kind() == kind).count()
                        + " "
                        + kind)
            .filter(count -> !count.startsWith("0 "))
            .collect(Collectors.joining(", "));
    if (!rest.isEmpty()) {
      lines.add("All others: " + rest + ".");
    }
    return String.join("\n\n", lines);
  }

  private static String shown(TemplateOrigin origin) {
    return code(origin.url().orElse(origin.template())) + " " + code(origin.revision());
  }

  /** A code span: no markup, and no {@code @name} that would call somebody. */
  private static String code(String text) {
    return "`" + Visible.line(Redaction.redact(text)).replace('`', '\'') + "`";
  }

  /** A sentence in which nobody is called and no image is shown. */
  private static String quiet(String text) {
    String[] parts = Visible.line(Redaction.redact(text)).split("`", -1);
    for (int i = 0; i < parts.length; i += 2) {
      // Between spans of code.
      parts[i] = parts[i].replace("@", "(at)").replace("![", "! [").replace("<", "&lt;");
    }
    return String.join("`", parts);
  }

  /** A block of code, between more backticks than it has. */
  private static String block(String text) {
    String shown =
        Redaction.redact(text)
            .lines()
            .map(line -> line.replace("\t", "  "))
            .map(Visible::line)
            .collect(Collectors.joining("\n"));
    String fence = "```";
    while (shown.contains(fence)) {
      fence += "`";
    }
    return fence + "\n" + shown + "\n" + fence;
  }
}
