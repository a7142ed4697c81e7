package io.github.mlopsmaven.adopt;

import io.github.mlopsmaven.generate.GenerateRequest;
import io.github.mlopsmaven.generate.ProjectGenerator;
import io.github.mlopsmaven.generate.StagedProject;
import io.github.mlopsmaven.layout.PlannedFile;
import io.github.mlopsmaven.lock.FileList;
import io.github.mlopsmaven.lock.Generation;
import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.render.YamlScalarEdit;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.FileVersion;
import io.github.mlopsmaven.template.TemplateHistory;
import io.github.mlopsmaven.template.TemplateOrigin;
import io.github.mlopsmaven.template.TemplateTree;
import io.github.mlopsmaven.template.ValueSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a template gave a project that came from one origin: the lock, and the list of its files
 * with the places where the project has them. Rendered and edited files are made again, so that
 * they are compared, too.
 */
final class GivenByOrigin {

  private final ProjectGenerator generator;
  private final AdoptRequest request;
  private final TemplateHistory history;
  private final Origin origin;

  GivenByOrigin(
      ProjectGenerator generator, AdoptRequest request, TemplateHistory history, Origin origin) {
    this.generator = generator;
    this.request = request;
    this.history = history;
    this.origin = origin;
  }

  /**
   * Compares.
   *
   * @param now the project's files
   * @param evidence those that tell where it came from: the same, or earlier ones
   */
  Adopted compare(Evidence now, Evidence evidence, Optional<String> rival, List<String> notes) {
    boolean fixes = origin.layout().isEmpty();
    Map<String, String> values = new LinkedHashMap<>(request.values());
    try (StagedProject plain = stage(values, fixes)) {
      values.putAll(values(plain, evidence, Set.copyOf(values.keySet())));
      if (values.equals(request.values())) {
        return compare(plain, now, evidence, rival, notes);
      }
    }
    try (StagedProject valued = stage(values, fixes)) {
      return compare(valued, now, evidence, rival, notes);
    }
  }

  private Adopted compare(
      StagedProject staged,
      Evidence now,
      Evidence evidence,
      Optional<String> rival,
      List<String> notes) {
    if (origin.layout().isPresent()) {
      return adopted(staged, former(staged, evidence), now, evidence, rival, notes);
    }
    List<FileList.Entry> fixed = Placed.own(staged, evidence);
    if (staged.lock().fixes().isEmpty() || exact(fixed, evidence) == fixed.size()) {
      return adopted(staged, fixed, now, evidence, rival, notes);
    }
    try (StagedProject plain = stage(staged.request().values(), false)) {
      List<FileList.Entry> left = Placed.own(plain, evidence);
      boolean better = exact(left, evidence) > exact(fixed, evidence);
      return adopted(better ? plain : staged, better ? left : fixed, now, evidence, rival, notes);
    }
  }

  private StagedProject stage(Map<String, String> values, boolean fixes) {
    return generator.stage(
        new GenerateRequest(
            history.source(origin.state()),
            Adoption.options(origin.selection(), origin.descriptor(), request.options()),
            true,
            Path.of(""),
            request.projectName(),
            request.organization(),
            values,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            fixes,
            request.limits(),
            request.generatorVersion(),
            request.spelling()));
  }

  /** The settings that the project's files have otherwise than the template's. */
  private static Map<String, String> values(
      StagedProject staged, Evidence evidence, Set<String> given) {
    Map<String, String> values = new LinkedHashMap<>();
    Descriptor descriptor = staged.blueprint().descriptor();
    for (ValueSpec spec : descriptor.values()) {
      if (!given.contains(spec.name())) {
        value(spec, staged, evidence)
            .filter(text -> spec.problem(text).isEmpty())
            .ifPresent(text -> values.put(spec.name(), text));
      }
    }
    return values;
  }

