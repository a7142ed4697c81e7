package io.github.mlopsmaven.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Deflater;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.file.PackInserter;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.lib.TagBuilder;
import org.eclipse.jgit.util.FS;

/**
 * Writes bare repositories in the shape of Azure/mlops-project-template: the same paths, modes and
 * sizes, content of our own. The same wishes give the same commit ids everywhere.
 *
 * <p>The branch's tip has the shape {@link AzureShape#MAIN}. The first commit has {@link
 * AzureShape#V1_1_0} and two tags: {@code v1.1.0}, lightweight as the real one, and {@code
 * v1.1.0-annotated}.
 */
public final class AzureShapedRepository {

  private static final long SEED = 20_260_101L;
  private static final Instant FIRST_COMMIT = Instant.parse("2024-01-01T00:00:00Z");

  private String branch = "main";
  private int extraFiles;
  private int extraCommits;
  private final Map<String, AddedFile> added = new LinkedHashMap<>();

  private record AddedFile(FileMode mode, ByteBuffer content) {}

  /** A repository as the accelerator's, on branch {@code main}. */
  public AzureShapedRepository() {}

  /** Names the only branch, which HEAD points to. */
  public AzureShapedRepository onBranch(String name) {
    branch = name;
    return this;
  }

  /** Adds so many small files beside the selection classical / aml-cli-v2 / terraform. */
  public AzureShapedRepository withExtraFiles(int count) {
    extraFiles = count;
    return this;
  }

  /** Adds so many commits between the first one and the tip; each changes {@code README.md}. */
  public AzureShapedRepository withExtraCommits(int count) {
    extraCommits = count;
    return this;
  }

  /**
   * Adds a file to the tip or replaces one. Nothing about the path is checked.
   *
   * @param mode git's file mode in octal digits: {@code 100644}, {@code 100755}, {@code 120000}
   * @param content the file's bytes, or a link's target
   */
  public AzureShapedRepository withFile(String path, String mode, byte[] content) {
    added.put(
        path,
        new AddedFile(
            FileMode.fromBits(Integer.parseInt(mode, 8)), ByteBuffer.wrap(content.clone())));
    return this;
  }

