package io.github.mlopsmaven.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.descriptor.Descriptors;
import io.github.mlopsmaven.generate.GenerateRequest;
import io.github.mlopsmaven.generate.Limits;
import io.github.mlopsmaven.generate.ProjectGenerator;
import io.github.mlopsmaven.generate.ProjectRepository;
import io.github.mlopsmaven.generate.Questions;
import io.github.mlopsmaven.git.GitTemplateSource;
import io.github.mlopsmaven.git.JGitProjectRepository;
import io.github.mlopsmaven.git.WorkTreeSource;
import io.github.mlopsmaven.lock.FileList;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.template.ProjectName;
import io.github.mlopsmaven.template.TemplateFile;
import io.github.mlopsmaven.template.TemplateOrigin;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.template.TemplateSource;
import io.github.mlopsmaven.template.TemplateTree;
import io.github.mlopsmaven.testkit.BareRepository;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A list that is as the template says is the same as asking the template. */
class BelievedListTest {

  private static final String DESCRIPTOR =
      """
      format: 1
      name: small
      layout:
        - {from: all, to: .}
      executable: ["*.sh"]
      once: [a.yml, "d/**"]
      required: [b.py, c.txt]
      values:
        region:
          {pattern: "[a-z]+", default: westeurope, set: [{files: [a.yml], path: location}]}
      """;

  @TempDir Path folder;

  private BareRepository template;
  private Path project;
  private final Map<String, String> files = new LinkedHashMap<>();
  private final Set<String> fetched = new TreeSet<>();

  @BeforeEach
  void generate() {
    template = BareRepository.create(folder.resolve("t.git"));
    files.put("mlops-template.yml", DESCRIPTOR);
    files.put("all/a.yml", "location: REGION\n");
    for (String name : new String[] {"b.py", "c.txt", "d/e.txt", "d/f.txt", "own.yml"}) {
      files.put("all/" + name, "content of " + name + "\nand more\n");
    }
    files.put("all/run.sh", "true\n");
    template.commit("main", files);
    project = generator().generate(request("out")).directory();
    fetched.clear();
  }

  @Test
  void fetchesNothingForIt() {
    ProjectStatus believed = look(check("1.0").believingLists());

    assertThat(fetched).doesNotContain("all/b.py");
    assertThat(look(check("1.0"))).isEqualTo(believed);
    assertThat(fetched).contains("all/b.py");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void tellsTheSameWhateverWasDoneHere(long seed) throws IOException {
    tellsTheSame(new Random(seed));
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39})
  void tellsTheSameOfATemplateThatSetsNoFileApart(long seed) throws IOException {
    files.put("mlops-template.yml", DESCRIPTOR.replaceAll("(?m)^(once|required):.*\n", ""));
    template.commit("main", files);
    project = generator().generate(request("alike")).directory();
    fetched.clear();

    tellsTheSame(new Random(seed));
  }

  @ParameterizedTest
  @ValueSource(strings = {"once: [a.yml]", "required: [b.py]", "\"o\\x6ece\": [a.yml]"})
  void seesWhereFilesAreSetApart(String line) {
    String alike = DESCRIPTOR.replaceAll("(?m)^(once|required):.*\n", "");
    files.put("mlops-template.yml", alike);
    template.commit("main", files);
    try (TemplateSnapshot snapshot = source().open()) {
      assertThat(Descriptors.maySetFilesApart(snapshot)).isFalse();
    }
    files.put("mlops-template.yml", alike + line + "\n");
    template.commit("main", files);
    try (TemplateSnapshot snapshot = source().open()) {
      assertThat(Descriptors.maySetFilesApart(snapshot)).isTrue();
    }
  }

  private void tellsTheSame(Random random) throws IOException {
    for (String path : new String[] {"a.yml", "b.py", "c.txt", "d/e.txt", "d/f.txt", "run.sh"}) {
      change(path, random);
    }
    if (random.nextBoolean()) {
      Files.writeString(project.resolve(".mlops/owned"), "own.yml\nd/**\n");
    }
    Files.writeString(project.resolve("own.yml"), random.nextBoolean() ? "ours\n" : "");

    ProjectStatus believed = look(check("1.0").believingLists());
    assertThat(fetched).doesNotContain("all/b.py");
    assertThat(believed).isEqualTo(look(check("1.0")));
  }

