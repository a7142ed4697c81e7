package io.github.mlopsmaven.rules.infrastructure;

import java.util.LinkedHashSet;
import java.util.Set;

/** What the Bicep language has: the data file {@code bicep-language.txt}. */
final class BicepLanguage {

  private static final LanguageData DATA = LanguageData.read("bicep-language.txt");

  /** The decorators. */
  static final Set<String> DECORATORS = DATA.words("decorator");

  /** What {@code targetScope} may be. */
  static final Set<String> SCOPES = DATA.words("scope");

  private static final Set<String> SYS = DATA.words("sys");

  private static final Set<String> AZ = DATA.words("az");

  private BicepLanguage() {}

  /** The functions of both namespaces. */
  static Set<String> functions() {
    Set<String> all = new LinkedHashSet<>(SYS);
    all.addAll(AZ);
    return all;
  }

  /**
   * The functions of a namespace.
   *
   * @param namespace {@code sys} or {@code az}; the empty string is both
   */
  static Set<String> functions(String namespace) {
    return namespace.equals("sys") ? SYS : namespace.equals("az") ? AZ : functions();
  }

  /** Whether a function calls an operation of a resource provider, which may have any name. */
  static boolean isListing(String function) {
    return function.startsWith("list");
  }
}
