package io.github.mlopsmaven.status;

import io.github.mlopsmaven.generate.AzureSection;
import io.github.mlopsmaven.lock.FileList;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.status.FileStatus.Here;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.LineEnds;
import io.github.mlopsmaven.template.TemplateFile;
import io.github.mlopsmaven.template.TemplateSnapshot;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares a project's files with what its template gave. Needs neither network nor template. */
final class ProjectDrift {

  private final TemplateSnapshot project;
  private final Map<String, TemplateFile> files = new HashMap<>();
  private final Set<String> opened = new HashSet<>();

  ProjectDrift(TemplateSnapshot project) {
    this.project = project;
  }

  /** The bytes of a file of the project. */
  Optional<byte[]> bytes(String path) {
    return file(path).map(this::bytes);
  }

  /** How each file is that the template gave. */
  List<FileStatus> of(RecordedProject recorded) {
    fetchChanged(recorded);
    List<FileStatus> found = new ArrayList<>();
    List<FileList.Entry> missing = new ArrayList<>();
    for (FileList.Entry entry : recorded.files().entries()) {
      Optional<TemplateFile> file = file(entry.path());
      if (recorded.isOwned(entry.path())) {
        found.add(FileStatus.of(entry, Here.OWNED, Optional.empty()));
      } else if (file.isEmpty()) {
        missing.add(entry);
      } else {
        found.add(FileStatus.of(entry, compared(entry, file.get()), Optional.empty()));
      }
    }
    if (!missing.isEmpty()) {
      Map<String, List<String>> elsewhere = elsewhere(recorded.files());
      for (FileList.Entry entry : missing) {
        List<String> places = elsewhere.getOrDefault(entry.blob(), List.of());
        boolean moved = places.size() == 1;
        found.add(
            FileStatus.of(
                entry,
                moved ? Here.MOVED : Here.MISSING,
                moved ? Optional.of(places.get(0)) : Optional.empty()));
      }
    }
    return found;
  }

  /** What has to be read to tell a change from other line ends, in one request. */
  private void fetchChanged(RecordedProject recorded) {
    project.fetch(
        recorded.files().entries().stream()
            .filter(entry -> !recorded.isOwned(entry.path()))
            .flatMap(
                entry ->
                    file(entry.path()).filter(file -> !file.id().equals(entry.blob())).stream())
            .filter(file -> file.mode() != FileMode.SUBMODULE)
            .toList());
  }

  private Here compared(FileList.Entry entry, TemplateFile file) {
    boolean link = entry.mode() == FileMode.SYMBOLIC_LINK;
    if (link != (file.mode() == FileMode.SYMBOLIC_LINK) || file.mode() == FileMode.SUBMODULE) {
      return Here.MODE;
    }
    boolean same =
        entry.blob().equals(file.id())
            || (!link && (isGiven(entry, bytes(file)) || isGivenAndPublished(entry, file)));
    if (!same) {
      return Here.CHANGED;
    }
    return entry.mode() == file.mode() ? Here.SAME : Here.MODE;
  }

  private static boolean isGiven(FileList.Entry entry, byte[] content) {
    return LineEnds.isSame(content, entry.blob());
  }

  /** What generate adds to the README of a project that it publishes is nobody's change. */
  private boolean isGivenAndPublished(FileList.Entry entry, TemplateFile file) {
    return entry.target().equals("README.md")
        && AzureSection.removed(LineEnds.lf(bytes(file)))
            .filter(content -> isGiven(entry, content))
            .isPresent();
  }

  /** The content that is at paths which the template did not fill. */
  private Map<String, List<String>> elsewhere(FileList list) {
    Map<String, List<String>> places = new HashMap<>();
    Set<String> given = new HashSet<>(list.paths());
    visit("", given, places);
    return places;
  }

  private void visit(String directory, Set<String> given, Map<String, List<String>> places) {
    for (TemplateFile file : project.tree().directory(directory).files()) {
      if (!given.contains(file.path())) {
        places.computeIfAbsent(file.id(), any -> new ArrayList<>()).add(file.path());
      }
    }
    for (String name : project.tree().directory(directory).directories()) {
      visit(directory.isEmpty() ? name : directory + "/" + name, given, places);
    }
  }

  private Optional<TemplateFile> file(String path) {
    int slash = path.lastIndexOf('/');
    String directory = slash < 0 ? "" : path.substring(0, slash);
    if (opened.add(directory)) {
      project.tree().directory(directory).files().forEach(file -> files.put(file.path(), file));
    }
    return Optional.ofNullable(files.get(path));
  }

  private byte[] bytes(TemplateFile file) {
    try (InputStream in = project.open(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new EnvironmentException(
          file.path() + " cannot be read: " + e.getMessage(), "check its permissions", e);
    }
  }
}
