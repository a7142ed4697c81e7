package io.github.mlopsmaven.update;

import io.github.mlopsmaven.generate.GenerateRequest;
import io.github.mlopsmaven.generate.OpenedTemplate;
import io.github.mlopsmaven.generate.ProjectGenerator;
import io.github.mlopsmaven.generate.StagedProject;
import io.github.mlopsmaven.layout.Pairs;
import io.github.mlopsmaven.lock.FileList;
import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.status.GivenFiles;
import io.github.mlopsmaven.status.RecordedProject;
import io.github.mlopsmaven.status.RecordedRequest;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.FileVersion;
import io.github.mlopsmaven.template.Option;
import io.github.mlopsmaven.template.TemplateOrigin;
import io.github.mlopsmaven.template.TemplateSource;
import io.github.mlopsmaven.template.ValueSpec;
import io.github.mlopsmaven.update.UpdateRequest.OnConflict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Decides what an update writes. Nothing is written here. */
public final class UpdatePlanner {

  /** What stands behind the project's side of a conflict. */
  static final String OURS = "this project";

  private final ProjectGenerator generator;
  private final ProjectGenerator admitting;
  private final RecordedRequest requests;
  private final TextMerge merge;
  private final BrokenSyntax syntax;

  /**
   * Makes a planner.
   *
   * @param generator makes what the template gave
   * @param admitting makes what the template gives now, if it may
   * @param requests says what to ask it for
   * @param merge merges texts
   * @param syntax finds files that a merge broke
   */
  public UpdatePlanner(
      ProjectGenerator generator,
      ProjectGenerator admitting,
      RecordedRequest requests,
      TextMerge merge,
      BrokenSyntax syntax) {
    this.generator = generator;
    this.admitting = admitting;
    this.requests = requests;
    this.merge = merge;
    this.syntax = syntax;
  }

  /**
   * Decides.
   *
   * @param state the project as it is committed
   * @param request what is asked for
   * @throws UsageException if it cannot be done, with what to type
   */
  public PlannedUpdate plan(ProjectState state, UpdateRequest request) {
    RecordedProject recorded =
        RecordedProject.read(
            request.project(),
            path -> Optional.ofNullable(state.files().get(path)).map(FileVersion::bytes));
    ProjectLock lock = recorded.lock();
    TemplateSource template =
        request
            .newest()
            .apply(lock)
            .orElseThrow(
                () ->
                    new UsageException(
                        "the lock file does not say where the template "
                            + lock.origin().template()
                            + " is",
                        "name it with -Dmlops.template=FOLDER, a URL or coordinates"));
    try (ProvedBase base =
            new ProvedBase(
                state,
                generator,
                requests,
                lock,
                recorded.files(),
                request.recorded().apply(lock));
        OpenedTemplate opened = OpenedTemplate.of(template)) {
      Descriptor descriptor = opened.descriptor();
      List<String> notes = new ArrayList<>();
      ProjectLock known = withoutGone(lock, descriptor, notes);
      TakenValues taken =
          TakenValues.read(descriptor, recorded.files(), state, base, request.values().keySet());
      return staged(state, request, template, opened, recorded, known, base, taken, notes);
    }
  }

  private PlannedUpdate staged(
      ProjectState state,
      UpdateRequest request,
      TemplateSource template,
      OpenedTemplate opened,
      RecordedProject recorded,
      ProjectLock known,
      ProvedBase base,
      TakenValues taken,
      List<String> notes) {
    Map<String, String> values = new LinkedHashMap<>(taken.values());
    Map<String, String> chosen = new LinkedHashMap<>();
    Map<String, String> answered = new LinkedHashMap<>();
    try (StagedProject plain =
        admitting.stage(opened, wanted(request, known, template, Map.of()))) {
      if (request.restore().isEmpty() && isRecorded(plain, recorded)) {
        return new PlannedUpdate(
            new ProjectChange.Plan(state.commit(), List.of(), ""),
            List.of(),
            recorded.lock(),
            recorded.lock(),
            List.of(),
            List.of(),
            List.of());
      }
      chosen.putAll(plain.blueprint().selection().values());
      answered.putAll(plain.blueprint().values());
      values.putAll(pinned(plain, recorded, known, state, base, taken, request, notes));
      if (values.isEmpty()) {
        notes.addAll(taken.notes());
        return decided(state, request, recorded, plain, base, taken, notes);
      }
    }
    // What was asked for is not asked again.
    answered.putAll(known.values());
    ProjectLock asked = known.with(chosen, answered);
    try (StagedProject valued = admitting.stage(opened, wanted(request, asked, template, values))) {
      notes.addAll(taken.notes());
      return decided(state, request, recorded, valued, base, taken, notes);
    }
  }

  /**
   * Whether the template gives what it gave. What the plugin makes and its version do not count:
   * they follow.
   */
  private static boolean isRecorded(StagedProject newer, RecordedProject recorded) {
    ProjectLock before = recorded.lock();
    ProjectLock after = newer.lock();
    return unsigned(before).equals(unsigned(after))
        && before.selection().equals(after.selection())
        && before.values().equals(after.values())
        && ofTemplate(recorded.files()).equals(ofTemplate(newer.files()));
  }

  /** Who signed a state does not change it. */
  private static TemplateOrigin unsigned(ProjectLock lock) {
    return lock.origin().signedBy(Optional.empty());
  }

  private static List<FileList.Entry> ofTemplate(FileList list) {
    return list.entries().stream()
        .filter(entry -> entry.source().isPresent())
        .map(
            entry ->
                new FileList.Entry(
                    entry.mode(), entry.blob(), entry.target(), entry.source(), entry.heldAt()))
        .sorted(Comparator.comparing(FileList.Entry::path))
        .toList();
  }

