package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.generate.Questions;
import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.problem.Visible;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks on the terminal. A choice is made by its number or its text; what is neither is asked for
 * again, and the end of the input counts as no answer.
 */
final class ConsoleQuestions implements Questions {

  private final BufferedReader in;
  private final PrintStream out;
  private boolean answered;
  private boolean ended;

  ConsoleQuestions(BufferedReader in, PrintStream out) {
    this.in = in;
    this.out = out;
  }

  /** Whether a person has answered something. */
  boolean answered() {
    return answered;
  }

  @Override
  public Optional<String> ask(String what, List<String> values, Optional<String> suggestion) {
    return choose(what, values, Map.of(), suggestion);
  }

  @Override
  public Optional<String> choose(
      String what, List<String> values, Map<String, String> labels, Optional<String> suggestion) {
    out.println(Visible.line(what));
    int width = values.stream().mapToInt(String::length).max().orElse(0);
    for (int i = 0; i < values.size(); i++) {
      String value = values.get(i);
      String label = labels.getOrDefault(value, value);
      String shown =
          label.equals(value) ? value : value + " ".repeat(width - value.length()) + "  " + label;
      out.println("  " + (i + 1) + ") " + Visible.line(shown));
    }
    while (true) {
      out.print(suggestion.map(text -> "[" + Visible.line(text) + "] ").orElse("") + "> ");
      out.flush();
      Optional<String> line = readLine();
      if (line.isEmpty()) {
        out.println();
        return Optional.empty();
      }
      String typed = line.get().strip();
      Optional<String> answer = typed.isEmpty() ? suggestion : choice(typed, values);
      if (answer.isPresent()) {
        answered = true;
        return answer;
      }
      out.println(
          values.isEmpty()
              ? "Type something, or press Ctrl-C to leave."
              : Visible.line(
                  "'" + typed + "' is not offered: " + Suggestion.useOneOf(typed, values) + "."));
    }
  }

  private static Optional<String> choice(String typed, List<String> values) {
    if (values.isEmpty() || values.contains(typed)) {
      return Optional.of(typed);
    }
    Optional<String> inOtherCase = values.stream().filter(typed::equalsIgnoreCase).findFirst();
    if (inOtherCase.isPresent()) {
      return inOtherCase;
    }
    try {
      int number = Integer.parseInt(typed);
      return number >= 1 && number <= values.size()
          ? Optional.of(values.get(number - 1))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Whatever is not a text comes from no person: {@link StandardInput} says from where. */
  private Optional<String> readLine() {
    try {
      Optional<String> line = ended ? Optional.empty() : Optional.ofNullable(in.readLine());
      ended = line.isEmpty() || line.get().chars().anyMatch(c -> c < 7);
      return ended ? Optional.empty() : line;
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
