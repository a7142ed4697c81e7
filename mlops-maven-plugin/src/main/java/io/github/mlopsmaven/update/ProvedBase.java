package io.github.mlopsmaven.update;

import io.github.mlopsmaven.generate.ProjectGenerator;
import io.github.mlopsmaven.generate.StagedProject;
import io.github.mlopsmaven.lock.FileList;
import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.status.RecordedRequest;
import io.github.mlopsmaven.template.BlobIds;
import io.github.mlopsmaven.template.FileVersion;
import io.github.mlopsmaven.template.TemplateFile;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.template.TemplateSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The contents that the template gave. Only bytes with the recorded id count: from the project's
 * own objects, else from the recorded state of the template, else from the recorded state of the
 * template, generated again. A base that is only likely would merge cleanly and wrongly.
 */
final class ProvedBase implements AutoCloseable {

  private final ProjectState state;
  private final ProjectGenerator generator;
  private final RecordedRequest requests;
  private final ProjectLock lock;
  private final FileList files;
  private final Optional<TemplateSource> recorded;
  private final Map<String, Optional<byte[]>> known = new HashMap<>();
  private Optional<StagedProject> again = Optional.empty();
  private boolean tried;

  ProvedBase(
      ProjectState state,
      ProjectGenerator generator,
      RecordedRequest requests,
      ProjectLock lock,
      FileList files,
      Optional<TemplateSource> recorded) {
    this.state = state;
    this.generator = generator;
    this.requests = requests;
    this.lock = lock;
    this.files = files;
    this.recorded = recorded;
  }

  /** The bytes with an id; empty where no place has them any more. */
  Optional<byte[]> bytes(String blob) {
    return known.computeIfAbsent(
        blob, id -> state.blob(id).or(() -> ofTemplate(id)).or(() -> generated(id)));
  }

  /** The base of a file. */
  FileVersion of(FileList.Entry entry) {
    return new FileVersion(
        entry.mode(), entry.blob(), () -> bytes(entry.blob()).orElseGet(() -> new byte[0]));
  }

  /** A file that was copied is in the template as it is. */
  private Optional<byte[]> ofTemplate(String blob) {
    Optional<String> source =
        files.entries().stream()
            .filter(entry -> entry.blob().equals(blob))
            .findFirst()
            .flatMap(FileList.Entry::source);
    if (source.isEmpty() || recorded.isEmpty()) {
      return Optional.empty();
    }
    int slash = source.get().lastIndexOf('/');
    String directory = slash < 0 ? "" : source.get().substring(0, slash);
    try (TemplateSnapshot template = recorded.get().open()) {
      Optional<TemplateFile> file =
          template.tree().directory(directory).files().stream()
              .filter(one -> one.path().equals(source.get()) && one.id().equals(blob))
              .findFirst();
      if (file.isEmpty()) {
        return Optional.empty();
      }
      template.fetch(List.of(file.get()));
      try (InputStream in = template.open(file.get())) {
        return Optional.of(in.readAllBytes()).filter(bytes -> BlobIds.of(bytes).equals(blob));
      }
    } catch (IOException | UsageException | EnvironmentException e) {
      // As below.
      return Optional.empty();
    }
  }

  private Optional<byte[]> generated(String blob) {
    if (!tried) {
      tried = true;
      again = recorded.flatMap(this::stage);
    }
    return again.flatMap(
        staged ->
            staged.files().entries().stream()
                .filter(entry -> entry.blob().equals(blob))
                .findFirst()
                .map(staged::bytes)
                .filter(bytes -> BlobIds.of(bytes).equals(blob)));
  }

  private Optional<StagedProject> stage(TemplateSource template) {
    try {
      return Optional.of(generator.stage(requests.of(lock, template, Map.of(), Map.of(), true)));
    } catch (UsageException | EnvironmentException e) {
      // The state is gone, or the network is: the file is a conflict then, and says so.
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    again.ifPresent(StagedProject::close);
  }
}
