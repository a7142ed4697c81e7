package io.github.mlopsmaven.fleet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of one repository: exactly one row, whatever happened.
 *
 * @param repository what it is called
 * @param page where people look at it
 * @param result the repository in one word
 * @param project the project's name, as its lock has it; empty where there is no lock
 * @param template what it came from
 * @param behind how far its template has gone on, where that is known
 * @param given how many files the template gave
 * @param files the paths of files that a person may want to see, by what is with them
 * @param checks what a policy demands and does not find; empty where no policy was asked
 * @param request its pull request
 * @param trouble why it could not be looked at, or updated
 * @param notes sentences that a person has to know
 */
public record FleetRow(
    String repository,
    Optional<String> page,
    Result result,
    String project,
    Optional<Template> template,
    Optional<Behind> behind,
    int given,
    Map<String, List<String>> files,
    Optional<List<Check>> checks,
    Optional<Request> request,
    Optional<Trouble> trouble,
    List<String> notes) {

  /** Copies, keeping the order. */
  public FleetRow {
    Map<String, List<String>> copies = new LinkedHashMap<>();
    files.forEach((word, paths) -> copies.put(word, List.copyOf(paths)));
    files = Collections.unmodifiableMap(copies);
    checks = checks.map(List::copyOf);
    notes = List.copyOf(notes);
  }

  /** A repository in one word. */
  public enum Result {
    /** The template has nothing for it. */
    CURRENT,
    /** The template has something for it. */
    BEHIND,
    /** The template's history no longer has the commit that it came from. */
    DIVERGED,
    /** The tag that it came from names another commit now. */
    MOVED_TAG,
    /** An update left files as they were. */
    HELD,
    /** The template could not be asked. */
    UNKNOWN,
    /** It has no lock. */
    NOT_GENERATED,
    /** It has no lock, and files of a template that others of the fleet came from. */
    ADOPTABLE,
    /** It has no commit. */
    EMPTY,
    /** Nothing was asked of it. */
    SKIPPED,
    /** It could not be read, or its update failed. */
    FAILED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * The template of a project.
   *
   * @param name its location
   * @param url its address, where it has one
   * @param revision the state that the project has
   * @param newer the state that it was compared with
   */
  public record Template(
      String name, Optional<String> url, String revision, Optional<String> newer) {}

  /**
   * How far a template has gone on.
   *
   * @param commits how many commits
   * @param days for how many days the first of them has been there
   */
  public record Behind(int commits, Optional<Long> days) {}

  /**
   * A demand of a policy.
   *
   * @param id which
   * @param fails whether it is a failure, and no warning
   * @param text what is wrong
   * @param remedy what to do
   */
  public record Check(String id, boolean fails, String text, String remedy) {}

  /**
   * A pull request.
   *
   * @param page where it is; empty where it is only planned
   * @param text what became of it
   */
  public record Request(Optional<String> page, String text) {}

  /**
   * A failure.
   *
   * @param problem what is wrong
   * @param remedy what to do
   */
  public record Trouble(String problem, String remedy) {}

  /** A row of which nothing else is known. */
  static FleetRow of(FleetDirectory.Member member, Result result, List<String> notes) {
    return new FleetRow(
        member.name(),
        member.page(),
        result,
        "",
        Optional.empty(),
        Optional.empty(),
        0,
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        notes);
  }

  FleetRow failed(Trouble why) {
    return new FleetRow(
        repository,
        page,
        Result.FAILED,
        project,
        template,
        behind,
        given,
        files,
        checks,
        request,
        Optional.of(why),
        notes);
  }

  FleetRow with(Request made) {
    return new FleetRow(
        repository,
        page,
        result,
        project,
        template,
        behind,
        given,
        files,
        checks,
        Optional.of(made),
        trouble,
        notes);
  }

  FleetRow noting(String note) {
    List<String> more = new ArrayList<>(notes);
    more.add(note);
    return new FleetRow(
        repository,
        page,
        result,
        project,
        template,
        behind,
        given,
        files,
        checks,
        request,
        trouble,
        more);
  }

  /** The paths of one kind. */
  public List<String> files(String word) {
    return files.getOrDefault(word, List.of());
  }

  /** How many files are not as the template gave them. */
  public int drift() {
    return files("changed").size() + files("missing").size() + files("mode").size();
  }

  /** How many demands of a policy are failures. */
  public long failedChecks() {
    return checks.orElse(List.of()).stream().filter(Check::fails).count();
  }

  /** Whether the template has something for it. */
  public boolean isBehind() {
    return result == Result.BEHIND || result == Result.DIVERGED || result == Result.MOVED_TAG;
  }
}
