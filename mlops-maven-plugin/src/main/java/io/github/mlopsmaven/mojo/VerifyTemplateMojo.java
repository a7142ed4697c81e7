package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.generate.GenerateRequest;
import io.github.mlopsmaven.generate.Limits;
import io.github.mlopsmaven.template.ProjectName;
import io.github.mlopsmaven.template.TemplateSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Finds what would not work in the projects of a template: generates every selection in memory, and
 * verifies each like {@code verify}. A place that several selections share is listed once, as it is
 * in the template. The goal fails where something is found at the level of {@code failOn} or worse.
 *
 * @since 0.1.0
 */
@Mojo(name = "verify-template", requiresProject = false, threadSafe = true, aggregator = true)
public final class VerifyTemplateMojo extends AbstractVerifyMojo {

  /**
   * Whether to skip this goal. {@code mlops.skip} skips all goals.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.verify-template.skip", defaultValue = "false")
  private boolean skip;

  /**
   * The template to read: {@code builtin} (the default, which comes with this plugin), {@code
   * azure} (= {@code https://github.com/Azure/mlops-project-template}), a git URL ({@code https},
   * {@code http}, {@code ssh}, {@code git}, {@code file} or {@code git@HOST:PATH}), a folder, or
   * Maven coordinates {@code groupId:artifactId[:extension[:classifier]]:version}.
   *
   * <p>A folder that is a git work tree is used as it is on disk, without the files that git
   * ignores.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.template")
  private @Nullable String template;

  /**
   * The branch, tag or full commit id of a template that is in git. The default is the branch that
   * the repository's HEAD names. A full commit id always gives the same project.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.templateRef")
  private @Nullable String templateRef;

  /**
   * The id of the {@code <server>} in {@code settings.xml} whose user name and password (or token
   * as password, without a user name) the template is read with. The default is the server whose id
   * is the host, as in {@code github.com}, or {@code host:port}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.templateServerId")
  private @Nullable String templateServerId;

  /**
   * Values of the template that the selections are verified with; on the command line {@code
   * -Dmlops.values.NAME=TEXT}. The default of each is the template's.
   *
   * @since 0.1.0
   */
  @Parameter private @Nullable Map<String, String> values;

  /**
   * Whether to apply the fixes that the template's descriptor declares before verifying, as {@code
   * mlops:generate} does. {@code false} verifies the template's own files; the default is {@code
   * true}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.fixes", defaultValue = "true")
  private boolean fixes;

  @Override
  boolean skipped() {
    return said("verify-template.skip", skip);
  }

  @Override
  void run() {
    Wiring wiring = wiring();
    boolean isFixed = said("fixes", fixes);
    Optional<TemplateSource> read =
        mistakes().reading(() -> templateSource(wiring, template, templateRef, templateServerId));
    checkVerification();
    requireNoMistake();
    TemplateSource source = read.orElseThrow();
    verify(
        "verify-template",
        wiring,
        List.of(
            verification ->
                verification.template(source, selection -> request(source, selection, isFixed))));
  }

  private GenerateRequest request(
      TemplateSource source, Map<String, String> selection, boolean isFixed) {
    return new GenerateRequest(
        source,
        selection,
        true,
        currentDirectory(),
        ProjectName.parse("project"),
        Optional.empty(),
        family("values", values),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        isFixed,
        new Limits(Long.MAX_VALUE, maxTotalSize()),
        version(),
        spelling());
  }
}
