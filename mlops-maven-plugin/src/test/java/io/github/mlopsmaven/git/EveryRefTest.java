package io.github.mlopsmaven.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.mlopsmaven.descriptor.Descriptors;
import io.github.mlopsmaven.generate.DryRun;
import io.github.mlopsmaven.generate.GenerateRequest;
import io.github.mlopsmaven.generate.Limits;
import io.github.mlopsmaven.generate.ProjectGenerator;
import io.github.mlopsmaven.generate.Questions;
import io.github.mlopsmaven.layout.Combination;
import io.github.mlopsmaven.layout.Matrix;
import io.github.mlopsmaven.problem.MlopsException;
import io.github.mlopsmaven.render.StillReadable;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.PipelineTemplatesTarget;
import io.github.mlopsmaven.template.ProjectName;
import io.github.mlopsmaven.template.TemplateSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every branch and tag of a template repository, every selection: no edit breaks a file, and the
 * move into a project no reference. For those who have a clone of a template: {@code
 * -Dmlops.test.templateRepository=DIRECTORY}.
 */
class EveryRefTest {

  @TempDir Path temp;

  @Test
  void noEditBreaksAFileAndNoMoveAReference() {
    Optional<String> given =
        Optional.ofNullable(System.getProperty("mlops.test.templateRepository"));
    assumeTrue(given.isPresent(), "no template repository is named");
    Path repository = Path.of(given.orElseThrow());
    List<String> wrong = new ArrayList<>();
    Seen seen = new Seen();
    List<String> refs =
        CGit.output(repository, "for-each-ref", "--format=%(refname)", "refs/heads", "refs/tags")
            .lines()
            .toList();
    for (String ref : refs) {
      GitTemplateSource source =
          new GitTemplateSource(
              repository.toUri().toString(),
              Optional.of(ref),
              temp.resolve("cache"),
              GitAccess.standard());
      for (Combination combination : combinations(source)) {
        seen.selections++;
        String where = ref + " " + combination.selection() + ": ";
        Map<String, byte[]> before = files(source, combination, false, Optional.empty());
        Map<String, byte[]> after = new TreeMap<>();
        lookAtReferences(
            where, plan(source, combination, true, Optional.empty(), after), after, seen);
        Map<String, byte[]> redirected =
            files(source, combination, true, Optional.of("github:acme/steps@v1"));
        for (Map<String, byte[]> edited : List.of(after, redirected)) {
          edited.forEach(
              (path, bytes) -> {
                byte[] was = before.get(path);
                if (was != null && StillReadable.isBroken(path, was, bytes)) {
                  wrong.add(where + path + " does not parse any more");
                }
              });
        }
      }
    }
    // With -DtrimStackTrace=false and the like nothing else would show what was looked at.
    System.out.println(refs.size() + " branches and tags, " + seen);
    seen.leadingNowhere.forEach((what, times) -> System.out.println("leads nowhere: " + what));
    assertThat(wrong).as("%s branches and tags, %s", refs.size(), seen).isEmpty();
    assertThat(seen.broken).as("%s branches and tags, %s", refs.size(), seen).isEmpty();
    assertThat(seen.selections).isPositive();
  }

  /** What a file names by a path. */
  private static final Pattern PATH =
      Pattern.compile("(?<![\\w./@-])\\.{0,2}[\\w./-]*[\\w-]/?(?![\\w./@-])");

  private static final Pattern FILE = Pattern.compile(".*\\.(?:ya?ml|json|py|sh|tf|bicep)");
  private static final Pattern TEMPLATE =
      Pattern.compile("(?m)^\\s*-?\\s*template\\s*:\\s*([^\\s@$]+)\\s*$");
  private static final Pattern FOLLOWED =
      Pattern.compile("names (one|\\d+) paths? where the files");

  /** What was seen at all branches and tags. */
  private static final class Seen {
    private final Map<String, Integer> broken = new TreeMap<>();
    private final Map<String, Integer> leadingNowhere = new TreeMap<>();
    private int selections;
    private int references;
    private int rewritten;

