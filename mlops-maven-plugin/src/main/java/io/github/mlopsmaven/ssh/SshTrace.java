package io.github.mlopsmaven.ssh;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the last connection left behind, for the message when it failed. Written by the threads that
 * read, and bounded.
 */
final class SshTrace {

  private static final int SAID = 16_000;
  private static final int FIRST = 2_000;

  private final StringBuilder errors = new StringBuilder();
  private final StringBuilder first = new StringBuilder();
  private final List<String> questions = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private @Nullable HostKey hostKey;
  private boolean silent;
  private boolean slow;
  private Optional<Integer> exit = Optional.empty();

  /** Forgets: another connection begins. */
  synchronized void begin() {
    errors.setLength(0);
    first.setLength(0);
    questions.clear();
    notes.clear();
    hostKey = null;
    silent = false;
    slow = false;
    exit = Optional.empty();
  }

  synchronized void error(byte[] bytes, int length) {
    append(errors, bytes, length, SAID);
  }

  synchronized void output(byte[] bytes, int offset, int length) {
    if (first.length() < FIRST) {
      append(first, Arrays.copyOfRange(bytes, offset, offset + length), length, FIRST);
    }
  }

  private static void append(StringBuilder to, byte[] bytes, int length, int limit) {
    int room = Math.min(length, limit - to.length());
    if (room > 0) {
      to.append(new String(bytes, 0, room, StandardCharsets.UTF_8));
    }
  }

  /** {@code ssh} wanted to ask something that nobody answered. */
  synchronized void question(String text) {
    questions.add(text);
  }

  /** Something that was found out on the way, as a clause for people. */
  synchronized void note(String clause) {
    notes.add(clause);
  }

  synchronized void hostKey(HostKey refused) {
    hostKey = refused;
  }

  synchronized void fellSilent() {
    silent = true;
  }

  synchronized void wasTooSlow() {
    slow = true;
  }

  synchronized void exit(int status) {
    exit = Optional.of(status);
  }

  /** What was written to the error stream. */
  synchronized String errors() {
    return errors.toString();
  }

  /** How the answer begins. */
  synchronized String first() {
    return first.toString();
  }

  synchronized List<String> questions() {
    return List.copyOf(questions);
  }

  synchronized List<String> notes() {
    return List.copyOf(notes);
  }

  synchronized Optional<HostKey> hostKey() {
    return Optional.ofNullable(hostKey);
  }

  /** Whether too little came or went. */
  synchronized boolean slow() {
    return slow;
  }

  synchronized boolean silent() {
    return silent;
  }

  synchronized Optional<Integer> exit() {
    return exit;
  }
}
