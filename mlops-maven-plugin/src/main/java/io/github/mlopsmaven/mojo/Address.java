package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.problem.Redaction;
import java.util.Optional;

/**
 * An address as a parameter. There may be a login in it, and Maven shows the text of every
 * parameter at {@code -X}: so its text has none. Made by Maven, also for a parameter that nobody
 * gave.
 */
public final class Address {

  private Optional<String> given = Optional.empty();

  /** Made by Maven. */
  public Address() {}

  /**
   * Called by Maven with what was given.
   *
   * @param text the address
   */
  public void set(String text) {
    given = Optional.of(text);
  }

  /** What was given, with its login. */
  Optional<String> given() {
    return given;
  }

  @Override
  public String toString() {
    return Redaction.redact(given.orElse(""));
  }
}
