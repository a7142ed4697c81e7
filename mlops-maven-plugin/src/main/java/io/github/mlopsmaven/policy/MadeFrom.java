package io.github.mlopsmaven.policy;

import io.github.mlopsmaven.template.SignatureResult;
import io.github.mlopsmaven.template.TemplateOrigin;
import io.github.mlopsmaven.template.TrustedKeys;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a project is made from, or would be: what can be judged before it has a file.
 *
 * @param project the project's name
 * @param generatorVersion the version of this program that made it
 * @param origin the template and its state
 * @param reached the addresses that were really asked for it, if others: git's configuration and
 *     servers lead elsewhere
 * @param selection option to value
 * @param values setting to value, defaults included; empty for one that is not set, and several
 *     with {@link #AND} between them where files differ
 * @param complete whether {@code values} has every setting of the template
 * @param signature looks at the signature of the state, with the keys that are trusted
 */
public record MadeFrom(
    String project,
    String generatorVersion,
    TemplateOrigin origin,
    List<String> reached,
    Map<String, String> selection,
    Map<String, String> values,
    boolean complete,
    Function<TrustedKeys, SignatureResult> signature) {

  /** What stands between the texts of a setting that differs from file to file. */
  public static final String AND = ", ";

  /** Copies, keeping the order. */
  public MadeFrom {
    reached = List.copyOf(reached);
    selection = Collections.unmodifiableMap(new LinkedHashMap<>(selection));
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
