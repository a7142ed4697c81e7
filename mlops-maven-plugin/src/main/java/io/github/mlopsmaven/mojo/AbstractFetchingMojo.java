package io.github.mlopsmaven.mojo;

import java.io.File;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What the goals that fetch repositories have in common: where they keep them, and how much. */
abstract class AbstractFetchingMojo extends AbstractRemoteMojo {

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

  final long maxTotalSize() {
    return bytes("maxTotalSize", maxTotalSize);
  }
}