    @Override
    public String toString() {
      return selections
          + " selections, "
          + references
          + " paths that held or templates that are named, "
          + rewritten
          + " rewritten";
    }
  }

  /** What held in the template holds in the project; and every template of a pipeline is there. */
  private static void lookAtReferences(
      String where, DryRun run, Map<String, byte[]> files, Seen seen) {
    Set<String> sources = new TreeSet<>();
    Map<String, String> from = new TreeMap<>();
    for (DryRun.Row row : run.files()) {
      row.source()
          .ifPresent(
              source -> {
                addWithFolders(sources, source);
                from.put(row.target(), source);
              });
    }
    Set<String> targets = new TreeSet<>();
    files.keySet().forEach(path -> addWithFolders(targets, path));
    Matcher followed = FOLLOWED.matcher(text(files.getOrDefault("README.md", new byte[0])));
    while (followed.find()) {
      seen.rewritten += followed.group(1).equals("one") ? 1 : Integer.parseInt(followed.group(1));
    }
    from.forEach(
        (path, source) -> {
          String text = text(files.getOrDefault(path, new byte[0]));
          Matcher word = PATH.matcher(text);
          while (word.find()) {
            String name = word.group();
            boolean isPath = name.contains("/") || FILE.matcher(name).matches();
            if (isPath && exists(sources, source, name)) {
              seen.references++;
              if (!exists(targets, path, name)) {
                seen.broken.merge(where + path + ": " + name, 1, Integer::sum);
              }
            }
          }
          Matcher template = TEMPLATE.matcher(text);
          while (template.find()) {
            seen.references++;
            if (!targets.contains(resolved(path, template.group(1)))) {
              seen.leadingNowhere.merge(where + path + ": " + template.group(1), 1, Integer::sum);
            }
          }
        });
  }

  private static void addWithFolders(Set<String> paths, String path) {
    for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
      paths.add(path.substring(0, end));
    }
  }

  private static String text(byte[] content) {
    return new String(content, StandardCharsets.ISO_8859_1);
  }

  private static boolean exists(Set<String> paths, String file, String name) {
    return paths.contains(resolved("", name)) || paths.contains(resolved(file, name));
  }

  /** Below a root that cannot be left by chance. */
  private static String resolved(String file, String name) {
    Path root = Path.of("/1/2/3/4/5/6/7/8");
    Path folder = file.isEmpty() ? root : root.resolve(file).resolve("..");
    Path path = folder.resolve(name.replaceFirst("^/+", "")).normalize();
    return path.startsWith(root) ? root.relativize(path).toString().replace('\\', '/') : "";
  }

  private static List<Combination> combinations(GitTemplateSource source) {
    try (TemplateSnapshot template = source.open()) {
      Descriptor descriptor = Descriptors.of(template);
      return Matrix.of(descriptor, template.tree()).combinations();
    }
  }

  private Map<String, byte[]> files(
      GitTemplateSource source,
      Combination combination,
      boolean fixes,
      Optional<String> pipelineTemplates) {
    Map<String, byte[]> files = new TreeMap<>();
    try {
      plan(source, combination, fixes, pipelineTemplates, files);
    } catch (MlopsException e) {
      assertThat(e.problem()).contains("no pipeline of this selection can call");
    }
    return files;
  }

  private DryRun plan(
      GitTemplateSource source,
      Combination combination,
      boolean fixes,
      Optional<String> pipelineTemplates,
      Map<String, byte[]> files) {
    GenerateRequest request =
        new GenerateRequest(
            source,
            combination.selection().values(),
            true,
            temp.resolve("out"),
            ProjectName.parse("demo"),
            Optional.empty(),
            Map.of(),
            pipelineTemplates.map(PipelineTemplatesTarget::parse),
            Optional.empty(),
            Optional.empty(),
            fixes,
            Limits.DEFAULT,
            "1");
    return new ProjectGenerator(new JGitProjectRepository(GitAccess.standard()), Questions.NONE)
        .plan(request, folder -> files.putAll(read(folder)));
  }

  private static Map<String, byte[]> read(Path folder) {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }
}
