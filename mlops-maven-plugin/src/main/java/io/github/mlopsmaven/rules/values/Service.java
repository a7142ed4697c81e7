package io.github.mlopsmaven.rules.values;

import io.github.mlopsmaven.verify.FileKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The services whose files have values of the same kinds: times of schedules, machines, path
 * filters, typed parameters. They differ in what stands here, and in where the values stand.
 */
// What it has is made of List.of and Set.of.
@SuppressWarnings("ImmutableEnumChecker")
public enum Service {
  /**
   * GitHub Actions.
   *
   * @see <a
   *     href="https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax">Syntax</a>
   */
  GITHUB(
      FileKind.GITHUB_WORKFLOW,
      false,
      List.of(
          new Filters(List.of("on", "push", "paths"), true),
          new Filters(List.of("on", "push", "paths-ignore"), false),
          new Filters(List.of("on", "pull_request", "paths"), true),
          new Filters(List.of("on", "pull_request", "paths-ignore"), false),
          new Filters(List.of("on", "pull_request_target", "paths"), true),
          new Filters(List.of("on", "pull_request_target", "paths-ignore"), false)),
      PathFilter::github,
      Set.of("true", "false"),
      Pattern.compile("[-+]?\\d*\\.?\\d+(?:[eE][-+]?\\d+)?|0x[0-9a-fA-F]+"),
      true),
  /**
   * Azure Pipelines.
   *
   * @see <a href="https://learn.microsoft.com/azure/devops/pipelines/yaml-schema">Schema</a>
   */
  AZURE(
      FileKind.AZURE_PIPELINE,
      true,
      List.of(
          new Filters(List.of("trigger", "paths", "include"), true),
          new Filters(List.of("trigger", "paths", "exclude"), false),
          new Filters(List.of("pr", "paths", "include"), true),
          new Filters(List.of("pr", "paths", "exclude"), false)),
      PathFilter::azure,
      Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "1", "0"),
      Pattern.compile("[-+]?\\d*\\.?\\d+"),
      false);

  /**
   * Where path filters stand.
   *
   * @param way the keys that lead to them
   * @param isStart whether a path that fits starts something; otherwise it is left out
   */
  record Filters(List<String> way, boolean isStart) {}

  private final FileKind kind;
  private final boolean hasLongDays;
  private final List<Filters> filters;
  private final Function<String, Optional<PathFilter>> reader;
  private final Set<String> booleans;
  private final Pattern number;
  private final boolean isCaseExact;

  Service(
      FileKind kind,
      boolean hasLongDays,
      List<Filters> filters,
      Function<String, Optional<PathFilter>> reader,
      Set<String> booleans,
      Pattern number,
      boolean isCaseExact) {
    this.kind = kind;
    this.hasLongDays = hasLongDays;
    this.filters = filters;
    this.reader = reader;
    this.booleans = booleans;
    this.number = number;
    this.isCaseExact = isCaseExact;
  }

  /** What its files are. */
  FileKind kind() {
    return kind;
  }

  /** Whether days and months of a schedule may have their whole names. */
  boolean hasLongDays() {
    return hasLongDays;
  }

  List<Filters> filters() {
    return filters;
  }

  /** Reads a path filter. */
  Optional<PathFilter> filter(String text) {
    return reader.apply(text);
  }

  /** What is true or false. */
  Set<String> booleans() {
    return booleans;
  }

  Pattern number() {
    return number;
  }

  /** Whether capital letters make another value. */
  boolean isCaseExact() {
    return isCaseExact;
  }
}
