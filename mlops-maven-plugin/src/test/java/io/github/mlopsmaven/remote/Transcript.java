package io.github.mlopsmaven.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What is sent to a host and said of it, whole and in its order, as a file that a person can read:
 * {@code src/test/resources/transcripts/NAME.txt}.
 */
final class Transcript {

  private static final Path FILES = Path.of("src", "test", "resources", "transcripts");

  private Transcript() {}

  /** Compares with the file, or writes it where that is asked for. */
  static void check(String name, List<String> lines) throws IOException {
    Path file = FILES.resolve(name + ".txt");
    String is = String.join("\n", lines) + "\n";
    if (System.getProperty("transcripts.renew") != null) {
      Files.createDirectories(FILES);
      Files.writeString(file, is);
    }
    assertThat(is)
        .as(
            "%s; if it is meant: mvn -q -Dquick -pl mlops-maven-plugin -am test"
                + " -Dtest='remote.*Test' -Dtranscripts.renew"
                + " -Dsurefire.failIfNoSpecifiedTests=false",
            file)
        .isEqualTo(Files.readString(file).replace("\r\n", "\n"));
  }
}
