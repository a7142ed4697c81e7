package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.options.OptionsReport;
import io.github.mlopsmaven.template.TemplateSource;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Prints what a template offers: its options with their values, the combinations that it has in
 * full or in part, and the values that can be set. Only the template's tree is read.
 *
 * @since 0.1.0
 */
@Mojo(name = "options", requiresProject = false, threadSafe = true, aggregator = true)
public final class OptionsMojo extends AbstractTemplateMojo {

  @Override
  void run() {
    TemplateSource template = templateSource(wiring());
    requireNoMistake();
    OptionsReport report = OptionsReport.of(template);
    report(report::json, report::lines);
  }
}
