package io.github.mlopsmaven.update;

import io.github.mlopsmaven.generate.StagedProject;
import io.github.mlopsmaven.io.SafePaths;
import io.github.mlopsmaven.layout.Pairs;
import io.github.mlopsmaven.lock.FileList;
import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.lock.ProjectLockFile;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.status.GivenFiles;
import io.github.mlopsmaven.status.RecordedProject;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.FileVersion;
import io.github.mlopsmaven.template.Glob;
import io.github.mlopsmaven.template.Placeholders;
import io.github.mlopsmaven.template.TemplateOrigin;
import io.github.mlopsmaven.update.Outcome.Kind;
import io.github.mlopsmaven.update.ProjectState.Obstacle;
import io.github.mlopsmaven.update.UpdateRequest.OnConflict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The decisions for all files of one update, and the plan that they give. */
final class FileDecisions {

  private static final String README = "README.md";
  private static final String TASK = "- [ ] ";

  private final ProjectState state;
  private final RecordedProject recorded;
  private final StagedProject newer;
  private final ProvedBase base;
  private final TakenValues taken;
  private final FileDecision decision;
  private final BrokenSyntax syntax;
  private final GivenFiles given;
  private final ProjectMoves moves;
  private Optional<Glob> restore = Optional.empty();

  FileDecisions(
      ProjectState state,
      RecordedProject recorded,
      GivenFiles given,
      StagedProject newer,
      ProvedBase base,
      TakenValues taken,
      FileDecision decision,
      BrokenSyntax syntax) {
    this.state = state;
    this.recorded = recorded;
    this.newer = newer;
    this.base = base;
    this.taken = taken;
    this.decision = decision;
    this.syntax = syntax;
    this.given = given;
    this.moves = new ProjectMoves(state, recorded.files(), newer.files());
  }

  /**
   * A file and what is done with it.
   *
   * @param before its line in the list
   * @param after its line at the new state
   * @param from where the project has it
   * @param to where it is afterwards
   */
  private record Decided(
      Optional<FileList.Entry> before,
      Optional<FileList.Entry> after,
      Optional<String> from,
      String to,
      Outcome outcome) {

    Decided with(Outcome other) {
      return new Decided(before, after, from, to, other);
    }
  }

  PlannedUpdate decide(List<Pairs.Pair> pairs, UpdateRequest request, List<String> notes) {
    restore = request.restore();
    List<Decided> decided = new ArrayList<>();
    for (Pairs.Pair pair : free(pairs)) {
      decided.add(decide(pair));
    }
    decided = demoteBroken(decided);
    Set<String> ignored = ignored(decided);
    List<Decided> last =
        decided.stream()
            .map(
                one ->
                    ignored.contains(one.to()) && one.outcome().kind() == Kind.ADDED
                        ? one.with(Outcome.clean(Kind.IGNORED, Optional.empty()))
                        : one)
            .toList();
    refuseConflicts(last, request);
    boolean hold = request.onConflict() == OnConflict.HOLD;
    List<ProjectChange.Step> steps = steps(last, hold);
    addOwn(steps, last, hold);
    refuseObstacles(steps);
    return new PlannedUpdate(
        new ProjectChange.Plan(state.commit(), steps, message(last, hold)),
        last.stream().map(one -> told(one, hold)).toList(),
        recorded.lock(),
        newer.lock(),
        notes,
        tasks());
  }

  /** What README's list has for a person now, and had not before. */
  private List<String> tasks() {
    Set<String> before =
        recorded
            .files()
            .at(README)
            .flatMap(entry -> base.bytes(entry.blob()))
            .map(bytes -> tasks(bytes).collect(Collectors.toSet()))
            .orElse(Set.of());
    return newer.files().at(README).map(newer::bytes).stream()
        .flatMap(FileDecisions::tasks)
        .filter(task -> !before.contains(task))
        .toList();
  }

  private static Stream<String> tasks(byte[] readme) {
    return new String(readme, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith(TASK))
        .map(line -> line.substring(TASK.length()).strip());
  }

  /** Pairs whose new path is the project's own file are taken apart: nothing is put over it. */
  private List<Pairs.Pair> free(List<Pairs.Pair> pairs) {
    Set<String> vacated = new HashSet<>();
    pairs.stream()
        .filter(pair -> (pair.isMoved() && place(pair).isEmpty()) || pair.after().isEmpty())
        .forEach(pair -> before(pair).map(FileList.Entry::path).ifPresent(vacated::add));
    List<Pairs.Pair> free = new ArrayList<>();
    for (Pairs.Pair pair : pairs) {
      boolean taken =
          pair.isMoved()
              && place(pair).isEmpty()
              && state.files().containsKey(pair.path())
              && !vacated.contains(pair.path());
      if (taken) {
        free.add(new Pairs.Pair(pair.before(), Optional.empty()));
        free.add(new Pairs.Pair(Optional.empty(), pair.after()));
      } else {
        free.add(pair);
      }
    }
    return free;
  }

