package io.github.mlopsmaven.update;

import io.github.mlopsmaven.layout.GivenValues;
import io.github.mlopsmaven.lock.FileList;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.render.YamlScalarEdit;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.FileVersion;
import io.github.mlopsmaven.template.ValueSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The settings that a person changed by hand in a file, read where the descriptor writes them or
 * says that they can be read: by lines, each of them would be a conflict. What a file says stays in
 * that file; what the first place of a setting says goes into the lock too.
 */
final class TakenValues {

  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, Map<List<String>, String>> places = new LinkedHashMap<>();
  private final Set<String> files = new LinkedHashSet<>();
  private final List<String> notes = new ArrayList<>();
  private final Descriptor descriptor;
  private final FileList list;
  private final ProjectState state;
  private final ProvedBase base;

  private TakenValues(Descriptor descriptor, FileList list, ProjectState state, ProvedBase base) {
    this.descriptor = descriptor;
    this.list = list;
    this.state = state;
    this.base = base;
  }

  /**
   * Reads them.
   *
   * @param given values that were asked for, which a file does not change
   */
  static TakenValues read(
      Descriptor descriptor,
      FileList list,
      ProjectState state,
      ProvedBase base,
      Set<String> given) {
    TakenValues taken = new TakenValues(descriptor, list, state, base);
    for (ValueSpec spec : descriptor.values()) {
      if (!given.contains(spec.name())) {
        taken.read(spec);
      }
    }
    return taken;
  }

  /**
   * A place that a value is written to, in a file that the template gave.
   *
   * @param before what the template gave there
   * @param now what the project has there
   */
  private record Place(String file, List<String> path, String before, String now) {

    private boolean isChanged() {
      return !before.equals(now);
    }
  }

  private void read(ValueSpec spec) {
    List<Place> found = new ArrayList<>();
    boolean changed = false;
    for (ValueSpec.Target target : spec.places()) {
      for (FileList.Entry entry : list.entries()) {
        if (target.files().stream().anyMatch(glob -> glob.matches(entry.target()))) {
          Optional<Place> place = place(entry, target);
          place.ifPresent(found::add);
          changed |= place.filter(Place::isChanged).isPresent();
        }
      }
    }
    if (!changed) {
      return;
    }
    Place first = found.get(0);
    boolean taken = first.isChanged() && fits(spec, first.now());
    if (taken) {
      values.put(spec.name(), first.now());
      files.add(first.file());
    }
    for (Place place : found) {
      if (taken || place.isChanged()) {
        places
            .computeIfAbsent(place.file(), any -> new LinkedHashMap<>())
            .put(place.path(), place.now());
      }
    }
  }

  private Optional<Place> place(FileList.Entry entry, ValueSpec.Target target) {
    Optional<FileVersion> ours = Optional.ofNullable(state.files().get(entry.path()));
    if (ours.isEmpty() || !ours.get().isFile()) {
      return Optional.empty();
    }
    Optional<String> now = value(entry.path(), ours.get().bytes(), target);
    if (ours.get().isSame(base.of(entry))) {
      return now.map(text -> new Place(entry.path(), target.path(), text, text));
    }
    return base.bytes(entry.blob())
        .flatMap(bytes -> value(entry.path(), bytes, target))
        .flatMap(before -> now.map(text -> new Place(entry.path(), target.path(), before, text)));
  }

  private boolean fits(ValueSpec spec, String text) {
    try {
      GivenValues.check(descriptor, Map.of(spec.name(), text));
      return true;
    } catch (UsageException e) {
      notes.add(e.problem() + "; it stays in its file, and is not recorded");
      return false;
    }
  }

  /** The value at a place; empty where a file cannot be read, or lacks it. */
  static Optional<String> value(String path, byte[] content, ValueSpec.Target target) {
    try {
      return YamlScalarEdit.of(path, content).value(target.path());
    } catch (UsageException e) {
      return Optional.empty();
    }
  }

  /** Name to text, for the lock. */
  Map<String, String> values() {
    return Collections.unmodifiableMap(values);
  }

  /** Keeps the values in their files, and out of the lock: together they do not fit. */
  void forget(String why) {
    values.clear();
    files.clear();
    notes.add("the values in the project's files are not recorded: " + why);
  }

  /** Sentences that a person has to know. */
  List<String> notes() {
    List<String> all = new ArrayList<>(notes);
    if (!values.isEmpty()) {
      all.add(
          values.size()
              + (values.size() == 1 ? " value" : " values")
              + " taken over from "
              + String.join(", ", files)
              + ": "
              + String.join(", ", values.keySet()));
    }
    return all;
  }

  /**
   * A state of a file with the values that the project's file has.
   *
   * @param path the file, as the list has it
   * @param version what the template gave, or gives now
   */
  FileVersion inserted(String path, FileVersion version) {
    Map<List<String>, String> own = places.getOrDefault(path, Map.of());
    if (own.isEmpty() || !version.isFile()) {
      return version;
    }
    byte[] content = version.bytes();
    boolean changed = false;
    for (Map.Entry<List<String>, String> place : own.entrySet()) {
      try {
        YamlScalarEdit edit = YamlScalarEdit.of(path, content);
        if (edit.value(place.getKey()).filter(text -> !text.equals(place.getValue())).isPresent()) {
          content = edit.replace(place.getKey(), place.getValue()).orElse(content);
          changed = true;
        }
      } catch (UsageException e) {
        // It is no place for a value there: the lines are merged.
        return version;
      }
    }
    return changed ? FileVersion.of(version.mode(), content) : version;
  }
}
