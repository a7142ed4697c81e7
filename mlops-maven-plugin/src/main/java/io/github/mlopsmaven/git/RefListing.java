package io.github.mlopsmaven.git;

import io.github.mlopsmaven.git.RefMemory.Resolved;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A list of refs as protocol version 2 gives it, read without JGit: where it names a commit that is
 * held, nothing of JGit's transport has to be loaded.
 */
final class RefListing {

  private static final int LENGTH_DIGITS = 4;

  private final Map<String, String[]> lines = new HashMap<>();

  private RefListing() {}

  /**
   * Reads a list.
   *
   * @param body packet lines
   * @return empty if it is not what was expected, for JGit to say why
   */
  static Optional<RefListing> parse(byte[] body) {
    RefListing listing = new RefListing();
    int at = 0;
    while (at + LENGTH_DIGITS <= body.length) {
      String digits = new String(body, at, LENGTH_DIGITS, StandardCharsets.US_ASCII);
      if (!digits.matches("[0-9a-fA-F]{4}")) {
        return Optional.empty();
      }
      int length = Integer.parseInt(digits, 16);
      if (length == 0) {
        return Optional.of(listing);
      }
      if (length < LENGTH_DIGITS || at + length > body.length) {
        return Optional.empty();
      }
      String line =
          new String(body, at + LENGTH_DIGITS, length - LENGTH_DIGITS, StandardCharsets.UTF_8);
      String[] parts = line.strip().split(" ", -1);
      if (parts.length < 2 || !parts[0].matches("[0-9a-f]{40}")) {
        return Optional.empty();
      }
      listing.lines.put(parts[1], parts);
      at += length;
    }
    return Optional.empty();
  }

  /** What a ref names, if it is in the list. */
  Optional<Resolved> find(WantedRef wanted) {
    return wanted.candidates().stream()
        .filter(lines::containsKey)
        .findFirst()
        .map(
            name -> {
              String commit = attribute(name, "peeled:", id(name));
              return wanted.resolved(target(name), commit, commit.equals(id(name)) ? "" : id(name));
            });
  }

  private String id(String name) {
    String[] parts = lines.get(name);
    return parts == null ? "" : parts[0];
  }

  private String target(String name) {
    return attribute(name, "symref-target:", name);
  }

  private String attribute(String name, String prefix, String otherwise) {
    String[] parts = lines.get(name);
    for (int i = 2; parts != null && i < parts.length; i++) {
      if (parts[i].startsWith(prefix)) {
        return parts[i].substring(prefix.length());
      }
    }
    return otherwise;
  }
}
