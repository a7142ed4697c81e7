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
   * @param value its value; an empty one tells nothing
   */
  public void put(String name, String value) {
    if (!value.isBlank()) {
      facts.put(name, value);
    }
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
   * A fact that is a number.
   *
   * @param name its name
   * @throws UnknownException if nothing told it, or what was told is not a number
   */
  long number(String name) {
    String value = get(name);
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new UnknownException(name);
    }
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
