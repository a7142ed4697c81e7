package io.github.mlopsmaven.policy;

import io.github.mlopsmaven.lock.FileList;
import io.github.mlopsmaven.lock.ReservedPaths;
import io.github.mlopsmaven.status.FileStatus;
import io.github.mlopsmaven.status.FileStatus.Here;
import io.github.mlopsmaven.verify.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the files that a policy protects are as the template gave them. */
final class UnchangedFiles {

  private final Policy policy;
  private final PolicedProject project;

  UnchangedFiles(Policy policy, PolicedProject project) {
    this.policy = policy;
    this.project = project;
  }

  List<PolicyResult> results() {
    List<PolicyResult> found = new ArrayList<>();
    FileList list = project.recorded().files();
    for (FileStatus file : project.status().files()) {
      String target = list.at(file.path()).map(FileList.Entry::target).orElse(file.path());
      if (file.here() != Here.NONE && (isProtected(file.path()) || isProtected(target))) {
        wrong(file).ifPresent(found::add);
      }
    }
    found.addAll(unlisted(list));
    return found;
  }

  private boolean isProtected(String path) {
    return policy.unchanged().stream().anyMatch(glob -> glob.matches(path));
  }

  private Optional<PolicyResult> wrong(FileStatus file) {
    String restore = "restore it: mvn mlops:update -Dmlops.restore=" + file.path();
    return switch (file.here()) {
      case CHANGED, ONCE -> result(file.path(), "was changed", restore);
      case MISSING -> result(file.path(), "was deleted", restore);
      case MODE -> result(file.path(), "has another mode", restore);
      case MOVED ->
          result(
              file.path(),
              "was moved to " + file.to().orElse("another path"),
              "move it back: git mv " + file.to().orElse("PATH") + " " + file.path());
      case OWNED ->
          result(
              file.path(),
              "is kept by the project's owners",
              "remove its pattern from " + ReservedPaths.OWNED);
      case SAME, NONE ->
          file.heldAt()
              .flatMap(
                  state ->
                      result(file.path(), "was left at an older version of the template", restore));
    };
  }

  private Optional<PolicyResult> result(String path, String what, String remedy) {
    return Optional.of(
        PolicyResult.of(PolicyRule.UNCHANGED, policy.name(), path + " " + what, remedy).in(path));
  }

  /** Files whose line of the list somebody changed or removed, so that no drift would be seen. */
  private List<PolicyResult> unlisted(FileList list) {
    Optional<FileList> given = project.givenAgain();
    if (given.isEmpty()) {
      return List.of(
          PolicyResult.of(
                  PolicyRule.UNCHANGED,
                  policy.name(),
                  "protected files were compared with "
                      + FileList.PATH
                      + " only, since the template cannot be had",
                  "run it once without -o, where the template can be fetched")
              .at(Level.NOTE));
    }
    List<PolicyResult> found = new ArrayList<>();
    for (FileList.Entry entry : given.get().entries()) {
      boolean listed =
          list.entries().stream()
              .filter(own -> own.target().equals(entry.path()))
              .anyMatch(
                  own ->
                      own.heldAt().isPresent()
                          || (own.blob().equals(entry.blob()) && own.mode() == entry.mode()));
      if (entry.source().isPresent() && isProtected(entry.path()) && !listed) {
        result(
                entry.path(),
                "is not in " + FileList.PATH + " as the template gives it",
                "restore " + FileList.PATH + " from version control")
            .map(result -> result.in(FileList.PATH))
            .ifPresent(found::add);
      }
    }
    return found;
  }
}
