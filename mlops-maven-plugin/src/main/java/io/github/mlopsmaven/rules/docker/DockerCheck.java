package io.github.mlopsmaven.rules.docker;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.data.DataFile;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Position;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Dockerfiles have the instructions, flags and stages that Docker knows. */
final class DockerCheck implements Check {

  static final Rule SYNTAX = new Rule("docker-syntax", Level.ERROR, "Invalid Dockerfile");

  /** Name to flags: the data file {@code instructions.txt}. */
  private static final Map<String, List<String>> INSTRUCTIONS = instructions();

  /**
   * Ends of names that say that a file is about a Dockerfile, or that something makes one of it.
   */
  private static final Set<String> OTHERS =
      Set.of(
          ".dockerignore",
          ".md",
          ".markdown",
          ".rst",
          ".adoc",
          ".txt",
          ".html",
          ".pdf",
          ".png",
          ".svg",
          ".json",
          ".yml",
          ".yaml",
          ".py",
          ".sh",
          ".ps1",
          ".go",
          ".ts",
          ".js",
          ".j2",
          ".jinja",
          ".jinja2",
          ".tmpl",
          ".tpl",
          ".template",
          ".erb",
          ".mustache",
          ".vm",
          ".orig",
          ".bak",
          ".diff",
          ".patch");

