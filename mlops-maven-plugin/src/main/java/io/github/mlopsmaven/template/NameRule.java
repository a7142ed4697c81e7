package io.github.mlopsmaven.template;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A name that a project builds from several values, and the limits that the cloud sets to it.
 *
 * @param title what is named, as in {@code storage account}
 * @param name how it is built: {@code st{namespace}{postfix}{environment}}
 * @param pattern what the whole name has to match, if anything
 * @param maxLength how many characters it may have at most
 * @param message what to tell when it does not fit, one sentence
 */
public record NameRule(
    String title,
    String name,
    Optional<Pattern> pattern,
    OptionalInt maxLength,
    Optional<String> message) {

  /**
   * Why a text cannot be this name.
   *
   * @param text the name as it would be
   * @return a sentence; empty if it fits
   */
  public Optional<String> problem(String text) {
    boolean tooLong = maxLength.isPresent() && text.length() > maxLength.getAsInt();
    if (!tooLong && pattern.map(form -> form.matcher(text).matches()).orElse(true)) {
      return Optional.empty();
    }
    return message.or(
        () ->
            Optional.of(
                tooLong
                    ? "it may have " + maxLength.getAsInt() + " characters"
                    : "it must match " + pattern.orElseThrow()));
  }
}