  private static Optional<String> value(ValueSpec spec, StagedProject staged, Evidence evidence) {
    for (ValueSpec.Target target : spec.places()) {
      for (FileList.Entry entry : staged.files().entries()) {
        FileVersion file = evidence.files().get(entry.path());
        boolean named = target.files().stream().anyMatch(glob -> glob.matches(entry.path()));
        if (named && file != null && file.isFile()) {
          Optional<String> here = read(entry.path(), file.bytes(), target);
          Optional<String> there = read(entry.path(), staged.bytes(entry), target);
          if (here.isPresent() && there.isPresent()) {
            return here.filter(text -> !here.equals(there));
          }
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> read(String path, byte[] content, ValueSpec.Target target) {
    try {
      return YamlScalarEdit.of(path, content).value(target.path());
    } catch (UsageException e) {
      return Optional.empty();
    }
  }

  /** What a former layout gave: the template's own bytes, as far as a project has them today. */
  private List<FileList.Entry> former(StagedProject staged, Evidence evidence) {
    Map<String, FileList.Entry> bySource = new HashMap<>();
    staged
        .files()
        .entries()
        .forEach(entry -> entry.source().ifPresent(source -> bySource.put(source, entry)));
    List<FileList.Entry> given = new ArrayList<>();
    for (PlannedFile file : origin.plan().files()) {
      if (bySource.remove(file.source().path()) != null
          && file.source().mode() != FileMode.SUBMODULE) {
        given.add(
            new FileList.Entry(
                mode(file), file.source().id(), file.target(), Optional.of(file.source().path())));
      }
    }
    Map<String, String> blobs = blobs(new TreeSet<>(bySource.keySet()));
    for (FileList.Entry entry : bySource.values()) {
      String blob = blobs.getOrDefault(entry.source().orElseThrow(), entry.blob());
      if (evidence.places(blob).size() == 1) {
        given.add(new FileList.Entry(entry.mode(), blob, entry.path(), entry.source()));
      }
    }
    return given;
  }

  private static FileMode mode(PlannedFile file) {
    return file.source().mode() == FileMode.SYMBOLIC_LINK
        ? FileMode.SYMBOLIC_LINK
        : file.executable() ? FileMode.EXECUTABLE : FileMode.REGULAR;
  }

  private Map<String, String> blobs(Set<String> paths) {
    Map<String, String> blobs = new HashMap<>();
    TemplateTree tree = history.tree(origin.state());
    for (String path : paths) {
      int slash = path.lastIndexOf('/');
      tree.directory(slash < 0 ? "" : path.substring(0, slash)).files().stream()
          .filter(file -> file.path().equals(path))
          .forEach(file -> blobs.put(path, file.id()));
    }
    return blobs;
  }

  private static long exact(List<FileList.Entry> given, Evidence evidence) {
    return given.stream().filter(entry -> evidence.has(entry.path(), entry.blob())).count();
  }

  private Adopted adopted(
      StagedProject staged,
      List<FileList.Entry> given,
      Evidence now,
      Evidence evidence,
      Optional<String> rival,
      List<String> notes) {
    List<FileList.Entry> placed = Placed.in(now, given);
    return new Adopted(
        lock(staged),
        new FileList(placed),
        evidence.name(),
        origin.layout(),
        Placed.counts(given, evidence),
        history.alike(origin.state(), Adoption.sources(origin.plan().files())),
        rival,
        unlisted(placed, now),
        moves(placed, staged),
        notes);
  }

  /** Files of the project that are the template's, and in no line of the list. */
  private List<String> unlisted(List<FileList.Entry> placed, Evidence now) {
    Set<String> listed = new HashSet<>();
    placed.forEach(entry -> listed.add(entry.path()));
    Set<String> known = new HashSet<>();
    origin.plan().files().forEach(file -> known.add(file.source().id()));
    history.tree(origin.state()).directory("").files().forEach(file -> known.add(file.id()));
    return now.files().keySet().stream()
        .filter(path -> !listed.contains(path))
        .filter(path -> now.ids(path).stream().anyMatch(known::contains))
        .toList();
  }

  private static List<String> moves(List<FileList.Entry> placed, StagedProject staged) {
    Map<String, FileList.Entry> targets = new HashMap<>();
    staged
        .files()
        .entries()
        .forEach(entry -> entry.source().ifPresent(from -> targets.put(from, entry)));
    List<String> moves = new ArrayList<>();
    for (FileList.Entry entry : placed) {
      Optional<FileList.Entry> to = entry.source().map(targets::get);
      if (to.isEmpty()) {
        continue;
      }
      if (!to.get().path().equals(entry.target())) {
        moves.add(entry.path() + " to " + to.get().path());
      }
      if (!to.get().blob().equals(entry.blob())) {
        moves.add(to.get().path() + ", edited for the new places of files");
      }
    }
    return moves;
  }

  private ProjectLock lock(StagedProject staged) {
    ProjectLock lock = staged.lock();
    TemplateOrigin from = lock.origin();
    boolean isCommit = from.commit().isPresent();
    TemplateOrigin named =
        new TemplateOrigin(
            from.template(),
            isCommit ? origin.state().branch() : from.ref(),
            from.commit(),
            from.version(),
            from.url(),
            isCommit ? Optional.empty() : from.tag());
    boolean fixes = staged.request().fixes();
    return new ProjectLock(
        lock.generator(),
        lock.generatorVersion(),
        named,
        lock.descriptor(),
        lock.descriptorId(),
        lock.projectName(),
        lock.organization(),
        lock.selection(),
        lock.values(),
        lock.pipelineTemplates(),
        new Generation(fixes, lock.generation().partial()),
        lock.gaps(),
        lock.fixes(),
        lock.calls(),
        lock.rules());
  }
}
