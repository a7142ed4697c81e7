package io.github.mlopsmaven.adopt;

import io.github.mlopsmaven.adopt.Identification.Found;
import io.github.mlopsmaven.generate.Limits;
import io.github.mlopsmaven.generate.ProjectGenerator;
import io.github.mlopsmaven.generate.StagedProject;
import io.github.mlopsmaven.layout.PlannedFile;
import io.github.mlopsmaven.lock.FileList;
import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.problem.MlopsException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.status.RecordedRequest;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.Option;
import io.github.mlopsmaven.template.Placeholders;
import io.github.mlopsmaven.template.Selection;
import io.github.mlopsmaven.template.TemplateHistory;
import io.github.mlopsmaven.template.TemplateSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The use case of {@code mlops:adopt}: finds the template, the state and the selection that a
 * project came from, and what the template gave. Nothing is written.
 */
public final class Adoption {

  /** Below this share of proved files, a likeness may be chance. */
  private static final int ENOUGH_PERCENT = 30;

  private final ProjectGenerator generator;

  /**
   * Makes the use case.
   *
   * @param generator makes what a state of a template gives
   */
  public Adoption(ProjectGenerator generator) {
    this.generator = generator;
  }

  /**
   * Finds it.
   *
   * @param project the project's files
   * @param request what is known
   * @throws UsageException if nothing is found, or two selections are as likely: with what to type
   */
  public Adopted find(ProjectHistory project, AdoptRequest request) {
    List<String> notes = new ArrayList<>();
    List<Opened> opened = new ArrayList<>();
    try {
      open(request, opened, notes);
      Evidence now = new Evidence(project.now()).withLineEnds();
      Chosen chosen = choose(project, now, opened);
      Identification identification =
          new Identification(
              chosen.template().history(), chosen.evidence(), request.options(), texts(request));
      Optional<Found> likeliest = identification.find();
      identification.requireOffered(request.spelling());
      Found first = likeliest.orElseThrow(() -> nothing(request, notes));
      TemplateHistory history = chosen.template().history();
      Optional<Found> later =
          new LaterOrigin(history, chosen.evidence(), now)
              .since(first, request.options(), texts(request), notes);
      Found found = later.orElse(first);
      requireCertain(found);
      project
          .lostLock()
          .ifPresent(
              commit ->
                  notes.add(
                      "the project's history has its .mlops/project.yml; to have it back as it was:"
                          + " git checkout "
                          + commit
                          + " -- .mlops"));
      Adopted adopted =
          new GivenByOrigin(generator, request, history, found.origin())
              .compare(now, later.isPresent() ? now : chosen.evidence(), rival(found), notes);
      if (adopted.counts().proved() < ENOUGH_PERCENT) {
        throw unproved(adopted);
      }
      return adopted;
    } finally {
      opened.forEach(each -> each.history().close());
    }
  }

  /**
   * Finds what the template gave a project that has a lock, and no list of files: an archetype
   * older than the list made it, or the list was lost.
   *
   * @param project the project's files
   * @param lock its lock, which stays as it is
   * @param recorded finds the state that the lock names
   * @param limits how large a project may be
   * @param generatorVersion the version of this program
   * @throws UsageException if that state cannot be had
   */
  public Adopted complete(
      ProjectHistory project,
      ProjectLock lock,
      Function<ProjectLock, Optional<TemplateSource>> recorded,
      Limits limits,
      String generatorVersion) {
    TemplateSource template =
        recorded
            .apply(lock)
            .orElseThrow(
                () ->
                    new UsageException(
                        "the lock file does not say where the template "
                            + lock.origin().template()
                            + " is",
                        "name it with -Dmlops.template=FOLDER, a URL or coordinates"));
    Evidence now = new Evidence(project.now()).withLineEnds();
    RecordedRequest requests = new RecordedRequest(limits, generatorVersion);
    try (StagedProject staged =
        generator.stage(requests.of(lock, template, Map.of(), Map.of(), true))) {
      List<FileList.Entry> given = Placed.own(staged, now);
      return new Adopted(
          lock,
          new FileList(Placed.in(now, given)),
          now.name(),
          Optional.empty(),
          Placed.counts(given, now),
          1,
          Optional.empty(),
          List.of(),
          List.of(),
          List.of("template, version and selection are those of the lock file"));
    }
  }

  private record Opened(String name, TemplateHistory history) {}

  private record Chosen(Opened template, Evidence evidence, int shared) {}

