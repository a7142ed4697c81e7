package io.github.mlopsmaven.rules.values;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.images.RetiredImage;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.Locale;

/**
 * Looks at the values of a file, wherever its service has them.
 *
 * @param service the service
 * @param rule what is broken by a value that is not allowed
 * @param file the file
 * @param findings takes what is found
 */
public record ServiceValues(Service service, Rule rule, SourceFile file, Findings findings) {

  /**
   * Reports a value.
   *
   * @param node where it stands
   * @param problem what is wrong, without a full stop
   * @param remedy what to do, without a full stop
   */
  public void report(YamlNode node, String problem, String remedy) {
    findings.add(rule, file, node, problem, remedy);
  }

  /**
   * A time of a schedule.
   *
   * @param cron the five fields
   */
  public void schedule(YamlNode cron) {
    CronText.mistake(cron.text().orElse(""), service.hasLongDays())
        .ifPresent(
            problem ->
                report(cron, problem, "write five fields, as in '30 5 * * 1' for Monday at 5:30"));
  }

  /**
   * A machine of the service.
   *
   * @param node where it is named
   * @param name its name
   */
  public void image(YamlNode node, String name) {
    if (RetiredImage.of(name).isEmpty()) {
      HostedImage.instead(service.name().toLowerCase(Locale.ROOT), name)
          .ifPresent(
              known ->
                  report(
                      node,
                      (service == Service.GITHUB
                              ? "GitHub hosts no runner '"
                              : "Azure Pipelines has no image '")
                          + name
                          + "'",
                      Suggestion.nearest(name, known)
                          .map(near -> "use " + near)
                          .orElseGet(() -> Suggestion.useOneOf(name, known))));
    }
  }

  /**
   * A value that a parameter has or is given: it is one of those that are listed, and of the type.
   *
   * @param node the value
   * @param declared the parameter
   */
  public void value(YamlNode node, TypedValue declared) {
    String text = node.text().orElse("");
    if (!node.isScalar() || node.isNull() || text.isEmpty() || text.contains("$")) {
      return;
    }
    if (!isListed(text, declared)) {
      report(
          node,
          service == Service.GITHUB
              ? "the default '" + text + "' is not among the options"
              : "'" + text + "' is not among the values of the parameter '" + declared.name() + "'",
          Suggestion.useOneOf(text, declared.sorted()));
    } else if (declared.type().equals("number") && !service.number().matcher(text).matches()) {
      report(node, "'" + text + "' is not a number", "use a number");
    } else if (declared.type().equals("boolean")
        && !service.booleans().contains(service.isCaseExact() ? text : lower(text))) {
      report(
          node,
          "'"
              + text
              + (service == Service.GITHUB ? "' is not a boolean" : "' is not true or false"),
          "use true or false");
    }
  }

  private boolean isListed(String text, TypedValue declared) {
    return declared.allowed().isEmpty()
        || declared.allowed().stream()
            .anyMatch(
                one ->
                    one.contains("$")
                        || (service.isCaseExact() ? one.equals(text) : one.equalsIgnoreCase(text)));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
