package io.github.mlopsmaven.generate;

import io.github.mlopsmaven.bounds.BoundedInput;
import io.github.mlopsmaven.bounds.Bounds;
import io.github.mlopsmaven.io.GitAttributes;
import io.github.mlopsmaven.layout.PlannedFile;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.TemplateFile;
import io.github.mlopsmaven.template.TemplateSnapshot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Files of a template that only point at their content, which Git LFS keeps outside of git. A
 * project's own repository would not have it. Source: docs/spec.md of git-lfs, "The Pointer".
 */
final class LargeFilePointers {

  /** A pointer is smaller than this. */
  private static final int LARGEST = 1024;

  private static final int SHOWN = 5;

  private static final Pattern POINTER =
      Pattern.compile(
          "version https?://(?:git-lfs\\.github\\.com|hawser\\.github\\.com|git-media\\.io)/.*\n"
              + "(?:ext-.*\n)*oid sha256:[0-9a-f]{64}\nsize [0-9]+\n?");

  private final TemplateSnapshot template;
  private final List<PlannedFile> files;

  /**
   * Takes the files of a selection.
   *
   * @param template where they come from
   * @param files what is planned; their content is at hand
   */
  LargeFilePointers(TemplateSnapshot template, List<PlannedFile> files) {
    this.template = template;
    this.files = files;
  }

  /**
   * Refuses the pointers that {@code .gitattributes} declare, in the template or in the project. A
   * text that only looks like one is content as any other.
   *
   * @throws UsageException if there are some; names them
   */
  void refuse() {
    List<PlannedFile> pointers = files.stream().filter(this::isPointer).toList();
    if (pointers.isEmpty()) {
      return;
    }
    GitAttributes inTemplate = GitAttributes.of(declaredInTemplate(pointers));
    GitAttributes inProject = GitAttributes.of(declaredInProject());
    List<String> declared =
        pointers.stream()
            .filter(
                file ->
                    isLarge(inTemplate.at(file.source().path()))
                        || isLarge(inProject.at(file.target())))
            .map(file -> file.source().path())
            .toList();
    if (!declared.isEmpty()) {
      String more = declared.size() > SHOWN ? " and " + (declared.size() - SHOWN) + " more" : "";
      throw new UsageException(
          "the template keeps files in Git LFS, whose content is never fetched: "
              + declared.stream().limit(SHOWN).collect(Collectors.joining(", "))
              + more,
          "in the template, store them in git itself: git lfs untrack PATTERN, then git add"
              + " --renormalize .; or exclude them in "
              + Descriptor.FILE_NAME);
    }
  }

  private static boolean isLarge(GitAttributes.Values attributes) {
    return attributes.value("filter").filter("lfs"::equals).isPresent();
  }

  private boolean isPointer(PlannedFile file) {
    TemplateFile source = file.source();
    boolean regular = source.mode() == FileMode.REGULAR || source.mode() == FileMode.EXECUTABLE;
    return regular
        && template.size(source).orElse(0) < LARGEST
        && POINTER.matcher(new String(start(source), StandardCharsets.UTF_8)).matches();
  }

  private byte[] start(TemplateFile file) {
    try (InputStream in = template.open(file)) {
      return in.readNBytes(LARGEST);
    } catch (IOException e) {
      throw new EnvironmentException(
          "the template's file " + file.path() + " cannot be read: " + e.getMessage(),
          "check the template and run the goal again",
          e);
    }
  }

  private Map<String, byte[]> declaredInTemplate(List<PlannedFile> pointers) {
    Set<String> folders = new HashSet<>();
    for (PlannedFile pointer : pointers) {
      String path = pointer.source().path();
      for (int i = path.lastIndexOf('/'); i >= 0; i = path.lastIndexOf('/', i - 1)) {
        folders.add(path.substring(0, i));
      }
    }
    folders.add("");
    List<TemplateFile> declared = new ArrayList<>();
    for (String folder : folders) {
      template.tree().directory(folder).files().stream()
          .filter(file -> file.name().equals(GitAttributes.FILE) && isText(file))
          .forEach(declared::add);
    }
    template.fetch(declared);
    Map<String, byte[]> contents = new HashMap<>();
    declared.forEach(file -> contents.put(file.path(), whole(file)));
    return contents;
  }

  private Map<String, byte[]> declaredInProject() {
    Map<String, byte[]> contents = new HashMap<>();
    for (PlannedFile file : files) {
      String name = file.target().substring(file.target().lastIndexOf('/') + 1);
      if (name.equals(GitAttributes.FILE) && isText(file.source())) {
        contents.put(file.target(), whole(file.source()));
      }
    }
    return contents;
  }

  private static boolean isText(TemplateFile file) {
    return file.mode() == FileMode.REGULAR || file.mode() == FileMode.EXECUTABLE;
  }

  private byte[] whole(TemplateFile file) {
    try (InputStream in = template.open(file)) {
      return BoundedInput.bytes(in, Bounds.TEXT_BYTES, "the template's file " + file.path());
    } catch (IOException e) {
      throw new EnvironmentException(
          "the template's file " + file.path() + " cannot be read: " + e.getMessage(),
          "check the template and run the goal again",
          e);
    }
  }
}
