package io.github.mlopsmaven.verify;

import io.github.mlopsmaven.bounds.BoundedInput;
import io.github.mlopsmaven.bounds.Bounds;
import io.github.mlopsmaven.descriptor.Descriptors;
import io.github.mlopsmaven.generate.GenerateRequest;
import io.github.mlopsmaven.generate.ProjectPreview;
import io.github.mlopsmaven.layout.Combination;
import io.github.mlopsmaven.layout.Matrix;
import io.github.mlopsmaven.layout.PlannedFile;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.Mistakes;
import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.render.VelocityRenderer;
import io.github.mlopsmaven.template.Block;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.LineCount;
import io.github.mlopsmaven.template.LineEnds;
import io.github.mlopsmaven.template.Rewrite;
import io.github.mlopsmaven.template.TemplateFile;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.template.TemplateTree;
import io.github.mlopsmaven.template.ValueSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * All that is wrong in a template, whatever is chosen: in its descriptor, in its Velocity files, in
 * names between delimiters, in the markers of blocks. Each mistake is told once.
 */
final class TemplateMistakes {

  /** How many plans with another value are looked at beside those of the selections. */
  private static final int VARIED = 500;

  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern MARKER =
      Pattern.compile("mlops:(?:begin|end)[ \t]+([A-Za-z0-9][A-Za-z0-9_-]*)");

  private final TemplateSnapshot template;
  private final VelocityRenderer renderer;
  private final Mistakes mistakes = new Mistakes();
  private final Set<List<Object>> seen = new HashSet<>();

  private TemplateMistakes(TemplateSnapshot template, VelocityRenderer renderer) {
    this.template = template;
    this.renderer = renderer;
  }

  /**
   * Looks at a template.
   *
   * @param template the opened template; its content is fetched
   * @param request makes the request for a selection: option name to value
   * @return the mistakes
   */
  static Mistakes of(
      TemplateSnapshot template,
      Function<Map<String, String>, GenerateRequest> request,
      VelocityRenderer renderer) {
    TemplateMistakes found = new TemplateMistakes(template, renderer);
    Optional<Descriptor> descriptor = Descriptors.read(template, found.mistakes);
    if (descriptor.isPresent()) {
      found.look(descriptor.get(), request);
    } else {
      found.lookAtVelocity(Descriptors.names(template));
    }
    return found.mistakes;
  }

  /** Without a descriptor that can be read, it is not known where files go; but what is in them. */
  private void lookAtVelocity(Set<String> names) {
    List<TemplateFile> files = new ArrayList<>();
    collect(template.tree(), "", files);
    template.fetch(files);
    Map<String, String> texts = names.stream().collect(Collectors.toMap(name -> name, name -> ""));
    for (TemplateFile file : files) {
      renderer.problems(file.path(), bytes(file), texts).forEach(mistakes::add);
    }
  }

  private static void collect(TemplateTree tree, String path, List<TemplateFile> files) {
    TemplateTree.Directory directory = tree.directory(path);
    directory.files().stream()
        .filter(file -> file.mode() != FileMode.SYMBOLIC_LINK && file.mode() != FileMode.SUBMODULE)
        .filter(file -> file.name().endsWith(".vm"))
        .forEach(files::add);
    for (String name : directory.directories()) {
      collect(tree, path.isEmpty() ? name : path + "/" + name, files);
    }
  }

  private void look(Descriptor descriptor, Function<Map<String, String>, GenerateRequest> request) {
    Matrix matrix = Matrix.of(descriptor, template.tree());
    if (matrix.combinations().isEmpty()) {
      mistakes.add(
          new UsageException(
              "the template " + template.origin().template() + " has no selection at all",
              "check options, parts and layout of its " + Descriptor.FILE_NAME));
      return;
    }
    List<ProjectPreview> previews = new ArrayList<>();
    int budget = VARIED;
    for (Combination combination : matrix.combinations()) {
      GenerateRequest plain = request.apply(combination.selection().values());
      previews(descriptor, matrix, plain, previews);
      for (Map<String, String> other : otherValues(descriptor, plain.values())) {
        if (budget-- > 0) {
          previews(descriptor, matrix, plain.withValues(other), previews);
        }
      }
    }
    Set<TemplateFile> sources = new LinkedHashSet<>();
    previews.forEach(preview -> sources.addAll(preview.sources()));
    template.fetch(sources);
    for (ProjectPreview preview : previews) {
      for (PlannedFile file : preview.blueprint().plan().files()) {
        look(file, preview, descriptor);
      }
    }
  }

