package io.github.mlopsmaven.verify;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a verification came to.
 *
 * @param subject the project or the template
 * @param rules every rule that was looked at, by id
 * @param verified the projects: one, or one for each selection of a template
 */
public record Report(String subject, Map<String, Rule> rules, List<Verified> verified) {

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
   * A finding at the place where people mend it, however many selections have it.
   *
   * @param path the file, of the template or of the project
   * @param finding what was found
   * @param selections the projects that have it
   */
  public record Place(String path, Finding finding, List<Verified> selections) {

    /** Copies the list. */
    public Place {
      selections = List.copyOf(selections);
    }
  }

  /** Every finding once for each place, sorted by place. */
  public List<Place> places() {
    Map<Place, List<Verified>> places =
        new TreeMap<>(
            Comparator.comparing(Place::path)
                .thenComparing(place -> place.finding().position())
                .thenComparing(place -> place.finding().rule().id())
                .thenComparing(place -> place.finding().problem()));
    for (Verified project : verified) {
      for (Finding finding : project.findings()) {
        Place key = new Place(project.place(finding), finding, List.of());
        places.computeIfAbsent(key, place -> new ArrayList<>()).add(project);
      }
    }
    List<Place> all = new ArrayList<>();
    places.forEach(
        (place, projects) -> all.add(new Place(place.path(), place.finding(), projects)));
    return all;
  }
}
