package io.github.mlopsmaven.publish;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the answers of a host told so far, by name. */
public final class Facts {

  private final Map<String, String> facts = new TreeMap<>();

  /** Knows nothing. */
  public Facts() {}

  /** A fact is not known, since the step that would have told it could not be done. */
  public static final class UnknownException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String what;

    UnknownException(String name) {
      super(name + " is not known");
      this.what = name + " is not known";
    }

    String what() {
      return what;
    }
  }

  /**
   * Learns.
   *
   * @param name the fact's name
   * @param value its value
   */
  public void put(String name, String value) {
    facts.put(name, value);
  }

  /**
   * A fact.
   *
   * @param name its name
   * @throws UnknownException if nothing told it
   */
  public String get(String name) {
    return find(name).orElseThrow(() -> new UnknownException(name));
  }

  /**
   * A fact, if it is known.
   *
   * @param name its name
   */
  public Optional<String> find(String name) {
    return Optional.ofNullable(facts.get(name));
  }
}
