package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A pipeline or template that is walked through.
 *
 * @param file the file; of another repository, if the origin is a call
 * @param parameters the values that it is given
 * @param origin where its texts are written, or the call
 * @param calls how many templates lead to it
 * @param isUnix whether its jobs certainly run on Linux or macOS: elsewhere a backslash separates
 *     the names of a path
 */
record AzureSource(
    SourceFile file, Map<String, String> parameters, Origin origin, int calls, boolean isUnix) {

  private static final Pattern UNIX_IMAGE = Pattern.compile("(?i)ubuntu|macos|linux");

  /** Between what can only be names of a path. */
  private static final Pattern SEPARATOR = Pattern.compile("(?<=[\\w.)\u0001])\\\\(?=[\\w.$])");

  /**
   * The same on the machines that a pipeline, stage or job asks for.
   *
   * @param item the pipeline, stage or job
   * @param filled puts values in
   */
  AzureSource onPoolOf(YamlNode item, UnaryOperator<String> filled) {
    Optional<YamlNode> pool = item.get("pool");
    return pool.isEmpty()
        ? this
        : onUnix(
            pool.get()
                .get("vmImage")
                .flatMap(YamlNode::text)
                .filter(image -> UNIX_IMAGE.matcher(filled.apply(image)).find())
                .isPresent());
  }

  /** The same on other machines; tasks take either separator in the path of a file. */
  AzureSource onUnix(boolean isOnUnix) {
    return new AzureSource(file, parameters, origin, calls, isOnUnix);
  }

  /** A text with the separators of paths that the shell of these rules reads. */
  String separated(String text) {
    return isUnix || text.indexOf('\\') < 0 ? text : SEPARATOR.matcher(text).replaceAll("/");
  }
}
