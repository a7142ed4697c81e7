package io.github.mlopsmaven.archetype;

import io.github.mlopsmaven.descriptor.Descriptors;
import io.github.mlopsmaven.io.FoldersBelow;
import io.github.mlopsmaven.io.LargeFiles;
import io.github.mlopsmaven.io.SafePaths;
import io.github.mlopsmaven.io.StagingDirectory;
import io.github.mlopsmaven.layout.Matrix;
import io.github.mlopsmaven.layout.PlannedFile;
import io.github.mlopsmaven.lock.ProjectLockFile;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.Mistakes;
import io.github.mlopsmaven.problem.MlopsException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.render.DelimitedFile;
import io.github.mlopsmaven.template.Condition;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.Placeholders;
import io.github.mlopsmaven.template.Selection;
import io.github.mlopsmaven.template.TemplateFile;
import io.github.mlopsmaven.template.TemplateSnapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The use case behind {@code mlops:archetype}: a Maven archetype from a template. */
public final class ArchetypeMaker {

  /**
   * Makes an archetype.
   *
   * @param request what is asked for
   * @return what was made
   * @throws UsageException if the template does not have it, or has something that an archetype
   *     cannot do
   * @throws EnvironmentException if the template cannot be read or the archetype not be written
   */
  public MadeArchetype make(ArchetypeRequest request) {
    try (TemplateSnapshot template = request.template().open()) {
      Descriptor descriptor = Descriptors.of(template);
      Matrix matrix = Matrix.of(descriptor, template.tree());
      String value = SplittingOption.value(matrix, request);
      return make(template, descriptor, matrix, value, request);
    }
  }

  /**
   * Makes an archetype of each value of the option that splits, beside a POM that builds them all
   * and their catalog: complete in the request's directory, or not at all.
   *
   * @param request what is asked for; its value and its artifactId do not count
   * @return what was made; a value that the template has only in part is a note
   * @throws UsageException if the template does not have it, has something that an archetype cannot
   *     do, or the directory has content
   * @throws EnvironmentException if the template cannot be read or the archetypes not be written
   */
  public MadeArchetypes makeAll(ArchetypeRequest request) {
    ArchetypeRequest.Coordinates coordinates = request.project().orElseThrow();
    try (TemplateSnapshot template = request.template().open()) {
      ArchetypeFiles.requireFree(request.directory());
      return makeAll(template, coordinates, request);
    } catch (IOException e) {
      throw unwritable(request, e);
    }
  }

  /**
   * Adds what is wrong with the option and the value of a request that has other mistakes too, as
   * far as its template can be read.
   *
   * @param request what is asked for
   * @param mistakes gets them
   */
  public static void addWrongChoices(ArchetypeRequest request, Mistakes mistakes) {
    try (TemplateSnapshot template = request.template().open()) {
      Descriptor descriptor = Descriptors.of(template);
      Matrix matrix = Matrix.of(descriptor, template.tree());
      mistakes.checking(
          () -> {
            SplittingOption.of(matrix, request);
            if (request.value().isPresent()) {
              SplittingOption.value(matrix, request);
            }
          });
    } catch (MlopsException e) {
      // That the template cannot be read is told once the command has no mistake.
    }
  }

  private static MadeArchetypes makeAll(
      TemplateSnapshot template, ArchetypeRequest.Coordinates coordinates, ArchetypeRequest request)
      throws IOException {
    try (StagingDirectory staging = StagingDirectory.beside(request.directory())) {
      Descriptor descriptor = Descriptors.of(template);
      Matrix matrix = Matrix.of(descriptor, template.tree());
      List<MadeArchetype> made = new ArrayList<>();
      List<String> notes = new ArrayList<>();
      for (String value : matrix.values(SplittingOption.of(matrix, request).name(), Map.of())) {
        if (!SplittingOption.hasWhole(matrix, request.split(), value)) {
          notes.add(
              SplittingOption.inPart(request.split(), value) + ": no archetype was created for it");
          continue;
        }
        Path module = staging.path().resolve(artifactId(descriptor, value));
        FoldersBelow.make(staging.path(), module.resolve("pom.xml"));
        made.add(make(template, descriptor, matrix, value, request.of(value, module)));
      }
      if (made.isEmpty()) {
        throw new UsageException(
            "this template has no value of " + request.split() + " as a whole",
            "see what it lacks with mvn mlops:options, and add that to the template");
      }
      made.forEach(archetype -> notes.addAll(archetype.notes()));
      ArchetypeSet.write(staging.path(), descriptor, coordinates, made);
      staging.moveIntoPlace();
      return new MadeArchetypes(request.directory(), template.origin(), made, notes);
    }
  }

