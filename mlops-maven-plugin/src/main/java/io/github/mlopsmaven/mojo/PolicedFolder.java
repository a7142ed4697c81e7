package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.descriptor.Descriptors;
import io.github.mlopsmaven.generate.ProjectGenerator;
import io.github.mlopsmaven.generate.StagedProject;
import io.github.mlopsmaven.lock.FileList;
import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.policy.MadeFrom;
import io.github.mlopsmaven.policy.PolicedProject;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.render.YamlScalarEdit;
import io.github.mlopsmaven.status.ProjectStatus;
import io.github.mlopsmaven.status.RecordedProject;
import io.github.mlopsmaven.status.RecordedRequest;
import io.github.mlopsmaven.status.StatusCheck;
import io.github.mlopsmaven.status.TemplateAge;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.RuleSetting;
import io.github.mlopsmaven.template.SignatureCheck;
import io.github.mlopsmaven.template.SignedState;
import io.github.mlopsmaven.template.TemplateFile;
import io.github.mlopsmaven.template.TemplateOrigin;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.template.TemplateSource;
import io.github.mlopsmaven.template.ValueSpec;
import io.github.mlopsmaven.verify.Report;
import io.github.mlopsmaven.verify.Verification;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A project that is judged: its files are in a folder, or in a commit of a repository, and its
 * template is where its lock says.
 */
final class PolicedFolder implements PolicedProject {

  /** How a template is reached. */
  interface Templates {

    /**
     * A state of a template.
     *
     * @param text where it is, as people type it
     * @param ref which state
     */
    TemplateSource source(String text, Optional<String> ref);

    /**
     * How far a template has gone on.
     *
     * @param text where it is
     * @param ref what is compared
     */
    TemplateAge age(String text, Optional<String> ref);
  }

  /**
   * What judging takes.
   *
   * @param status finds how files differ
   * @param generator makes again what the template gave
   * @param requests says what to ask it for
   * @param verification finds what would not work, without what the user says about rules
   * @param signatures looks at signatures
   * @param userRules what the user says about rules
   */
  record Tools(
      StatusCheck status,
      ProjectGenerator generator,
      RecordedRequest requests,
      Verification verification,
      SignatureCheck signatures,
      List<RuleSetting> userRules) {}

  private final String name;
  private final TemplateSource files;
  private final Templates templates;
  private final Tools tools;
  private @Nullable RecordedProject recorded;
  private @Nullable ProjectStatus status;
  private @Nullable Report verified;
  private @Nullable MadeFrom madeFrom;
  private Optional<Again> again = Optional.empty();
  private boolean asked;

  /**
   * Names a project.
   *
   * @param name what it is called in messages
   * @param files its files
   */
  PolicedFolder(String name, TemplateSource files, Templates templates, Tools tools) {
    this.name = name;
    this.files = files;
    this.templates = templates;
    this.tools = tools;
  }

  /** What the template gives when the recorded state is asked for again. */
  private record Again(
      FileList files,
      Descriptor descriptor,
      Map<String, String> values,
      boolean isSameDescriptor) {}

  @Override
  public RecordedProject recorded() {
    RecordedProject known = recorded;
    if (known == null) {
      known = reading(reader -> RecordedProject.read(name, reader));
      recorded = known;
    }
    return known;
  }

  @Override
  public MadeFrom madeFrom() {
    MadeFrom known = madeFrom;
    if (known == null) {
      ProjectLock lock = recorded().lock();
      Map<String, String> values = new LinkedHashMap<>(lock.values());
      again().ifPresent(made -> values.putAll(written(made)));
      known =
          new MadeFrom(
              lock.projectName(),
              lock.generatorVersion(),
              lock.origin(),
              List.of(),
              lock.selection().values(),
              values,
              again().isPresent(),
              Policing.once(tools.signatures(), () -> state(lock)));
      madeFrom = known;
    }
    return known;
  }

  @Override
  public ProjectStatus status() {
    ProjectStatus known = status;
    if (known == null) {
      known = tools.status().of(name, files, this::newest, this::age);
      Optional<String> text = TemplateLocation.recorded(recorded().lock().origin());
      if (known.newer().isEmpty() && text.isPresent()) {
        // A ref that the template does not have: what it has is on its default branch.
        ProjectStatus other =
            tools
                .status()
                .of(
                    name,
                    files,
                    lock -> Optional.of(templates.source(text.get(), Optional.empty())),
                    lock -> templates.age(text.get(), Optional.empty()));
        known = other.newer().isPresent() ? other : known;
      }
      status = known;
    }
    return known;
  }

  @Override
  public Optional<FileList> givenAgain() {
    return again().filter(Again::isSameDescriptor).map(Again::files);
  }

  @Override
  public Optional<List<RuleSetting>> templateRules() {
    return again().filter(Again::isSameDescriptor).map(made -> made.descriptor().rules());
  }

  @Override
  public List<RuleSetting> userRules() {
    return tools.userRules();
  }

  @Override
  public Report verified() {
    Report known = verified;
    if (known == null) {
      known = tools.verification().project(name, files);
      verified = known;
    }
    return known;
  }