  private GenerateRequest wanted(
      UpdateRequest request,
      ProjectLock known,
      TemplateSource template,
      Map<String, String> values) {
    Map<String, String> settings = new LinkedHashMap<>(values);
    settings.putAll(request.values());
    return requests.of(known, template, request.options(), settings, request.allowPartial());
  }

  /** The lock without options and values that the template no longer has. */
  private static ProjectLock withoutGone(
      ProjectLock lock, Descriptor descriptor, List<String> notes) {
    Set<String> options = new LinkedHashSet<>();
    descriptor.options().stream().map(Option::name).forEach(options::add);
    Set<String> values = new LinkedHashSet<>();
    descriptor.values().stream().map(ValueSpec::name).forEach(values::add);
    Map<String, String> selection = kept(lock.selection().values(), options, "option", notes);
    Map<String, String> settings = kept(lock.values(), values, "value", notes);
    return lock.with(selection, settings);
  }

  private static Map<String, String> kept(
      Map<String, String> recorded, Set<String> known, String what, List<String> notes) {
    Map<String, String> kept = new LinkedHashMap<>();
    recorded.forEach(
        (name, text) -> {
          if (known.contains(name)) {
            kept.put(name, text);
          } else {
            notes.add("the template no longer has the " + what + " " + name + "=" + text);
          }
        });
    return kept;
  }

  /**
   * Settings that nobody gave, whose default the template changed, and that names in the cloud are
   * built from: another value would make other resources, so they stay as they were.
   */
  private static Map<String, String> pinned(
      StagedProject newer,
      RecordedProject recorded,
      ProjectLock known,
      ProjectState state,
      ProvedBase base,
      TakenValues taken,
      UpdateRequest request,
      List<String> notes) {
    Map<String, String> pinned = new LinkedHashMap<>();
    Descriptor descriptor = newer.blueprint().descriptor();
    for (ValueSpec spec : descriptor.values()) {
      boolean given =
          known.values().containsKey(spec.name())
              || taken.values().containsKey(spec.name())
              || request.values().containsKey(spec.name());
      long names =
          descriptor.names().stream()
              .filter(rule -> rule.name().contains("{" + spec.name() + "}"))
              .count();
      if (given || names == 0) {
        continue;
      }
      Optional<String> before = written(spec, recorded.files(), entry -> base.bytes(entry.blob()));
      Optional<String> now = written(spec, newer.files(), entry -> Optional.of(newer.bytes(entry)));
      Optional<String> ours =
          written(
              spec,
              recorded.files(),
              entry ->
                  Optional.ofNullable(state.files().get(entry.path())).map(FileVersion::bytes));
      if (before.isPresent() && now.isPresent() && !before.equals(now) && before.equals(ours)) {
        pinned.put(spec.name(), before.get());
        notes.add(
            "kept: "
                + spec.name()
                + "="
                + before.get()
                + ", which the template now has as "
                + now.get()
                + ": the names of "
                + names
                + (names == 1 ? " resource is" : " resources are")
                + " built from it");
      }
    }
    return pinned;
  }

  private static Optional<String> written(
      ValueSpec spec, FileList list, Function<FileList.Entry, Optional<byte[]>> bytes) {
    return spec.places().stream()
        .flatMap(
            target ->
                list.entries().stream()
                    .filter(
                        entry ->
                            target.files().stream().anyMatch(glob -> glob.matches(entry.target())))
                    .flatMap(
                        entry ->
                            bytes
                                .apply(entry)
                                .flatMap(
                                    content -> TakenValues.value(entry.path(), content, target))
                                .stream()))
        .findFirst();
  }

  private PlannedUpdate decided(
      ProjectState state,
      UpdateRequest request,
      RecordedProject recorded,
      StagedProject newer,
      ProvedBase base,
      TakenValues taken,
      List<String> notes) {
    GivenFiles given = new GivenFiles(recorded.files(), newer.files());
    List<Pairs.Pair> pairs =
        Pairs.of(
            given.files(),
            new GivenFiles(newer.files(), newer.files()).files(),
            newer.blueprint().descriptor(),
            new Likeness(base, newer));
    notes.addAll(renames(recorded.files(), newer.blueprint().descriptor()));
    TextMerge.Labels labels =
        new TextMerge.Labels(
            OURS, "template " + shortId(recorded.lock()), "template " + shortId(newer.lock()));
    ProjectMoves moves = new ProjectMoves(state, recorded.files(), newer.files());
    List<Decided> decided =
        new FileDecisions(
                state,
                recorded,
                given,
                newer,
                base,
                taken,
                new FileDecision(merge, labels),
                syntax,
                moves)
            .decide(pairs, request.restore());
    boolean hold = request.onConflict() == OnConflict.HOLD;
    return new DecidedUpdate(state, recorded, newer, base, moves, hold)
        .plan(decided, request, notes);
  }

  /** What the template says of its renames, where they meet a file of the project. */
  private static List<String> renames(FileList list, Descriptor descriptor) {
    return descriptor.moved().stream()
        .filter(
            rename ->
                list.entries().stream()
                    .anyMatch(entry -> entry.source().flatMap(rename::applied).isPresent()))
        .flatMap(
            rename ->
                rename
                    .since()
                    .map(
                        since ->
                            rename.from()
                                + " is "
                                + rename.to()
                                + " in the template since "
                                + since)
                    .stream())
        .toList();
  }

  private static String shortId(ProjectLock lock) {
    return lock.origin()
        .commit()
        .map(id -> id.substring(0, Math.min(7, id.length())))
        .or(() -> lock.origin().version())
        .orElse("as it was");
  }
}
