package io.github.mlopsmaven.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Maven printed in an integration test, run by run: all goals of a test write to one log.
 * Colours are left out, and so is what Maven 4 puts before a goal's own output.
 */
public final class BuildLog {

  private static final Pattern COLOUR = Pattern.compile("\\x1B\\[[0-9;]*m");
  private static final Pattern CAUGHT = Pattern.compile("(?m)^\\[[A-Z]+\\] \\[std(?:out|err)\\] ");
  private static final Pattern START = Pattern.compile("(?m)^(?=Apache Maven \\d)");
  private static final Pattern HOME = Pattern.compile("(?m)^Maven home: (.+)$");
  private static final Pattern FAILURE =
      Pattern.compile("\\[ERROR\\] Failed to execute goal \\S+( \\(.*?\\))?( on project [^:]+)?: ");

  private final String text;
  private final List<String> runs;

  private BuildLog(String text) {
    this.text = text;
    this.runs = START.splitAsStream(text).filter(run -> run.startsWith("Apache Maven ")).toList();
  }

  /**
   * Reads the {@code build.log} of a test.
   *
   * @param directory the copy of the test's directory
   * @throws IOException when there is none
   */
  public static BuildLog of(Path directory) throws IOException {
    return parse(Files.readString(directory.resolve("build.log"), StandardCharsets.UTF_8));
  }

  /** Takes what one or more runs printed. */
  static BuildLog parse(String printed) {
    String plain = COLOUR.matcher(printed).replaceAll("").replace("\r\n", "\n");
    return new BuildLog(CAUGHT.matcher(plain).replaceAll(""));
  }

  /** All of it. */
  public String text() {
    return text;
  }

  /** How many runs there were. */
  public int runs() {
    return runs.size();
  }

  /**
   * What one run printed.
   *
   * @param number 1 for {@code invoker.goals} or {@code invoker.goals.1}, and so on
   */
  public String run(int number) {
    return runs.get(number - 1);
  }

  /**
   * What a person reads of a failed goal: the problem, a line end, two spaces, the remedy.
   *
   * @param number of the run, from 1
   */
  public String failure(int number) {
    Matcher start = FAILURE.matcher(run(number));
    if (!start.find()) {
      throw new IllegalStateException("run " + number + " has no failed goal:\n" + run(number));
    }
    String rest = run(number).substring(start.end());
    int end = rest.indexOf("-> [Help");
    return (end < 0 ? rest : rest.substring(0, end)).replace("\n[ERROR] ", "\n").strip();
  }

  /** Where the Maven is that was run. */
  Path mavenHome() {
    Matcher home = HOME.matcher(text);
    if (!home.find()) {
      throw new IllegalStateException("no run shows its version:\n" + text);
    }
    return Path.of(home.group(1).strip());
  }
}
