package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.options.OptionsReport;
import io.github.mlopsmaven.template.TemplateSource;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Prints what a template offers: its options with their values, the complete and incomplete
 * combinations, and the values that can be set. Only the template's tree is read.
 *
 * @since 0.1.0
 */
@Mojo(name = "options", requiresProject = false, threadSafe = true, aggregator = true)
public final class OptionsMojo extends AbstractReportMojo {

  /**
   * Whether to skip this goal. {@code mlops.skip} skips all goals.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.options.skip", defaultValue = "false")
  private boolean skip;

  @Override
  boolean skipped() {
    return said("options.skip", skip);
  }

  @Override
  void run() {
    Wiring wiring = wiring();
    Optional<TemplateSource> template = mistakes().reading(() -> templateSource(wiring));
    requireNoMistake();
    OptionsReport report = OptionsReport.of(template.orElseThrow());
    report(report::json, report::lines);
  }
}