  private Optional<FileList.Entry> before(Pairs.Pair pair) {
    return pair.before().map(given::line);
  }

  private Optional<String> place(Pairs.Pair pair) {
    return before(pair).flatMap(moves::place);
  }

  private Decided decide(Pairs.Pair pair) {
    Optional<FileList.Entry> before = before(pair);
    Optional<FileList.Entry> after = pair.after().flatMap(file -> newer.files().at(file.path()));
    Optional<String> moved = place(pair);
    Optional<String> from = before.map(entry -> moves.path(entry, state));
    Optional<FileVersion> ours =
        from.or(() -> after.map(FileList.Entry::path))
            .flatMap(path -> Optional.ofNullable(state.files().get(path)));
    String to = moved.or(() -> after.map(FileList.Entry::path)).or(() -> from).orElseThrow();
    boolean owned =
        before.map(entry -> recorded.isOwned(entry.path())).orElse(false) || recorded.isOwned(to);
    if (owned) {
      return new Decided(before, after, from, from.orElse(to), Outcome.clean(Kind.OWNED, ours));
    }
    if (after.isPresent() && restore.filter(glob -> glob.matches(to)).isPresent()) {
      FileVersion theirs = theirs(after.get());
      boolean there = ours.filter(theirs::isExactly).isPresent();
      return new Decided(
          before,
          after,
          ours.isPresent() ? from : Optional.empty(),
          to,
          Outcome.clean(there ? Kind.ALREADY_THERE : Kind.RESTORED, Optional.of(theirs)));
    }
    Optional<Outcome> special = special(before, after, ours, to);
    if (special.isPresent()) {
      return new Decided(
          before, after, ours.isPresent() ? from : Optional.empty(), to, special.get());
    }
    Outcome outcome =
        decision.of(
            before.map(entry -> taken.inserted(entry.path(), base.of(entry))),
            ours,
            after.map(
                entry ->
                    before
                        .map(old -> taken.inserted(old.path(), theirs(entry)))
                        .orElseGet(() -> theirs(entry))),
            version ->
                before.flatMap(
                    entry ->
                        version.blob().equals(entry.blob())
                            ? base.bytes(entry.blob())
                            : Optional.of(version.bytes())),
            state.mergesLines(from.orElse(to)));
    return new Decided(before, after, ours.isPresent() ? from : Optional.empty(), to, outcome);
  }

  /** What the descriptor says of a file goes before what its three sides say. */
  private Optional<Outcome> special(
      Optional<FileList.Entry> before,
      Optional<FileList.Entry> after,
      Optional<FileVersion> ours,
      String to) {
    if (before.isEmpty()) {
      // A README that the plugin did not make is the project's own.
      boolean ownReadme = ours.isPresent() && after.flatMap(FileList.Entry::source).isEmpty();
      return ownReadme ? Optional.of(Outcome.clean(Kind.RELEASED, ours)) : Optional.empty();
    }
    Descriptor descriptor = newer.blueprint().descriptor();
    Placeholders names = newer.blueprint().names();
    FileVersion given = base.of(before.get());
    boolean changed = ours.isEmpty() || !ours.get().isSame(given);
    if (changed
        && (descriptor.isOnce(before.get().target(), names) || descriptor.isOnce(to, names))) {
      return Optional.of(Outcome.clean(Kind.ONCE, ours));
    }
    if (ours.isEmpty() && after.isPresent() && descriptor.isRequired(to, names)) {
      Optional<FileVersion> theirs = after.map(this::theirs);
      return Optional.of(
          new Outcome(
              Kind.DELETED_HERE,
              theirs,
              Optional.of(
                  new ProjectChange.Sides(
                      Optional.of(given).filter(this::isKnown), Optional.empty(), theirs))));
    }
    boolean excluded =
        after.isEmpty()
            && ours.isPresent()
            && before
                .get()
                .source()
                .filter(
                    source -> descriptor.exclude().stream().anyMatch(glob -> glob.matches(source)))
                .isPresent();
    return excluded ? Optional.of(Outcome.clean(Kind.RELEASED, ours)) : Optional.empty();
  }

