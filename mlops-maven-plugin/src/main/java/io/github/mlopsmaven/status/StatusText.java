package io.github.mlopsmaven.status;

import io.github.mlopsmaven.status.FileStatus.Here;
import io.github.mlopsmaven.status.FileStatus.There;
import io.github.mlopsmaven.template.TemplateOrigin;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A project's status for people: lines of text, or Markdown for the summary of a job. */
public final class StatusText {

  private static final int MANY = 40;

  private static final Duration JUST_NOW = Duration.ofMinutes(5);

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private final ProjectStatus status;

  /**
   * Names the status.
   *
   * @param status what to tell
   */
  public StatusText(ProjectStatus status) {
    this.status = status;
  }

  /** Lines of text: a head, then a row for each file that is not as the template gave it. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    TemplateOrigin origin = status.lock().origin();
    lines.add(
        status.lock().projectName() + "  from " + origin.template() + " " + origin.revision());
    lines.add("  template   " + template());
    asked().ifPresent(at -> lines.add("  asked      " + at));
    lines.add("  files      " + counts());
    List<FileStatus> told = told();
    int width = told.stream().mapToInt(file -> file.path().length()).max().orElse(1);
    for (FileStatus file : told.subList(0, Math.min(MANY, told.size()))) {
      lines.add(
          String.format("  %-9s  %-" + width + "s  %s", word(file), file.path(), about(file)));
    }
    if (told.size() > MANY) {
      lines.add("  and " + (told.size() - MANY) + " more: see -Dmlops.format=json");
    }
    status.notes().forEach(note -> lines.add("  note       " + note));
    lines.add("  state      " + status.state());
    return lines.stream().map(String::stripTrailing).toList();
  }

  /** Markdown, with the same content. */
  public String markdown() {
    StringBuilder out = new StringBuilder();
    out.append("### ").append(status.lock().projectName()).append(": ").append(status.state());
    out.append("\n\nTemplate `").append(status.lock().origin().template()).append("`, ");
    out.append(template()).append(". ").append(counts()).append(".\n");
    List<FileStatus> told = told();
    if (!told.isEmpty()) {
      out.append("\n| file | here | template |\n| --- | --- | --- |\n");
      for (FileStatus file : told) {
        out.append("| `").append(file.path().replace("|", "\\|")).append("` | ");
        out.append(file.here() == Here.NONE ? "" : file.here());
        out.append(file.required() && file.here() == Here.MISSING ? ", required | " : " | ");
        out.append(file.there().map(There::toString).orElse("")).append(" |\n");
      }
    }
    status.notes().forEach(note -> out.append("\n").append(note).append('\n'));
    return out.toString().stripTrailing();
  }

  private List<FileStatus> told() {
    return status.files().stream()
        .filter(
            file ->
                file.heldAt().isPresent()
                    || (file.here() != Here.SAME && file.here() != Here.NONE)
                    || file.there().filter(there -> there != There.SAME).isPresent())
        .toList();
  }

  private String template() {
    if (status.newer().isEmpty()) {
      return "not asked";
    }
    String revision = status.newer().get().revision();
    return state(revision) + later();
  }

  private String state(String revision) {
    return switch (status.state()) {
      case BEHIND -> revision + " changes " + status.changes().size() + " of this project's files";
      case MOVED_TAG -> "the tag names another commit now: " + revision;
      case DIVERGED ->
          revision + " has another history: the commit that this project came from is not in it";
      default -> "nothing newer for this project at " + revision;
    };
  }

  private String later() {
    Optional<TemplateAge.Behind> behind = status.behind().filter(by -> by.commits() > 0);
    return behind
        .map(
            by ->
                ", "
                    + by.commits()
                    + (by.commits() == 1 ? " commit" : " commits")
                    + " later"
                    + by.since()
                        .map(at -> ", since " + day(at) + " (" + days(status.days()) + ")")
                        .orElse(""))
        .orElse("");
  }

  private static String days(Optional<Long> days) {
    long number = days.orElse(0L);
    return number + (number == 1 ? " day" : " days");
  }

  /** When the template was asked, if that was not just now. */
  private Optional<String> asked() {
    return status
        .asOf()
        .filter(at -> at.isBefore(Instant.now().minus(JUST_NOW)))
        .map(at -> MINUTE.format(at.atOffset(ZoneOffset.UTC)) + " UTC");
  }

  /** A day, in UTC. */
  static String day(Instant at) {
    return at.atOffset(ZoneOffset.UTC).toLocalDate().toString();
  }

  private String counts() {
    long given = status.count(file -> file.here() != Here.NONE);
    String parts =
        Arrays.stream(Here.values())
            .filter(here -> here != Here.NONE)
            .filter(here -> status.count(file -> file.here() == here) > 0)
            .map(here -> status.count(file -> file.here() == here) + " " + here)
            .collect(Collectors.joining(", "));
    long held = status.count(file -> file.heldAt().isPresent());
    long conflicts = status.count(file -> file.conflict().isPresent());
    return given
        + " given: "
        + parts
        + (held > 0 ? ", " + held + " held" : "")
        + (conflicts > 0 ? "; " + conflicts + " in conflict" : "");
  }

  private static String word(FileStatus file) {
    return file.here() == Here.SAME || file.here() == Here.NONE
        ? file.there().map(There::toString).orElse("held")
        : file.here().toString();
  }

  private static String about(FileStatus file) {
    List<String> about = new ArrayList<>();
    file.to().ifPresent(path -> about.add("is at " + path));
    if (file.here() != Here.SAME && file.here() != Here.NONE) {
      file.there()
          .filter(there -> there != There.SAME)
          .ifPresent(there -> about.add("also " + there + " in the template"));
    }
    if (file.required() && file.here() == Here.MISSING) {
      about.add("required: an update asks for it");
    }
    file.target().ifPresent(path -> about.add("goes to " + path));
    file.conflict().ifPresent(kind -> about.add("conflict (" + kind + ")"));
    file.heldAt()
        .ifPresent(
            state -> about.add("held, from " + state.substring(0, Math.min(7, state.length()))));
    return String.join(", ", about);
  }
}
