package io.github.mlopsmaven.verify;

import io.github.mlopsmaven.template.Part;
import io.github.mlopsmaven.template.Selection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One project that was verified.
 *
 * @param selection what was chosen, where that is known
 * @param missing the parts that the template lacks for it
 * @param findings what was found, sorted by place
 * @param origins finding to the same finding in the file of the template that is to be mended, for
 *     a selection of a template
 */
public record Verified(
    Optional<Selection> selection,
    List<Part> missing,
    List<Finding> findings,
    Map<Finding, Finding> origins) {

  /** Copies. */
  public Verified {
    missing = List.copyOf(missing);
    findings = List.copyOf(findings);
    origins = Collections.unmodifiableMap(new LinkedHashMap<>(origins));
  }

  static Verified project(Optional<Selection> selection, List<Finding> findings) {
    return new Verified(selection, List.of(), findings, Map.of());
  }

  /**
   * How many findings have a level.
   *
   * @param level the level
   */
  public long count(Level level) {
    return findings.stream().filter(finding -> finding.level() == level).count();
  }

  /**
   * A finding where people mend it: in the file of the template that the project's file comes from,
   * or in the project's own.
   *
   * @param finding one of the findings
   */
  public Finding origin(Finding finding) {
    return origins.getOrDefault(finding, finding);
  }
}