  private static MadeArchetype make(
      TemplateSnapshot template,
      Descriptor descriptor,
      Matrix matrix,
      String value,
      ArchetypeRequest request) {
    try {
      List<Selection> selections = SplittingOption.complete(matrix, request.split(), value);
      Answers answers = Answers.of(descriptor, selections);

      Occurrences occurrences = Occurrences.of(descriptor, template.tree(), selections);
      template.fetch(occurrences.sources());
      LargeFiles large = large(template, occurrences);
      large.refuse();
      List<String> notes = new ArrayList<>(occurrences.notes());
      large.warning().ifPresent(notes::add);
      DelimitedVelocity delimited = new DelimitedVelocity(descriptor, answers);
      Placement placement =
          place(descriptor, template, request, selections, answers, occurrences, delimited);
      List<PlacedFile> files = placement.files();
      Set<String> targets = new LinkedHashSet<>();
      Set<String> known = ContextPom.known(descriptor, answers.names());
      files.forEach(file -> targets.add(OpenPath.of(file.target(), known).sample()));
      SafePaths.check(targets);
      if (!targets.contains("README.md")) {
        notes.add(
            "projects of this archetype have no README.md, which mlops:generate writes for templates"
                + " without one: add README.md.vm to the template");
      }

      AnswersFile answersFile = AnswersFile.of(descriptor, answers, files);
      String contextPom =
          ContextPom.text(
              descriptor,
              answers.all(),
              answersFile.context() + delimited.context(),
              request.generatorVersion());
      requireSameBytes(
          new SameBytes(descriptor, answers, contextPom, answersFile, request.generatorVersion()),
          selections,
          occurrences,
          delimited,
          template);

      ArchetypeFiles out = ArchetypeFiles.in(request);
      String name = artifactId(descriptor, value);
      out.metadata(ArchetypeMetadata.xml(name, answers.all(), files));
      out.script(PostGenerate.script(descriptor, answers, selections, files));
      out.resource("pom.xml", contextPom.getBytes(StandardCharsets.UTF_8));
      placement.contents().forEach(out::resource);
      request.project().ifPresent(project -> out.pom(project, name, descriptor.title()));
      return new MadeArchetype(
          request.directory(),
          template.origin(),
          request.project().flatMap(ArchetypeRequest.Coordinates::artifactId).orElse(name),
          value,
          selections,
          occurrences.files().size(),
          answers.all().stream().map(Property::name).toList(),
          notes);
    } catch (IOException e) {
      throw unwritable(request, e);
    }
  }

  private static LargeFiles large(TemplateSnapshot template, Occurrences occurrences) {
    Map<String, TemplateFile> files = new HashMap<>();
    occurrences.files().keySet().forEach(file -> files.put(file.target(), file.source()));
    return new LargeFiles(template, files);
  }

  private static EnvironmentException unwritable(ArchetypeRequest request, IOException e) {
    return new EnvironmentException(
        "cannot write the archetype to " + request.directory(),
        "check free space and permissions: " + e.getMessage(),
        e);
  }

  private static void requireSameBytes(
      SameBytes same,
      List<Selection> selections,
      Occurrences occurrences,
      DelimitedVelocity delimited,
      TemplateSnapshot template)
      throws IOException {
    for (Selection selection : selections) {
      List<SameBytes.Made> rendered = new ArrayList<>();
      for (Map.Entry<PlannedFile, Set<Selection>> entry : occurrences.files().entrySet()) {
        if (entry.getValue().contains(selection)) {
          rendered.addAll(rendered(same, entry.getKey(), delimited, template));
        }
      }
      same.require(selection, rendered);
    }
  }

