package io.github.mlopsmaven.template;

/**
 * How options and values were given, so that a person who is told of a wrong one finds it: on the
 * command line, in a POM, in a file.
 */
public interface Spelling {

  /** All on the command line. */
  Spelling COMMAND_LINE =
      new Spelling() {
        @Override
        public String option(String name, String value) {
          return "-Dmlops." + Option.parameter(name) + "=" + value;
        }

        @Override
        public String value(String name, String text) {
          return "-Dmlops.values." + name + "=" + text;
        }
      };

  /**
   * An option as it was given.
   *
   * @param name the descriptor's name of it
   * @param value what was given
   */
  String option(String name, String value);

  /**
   * Whether an option was given by somebody who runs the goal, and not recorded before.
   *
   * @param name the descriptor's name of it
   */
  default boolean isGiven(String name) {
    return true;
  }

  /**
   * A value as it was given.
   *
   * @param name the descriptor's name of it
   * @param text what was given
   */
  String value(String name, String text);
}
