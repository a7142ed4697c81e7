package io.github.mlopsmaven.remote;

import java.util.Locale;

/**
 * What the name of an environment or a service connection says of it. The last word counts: {@code
 * prod} or {@code fares-prod} is what users see, {@code fares-prod-plan} only looks at it, {@code
 * fares-prod-train} trains there.
 */
final class StageName {

  private StageName() {}

  /** Whether it is the one that users see. */
  static boolean isProduction(String name) {
    return name.toLowerCase(Locale.ROOT).matches("(.*[^a-z])?(prod|production)");
  }

  /** Whether it only looks at what a deployment would change. */
  static boolean plans(String name) {
    return name.toLowerCase(Locale.ROOT).matches("(.*[^a-z])?plan");
  }

  /** The stage that it is for: one that plans and one that deploys may be for the same. */
  static String stage(String name) {
    String stage = plans(name) ? name.replaceFirst("(?i)[^a-z]*plan$", "") : name;
    return stage.isEmpty() ? name : stage;
  }

  /** Whether something is changed with it that two runs must not change at once. */
  static boolean deploys(String name) {
    return !name.toLowerCase(Locale.ROOT).matches("(.*[^a-z])?(plan|train)");
  }

  /**
   * Whether only {@code main} may use it: all but those that show a pull request what it would
   * change outside production.
   */
  static boolean onlyMain(String name) {
    return !plans(name) || isProduction(name.replaceFirst("(?i)[^a-z]*plan$", ""));
  }
}
