package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.problem.UsageException;
import java.io.File;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.apache.maven.plugin.AbstractMojo;

/**
 * Lets the command line go before the POM. Where a POM sets a parameter, Maven does not look at its
 * {@code -D} any more; a default that a parent POM sets could then be changed by nobody.
 */
final class CommandLine {

  private final Properties typed;
  private final Path current;

  /**
   * Takes what was typed.
   *
   * @param typed the {@code -D} properties
   * @param current the folder that a relative path starts from
   */
  CommandLine(Properties typed, Path current) {
    this.typed = typed;
    this.current = current;
  }

  /**
   * Sets each parameter whose property was typed.
   *
   * @param goal has parameters that are fields, each with the property {@code mlops.} and its name
   */
  void applyTo(AbstractMojo goal) {
    for (Class<?> type = goal.getClass();
        type != null && type != AbstractMojo.class;
        type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        String text = typed.getProperty("mlops." + field.getName());
        if (text != null && !Modifier.isStatic(field.getModifiers())) {
          set(goal, field, text);
        }
      }
    }
  }

  private void set(AbstractMojo goal, Field field, String text) {
    Optional<Object> value = value(field, text);
    if (value.isPresent()) {
      try {
        field.setAccessible(true);
        field.set(goal, value.get());
      } catch (IllegalAccessException e) {
        throw new IllegalStateException("a goal's own field cannot be set: " + field, e);
      }
    }
  }

  private Optional<Object> value(Field field, String text) {
    Class<?> type = field.getType();
    if (type == String.class) {
      return Optional.of(text);
    }
    if (type == File.class) {
      return Optional.of(current.resolve(text).toFile());
    }
    if (type == boolean.class) {
      return Optional.of(Boolean.valueOf(text));
    }
    if (type == long.class) {
      try {
        return Optional.of(Long.valueOf(text));
      } catch (NumberFormatException e) {
        throw new UsageException(
            "'" + text + "' is no number", "give one with -Dmlops." + field.getName() + "=BYTES");
      }
    }
    return Optional.empty();
  }
}
