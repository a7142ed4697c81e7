package io.github.mlopsmaven.generate;

import io.github.mlopsmaven.layout.PlannedFile;
import io.github.mlopsmaven.lock.FileList;
import io.github.mlopsmaven.lock.Generation;
import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.lock.ProjectLockFile;
import io.github.mlopsmaven.lock.ReservedPaths;
import io.github.mlopsmaven.render.ProjectReadme;
import io.github.mlopsmaven.render.ReadmeFacts;
import io.github.mlopsmaven.render.VelocityRenderer;
import io.github.mlopsmaven.template.BlobIds;
import io.github.mlopsmaven.template.Condition;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.Fix;
import io.github.mlopsmaven.template.Part;
import io.github.mlopsmaven.template.Rewrite;
import io.github.mlopsmaven.template.SharedRepository;
import io.github.mlopsmaven.template.ValueSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The files that a project has beside those of its template: the lock, its list, a README, and what
 * verification found. Where the template brings a README, ours is beside the lock, and is the
 * project's from then on.
 */
final class OwnFiles {

  private static final String README = "README.md";
  private static final String GENERATOR = "mlops-maven-plugin";

  private final Blueprint blueprint;
  private final GenerateRequest request;
  private final Set<Rewrite> effective;
  private final Map<String, Integer> following;
  private final String descriptorId;
  private final List<String> policies;

  /**
   * Takes what is known when the template's files are written.
   *
   * @param content made them
   * @param descriptorId git's blob id of the descriptor
   * @param policies the policies that the project was judged by
   */
  OwnFiles(
      Blueprint blueprint,
      GenerateRequest request,
      ProjectContent content,
      String descriptorId,
      List<String> policies) {
    this.policies = List.copyOf(policies);
    this.descriptorId = descriptorId;
    this.blueprint = blueprint;
    this.request = request;
    this.effective = content.effective();
    this.following = content.following();
  }

  /**
   * Writes them. A README of the template stays.
   *
   * @param remarks what the README warns of
   */
  void write(ProjectWriter writer, VelocityRenderer renderer, List<ProjectCheck.Remark> remarks) {
    List<FileList.Entry> given = new ArrayList<>(writer.given());
    told(renderer, remarks)
        .forEach(
            (path, bytes) -> {
              writer.write(path, bytes);
              if (!hasReadme(blueprint)) {
                given.add(
                    new FileList.Entry(
                        FileMode.REGULAR, BlobIds.of(bytes), path, Optional.empty()));
              }
            });
    writer.write(
        ProjectLockFile.PATH, ProjectLockFile.text(lock()).getBytes(StandardCharsets.UTF_8));
    writer.write(FileList.PATH, new FileList(given).text().getBytes(StandardCharsets.UTF_8));
  }

  /** What tells people about the project, by path. */
  private Map<String, byte[]> told(VelocityRenderer renderer, List<ProjectCheck.Remark> remarks) {
    Optional<String> steps = steps(remarks);
    if (steps.isEmpty()) {
      return Map.of();
    }
    Set<String> paths =
        blueprint.plan().files().stream()
            .map(PlannedFile::target)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    paths.add(steps.get());
    ReadmeFacts facts = facts(paths, remarks);
    ProjectReadme readme = new ProjectReadme(renderer);
    Map<String, byte[]> files = new LinkedHashMap<>();
    String findings = hasReadme(blueprint) ? "findings.md" : ReservedPaths.FINDINGS;
    files.put(steps.get(), readme.render(facts, findings));
    readme.findings(facts).ifPresent(bytes -> files.put(ReservedPaths.FINDINGS, bytes));
    return files;
  }

  /**
   * The file that says what remains to be done: the README; where that is the template's, one
   * beside the lock, if the template cannot have known it: gaps, and what verification found.
   *
   * @param remarks what verification found
   */
  Optional<String> steps(List<ProjectCheck.Remark> remarks) {
    if (!hasReadme(blueprint)) {
      return Optional.of(README);
    }
    boolean known = blueprint.plan().missing().isEmpty() && remarks.isEmpty();
    return known ? Optional.empty() : Optional.of(ReservedPaths.NOTES);
  }

  /** Whether the template brings a README, so that none of ours is written. */
  static boolean hasReadme(Blueprint blueprint) {
    return blueprint.plan().files().stream()
        .map(PlannedFile::target)
        .anyMatch(README::equalsIgnoreCase);
  }

  /** What remains to be done by hand, where no README of ours says it. */
  List<String> untold() {
    return !hasReadme(blueprint)
        ? List.of()
        : blueprint.descriptor().checklist().stream()
            .filter(item -> item.when().holds(blueprint.names()))
            .map(item -> blueprint.names().fill(item.text()))
            .toList();
  }

  private ReadmeFacts facts(Set<String> paths, List<ProjectCheck.Remark> remarks) {
    List<Rewrite> rewrites =
        blueprint.descriptor().rewrites().stream()
            .map(rewrite -> rewrite.filled(blueprint.names()).when(Condition.always()))
            .filter(effective::contains)
            .toList();
    return new ReadmeFacts(
        request.projectName().text(),
        blueprint.descriptor(),
        blueprint.selection(),
        blueprint.origin(),
        blueprint.values(),
        blueprint.names(),
        List.copyOf(paths),
        blueprint.plan().missing(),
        rewrites,
        request.pipelineTemplates(),
        fixes().stream().map(Fix::edit).distinct().toList(),
        following,
        remarks.stream().map(ProjectCheck.Remark::toString).toList());
  }

  /** The fixes that changed something, with every name filled in. */
  private List<Fix> fixes() {
    return blueprint.descriptor().fixes().stream()
        .filter(fix -> fix.edit().when().holds(blueprint.selection()))
        .map(
            fix ->
                new Fix(fix.rule(), fix.edit().filled(blueprint.names()).when(Condition.always())))
        .filter(fix -> effective.contains(fix.edit()))
        .toList();
  }

  /** The lock. */
  ProjectLock lock() {
    return new ProjectLock(
        GENERATOR,
        request.generatorVersion(),
        blueprint.origin(),
        blueprint.descriptor().name(),
        Optional.of(descriptorId),
        request.projectName().text(),
        request.organization(),
        blueprint.selection(),
        chosenValues(),
        request.pipelineTemplates(),
        new Generation(request.fixes(), !blueprint.plan().missing().isEmpty()),
        blueprint.plan().missing().stream().map(Part::name).toList(),
        fixes().stream().map(Fix::rule).distinct().sorted().toList(),
        blueprint
            .descriptor()
            .pipelineTemplates()
            .flatMap(known -> SharedRepository.of(known, request.pipelineTemplates())),
        blueprint.descriptor().rules(),
        policies);
  }

  /** An archetype cannot tell a default that was given from one that was not; nor does a lock. */
  private Map<String, String> chosenValues() {
    Map<String, String> chosen = new LinkedHashMap<>(blueprint.values());
    for (ValueSpec spec : blueprint.descriptor().values()) {
      spec.fallback().ifPresent(text -> chosen.remove(spec.name(), blueprint.names().fill(text)));
    }
    return chosen;
  }
}
