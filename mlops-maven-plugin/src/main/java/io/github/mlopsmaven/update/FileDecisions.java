package io.github.mlopsmaven.update;

import io.github.mlopsmaven.generate.StagedProject;
import io.github.mlopsmaven.layout.Pairs;
import io.github.mlopsmaven.lock.FileList;
import io.github.mlopsmaven.status.GivenFiles;
import io.github.mlopsmaven.status.RecordedProject;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.FileVersion;
import io.github.mlopsmaven.template.Glob;
import io.github.mlopsmaven.template.Placeholders;
import io.github.mlopsmaven.update.Outcome.Kind;
import io.github.mlopsmaven.update.ProjectState.Obstacle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The decisions for all files of one update. */
final class FileDecisions {

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
      BrokenSyntax syntax,
      ProjectMoves moves) {
    this.state = state;
    this.recorded = recorded;
    this.newer = newer;
    this.base = base;
    this.taken = taken;
    this.decision = decision;
    this.syntax = syntax;
    this.given = given;
    this.moves = moves;
  }

  List<Decided> decide(List<Pairs.Pair> pairs, Optional<Glob> restored) {
    restore = restored;
    List<Decided> decided = new ArrayList<>();
    for (Pairs.Pair pair : free(pairs)) {
      decided.add(decide(pair));
    }
    decided = demoteBroken(decided);
    Set<String> ignored = ignored(decided);
    return decided.stream()
        .map(
            one ->
                ignored.contains(one.to()) && one.outcome().kind() == Kind.ADDED
                    ? one.with(Outcome.clean(Kind.IGNORED, Optional.empty()))
                    : one)
        .toList();
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
}
