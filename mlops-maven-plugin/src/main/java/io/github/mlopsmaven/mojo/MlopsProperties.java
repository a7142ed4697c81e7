package io.github.mlopsmaven.mojo;

import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/**
 * The properties that begin with {@code mlops.}: of the command line, and of a POM. As for Maven, a
 * property of the JVM ({@code MAVEN_OPTS}, {@code .mvn/jvm.config}) is typed too, and the command
 * line takes precedence over it.
 */
final class MlopsProperties {

  private static final String PREFIX = "mlops.";

  private final MavenSession session;
  private final String encoding;

  /**
   * Takes them from a session.
   *
   * @param session Maven's
   * @param encoding how the operating system writes arguments
   */
  MlopsProperties(MavenSession session, String encoding) {
    this.session = session;
    this.encoding = encoding;
  }

  /** All that were typed, sorted, without the prefix. */
  Map<String, String> typed() {
    return below(PREFIX, typed(session));
  }

  /**
   * What was typed, whether any goal knows it or not.
   *
   * @param session Maven's
   * @return the properties with their whole names
   */
  static Properties typed(MavenSession session) {
    Properties typed = new Properties();
    Optional.ofNullable(session.getSystemProperties())
        .ifPresent(
            ofJvm ->
                ofJvm.stringPropertyNames().stream()
                    .filter(name -> name.startsWith(PREFIX))
                    .forEach(name -> typed.setProperty(name, ofJvm.getProperty(name))));
    session
        .getUserProperties()
        .forEach((name, value) -> typed.setProperty(String.valueOf(name), String.valueOf(value)));
    return typed;
  }

  /** The names of all that were typed, sorted, without the prefix. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (String name : typed(session).stringPropertyNames()) {
      if (name.startsWith(PREFIX)) {
        names.add(name.substring(PREFIX.length()));
      }
    }
    return names;
  }

  /** The settings of a family that were typed. */
  Map<String, String> commandLine(String family) {
    return below(PREFIX + family + ".", typed(session));
  }

  /** The settings of a family in the POM's properties. */
  Map<String, String> pom(String family) {
    MavenProject current = session.getCurrentProject();
    return current == null ? Map.of() : below(PREFIX + family + ".", current.getProperties());
  }

  private Map<String, String> below(String prefix, Map<?, ?> properties) {
    Map<String, String> texts = new TreeMap<>();
    properties.forEach(
        (name, value) -> {
          String key = String.valueOf(name);
          if (key.startsWith(prefix) && key.length() > prefix.length()) {
            Unexpected.requireReadable(key, String.valueOf(value), encoding);
            texts.put(key.substring(prefix.length()), String.valueOf(value));
          }
        });
    return texts;
  }
}
