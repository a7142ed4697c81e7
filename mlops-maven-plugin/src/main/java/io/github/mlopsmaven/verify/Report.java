package io.github.mlopsmaven.verify;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a verification came to.
 *
 * @param deed what was done, as in {@code Verified}
 * @param subject the project or the template
 * @param rules every rule that was looked at, by id
 * @param verified the projects: one, or one for each selection of a template
 */
public record Report(
    String deed, String subject, Map<String, Rule> rules, List<Verified> verified) {

  /** A report of a verification. */
  public Report(String subject, Map<String, Rule> rules, List<Verified> verified) {
    this("Verified", subject, rules, verified);
  }

  /** Copies. */
  public Report {
    rules = Collections.unmodifiableMap(new TreeMap<>(rules));
    verified = List.copyOf(verified);
  }

  /** How many of the places have a level. */
  public long count(Level level) {
    return places().stream().filter(place -> place.finding().level() == level).count();
  }

  /**
   * A finding at the place where people fix it, however many selections have it.
   *
   * @param finding what was found, in a file of the template or of the project
   * @param selections the projects that have it
   */
  public record Place(Finding finding, List<Verified> selections) {

    /** Copies the list. */
    public Place {
      selections = List.copyOf(selections);
    }

    /** The file. */
    public String path() {
      return finding.path();
    }
  }

  /** Every finding once for each place, sorted by place. */
  public List<Place> places() {
    Map<Finding, List<Verified>> places = new TreeMap<>();
    for (Verified project : verified) {
      for (Finding finding : project.findings()) {
        places.computeIfAbsent(project.origin(finding), place -> new ArrayList<>()).add(project);
      }
    }
    List<Place> all = new ArrayList<>();
    places.forEach((finding, projects) -> all.add(new Place(finding, projects)));
    return all;
  }
}
