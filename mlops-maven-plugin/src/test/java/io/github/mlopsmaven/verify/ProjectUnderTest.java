package io.github.mlopsmaven.verify;

import io.github.mlopsmaven.template.Selection;
import io.github.mlopsmaven.template.SharedRepository;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A project that exists in memory, for tests of checks. */
public final class ProjectUnderTest {

  private final Map<String, String> files = new LinkedHashMap<>();
  private final Map<String, Repositories.Found> repositories = new LinkedHashMap<>();
  private final Map<String, String> selection = new LinkedHashMap<>();
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Set<String> regular = new HashSet<>();
  private Optional<SharedRepository> templates = Optional.empty();

  /** A project with one file. */
  public static ProjectUnderTest with(String path, String... lines) {
    return new ProjectUnderTest().and(path, lines);
  }

  /** The same with one more file; each line gets a line end. */
  public ProjectUnderTest and(String path, String... lines) {
    files.put(path, lines.length == 0 ? "" : String.join("\n", lines) + "\n");
    return this;
  }

  /** The same where a file cannot be run by its path. */
  public ProjectUnderTest withoutRunBit(String path) {
    regular.add(path);
    return this;
  }

  /** The same where a value was chosen for an option. */
  public ProjectUnderTest selecting(String option, String value) {
    selection.put(option, value);
    return this;
  }

  /** The same where a setting or name is known. */
  public ProjectUnderTest naming(String name, String text) {
    texts.put(name, text);
    return this;
  }

  /** The same where a repository is the pipeline templates. */
  public ProjectUnderTest templates(String repository, String alias) {
    templates = Optional.of(new SharedRepository(repository, alias));
    return this;
  }

  /** The same where another repository is to be had. */
  public ProjectUnderTest calling(String nameAtRef, ProjectUnderTest repository) {
    repositories.put(nameAtRef, new Repositories.Found.Files(repository.fileSet()));
    return this;
  }

  /** The same where another repository was looked for in vain. */
  public ProjectUnderTest calling(String nameAtRef, Repositories.Found found) {
    repositories.put(nameAtRef, found);
    return this;
  }

  /** The project. */
  public VerifiedProject project() {
    return new VerifiedProject(
        fileSet(),
        Optional.of(selection).filter(map -> !map.isEmpty()).map(Selection::new),
        texts,
        templates,
        (name, ref) ->
            repositories.getOrDefault(
                name + "@" + ref, new Repositories.Found.Absent("the test has no " + name)));
  }

  private FileSet fileSet() {
    List<SourceFile> sources = new ArrayList<>();
    files.forEach(
        (path, text) -> {
          Content content = new Content(text.getBytes(StandardCharsets.UTF_8));
          sources.add(
              new SourceFile(
                  path,
                  () -> content,
                  SourceFile.Link.NONE,
                  regular.contains(path) ? SourceFile.Runs.NO : SourceFile.Runs.UNKNOWN));
        });
    return new FileSet(sources);
  }

  /** What a check finds, each as {@code PATH:LINE:COLUMN: level: problem; remedy [rule]}. */
  public List<String> findings(Check check) {
    return found(check).stream().map(Finding::toString).toList();
  }

  /** What a check finds, each as {@code PATH:LINE:COLUMN [rule]}, for tests of places. */
  public List<String> places(Check check) {
    return found(check).stream()
        .map(
            finding ->
                "%s:%d:%d [%s]"
                    .formatted(
                        finding.path(),
                        finding.position().line(),
                        finding.position().column(),
                        finding.rule().id()))
        .toList();
  }

  private List<Finding> found(Check check) {
    return new Verifier(List.of(check), RuleSettings.STANDARD).verify(project());
  }
}
