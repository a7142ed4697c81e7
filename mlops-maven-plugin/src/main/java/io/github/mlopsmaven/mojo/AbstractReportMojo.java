package io.github.mlopsmaven.mojo;

import java.io.File;
import java.util.List;
import java.util.function.Supplier;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * What the goals that report on a template or a project have in common. Java has one superclass
 * only, and Maven finds parameters in superclasses: so these stand here and in {@link
 * AbstractPublishingMojo}.
 */
abstract class AbstractReportMojo extends AbstractTemplateMojo {

  /**
   * How the report is written: {@code text} or {@code json}. For scripts, write the JSON to a file
   * with {@code mlops.outputFile}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.format", defaultValue = "text")
  private String format = "text";

  /**
   * The file that the report is written to; the default is the console.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.outputFile")
  private @Nullable File outputFile;

  @Override
  final void checkParameters() {
    said("format", format, ReportOutput.FORMATS);
  }

  /** Writes a report as {@code format} and {@code outputFile} say. */
  final void report(Supplier<String> json, Supplier<List<String>> text) {
    output(format, outputFile).write(json, text);
  }

  /** Whether a report goes to the console, for a person. */
  final boolean isTextOnConsole() {
    return said("format", format).orElse(format).equals("text")
        && said("outputFile", outputFile).isEmpty();
  }
}