  private boolean isKnown(FileVersion version) {
    return base.bytes(version.blob()).isPresent();
  }

  /** A merge that is clean by lines and no longer YAML, say, is a conflict. */
  private List<Decided> demoteBroken(List<Decided> decided) {
    Map<String, byte[]> results = new LinkedHashMap<>();
    Map<String, byte[]> ours = new LinkedHashMap<>();
    for (Decided one : decided) {
      if (one.outcome().kind() == Kind.MERGED) {
        results.put(one.to(), one.outcome().result().orElseThrow().bytes());
        ours.put(one.to(), ours(one).orElseThrow().bytes());
      }
    }
    if (results.isEmpty()) {
      return decided;
    }
    Set<String> broken = new TreeSet<>(syntax.in(newer, results));
    if (!broken.isEmpty()) {
      broken.removeAll(syntax.in(newer, ours));
    }
    return decided.stream()
        .map(one -> broken.contains(one.to()) ? one.with(conflict(one)) : one)
        .toList();
  }

  private Outcome conflict(Decided one) {
    return new Outcome(
        Kind.MERGED_BUT_BROKEN,
        ours(one),
        Optional.of(
            new ProjectChange.Sides(
                one.before().map(base::of), ours(one), one.after().map(this::theirs))));
  }

  private FileVersion theirs(FileList.Entry entry) {
    return new FileVersion(entry.mode(), entry.blob(), () -> newer.bytes(entry));
  }

  private Optional<FileVersion> ours(Decided one) {
    return Optional.ofNullable(state.files().get(one.from().orElse(one.to())));
  }

  private Set<String> ignored(List<Decided> decided) {
    List<ProjectChange.Step> added =
        decided.stream()
            .filter(one -> one.outcome().kind() == Kind.ADDED)
            .map(
                one ->
                    new ProjectChange.Step(
                        one.to(), Optional.empty(), one.outcome().result(), Optional.empty()))
            .toList();
    Set<String> ignored = new HashSet<>();
    state
        .obstacles(added)
        .forEach(
            (path, obstacle) -> {
              if (obstacle == Obstacle.IGNORED) {
                ignored.add(path);
              }
            });
    return ignored;
  }

  private static void refuseConflicts(List<Decided> decided, UpdateRequest request) {
    List<String> conflicts =
        decided.stream()
            .filter(one -> one.outcome().conflict().isPresent())
            .map(one -> one.to() + " (" + one.outcome().kind() + ")")
            .toList();
    if (request.onConflict() == OnConflict.FAIL && !conflicts.isEmpty()) {
      throw new UsageException(
          "the project and its template changed the same places: " + String.join(", ", conflicts),
          "update with -Dmlops.onConflict=mark to decide in the files, or =hold to leave them");
    }
  }

  private List<ProjectChange.Step> steps(List<Decided> decided, boolean hold) {
    Map<String, Optional<FileVersion>> results = new TreeMap<>();
    Map<String, ProjectChange.Sides> conflicts = new HashMap<>();
    for (Decided one : decided) {
      one.from().ifPresent(path -> results.putIfAbsent(path, Optional.empty()));
    }
    for (Decided one : decided) {
      boolean held = hold && one.outcome().conflict().isPresent();
      // A file that is held stays where it is, too.
      String to = held ? one.from().orElse(one.to()) : one.to();
      Outcome outcome = held ? one.outcome().held() : one.outcome();
      if (one.outcome().kind() == Kind.IGNORED) {
        continue;
      }
      if (outcome.result().isPresent() || !results.containsKey(to)) {
        results.put(to, outcome.result());
      }
      outcome.conflict().ifPresent(both -> conflicts.put(to, both));
    }
    List<ProjectChange.Step> steps = new ArrayList<>();
    results.forEach(
        (path, after) -> {
          Optional<FileVersion> before = Optional.ofNullable(state.files().get(path));
          boolean same =
              before.isPresent()
                  ? after.filter(version -> version.isExactly(before.get())).isPresent()
                  : after.isEmpty();
          Optional<ProjectChange.Sides> conflict = Optional.ofNullable(conflicts.get(path));
          if (!same || conflict.isPresent()) {
            steps.add(
                new ProjectChange.Step(
                    path,
                    before,
                    after.map(FileVersion::loaded),
                    conflict.map(FileDecisions::loaded)));
          }
        });
    SafePaths.check(steps.stream().map(ProjectChange.Step::path).toList());
    return steps;
  }

