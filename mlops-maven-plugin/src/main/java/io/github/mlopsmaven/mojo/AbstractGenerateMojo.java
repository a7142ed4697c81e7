package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.template.TemplateSource;
import java.io.File;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * The template of a goal that publishes too. Java has one superclass only, and Maven finds
 * parameters in superclasses: so these stand here and in {@link AbstractTemplateMojo}.
 */
abstract class AbstractGenerateMojo extends AbstractPublishingMojo {

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
   * The folder that fetched templates are kept in, shared by concurrent runs. The default is {@code
   * mlops-maven} in the user's cache folder: {@code $XDG_CACHE_HOME} or {@code ~/.cache}, {@code
   * ~/Library/Caches} on macOS, {@code %LOCALAPPDATA%} on Windows. It can be deleted at any time.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.cacheDirectory")
  private @Nullable File cacheDirectory;

  /**
   * The maximum size of a project, and of the transfer of a template, in bytes; the default is
   * 1000000000.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.maxTotalSize", defaultValue = "1000000000")
  private String maxTotalSize = "1000000000";

  final Wiring wiring() {
    return wiring(said("cacheDirectory", cacheDirectory), maxTotalSize());
  }

  final TemplateSource templateSource(Wiring wiring) {
    return templateSource(wiring, template, templateRef, templateServerId);
  }

  final long maxTotalSize() {
    return bytes("maxTotalSize", maxTotalSize);
  }
}
