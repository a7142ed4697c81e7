package io.github.mlopsmaven.adopt;

import io.github.mlopsmaven.template.BlobIds;
import io.github.mlopsmaven.template.FileVersion;
import io.github.mlopsmaven.template.LineEnds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The files of a project at one time, to be compared with a template's. A text counts with its own
 * and with LF line ends.
 */
final class Evidence {

  /** Larger texts are compared with their own line ends only. */
  private static final int LARGEST_TEXT = 1 << 20;

  private static final long READ_AT_MOST = 64L << 20;

  private final ProjectHistory.Moment moment;
  private final Map<String, List<String>> places = new HashMap<>();
  private final Map<String, String> withLf = new HashMap<>();

  Evidence(ProjectHistory.Moment moment) {
    this.moment = moment;
    moment.files().forEach((path, file) -> place(file.blob(), path));
  }

  private void place(String blob, String path) {
    places.computeIfAbsent(blob, any -> new ArrayList<>()).add(path);
  }

  /** Lets texts count with LF line ends, too; as many as can be read in little time. */
  Evidence withLineEnds() {
    long left = READ_AT_MOST;
    for (Map.Entry<String, FileVersion> entry : files().entrySet()) {
      if (!entry.getValue().isFile() || left <= 0) {
        continue;
      }
      byte[] bytes = entry.getValue().bytes();
      left -= bytes.length;
      if (bytes.length <= LARGEST_TEXT && LineEnds.isText(bytes)) {
        byte[] lf = LineEnds.lf(bytes);
        if (!Arrays.equals(lf, bytes)) {
          withLf.put(entry.getKey(), BlobIds.of(lf));
          place(BlobIds.of(lf), entry.getKey());
        }
      }
    }
    return this;
  }

  /** Which files they are, for people. */
  String name() {
    return moment.name();
  }

  /** When they were committed. */
  Optional<Instant> at() {
    return moment.at();
  }

  /** Path to file. */
  Map<String, FileVersion> files() {
    return moment.files();
  }

  /** The ids of all contents. */
  Set<String> blobs() {
    return places.keySet();
  }

  /** Whether a file has a content; line ends do not count. */
  boolean has(String path, String blob) {
    FileVersion file = files().get(path);
    return file != null && (file.blob().equals(blob) || blob.equals(withLf.get(path)));
  }

  /** The paths that have a content. */
  List<String> places(String blob) {
    return Collections.unmodifiableList(places.getOrDefault(blob, List.of()));
  }

  /** The content ids of a file: its own, and that with LF line ends if it is another. */
  List<String> ids(String path) {
    FileVersion file = files().get(path);
    if (file == null) {
      return List.of();
    }
    String lf = withLf.get(path);
    return lf == null ? List.of(file.blob()) : List.of(file.blob(), lf);
  }
}