  private static ProjectChange.Sides loaded(ProjectChange.Sides sides) {
    return new ProjectChange.Sides(
        sides.base().map(FileVersion::loaded),
        sides.ours().map(FileVersion::loaded),
        sides.theirs().map(FileVersion::loaded));
  }

  /** The list and the lock move together with the files, and are written last. */
  private void addOwn(List<ProjectChange.Step> steps, List<Decided> decided, boolean hold) {
    List<FileList.Entry> lines = new ArrayList<>();
    for (Decided one : decided) {
      line(one, hold).ifPresent(lines::add);
    }
    own(steps, FileList.PATH, new FileList(lines).text());
    own(steps, ProjectLockFile.PATH, ProjectLockFile.text(newer.lock()));
  }

  private void own(List<ProjectChange.Step> steps, String path, String text) {
    FileVersion after = FileVersion.of(FileMode.REGULAR, text.getBytes(StandardCharsets.UTF_8));
    Optional<FileVersion> before = Optional.ofNullable(state.files().get(path));
    if (before.filter(after::isExactly).isEmpty()) {
      steps.add(new ProjectChange.Step(path, before, Optional.of(after), Optional.empty()));
    }
  }

  private Optional<FileList.Entry> line(Decided one, boolean hold) {
    if (hold && one.outcome().conflict().isPresent()) {
      return one.before()
          .map(
              entry ->
                  new FileList.Entry(
                      entry.mode(),
                      entry.blob(),
                      one.from().orElse(entry.path()),
                      entry.source(),
                      entry.heldAt().or(() -> revision(recorded.lock())),
                      Optional.of(entry.target())
                          .filter(target -> !target.equals(one.from().orElse(entry.path())))));
    }
    return switch (one.outcome().kind()) {
      case OWNED -> one.before();
      case IGNORED, RELEASED -> Optional.empty();
      default ->
          one.after()
              .map(
                  entry ->
                      ProjectMoves.line(
                          entry, one.before().flatMap(moves::place).orElse(entry.path())));
    };
  }

  private static Optional<String> revision(ProjectLock lock) {
    TemplateOrigin origin = lock.origin();
    return origin.commit().or(origin::version).or(() -> Optional.of("unknown"));
  }

  private void refuseObstacles(List<ProjectChange.Step> steps) {
    Map<String, Obstacle> found = new TreeMap<>(state.obstacles(steps));
    if (found.isEmpty()) {
      return;
    }
    Obstacle first = found.values().iterator().next();
    List<String> paths =
        found.entrySet().stream()
            .filter(entry -> entry.getValue() == first)
            .map(Map.Entry::getKey)
            .toList();
    String named = String.join(" ", paths);
    throw switch (first) {
      case DIRTY ->
          new UsageException(
              "the update would write files that have changes which are not committed: "
                  + String.join(", ", paths),
              "commit them, or put them away: git stash push -- " + named);
      case UNTRACKED, IGNORED ->
          new UsageException(
              "the update would write files that are there and not committed: "
                  + String.join(", ", paths),
              "commit them (git add " + named + "), or move them away");
      case SPARSE ->
          new UsageException(
              "the update would write files that are not checked out: " + String.join(", ", paths),
              "check them out: git sparse-checkout disable");
      case FOLDER ->
          new UsageException(
              "the update would write below something that is no folder: "
                  + String.join(", ", paths),
              "move the file or symbolic link away, and commit that");
    };
  }

  private static PlannedUpdate.File told(Decided one, boolean hold) {
    boolean conflict = one.outcome().conflict().isPresent();
    return new PlannedUpdate.File(
        one.to(),
        one.from().filter(path -> !path.equals(one.to())),
        one.outcome().kind(),
        conflict && !hold,
        conflict && hold,
        conflict && hold ? HeldChunks.of(one.outcome(), UpdatePlanner.OURS) : List.of());
  }

  private String message(List<Decided> decided, boolean hold) {
    TemplateOrigin from = recorded.lock().origin();
    TemplateOrigin to = newer.lock().origin();
    long held =
        hold ? decided.stream().filter(one -> one.outcome().conflict().isPresent()).count() : 0;
    return "Update from "
        + newer.blueprint().descriptor().title()
        + "\n\nTemplate: "
        + to.url().orElse(to.template())
        + to.ref().map(ref -> " " + ref).orElse("")
        + "\nFrom: "
        + from.commit().or(from::version).orElse("as it was on disk")
        + "\nTo: "
        + to.commit().or(to::version).orElse("as it is on disk")
        + (held > 0 ? "\nHeld: " + held : "")
        + "\n";
  }
}
