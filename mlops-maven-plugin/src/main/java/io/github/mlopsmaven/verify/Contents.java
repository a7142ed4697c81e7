package io.github.mlopsmaven.verify;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * The contents of one run. Bytes are held once however many files and projects have them; what is
 * learnt from them belongs to one path, since the same text at another place names other files.
 */
final class Contents {

  private final Map<String, Content> byId = new ConcurrentHashMap<>();

  private final Map<Place, Content> byPlace = new ConcurrentHashMap<>();

  private final AtomicLong held = new AtomicLong();

  private static final long MOST = Runtime.getRuntime().maxMemory() / 6;

  /** What does not fit into memory with the others counts as too large. */
  private Content made(byte[] bytes) {
    Content content = new Content(bytes);
    return held.addAndGet(content.size()) > MOST ? Content.TOO_LARGE : content;
  }

  /**
   * A content.
   *
   * @param path where it is in its project
   * @param id git's blob id of it, or another name that stands for these bytes only
   * @param read gives its bytes, if they were not read before
   */
  Content get(String path, String id, Supplier<byte[]> read) {
    Place place = new Place(path, id);
    Content known = byPlace.get(place);
    if (known == null) {
      Content made = bytes(id, read).again();
      Content first = byPlace.putIfAbsent(place, made);
      known = first == null ? made : first;
    }
    return known;
  }

  private Content bytes(String id, Supplier<byte[]> read) {
    Content known = byId.get(id);
    if (known == null) {
      Content made = made(read.get());
      Content first = byId.putIfAbsent(id, made);
      known = first == null ? made : first;
    }
    return known;
  }

  private record Place(String path, String id) {}
}
