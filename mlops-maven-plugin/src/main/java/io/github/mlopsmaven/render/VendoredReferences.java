package io.github.mlopsmaven.render;

import io.github.mlopsmaven.template.PipelineTemplates;
import io.github.mlopsmaven.template.PipelineTemplatesTarget;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * References of a project's pipelines to vendored copies, as references to the same paths in the
 * repository that holds the originals. A reference stands on a line of its own.
 */
final class VendoredReferences {

  private static final Pattern USES = reference("uses", "[.$]/");
  private static final Pattern TEMPLATE = reference("template", "");

  private final PipelineTemplates from;
  private final PipelineTemplatesTarget to;

  VendoredReferences(PipelineTemplates from, PipelineTemplatesTarget to) {
    this.from = from;
    this.to = to;
  }

  /** Three groups: all before the path, the path, all behind it. */
  private static Pattern reference(String key, String before) {
    return Pattern.compile(
        "^(\\s*(?:-\\s+)?(?<keyQuote>[\"']?)"
            + key
            + "\\k<keyQuote>\\s*:\\s*(?<quote>[\"']?))"
            + before
            + "(?<path>[^@\\s\"'#]+)(?<rest>\\k<quote>\\s*(?:\\s#.*)?)$");
  }

  /**
   * A line of a GitHub workflow that calls a copy, which {@code uses:} names from the project's
   * root.
   *
   * @param line without its end
   * @return the line that calls the original; nothing if it is another line
   */
  Optional<String> workflow(String line) {
    Matcher matcher = USES.matcher(line);
    if (!matcher.matches() || !from.isVendored(matcher.group("path"))) {
      return Optional.empty();
    }
    return Optional.of(
        matcher.group(1)
            + to.repository()
            + "/"
            + matcher.group("path")
            + "@"
            + to.shortRef()
            + matcher.group("rest"));
  }

  /**
   * A line of Azure Pipelines that includes a copy, which {@code template:} names from the folder
   * of the file, or from the project's root after a {@code /}.
   *
   * @param file the file's path in the project
   * @param line without its end
   * @return the line that includes the original; nothing if it is another line
   */
  Optional<String> template(String file, String line) {
    Matcher matcher = TEMPLATE.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return MovedFiles.resolve(file, matcher.group("path"))
        .filter(from::isVendored)
        .map(path -> matcher.group(1) + path + "@" + from.alias() + matcher.group("rest"));
  }
}
