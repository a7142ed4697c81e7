package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.problem.Redaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A command of {@code mlops:publish} that does what was asked for. It has no value that may be a
 * secret.
 */
final class GoOnCommand {

  private final List<String> words = new ArrayList<>(List.of("mvn", "mlops:publish"));

  /** Adds a parameter. */
  GoOnCommand with(String name, String value) {
    String word = "-Dmlops." + name + "=" + Redaction.redact(value);
    words.add(word.indexOf(' ') < 0 ? word : '"' + word + '"');
    return this;
  }

  /** Adds a parameter that may not have been given. */
  GoOnCommand with(String name, Optional<String> value) {
    value.ifPresent(text -> with(name, text));
    return this;
  }

  /** Adds a switch that may be on. */
  GoOnCommand with(String name, boolean on) {
    if (on) {
      words.add("-Dmlops." + name);
    }
    return this;
  }

  /** The command. */
  String text() {
    return String.join(" ", words);
  }
}
