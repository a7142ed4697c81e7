package io.github.mlopsmaven.mojo;

import org.slf4j.LoggerFactory;

/**
 * What the libraries log on their own. JGit and Apache MINA SSHD write stack traces of what they
 * throw anyway, or of what they get along with: dozens of lines about a configuration file that
 * cannot be parsed, or a damaged pack. The goal's own message says it in one; the traces are shown
 * with {@code -X}.
 *
 * <p>Maven's logger takes the level of a name from these properties when the name is first used;
 * those of Maven 3 and of Maven 4. A level that somebody has set stays.
 */
final class LibraryLogs {

  private static final String[] PREFIXES = {"org.slf4j.simpleLogger.log.", "maven.logger.log."};
  private static final String[] LIBRARIES = {"org.eclipse.jgit", "org.apache.sshd"};

  private LibraryLogs() {}

  /** Turns them off, unless Maven runs with {@code -X}. To be called before they are loaded. */
  static void quiet() {
    boolean isShown = LoggerFactory.getLogger(LibraryLogs.class).isDebugEnabled();
    for (String prefix : PREFIXES) {
      for (String library : LIBRARIES) {
        if (!isShown && System.getProperty(prefix + library) == null) {
          System.setProperty(prefix + library, "off");
        }
      }
    }
  }
}
