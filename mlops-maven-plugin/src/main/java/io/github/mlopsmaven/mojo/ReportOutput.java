package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.io.WholeFiles;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.Visible;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.maven.plugin.logging.Log;

/** Writes reports in the format that was asked for, to the place that was asked for. */
final class ReportOutput {

  /** What {@code mlops.format} may be. */
  static final List<String> FORMATS = List.of("text", "json");

  private final Log log;
  private final boolean json;
  private final Optional<Path> file;

  /**
   * Says where reports go.
   *
   * @param format one of {@link #FORMATS}, which was checked before
   * @param file a file; empty means the console
   */
  ReportOutput(Log log, String format, Optional<Path> file) {
    this.log = log;
    this.file = file;
    this.json = format.equals("json");
  }

  void write(Supplier<String> asJson, Supplier<List<String>> asText) {
    if (file.isPresent()) {
      write(
          log,
          file.get(),
          json ? asJson.get() : String.join("\n", asText.get()),
          "mlops.outputFile");
    } else if (json) {
      System.out.println(Visible.json(asJson.get()));
    } else {
      asText.get().forEach(log::info);
    }
  }

  /**
   * Writes a text.
   *
   * @param path the file; the folders above it are made
   * @param content its text, without the last line end
   * @param property the parameter that names the file, for the remedy
   */
  static void write(Log log, Path path, String content, String property) {
    try {
      WholeFiles.write(path, (content + "\n").getBytes(StandardCharsets.UTF_8));
      log.info("Written to " + path);
    } catch (IOException e) {
      throw new EnvironmentException(
          "cannot write " + path, "check -D" + property + ": " + e.getMessage(), e);
    }
  }
}