  @Override
  public List<Rule> rules() {
    return List.of(
        SYNTAX,
        DockerVariables.VARIABLE,
        BuildContextCheck.MISSING_FILE,
        DockerCommandCheck.COMMAND);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().all()) {
      if (isDockerfile(file)) {
        Dockerfile docker = Dockerfile.of(file.content());
        if (!docker.isOfAnotherSyntax() && !isTemplate(file)) {
          new OneFile(file, findings).check(docker, () -> isFragment(project, file));
          new DockerVariables(file, findings).check(docker);
        }
      }
    }
    new BuildContextCheck(project, findings).check();
  }

  /** Whether a file is a Dockerfile, by its name. */
  static boolean isDockerfile(SourceFile file) {
    String name = file.name().toLowerCase(Locale.ROOT);
    boolean isNamed =
        name.equals("dockerfile")
            || name.equals("containerfile")
            || name.endsWith(".dockerfile")
            || (name.startsWith("dockerfile.")
                && !OTHERS.contains(name.substring(name.lastIndexOf('.'))));
    return isNamed && !file.isVendored() && file.content().isText();
  }

  /**
   * Whether a Dockerfile is put behind another one.
   *
   * @see <a
   *     href="https://learn.microsoft.com/python/api/azureml-core/azureml.core.image.containerimage">extra_docker_file_steps</a>
   */
  private static boolean isFragment(VerifiedProject project, SourceFile file) {
    return project.files().all().stream()
        .filter(one -> one.content().isText() && one.text().contains("extra_docker_file_steps"))
        .anyMatch(one -> one.text().contains(file.name()));
  }

  /** What another program makes a Dockerfile of. */
  static boolean isTemplate(SourceFile file) {
    return file.text().contains("{{") || file.text().contains("{%");
  }

  private static Map<String, List<String>> instructions() {
    Map<String, List<String>> known = new LinkedHashMap<>();
    DataFile.lines(DockerCheck.class, "instructions.txt").stream()
        .map(line -> Arrays.asList(line.split(" ", -1)))
        .forEach(words -> known.put(words.get(0), words.subList(1, words.size())));
    return known;
  }

  private record OneFile(SourceFile file, Findings findings) {

    void check(Dockerfile docker, BooleanSupplier isFragment) {
      docker
          .mistake()
          .ifPresent(
              here ->
                  add(
                      here.index(),
                      "the here document '" + here.text() + "' has no end",
                      "add a line with nothing but its last word"));
      boolean hasBegun = false;
      Set<String> stages = new HashSet<>();
      int number = 0;
      for (Instruction instruction : docker.instructions()) {
        if (!INSTRUCTIONS.containsKey(instruction.name())) {
          add(
              instruction.index(),
              "unknown instruction '" + instruction.name() + "'",
              Suggestion.useOneOf(instruction.name(), INSTRUCTIONS.keySet()));
          // What follows may stand in a stage that this was meant to begin.
          hasBegun = true;
          continue;
        }
        flags(instruction);
        new InstructionCheck(file, findings).check(instruction);
        boolean isEmpty =
            instruction.words().isEmpty() && instruction.flags().isEmpty() && !instruction.isList();
        boolean needsWords = !instruction.hasHereDocument();
        if (isEmpty && needsWords) {
          add(instruction.index(), instruction.name() + " has no argument", "add one");
        } else if (instruction.name().equals("FROM")) {
          hasBegun = true;
          from(instruction, stages);
          stages.add(String.valueOf(number++));
        } else if (!hasBegun && !instruction.name().equals("ARG") && isFragment.getAsBoolean()) {
          hasBegun = true;
        } else if (!hasBegun && !instruction.name().equals("ARG")) {
          add(
              instruction.index(),
              instruction.name() + " is before FROM",
              "begin with FROM; only ARG may precede it");
          hasBegun = true;
        } else if (instruction.name().equals("COPY")) {
          stage(instruction, stages);
        }
      }
      if (!hasBegun && !docker.instructions().isEmpty() && !isFragment.getAsBoolean()) {
        add(0, "there is no FROM", "begin with FROM and an image");
      }
    }

    private void flags(Instruction instruction) {
      List<String> known = INSTRUCTIONS.getOrDefault(instruction.name(), List.of());
      for (Instruction.Word flag : instruction.flags()) {
        String name = flag.text().replaceFirst("=.*", "");
        // What follows CMD and its like is a command.
        if (!known.contains(name) && !known.contains("-")) {
          add(
              flag.index(),
              instruction.name() + " has no flag '" + name + "'",
              Suggestion.useOneOf(name, known));
        }
      }
    }

    private void from(Instruction from, Set<String> stages) {
      List<Instruction.Word> words = from.words();
      if (words.isEmpty()) {
        add(from.index(), "FROM has no image", "add one");
        return;
      }
      String image = words.get(0).text().toLowerCase(Locale.ROOT);
      if (!stages.contains(image)
          && !image.matches(".*[/:.$@].*")
          && isLikelyStage(image, stages)) {
        add(
            words.get(0).index(),
            "there is no stage '" + image + "' before this line",
            "correct its name, or add a tag if it is an image");
      }
      boolean isNamed = words.size() == 3 && words.get(1).text().equalsIgnoreCase("as");
      if (isNamed) {
        stages.add(words.get(2).text().toLowerCase(Locale.ROOT));
      } else if (words.size() > 1) {
        add(
            words.get(1).index(),
            "'" + words.get(1).text() + "' was not expected after the image",
            "write FROM IMAGE or FROM IMAGE AS NAME");
      }
    }

    /** A stage of another number or name may only be an image, which has a point or a slash. */
    private void stage(Instruction copy, Set<String> stages) {
      for (Instruction.Word flag : copy.flags()) {
        String stage = flag.text().replaceFirst("^--from=", "").toLowerCase(Locale.ROOT);
        boolean isFrom = flag.text().startsWith("--from=");
        boolean isNumber = stage.matches("\\d+");
        boolean isImage = stage.matches(".*[/:.$@].*");
        if (isFrom
            && !stages.contains(stage)
            && !isImage
            && (isNumber || isLikelyStage(stage, stages))) {
          add(
              flag.index(),
              "there is no stage '" + stage + "' before this line",
              "name one with FROM IMAGE AS " + stage + ", or correct its name");
        }
      }
    }

    /** A plain word may be an image such as `alpine`; one that is nearly a stage is none. */
    private static boolean isLikelyStage(String stage, Set<String> stages) {
      return Suggestion.nearest(stage, stages).filter(near -> !near.matches("\\d+")).isPresent()
          || stages.stream().anyMatch(known -> isLonger(stage, known) || isLonger(known, stage));
    }

    /** As {@code builder} is than {@code build}. */
    private static boolean isLonger(String one, String other) {
      return other.length() > 3 && one.startsWith(other);
    }

    private void add(int index, String problem, String remedy) {
      findings.add(SYNTAX, file.path(), Position.of(file.text(), index), problem, remedy);
    }
  }
}
