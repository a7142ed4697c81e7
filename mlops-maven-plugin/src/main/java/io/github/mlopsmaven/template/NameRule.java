package io.github.mlopsmaven.template;

import java.util.regex.Pattern;

/**
 * A name that a project builds from several values, and the limits that the cloud sets to it.
 *
 * @param title what is named, as in {@code storage account}
 * @param name how it is built: {@code st{namespace}{postfix}{environment}}
 * @param pattern what the whole name has to match
 * @param maxLength how many characters it may have at most
 * @param message what to tell when it does not fit, one sentence
 */
public record NameRule(String title, String name, Pattern pattern, int maxLength, String message) {}
