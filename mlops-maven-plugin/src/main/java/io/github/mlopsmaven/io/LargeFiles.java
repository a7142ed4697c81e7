package io.github.mlopsmaven.io;

import io.github.mlopsmaven.bounds.BoundedInput;
import io.github.mlopsmaven.bounds.Bounds;
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
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Files that {@code .gitattributes} give to Git LFS. Those of a template that only point at their
 * content are refused: a project's own repository would not have it. Those whose content is in git
 * itself are named: where git-lfs is installed, git shows them as changed. Source: docs/spec.md of
 * git-lfs, "The Pointer".
 */
public final class LargeFiles {

  /** A pointer is smaller than this. */
  private static final int LARGEST = 1024;

  private static final int SHOWN = 5;

  private static final String LFS = "lfs";

  private static final String BEGINNING = "version ";

  private static final Pattern POINTER =
      Pattern.compile(
          BEGINNING
              + "https?://(?:git-lfs\\.github\\.com|hawser\\.github\\.com|git-media\\.io)/.*\n"
              + "(?:ext-.*\n)*oid sha256:[0-9a-f]{64}\nsize [0-9]+");

  private static final Pattern LINE_ENDS = Pattern.compile("(?:\r?\n)+");

  private final TemplateSnapshot template;
  private final SortedMap<String, TemplateFile> files;

  /**
   * Takes the files of a project.
   *
   * @param template where they come from
   * @param files what is planned, by its path in the project; the content is at hand
   */
  public LargeFiles(TemplateSnapshot template, Map<String, TemplateFile> files) {
    this.template = template;
    this.files = new TreeMap<>(files);
  }

  /**
   * Refuses the pointers that {@code .gitattributes} declare, in the template or in the project. A
   * text that only looks like one is content as any other.
   *
   * @throws UsageException if there are some; names them
   */
  public void refuse() {
    SortedMap<String, TemplateFile> pointers = new TreeMap<>(files);
    pointers.values().removeIf(file -> !isPointer(file));
    if (pointers.isEmpty()) {
      return;
    }
    GitAttributes inTemplate = GitAttributes.of(declaredInTemplate(pointers.values()));
    GitAttributes inProject = GitAttributes.of(declaredInProject());
    List<String> declared =
        pointers.entrySet().stream()
            .filter(
                entry ->
                    isLarge(inTemplate.at(entry.getValue().path()))
                        || isLarge(inProject.at(entry.getKey())))
            .map(entry -> entry.getValue().path())
            .toList();
    if (!declared.isEmpty()) {
      throw new UsageException(
          "the template keeps files in Git LFS, whose content is never fetched: " + list(declared),
          "in the template, store them in git itself: git lfs untrack PATTERN, then git add"
              + " --renormalize .; or exclude them in "
              + Descriptor.FILE_NAME);
    }
  }

  /**
   * What a person has to know of files whose content is in git itself although the project's
   * attributes give them to Git LFS.
   *
   * @return a sentence with the remedy; empty where there are none
   */
  public Optional<String> warning() {
    Map<String, byte[]> declared = declaredInProject();
    if (declared.values().stream().noneMatch(LargeFiles::mayDeclare)) {
      return Optional.empty();
    }
    GitAttributes inProject = GitAttributes.of(declared);
    List<String> inGit =
        files.entrySet().stream()
            .filter(entry -> isLarge(inProject.at(entry.getKey())))
            .filter(entry -> isContent(entry.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    return inGit.isEmpty()
        ? Optional.empty()
        : Optional.of(
            (inGit.size() == 1 ? "a file is" : inGit.size() + " files are")
                + " in git itself, although .gitattributes says filter=lfs: "
                + list(inGit)
                + "; where git-lfs is installed, git status shows "
                + (inGit.size() == 1 ? "it" : "them")
                + " as changed. To keep the content in git, remove that line of .gitattributes; to"
                + " store it in Git LFS, type: git add --renormalize . && git commit");
  }

  /** Without this word in it, there is no need to compare each pattern with each path. */
  private static boolean mayDeclare(byte[] attributes) {
    return new String(attributes, StandardCharsets.ISO_8859_1).contains(LFS);
  }

  private static String list(List<String> paths) {
    String more = paths.size() > SHOWN ? " and " + (paths.size() - SHOWN) + " more" : "";
    return String.join(", ", paths.subList(0, Math.min(SHOWN, paths.size()))) + more;
  }

  private static boolean isLarge(GitAttributes.Values attributes) {
    return attributes.value("filter").filter(LFS::equals).isPresent();
  }

  private boolean isPointer(TemplateFile source) {
    return isText(source)
        && template.size(source).orElse(0) < LARGEST
        && isPointer(new String(start(source), StandardCharsets.UTF_8).strip());
  }

  /** Git LFS reads a pointer with any line ends, and passes over lines without a text. */
  private static boolean isPointer(String text) {
    return text.startsWith(BEGINNING)
        && POINTER.matcher(LINE_ENDS.matcher(text).replaceAll("\n")).matches();
  }

  /** Git LFS leaves an empty file as it is. */
  private boolean isContent(TemplateFile source) {
    return isText(source) && template.size(source).orElse(1) > 0 && !isPointer(source);
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

  private Map<String, byte[]> declaredInTemplate(Collection<TemplateFile> pointers) {
    Set<String> folders = new HashSet<>();
    for (TemplateFile pointer : pointers) {
      String path = pointer.path();
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
    files.forEach(
        (target, source) -> {
          String name = target.substring(target.lastIndexOf('/') + 1);
          if (name.equals(GitAttributes.FILE) && isText(source)) {
            contents.put(target, whole(source));
          }
        });
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
