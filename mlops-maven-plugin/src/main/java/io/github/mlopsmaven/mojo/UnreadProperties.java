package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.problem.Mistakes;
import io.github.mlopsmaven.problem.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;

/**
 * Properties of the command line that none of its goals reads. Maven passes over them in silence,
 * and what was asked for does not happen. Those that Maven adds to each command ({@code
 * .mvn/maven.config}, the variable {@code MAVEN_ARGS}) are for other commands, too.
 */
final class UnreadProperties {

  private static final String PLUGIN = "mlops-maven-plugin";
  private static final String FOLDER = "projectDirectory";
  private static final String GENERATE = "generate";

  private final KnownParameters known;
  private final MavenSession session;
  private final MojoExecution execution;

  UnreadProperties(KnownParameters known, MavenSession session, MojoExecution execution) {
    this.known = known;
    this.session = session;
    this.execution = execution;
  }

  /**
   * Looks at the command, once in a command with several goals.
   *
   * @param warn takes a sentence for each that does nothing
   * @param mistakes takes a folder for the project that {@code generate} would not write to
   */
  void check(Consumer<String> warn, Mistakes mistakes) {
    List<String> goals = goals();
    if (goals.isEmpty() || !goals.get(0).equals(execution.getGoal())) {
      return;
    }
    String always = ofEachCommand();
    for (String name : new MlopsProperties(session, "").names()) {
      Set<String> readers = new TreeSet<>(known.readers(name));
      boolean unread = !readers.isEmpty() && goals.stream().noneMatch(readers::contains);
      if (!unread || always.contains("-Dmlops." + name)) {
        continue;
      }
      if (name.equals(FOLDER) && goals.contains(GENERATE)) {
        mistakes.add(
            new UsageException(
                "-Dmlops.projectDirectory is not a parameter of generate, which makes a folder with"
                    + " the project's name",
                "name the folder that this goes into: -Dmlops.outputDirectory=FOLDER"));
      } else {
        warn.accept(
            "-Dmlops."
                + name
                + " does nothing here: it is not a parameter of "
                + String.join(", ", goals)
                + ", but of "
                + String.join(", ", readers));
      }
    }
  }

  /** The goals of the command; none if it also names others, which may run some of ours. */
  private List<String> goals() {
    List<String> goals = new ArrayList<>();
    for (String word : Optional.ofNullable(session.getGoals()).orElse(List.of())) {
      String[] parts = word.replaceFirst("@.*", "").split(":", -1);
      boolean ours =
          parts.length == 2
              ? parts[0].equals("mlops")
              : parts.length > 2 && parts[1].equals(PLUGIN);
      if (!ours) {
        return List.of();
      }
      goals.add(parts[parts.length - 1]);
    }
    return goals;
  }

  private String ofEachCommand() {
    String variable = Optional.ofNullable(System.getenv("MAVEN_ARGS")).orElse("");
    String folder = System.getProperty("maven.multiModuleProjectDirectory", "");
    Path config = Path.of(folder, ".mvn", "maven.config");
    try {
      return Files.isRegularFile(config) ? variable + "\n" + Files.readString(config) : variable;
    } catch (IOException | RuntimeException e) {
      // Maven itself tells of a file that it cannot read.
      return variable;
    }
  }
}