  private void change(String path, Random random) throws IOException {
    Path file = project.resolve(path);
    String text = Files.readString(file);
    switch (random.nextInt(7)) {
      case 0 -> Files.writeString(file, text + "mine\n");
      case 1 -> Files.delete(file);
      case 2 -> {
        Path place = project.resolve("elsewhere").resolve(path);
        Files.createDirectories(place.getParent());
        Files.move(file, place);
      }
      case 3 -> Files.writeString(file, text.replace("\n", "\r\n"));
      case 4 -> file.toFile().setExecutable(!Files.isExecutable(file));
      case 5 -> Files.write(file, new byte[] {0, 1, 2, (byte) random.nextInt()});
      default -> {}
    }
  }

  @Test
  void asksTheTemplateThatHasAnotherState() {
    files.put("all/b.py", "newer\n");
    template.commit("main", files);

    ProjectStatus believed = look(check("1.0").believingLists());

    assertThat(believed.state()).isEqualTo(ProjectStatus.State.BEHIND);
    assertThat(believed).isEqualTo(look(check("1.0")));
  }

  @Test
  void asksWhatAnotherVersionOfTheProgramGives() {
    look(check("1.1").believingLists());

    assertThat(fetched).contains("all/b.py");
  }

  @Test
  void asksWhereAnUpdateLeftFilesOfAnOlderState() throws IOException {
    Path list = project.resolve(FileList.PATH);
    Files.writeString(
        list,
        Files.readString(list).replace("\tall/b.py\n", "\tall/b.py\t@" + "a".repeat(40) + "\n"));

    ProjectStatus believed = look(check("1.0").believingLists());

    assertThat(fetched).contains("all/b.py");
    assertThat(believed).isEqualTo(look(check("1.0")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0-SNAPSHOT", "1.0"})
  void aVersionThatIsBeingWorkedOnIsNoState(String version) {
    TemplateOrigin artifact =
        new TemplateOrigin("g:a", Optional.empty(), Optional.empty(), Optional.of(version));
    RecordedProject recorded =
        RecordedProject.read(
            "small", path -> read(path).map(text -> ofArtifact(text, version).getBytes(UTF_8)));

    assertThat(recorded.isOf(artifact, "1.0")).isEqualTo(!version.endsWith("SNAPSHOT"));
  }

  private static String ofArtifact(String lock, String version) {
    return lock.replaceFirst("location: .*", "location: \"g:a\"")
        .replaceFirst("commit: .*", "version: \"" + version + "\"")
        .replaceFirst("  (?:url|repository): .*\\n", "")
        .replaceFirst("  ref: .*\\n", "");
  }

  private Optional<String> read(String path) {
    try {
      Path file = project.resolve(path);
      return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ProjectStatus look(StatusCheck check) {
    return check.of("small", new WorkTreeSource(project), lock -> Optional.of(source()));
  }

  private StatusCheck check(String version) {
    return new StatusCheck(generator(), new RecordedRequest(Limits.DEFAULT, version));
  }

  private ProjectGenerator generator() {
    return new ProjectGenerator(new JGitProjectRepository(GitAccess.standard()), Questions.NONE);
  }

  private TemplateSource source() {
    TemplateSource source =
        new GitTemplateSource(
            template.directory().toUri().toString(),
            Optional.of("main"),
            folder.resolve("cache"),
            GitAccess.standard());
    return () -> new Watched(source.open(), fetched);
  }

  private GenerateRequest request(String out) {
    return new GenerateRequest(
        source(),
        Map.of(),
        false,
        folder.resolve(out),
        ProjectName.parse("small"),
        Optional.empty(),
        Map.of("region", "northeurope"),
        Optional.empty(),
        Optional.of(new ProjectRepository.Author("A", "a@b.example")),
        Optional.empty(),
        true,
        Limits.DEFAULT,
        "1.0");
  }

  /** Remembers what is fetched. */
  private record Watched(TemplateSnapshot snapshot, Set<String> fetched)
      implements TemplateSnapshot {

    @Override
    public TemplateOrigin origin() {
      return snapshot.origin();
    }

    @Override
    public TemplateTree tree() {
      return snapshot.tree();
    }

    @Override
    public OptionalLong size(TemplateFile file) {
      return snapshot.size(file);
    }

    @Override
    public void fetch(Collection<TemplateFile> files) {
      files.forEach(file -> fetched.add(file.path()));
      snapshot.fetch(files);
    }

    @Override
    public InputStream open(TemplateFile file) throws IOException {
      return snapshot.open(file);
    }

    @Override
    public void close() {
      snapshot.close();
    }
  }
}