  /** A pin has nothing newer of its own: a tag has the newest release, a commit id a branch. */
  private Optional<TemplateSource> newest(ProjectLock lock) {
    return TemplateLocation.recorded(lock.origin())
        .map(text -> templates.source(text, branch(text, lock)));
  }

  private TemplateAge age(ProjectLock lock) {
    return TemplateLocation.recorded(lock.origin())
        .map(text -> templates.age(text, branch(text, lock)))
        .orElse(TemplateAge.UNKNOWN);
  }

  private Optional<String> branch(String text, ProjectLock lock) {
    Optional<String> ref = lock.origin().ref().filter(each -> !each.matches("[0-9a-f]{40}"));
    return ref.flatMap(each -> templates.age(text, ref).newerRelease(each)).or(() -> ref);
  }

  private Optional<Again> again() {
    if (!asked) {
      asked = true;
      again = recordedSource().flatMap(this::made);
    }
    return again;
  }

  private Optional<TemplateSource> recordedSource() {
    TemplateOrigin origin = recorded().lock().origin();
    return TemplateLocation.recorded(origin).map(text -> templates.source(text, origin.commit()));
  }

  private Optional<Again> made(TemplateSource template) {
    ProjectLock lock = recorded().lock();
    try (StagedProject staged =
        tools.generator().stage(tools.requests().of(lock, template, Map.of(), Map.of(), true))) {
      Descriptor descriptor = staged.blueprint().descriptor();
      Map<String, String> values = Policing.values(staged.blueprint());
      // The descriptor of a template without one is the plugin's, which another version may change.
      boolean same =
          !descriptor.name().equals(Descriptors.CONVENTION)
              || lock.descriptorId().equals(staged.lock().descriptorId());
      return Optional.of(new Again(staged.files(), descriptor, values, same));
    } catch (UsageException | EnvironmentException e) {
      return Optional.empty();
    }
  }

  /** What the project's files say: they count, whatever the lock says. Two texts are both told. */
  private Map<String, String> written(Again made) {
    return reading(
        reader -> {
          Map<String, String> values = new LinkedHashMap<>(made.values());
          for (ValueSpec spec : made.descriptor().values()) {
            Set<String> texts = new TreeSet<>();
            for (ValueSpec.Target target : spec.places()) {
              for (FileList.Entry entry : recorded().files().entries()) {
                if (target.files().stream().anyMatch(glob -> glob.matches(entry.target()))) {
                  reader
                      .apply(entry.path())
                      .flatMap(bytes -> value(entry.path(), bytes, target))
                      .ifPresent(texts::add);
                }
              }
            }
            if (!texts.isEmpty()) {
              values.put(spec.name(), String.join(MadeFrom.AND, texts));
            }
          }
          return values;
        });
  }

  private static Optional<String> value(String path, byte[] bytes, ValueSpec.Target target) {
    try {
      return YamlScalarEdit.of(path, bytes).value(target.path());
    } catch (UsageException e) {
      return Optional.empty();
    }
  }

  /** The tag is asked for by its id: the name may lead elsewhere by now. */
  private Optional<SignedState> state(ProjectLock lock) {
    return signedState(lock, templates);
  }

  /**
   * What of a recorded state can be signed.
   *
   * @param lock the project's lock
   * @param templates how its template is reached
   * @return empty where the state is not a commit, or nobody says where it is
   */
  static Optional<SignedState> signedState(ProjectLock lock, Templates templates) {
    TemplateOrigin origin = lock.origin();
    Optional<String> id = origin.tag().or(origin::commit);
    Optional<String> text = TemplateLocation.recorded(origin);
    if (id.isEmpty() || text.isEmpty()) {
      return Optional.empty();
    }
    try (TemplateSnapshot snapshot = templates.source(text.get(), id).open()) {
      Optional<SignedState> state = snapshot.signed();
      if (state.isPresent() && !Optional.of(state.get().commit().id()).equals(origin.commit())) {
        throw new UsageException(
            "the tag in the lock file does not point to the commit in it",
            "restore .mlops/project.yml from version control");
      }
      return state.map(
          known ->
              new SignedState(
                  origin.ref().filter(any -> origin.tag().isPresent()),
                  known.commit(),
                  known.tags()));
    }
  }

  private interface Reading<T> {
    T read(Function<String, Optional<byte[]>> reader);
  }

  private <T> T reading(Reading<T> reading) {
    try (TemplateSnapshot snapshot = files.open()) {
      return reading.read(path -> bytes(snapshot, path));
    }
  }

  private static Optional<byte[]> bytes(TemplateSnapshot snapshot, String path) {
    int slash = path.lastIndexOf('/');
    Optional<TemplateFile> file =
        snapshot.tree().directory(slash < 0 ? "" : path.substring(0, slash)).files().stream()
            .filter(each -> each.path().equals(path))
            .findFirst();
    if (file.isEmpty()) {
      return Optional.empty();
    }
    snapshot.fetch(List.of(file.get()));
    try (InputStream in = snapshot.open(file.get())) {
      return Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new EnvironmentException(
          path + " cannot be read: " + e.getMessage(), "check its permissions", e);
    }
  }
}