  /** As {@link #withFile(String, String, byte[])} for a plain text file. */
  public AzureShapedRepository withFile(String path, String text) {
    return withFile(path, "100644", text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes the repository. Its configuration lets clients filter and want any object, as GitHub
   * does.
   *
   * @param directory the bare repository to make; must not be one yet
   * @throws IOException when it cannot be written, or is a repository already
   */
  public BuiltRepository writeTo(Path directory) throws IOException {
    FS.FileStoreAttributes.setBackground(true);
    try (FileRepository repository = new FileRepository(directory.toFile())) {
      repository.create(true);
      StoredConfig config = repository.getConfig();
      config.setBoolean("uploadpack", null, "allowFilter", true);
      config.setBoolean("uploadpack", null, "allowAnySHA1InWant", true);
      config.save();
      try (PackInserter inserter = repository.getObjectDatabase().newPackInserter()) {
        inserter.checkExisting(false);
        inserter.setCompressionLevel(Deflater.BEST_SPEED);
        Commits commits = new Commits(inserter);
        ObjectId tagged = commits.add(shaped(AzureShape.V1_1_0, inserter), "Release 1.1.0");
        ObjectId annotated = inserter.insert(annotation(tagged));
        addHistory(commits, inserter);
        TreeBuilder tip = shaped(AzureShape.MAIN, inserter);
        addExtraFiles(tip, inserter);
        for (Map.Entry<String, AddedFile> file : added.entrySet()) {
          tip.file(
              file.getKey(),
              file.getValue().mode(),
              inserter.insert(Constants.OBJ_BLOB, file.getValue().content().array()));
        }
        ObjectId head = commits.add(tip, "State of today");
        inserter.flush();
        point(repository, Constants.R_HEADS + branch, head);
        point(repository, Constants.R_TAGS + "v1.1.0", tagged);
        point(repository, Constants.R_TAGS + "v1.1.0-annotated", annotated);
        repository.updateRef(Constants.HEAD).link(Constants.R_HEADS + branch);
        return new BuiltRepository(directory, branch, head.name(), tagged.name());
      }
    }
  }

  /**
   * Writes a repository from the command line.
   *
   * @param arguments the directory, then optionally {@code --files N}, {@code --commits N}, {@code
   *     --branch NAME}
   * @throws IOException when it cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    List<String> rest = new ArrayList<>(List.of(arguments));
    if (rest.size() % 2 == 0) {
      throw new IllegalArgumentException(
          "usage: AzureShapedRepository DIRECTORY [--files N] [--commits N] [--branch NAME]");
    }
    Path directory = Path.of(rest.remove(0));
    AzureShapedRepository wishes = new AzureShapedRepository();
    for (int i = 0; i < rest.size(); i += 2) {
      String value = rest.get(i + 1);
      switch (rest.get(i)) {
        case "--files" -> wishes.withExtraFiles(Integer.parseInt(value));
        case "--commits" -> wishes.withExtraCommits(Integer.parseInt(value));
        case "--branch" -> wishes.onBranch(value);
        default -> throw new IllegalArgumentException("unknown option " + rest.get(i));
      }
    }
    System.out.println(wishes.writeTo(directory));
  }

  private static TreeBuilder shaped(AzureShape shape, PackInserter inserter) throws IOException {
    AcceleratorFiles accelerator = new AcceleratorFiles(shape);
    PseudoContent pseudo = new PseudoContent(SEED);
    TreeBuilder tree = new TreeBuilder();
    for (ShapeFile file : shape.files()) {
      boolean windows = shape.hasWindowsLineEnds(file.path());
      Optional<String> text = accelerator.text(file.path());
      byte[] content =
          text.isPresent()
              ? withLineEnds(text.get(), windows)
              : pseudo.of(file.path(), file.size(), windows);
      tree.file(
          file.path(),
          FileMode.fromBits(Integer.parseInt(file.mode(), 8)),
          inserter.insert(Constants.OBJ_BLOB, content));
    }
    return tree;
  }

  private static byte[] withLineEnds(String text, boolean windows) {
    return (windows ? text.replace("\n", "\r\n") : text).getBytes(StandardCharsets.UTF_8);
  }

  private void addHistory(Commits commits, PackInserter inserter) throws IOException {
    if (extraCommits == 0) {
      return;
    }
    TreeBuilder tree = shaped(AzureShape.V1_1_0, inserter);
    for (int i = 1; i <= extraCommits; i++) {
      byte[] readme = ("Revision " + i + "\n").getBytes(StandardCharsets.UTF_8);
      tree.file("README.md", FileMode.REGULAR_FILE, inserter.insert(Constants.OBJ_BLOB, readme));
      commits.add(tree, "Revision " + i);
    }
  }

  private void addExtraFiles(TreeBuilder tree, PackInserter inserter) throws IOException {
    PseudoContent pseudo = new PseudoContent(SEED);
    for (int i = 0; i < extraFiles; i++) {
      String path = extraPath(i);
      byte[] content = pseudo.of(path, 100 + i % 100, false);
      tree.file(path, FileMode.REGULAR_FILE, inserter.insert(Constants.OBJ_BLOB, content));
    }
  }

  /** Wide directories, many directories and deep ones, where teams really leave their data. */
  private static String extraPath(int i) {
    return switch (i % 10) {
      case 0, 1 -> "cv/python-sdk-v1/data/training/labels/label-%06d.csv".formatted(i);
      case 2, 3, 4, 5 -> "cv/aml-cli-v2/data/images/%03d/image-%06d.json".formatted(i / 500, i);
      case 6, 7 ->
          "nlp/aml-cli-v2/data/corpus/%02d/%02d/%02d/raw/text/%06d.txt"
              .formatted(i / 10_000, i / 1_000 % 10, i / 100 % 10, i);
      case 8 -> "classical/rai-aml-cli-v2/notebooks/run-%03d/%06d.ipynb".formatted(i / 1000, i);
      default -> "docs/reports/%06d.md".formatted(i);
    };
  }

  private static TagBuilder annotation(ObjectId tagged) {
    TagBuilder tag = new TagBuilder();
    tag.setTag("v1.1.0-annotated");
    tag.setObjectId(tagged, Constants.OBJ_COMMIT);
    tag.setTagger(author(0));
    tag.setMessage("Release 1.1.0\n");
    return tag;
  }

  private static PersonIdent author(int minutes) {
    return new PersonIdent(
        "Template Team",
        "template@example.com",
        FIRST_COMMIT.plusSeconds(60L * minutes),
        ZoneOffset.UTC);
  }

  private static void point(FileRepository repository, String name, ObjectId id)
      throws IOException {
    RefUpdate update = repository.updateRef(name);
    update.setNewObjectId(id);
    RefUpdate.Result result = update.update();
    if (result != RefUpdate.Result.NEW) {
      throw new IOException(name + " was not made: " + result);
    }
  }

  /** One line of commits, a minute apart. */
  private static final class Commits {

    private final PackInserter inserter;
    private Optional<ObjectId> parent = Optional.empty();
    private int count;

    Commits(PackInserter inserter) {
      this.inserter = inserter;
    }

    ObjectId add(TreeBuilder tree, String message) throws IOException {
      CommitBuilder commit = new CommitBuilder();
      commit.setTreeId(tree.write(inserter));
      parent.ifPresent(commit::setParentId);
      commit.setAuthor(author(count));
      commit.setCommitter(author(count));
      commit.setMessage(message + "\n");
      ObjectId id = inserter.insert(commit);
      parent = Optional.of(id);
      count++;
      return id;
    }
  }
}
