package io.github.mlopsmaven.rules.infrastructure;

import java.util.Map;
import java.util.Optional;

/** What values of a type of Bicep look like. */
sealed interface BicepShape {

  /** Anything, or nobody knows. */
  BicepShape ANY = new Any();

  /** See {@link #ANY}. */
  record Any() implements BicepShape {}

  /**
   * A text, a number or a truth value.
   *
   * @param limits its type and what it takes
   */
  record Scalar(BicepLimits limits) implements BicepShape {}

  /**
   * An object whose properties are listed.
   *
   * @param members name to property
   * @param others what all other properties are; empty where there are none
   * @param isLiteral whether it is written out, and not a type
   */
  record Members(Map<String, Member> members, Optional<BicepShape> others, boolean isLiteral)
      implements BicepShape {

    /** Copies the map. */
    public Members {
      members = Map.copyOf(members);
    }
  }

  /**
   * A property.
   *
   * @param shape what it is
   * @param isRequired whether it may not be left out
   */
  record Member(BicepShape shape, boolean isRequired) {}

  /**
   * A list.
   *
   * @param item what each of it is
   */
  record Items(BicepShape item) implements BicepShape {}
}