  private void previews(
      Descriptor descriptor,
      Matrix matrix,
      GenerateRequest request,
      List<ProjectPreview> previews) {
    mistakes
        .reading(
            () ->
                ProjectPreview.of(
                    template, descriptor, matrix, SampleValues.in(request, descriptor), renderer))
        .ifPresent(previews::add);
  }

  /** Each value with choices as each of them, one at a time. */
  private static List<Map<String, String>> otherValues(
      Descriptor descriptor, Map<String, String> given) {
    List<Map<String, String>> others = new ArrayList<>();
    for (ValueSpec value : descriptor.values()) {
      for (String choice : choices(value)) {
        if (!choice.equals(value.fallback().orElse("")) && !given.containsKey(value.name())) {
          Map<String, String> other = new LinkedHashMap<>(given);
          other.put(value.name(), choice);
          others.add(other);
        }
      }
    }
    return others;
  }

  private static List<String> choices(ValueSpec value) {
    return value.type() == ValueSpec.Type.BOOLEAN ? List.of("false", "true") : value.choices();
  }

  private void look(PlannedFile file, ProjectPreview preview, Descriptor descriptor) {
    if (file.source().mode() == FileMode.SYMBOLIC_LINK) {
      return;
    }
    if (file.rendered()) {
      byte[] content = bytes(file.source());
      Set<String> words = words(content);
      Map<String, Object> names = new TreeMap<>(preview.blueprint().names().data());
      Map<String, Object> used = new TreeMap<>(names);
      used.keySet().retainAll(words);
      if (seen.add(List.of(file.source().path(), used))) {
        renderer.problems(file.source().path(), content, names).forEach(mistakes::add);
      }
      return;
    }
    Object names = file.delimiters().isPresent() ? preview.blueprint().names() : "";
    if (!preview.isCopied(file)
        && seen.add(List.of(file.source().path(), file.target(), file.rewrites(), names))) {
      mistakes.checking(() -> preview.bytes(file));
    }
    if (seen.add(List.of(file.source().path(), file.target()))) {
      lookForBlocks(file, descriptor);
    }
  }

  /** A marker of a block that is not declared would stay in a project. */
  private void lookForBlocks(PlannedFile file, Descriptor descriptor) {
    byte[] content = bytes(file.source());
    if (!LineEnds.isText(content)) {
      return;
    }
    String text = new String(content, StandardCharsets.ISO_8859_1);
    Set<String> blocks =
        descriptor.blocks().stream()
            .map(Block::name)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> here =
        file.rewrites().stream()
            .filter(edit -> edit.place() instanceof Rewrite.Marked)
            .map(edit -> edit.place().toString())
            .collect(Collectors.toCollection(TreeSet::new));
    LineCount lines = new LineCount(text);
    Matcher marker = MARKER.matcher(text);
    while (marker.find() && !mistakes.stopLooking()) {
      String name = marker.group(1);
      if (!here.contains(name)) {
        mistakes.add(
            new UsageException(
                lines.place(file.source().path(), marker.start())
                    + ": "
                    + marker.group()
                    + " is not in 'blocks' of "
                    + Descriptor.FILE_NAME
                    + (blocks.contains(name) ? " for this file" : ""),
                blocks.contains(name)
                    ? "add the file to the block's 'files'"
                    : blocks.isEmpty()
                        ? "declare the block there, with files and when"
                        : Suggestion.useOneOf(name, blocks) + ", or declare it there"));
      }
    }
  }

  private static Set<String> words(byte[] content) {
    return WORD.matcher(new String(content, StandardCharsets.UTF_8))
        .results()
        .map(found -> found.group())
        .collect(Collectors.toSet());
  }

  private byte[] bytes(TemplateFile file) {
    try (InputStream in = template.open(file)) {
      byte[] bytes = in.readNBytes(Bounds.TEXT_BYTES + 1);
      if (file.name().endsWith(".vm")) {
        BoundedInput.requireText(bytes, "the template's file " + file.path());
      }
      return bytes;
    } catch (IOException e) {
      throw new EnvironmentException(
          "cannot read " + file.path() + " of " + template.origin().template(),
          "check that the template is readable: " + e.getMessage(),
          e);
    }
  }
}
