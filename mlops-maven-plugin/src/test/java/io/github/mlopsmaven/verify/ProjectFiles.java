package io.github.mlopsmaven.verify;

import io.github.mlopsmaven.descriptor.Descriptors;
import io.github.mlopsmaven.generate.GenerateRequest;
import io.github.mlopsmaven.generate.Limits;
import io.github.mlopsmaven.generate.ProjectPreview;
import io.github.mlopsmaven.io.DirectorySource;
import io.github.mlopsmaven.layout.Combination;
import io.github.mlopsmaven.layout.Matrix;
import io.github.mlopsmaven.layout.PlannedFile;
import io.github.mlopsmaven.render.VelocityRenderer;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.ProjectName;
import io.github.mlopsmaven.template.Selection;
import io.github.mlopsmaven.template.TemplateSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of a generated project, to be changed in memory. Unchanged files stay parsed. */
public final class ProjectFiles {

  private final Optional<Selection> selection;
  private final String name;
  private final SortedMap<String, SourceFile> files;

  private ProjectFiles(
      Optional<Selection> selection, String name, SortedMap<String, SourceFile> files) {
    this.selection = selection;
    this.name = name;
    this.files = files;
  }

  /**
   * The projects that a template gives for its complete selections.
   *
   * @param template the template's directory
   */
  public static List<ProjectFiles> generatedFrom(Path template) {
    DirectorySource source = new DirectorySource(template);
    VelocityRenderer renderer = new VelocityRenderer();
    Contents contents = new Contents();
    List<ProjectFiles> projects = new ArrayList<>();
    try (TemplateSnapshot snapshot = source.open()) {
      Descriptor descriptor = Descriptors.of(snapshot);
      Matrix matrix = Matrix.of(descriptor, snapshot.tree());
      for (Combination combination : matrix.combinations()) {
        if (combination.isComplete()) {
          ProjectPreview preview =
              ProjectPreview.of(
                  snapshot, descriptor, matrix, request(source, combination.selection()), renderer);
          SortedMap<String, SourceFile> files = new TreeMap<>();
          for (PlannedFile file : preview.blueprint().plan().files()) {
            byte[] bytes = preview.bytes(file);
            String key = new String(bytes, StandardCharsets.ISO_8859_1);
            Content content = contents.get(file.target(), key, () -> bytes);
            put(files, file.target(), content, !file.executable());
          }
          projects.add(
              new ProjectFiles(
                  Optional.of(combination.selection()),
                  String.join("/", new TreeMap<>(combination.selection().values()).values()),
                  files));
        }
      }
    }
    return projects;
  }

  private static GenerateRequest request(DirectorySource source, Selection selection) {
    return new GenerateRequest(
        source,
        selection.values(),
        false,
        Path.of("nowhere"),
        ProjectName.parse("demo"),
        Optional.of("contoso"),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        true,
        Limits.DEFAULT,
        "test");
  }

  /**
   * A project that lies in a folder.
   *
   * @param folder its root
   */
  public static ProjectFiles in(Path folder) {
    SortedMap<String, SourceFile> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String path = folder.relativize(file).toString().replace('\\', '/');
        put(files, path, new Content(Files.readAllBytes(file)), false);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ProjectFiles(Optional.empty(), folder.getFileName().toString(), files);
  }

  /** What was chosen, as {@code classical/aml-cli-v2/…}, or the folder's name. */
  public String name() {
    return name;
  }

  /** The paths, sorted. */
  public Collection<String> paths() {
    return files.keySet();
  }

  /** The text of a file; empty for one that is no text. */
  public String text(String path) {
    SourceFile file = files.get(path);
    return file != null && file.content().isText() ? file.text() : "";
  }

  /** The YAML of a file. */
  public Optional<YamlNode> yaml(String path) {
    return Optional.ofNullable(files.get(path)).flatMap(file -> file.yaml().root());
  }

  /** The same with another text for a file. */
  public ProjectFiles with(String path, String text) {
    SortedMap<String, SourceFile> changed = new TreeMap<>(files);
    SourceFile before = files.get(path);
    Content content = new Content(text.getBytes(StandardCharsets.UTF_8));
    put(changed, path, content, before != null && before.cannotBeRun());
    return new ProjectFiles(selection, name, changed);
  }

  /** The same with another path for a file. */
  public ProjectFiles renamed(String from, String to) {
    SortedMap<String, SourceFile> changed = new TreeMap<>(files);
    SourceFile moved = changed.remove(from);
    if (moved != null) {
      put(changed, to, moved.content(), moved.cannotBeRun());
    }
    return new ProjectFiles(selection, name, changed);
  }

  /** The same without a file. */
  public ProjectFiles without(String path) {
    SortedMap<String, SourceFile> changed = new TreeMap<>(files);
    changed.remove(path);
    return new ProjectFiles(selection, name, changed);
  }

  /** The same where a file cannot be run by its path. */
  public ProjectFiles withoutRunBit(String path) {
    SortedMap<String, SourceFile> changed = new TreeMap<>(files);
    SourceFile same = changed.get(path);
    if (same != null) {
      put(changed, path, same.content(), true);
    }
    return new ProjectFiles(selection, name, changed);
  }

  private static void put(
      Map<String, SourceFile> files, String path, Content content, boolean cannotBeRun) {
    SourceFile.Runs runs = cannotBeRun ? SourceFile.Runs.NO : SourceFile.Runs.UNKNOWN;
    files.put(path, new SourceFile(path, () -> content, SourceFile.Link.NONE, runs));
  }

  /** As it is verified: files that no change touched know what they are. */
  VerifiedProject verified() {
    return new VerifiedProject(
        new FileSet(files.values()), selection, Map.of(), Optional.empty(), Repositories.NONE);
  }

  /** The ids of the rules that are broken, each with a place. */
  public Set<String> findings(List<Check> checks) {
    return new Verifier(checks, RuleSettings.STANDARD)
        .verify(verified()).stream()
            .map(Finding::toString)
            .collect(Collectors.toCollection(TreeSet::new));
  }
}