  /** A file as often as there are forms of it, if Velocity makes it in an archetype. */
  private static List<SameBytes.Made> rendered(
      SameBytes same, PlannedFile file, DelimitedVelocity delimited, TemplateSnapshot template)
      throws IOException {
    String path = file.source().path();
    if (file.rendered()) {
      return List.of(same.velocity(path, FileContent.of(file, List.of(), template).bytes()));
    }
    List<SameBytes.Made> made = new ArrayList<>();
    if (file.delimiters().isPresent()) {
      for (Variants.Variant variant : Variants.of(file)) {
        byte[] content = FileContent.of(file, variant.edits(), template).bytes();
        DelimitedFile read = delimited.read(file, content);
        if (read.hasNames()) {
          byte[] velocity = delimited.text(path, read);
          made.add(new SameBytes.Made(path, () -> velocity, read::fill));
        }
      }
    }
    return made;
  }

  private static Placement place(
      Descriptor descriptor,
      TemplateSnapshot template,
      ArchetypeRequest request,
      List<Selection> selections,
      Answers answers,
      Occurrences occurrences,
      DelimitedVelocity delimited)
      throws IOException {
    Placement placement = new Placement();
    VelocityProgram program = new VelocityProgram(descriptor);
    EffectiveFixes fixes = new EffectiveFixes(descriptor, selections);
    for (Map.Entry<PlannedFile, Set<Selection>> entry : occurrences.files().entrySet()) {
      PlannedFile file = entry.getKey();
      OpenPath path = OpenPath.of(file.target(), Placeholders.known(descriptor));
      requireKnown(path, ContextPom.known(descriptor, answers.names()));
      for (Variants.Variant variant : Variants.of(file)) {
        FileContent content = FileContent.of(file, variant.edits(), template);
        fixes.add(content.effective(), entry.getValue());
        for (FollowedContent form :
            FollowedContent.of(
                file,
                content.bytes(),
                entry.getValue(),
                occurrences.references(),
                Placeholders.known(descriptor))) {
          byte[] bytes = form.bytes();
          boolean filtered = file.rendered();
          if (file.delimiters().isPresent()) {
            DelimitedFile read = delimited.read(file, bytes);
            filtered = read.hasNames();
            bytes = filtered ? delimited.text(file.source().path(), read) : bytes;
          }
          IncludeCondition selected = IncludeCondition.of(selections, form.selections());
          placement.add(
              file.target(),
              path.isOpen(),
              Optional.of(file.source().path()),
              bytes,
              filtered,
              file.executable(),
              variant.when().equals(Condition.always())
                  ? selected
                  : selected.and(program.expression(variant.when())));
        }
      }
    }
    placement.add(
        ProjectLockFile.PATH,
        false,
        Optional.empty(),
        LockTemplate.text(
                descriptor,
                template.origin(),
                Descriptors.id(template),
                answers.values(),
                selections.get(0),
                fixes.conditions(),
                request.generatorVersion())
            .getBytes(StandardCharsets.UTF_8),
        true,
        false,
        IncludeCondition.ALWAYS);
    AnswersFile worked = AnswersFile.of(descriptor, answers, placement.files());
    if (!worked.isEmpty()) {
      placement.add(
          AnswersFile.PATH,
          false,
          Optional.empty(),
          worked.velocity().getBytes(StandardCharsets.UTF_8),
          true,
          false,
          IncludeCondition.ALWAYS);
    }
    return placement;
  }

  private static void requireKnown(OpenPath path, Set<String> known) {
    for (String name : path.names()) {
      if (!known.contains(name)) {
        throw new UsageException(
            "an archetype cannot name "
                + path.text()
                + " by {"
                + name
                + "}, since it does not ask for values that are set in files",
            "give " + name + " a default, or remove its 'set', in the template's descriptor");
      }
    }
  }

  private static String artifactId(Descriptor descriptor, String value) {
    return descriptor.name() + "-" + value + "-archetype";
  }
}
