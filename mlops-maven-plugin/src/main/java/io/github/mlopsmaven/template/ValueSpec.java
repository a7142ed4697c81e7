package io.github.mlopsmaven.template;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * A setting of a project, such as a name part or a region, that a user may give.
 *
 * @param name as in {@code namespace}
 * @param description what it is, one sentence
 * @param type what it may be
 * @param choices if not empty, the only texts that it (or each element of an array) may be
 * @param pattern what the whole value (or each element) has to match, if anything
 * @param maxLength how many characters it (or each element) may have at most
 * @param minimum the smallest number of an integer
 * @param maximum the largest number of an integer
 * @param message what to tell when it does not fit, one sentence
 * @param fallback what is taken where nobody sets it; may have placeholders of options, of earlier
 *     values and of what every project has; none means that the template's own value is unknown
 * @param when the options and earlier values for which there is this value; for others nobody is
 *     asked, what is given is ignored, and its text is the default, or empty
 * @param targets where it is written in files that are not Velocity
 * @param reads where else it can be read in a project, as in a rendered file
 */
public record ValueSpec(
    String name,
    String description,
    Type type,
    List<String> choices,
    Optional<Pattern> pattern,
    OptionalInt maxLength,
    OptionalLong minimum,
    OptionalLong maximum,
    Optional<String> message,
    Optional<String> fallback,
    Condition when,
    List<Target> targets,
    List<Target> reads) {

  /** What is between the elements of an array where it is written as one text. */
  public static final String SEPARATOR = ",";

  private static final Pattern ONE_LINE = Pattern.compile("[^\\p{Cntrl}]*");
  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,40}");

  /** Copies the lists. */
  public ValueSpec {
    choices = List.copyOf(choices);
    targets = List.copyOf(targets);
    reads = List.copyOf(reads);
  }

  /** Where it can be read in a project: where it is written, and the other places. */
  public List<Target> places() {
    List<Target> places = new ArrayList<>(targets);
    places.addAll(reads);
    return places;
  }

  /** Whether its default depends on the project: it has placeholders. */
  public boolean isDerived() {
    return fallback.filter(text -> !PlaceholderText.parse(text).isLiteral()).isPresent();
  }

  /**
   * The elements of an array.
   *
   * @param text as a user types it: elements with commas between them
   */
  public static List<String> elements(String text) {
    return text.isBlank()
        ? List.of()
        : Arrays.stream(text.split(SEPARATOR, -1)).map(String::strip).toList();
  }

  /**
   * Why a text cannot be this value.
   *
   * @param text as a user types it
   * @return a sentence; empty if it fits
   */
  public Optional<String> problem(String text) {
    if (type != Type.ARRAY) {
      return elementProblem(text);
    }
    List<String> elements = elements(text);
    for (String element : elements) {
      Optional<String> problem = elementProblem(element);
      if (problem.isPresent()) {
        return Optional.of("'" + element + "' in it is invalid: " + problem.get());
      }
    }
    return elements.stream()
        .filter(element -> Collections.frequency(elements, element) > 1)
        .findFirst()
        .map(twice -> "it has '" + twice + "' twice");
  }

  private Optional<String> elementProblem(String text) {
    boolean typed =
        switch (type) {
          case STRING -> ONE_LINE.matcher(text).matches();
          case ARRAY -> !text.isEmpty() && ONE_LINE.matcher(text).matches();
          case INTEGER -> INTEGER.matcher(text).matches();
          case BOOLEAN -> text.equals("true") || text.equals("false");
        };
    if (!typed) {
      return Optional.of(
          switch (type) {
            case STRING -> "it is one line of text";
            case ARRAY -> "it is a comma-separated list of strings";
            case INTEGER -> "it is an integer";
            case BOOLEAN -> "it is true or false";
          });
    }
    if (!choices.isEmpty() && !choices.contains(text)) {
      return Optional.of("it is one of " + String.join(", ", choices));
    }
    if (type == Type.INTEGER) {
      BigInteger number = new BigInteger(text);
      if (minimum.isPresent() && number.compareTo(BigInteger.valueOf(minimum.getAsLong())) < 0) {
        return Optional.of("it is at least " + minimum.getAsLong());
      }
      if (maximum.isPresent() && number.compareTo(BigInteger.valueOf(maximum.getAsLong())) > 0) {
        return Optional.of("it is at most " + maximum.getAsLong());
      }
    }
    if (maxLength.isPresent() && text.length() > maxLength.getAsInt()) {
      return Optional.of(
          "it has at most " + maxLength.getAsInt() + " characters, not " + text.length());
    }
    return pattern
        .filter(form -> !form.matcher(text).matches())
        .map(form -> message.orElseGet(() -> "it must match " + form));
  }

  /** What a value may be. */
  public enum Type {
    /** Any text on one line. */
    STRING,
    /** Decimal digits with an optional sign. */
    INTEGER,
    /** {@code true} or {@code false}. */
    BOOLEAN,
    /** Several texts, each at most once, with commas between them. */
    ARRAY
  }

  /**
   * A place that a value is written to.
   *
   * @param files the files of the project, by target path
   * @param path keys of nested YAML mappings
   */
  public record Target(List<Glob> files, List<String> path) {

    /** Copies both lists. */
    public Target {
      files = List.copyOf(files);
      path = List.copyOf(path);
    }
  }
}
