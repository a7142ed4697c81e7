package io.github.mlopsmaven.adopt;

import io.github.mlopsmaven.adopt.Identification.Found;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.TemplateHistory;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a project left the origin that its first commits tell of: an update brought it to another
 * state of the template, or to another selection, before its lock was lost. The files that it has
 * now say so, where they are the template's and were not there at the beginning.
 */
final class LaterOrigin {

  private final TemplateHistory history;
  private final Evidence beginning;
  private final Evidence now;

  /**
   * Names what is compared.
   *
   * @param history the template
   * @param beginning the files that tell where the project came from
   * @param now the files that it has
   */
  LaterOrigin(TemplateHistory history, Evidence beginning, Evidence now) {
    this.history = history;
    this.beginning = beginning;
    this.now = now;
  }

  /**
   * Looks.
   *
   * @param first what the beginning tells
   * @param options what is known of the selection
   * @param texts what is known of the project
   * @param notes is told what a person has to know
   * @return what the project is now; empty where it still is what it was
   * @throws UsageException if it has files of two selections, and nobody says which it is
   */
  Optional<Found> since(
      Found first, Map<String, String> options, Map<String, String> texts, List<String> notes) {
    Set<String> arrived = new HashSet<>(now.blobs());
    arrived.removeAll(beginning.blobs());
    if (arrived.isEmpty() || history.closest(arrived, 1, now.at()).isEmpty()) {
      return Optional.empty();
    }
    Optional<Found> today = new Identification(history, now, options, texts).find();
    if (today.isEmpty() || !today.get().isCertain()) {
      return Optional.empty();
    }
    Origin before = first.origin();
    Origin after = today.get().origin();
    Set<String> old = blobs(before);
    Set<String> newer = blobs(after);
    Set<String> left = new HashSet<>(old);
    left.removeAll(newer);
    left.retainAll(now.blobs());
    newer.removeAll(old);
    newer.retainAll(arrived);
    if (newer.isEmpty()) {
      return Optional.empty();
    }
    boolean isSwitched = !before.selection().equals(after.selection());
    if (left.isEmpty()) {
      notes.add(
          beginning.name()
              + " is of "
              + (isSwitched ? before.selection() : "the state " + brief(before))
              + "; all of the template's files that differ are of the later origin now");
      return today;
    }
    if (isSwitched) {
      throw new UsageException(
          "this project began as "
              + before.selection()
              + ", and has "
              + count(newer)
              + " of "
              + after.selection()
              + " now, beside "
              + count(left)
              + " of what it was",
          Adoption.choose(before, after));
    }
    // The older state is the safe one: what is newer already merges as equal.
    notes.add(
        count(newer)
            + " of a later state ("
            + brief(after)
            + ") and "
            + count(left)
            + " of the first one ("
            + brief(before)
            + ") are there: an update starts from the first one");
    return Optional.empty();
  }

  private static Set<String> blobs(Origin origin) {
    Set<String> blobs = new HashSet<>();
    origin.plan().files().forEach(file -> blobs.add(file.source().id()));
    return blobs;
  }

  private static String count(Set<String> files) {
    return files.size() == 1 ? "1 file" : files.size() + " files";
  }

  private static String brief(Origin origin) {
    String id = origin.state().id();
    return id.substring(0, Math.min(12, id.length()));
  }
}