  private static void open(AdoptRequest request, List<Opened> opened, List<String> notes) {
    List<MlopsException> failures = new ArrayList<>();
    for (AdoptRequest.Template template : request.templates()) {
      try {
        opened.add(new Opened(template.name(), template.history().get()));
      } catch (MlopsException e) {
        failures.add(e);
        notes.add("the template " + template.name() + " was not checked: " + e.problem());
      }
    }
    if (opened.isEmpty() && !failures.isEmpty()) {
      throw failures.get(0);
    }
  }

  /** The template and the files of the project that have the most contents in common. */
  private static Chosen choose(ProjectHistory project, Evidence now, List<Opened> opened) {
    List<Evidence> all = new ArrayList<>();
    project.beginnings().forEach(moment -> all.add(new Evidence(moment).withLineEnds()));
    all.add(now);
    List<Chosen> found = new ArrayList<>();
    for (Opened template : opened) {
      for (Evidence evidence : all) {
        int shared =
            template.history().closest(evidence.blobs(), 1, evidence.at()).stream()
                .mapToInt(TemplateHistory.Closest::shared)
                .sum();
        found.add(new Chosen(template, evidence, shared));
      }
    }
    // The earliest of those that share as much: later work does not matter there.
    return found.stream()
        .reduce((one, other) -> other.shared() > one.shared() ? other : one)
        .orElseThrow();
  }

  private static Map<String, String> texts(AdoptRequest request) {
    Map<String, String> texts = new LinkedHashMap<>(request.values());
    texts.put(Placeholders.PROJECT_NAME, request.projectName().text());
    texts.put(Placeholders.ORGANIZATION, request.organization().orElse(""));
    texts.put(Placeholders.GENERATOR_VERSION, request.generatorVersion());
    return texts;
  }

  private static UsageException nothing(AdoptRequest request, List<String> notes) {
    return new UsageException(
        "no file of this project is from "
            + request.templates().stream()
                .map(AdoptRequest.Template::name)
                .collect(Collectors.joining(" or "))
            + notes.stream().map(note -> "; " + note).collect(Collectors.joining()),
        "name the template that it was made from with -Dmlops.template=URL");
  }

  private static void requireCertain(Found found) {
    if (found.isCertain()) {
      return;
    }
    Origin one = found.origin();
    Origin other = found.rival().orElseThrow();
    throw new UsageException(
        "this project may be "
            + one.selection()
            + told(one)
            + ", or "
            + other.selection()
            + told(other)
            + ": the files that would decide are missing",
        choose(one, other));
  }

  /** What to type to say which of two selections a project has. */
  static String choose(Origin one, Origin other) {
    List<String> choices = new ArrayList<>();
    for (Option option : one.descriptor().options()) {
      String mine = one.selection().values().getOrDefault(option.name(), "");
      String its = other.selection().values().getOrDefault(option.name(), "");
      if (!mine.equals(its)) {
        choices.add(
            List.of(mine, its).stream()
                .filter(value -> !value.isEmpty())
                .map(option::argument)
                .collect(Collectors.joining(" or ")));
      }
    }
    return choices.isEmpty()
        ? "say what was chosen, with -Dmlops.options.NAME=VALUE"
        : "say which it is: " + String.join(", and ", choices);
  }

  private static String told(Origin origin) {
    Fit fit = origin.fit();
    return " (%d of %d files as the template has them)"
        .formatted(fit.exact() + fit.moved(), fit.planned());
  }

  private static Optional<String> rival(Found found) {
    return found.rival().map(other -> other.selection() + told(other));
  }

  private static UsageException unproved(Adopted adopted) {
    return new UsageException(
        "only "
            + adopted.counts().proved()
            + " % of the files that "
            + adopted.lock().origin().template()
            + " gives for "
            + adopted.lock().selection()
            + " are in this project ("
            + adopted.counts()
            + ")",
        "name the template that it was made from with -Dmlops.template=URL, and what was chosen with"
            + " -Dmlops.options.NAME=VALUE");
  }

  /** The selection that a layout without some options leaves open is filled by the descriptor. */
  static Map<String, String> options(
      Selection selection, Descriptor descriptor, Map<String, String> given) {
    Map<String, String> options = new LinkedHashMap<>();
    for (Option option : descriptor.options()) {
      Optional.ofNullable(selection.values().get(option.name()))
          .or(() -> Optional.ofNullable(given.get(option.name())))
          .ifPresent(value -> options.put(option.name(), value));
    }
    return options;
  }

  /** The paths of a plan in the template. */
  static SortedSet<String> sources(List<PlannedFile> files) {
    return files.stream()
        .sorted(Comparator.comparing(PlannedFile::target))
        .map(file -> file.source().path())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
