package io.github.mlopsmaven.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every text that users read is in a file of its room, so that a change of one shows in review. */
class MessagesTest {

  static final Path GOLDEN = Path.of("src", "test", "resources", "messages");

  private static final Path SOURCES = Path.of("src", "main", "java", "io", "github", "mlopsmaven");
  private static final Path DESCRIPTOR =
      Path.of("target", "classes", "META-INF", "maven", "plugin.xml");
  private static final String RENEW =
      "mvn -q -Dquick -pl mlops-maven-plugin -am test -Dtest=MessagesTest -Dmessages.renew"
          + " -Dsurefire.failIfNoSpecifiedTests=false";

  @TestFactory
  Stream<DynamicTest> areThoseOfTheFiles() throws IOException {
    Map<String, String> messages = new TreeMap<>(Messages.of(SOURCES));
    messages.put("parameters", Parameters.of(DESCRIPTOR));
    messages.put("problems", Messages.problems(SOURCES));
    if (System.getProperty("messages.renew") != null) {
      renew(messages);
    }
    Map<String, String> golden = new TreeMap<>();
    try (Stream<Path> files = Files.list(GOLDEN)) {
      for (Path file : files.toList()) {
        golden.put(
            file.getFileName().toString().replace(".txt", ""),
            Files.readString(file).replace("\r\n", "\n"));
      }
    }
    return Stream.concat(messages.keySet().stream(), golden.keySet().stream())
        .distinct()
        .map(
            room ->
                DynamicTest.dynamicTest(
                    room,
                    () ->
                        assertThat(messages.getOrDefault(room, ""))
                            .as("messages of %s; if they are meant, type: %s", room, RENEW)
                            .isEqualTo(golden.getOrDefault(room, ""))));
  }

  private static void renew(Map<String, String> messages) throws IOException {
    Files.createDirectories(GOLDEN);
    try (Stream<Path> files = Files.list(GOLDEN)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    for (Map.Entry<String, String> room : messages.entrySet()) {
      Files.writeString(GOLDEN.resolve(room.getKey() + ".txt"), room.getValue());
    }
  }

  @Test
  void haveTheRemedyWithTheProblem(@TempDir Path folder) throws IOException {
    Path room = Files.createDirectories(folder.resolve("room"));
    Files.writeString(
        room.resolve("A.java"),
        """
        class A {
          private static final String RETRY = "try again";

          static class Refusal extends RuntimeException {
            Refusal(String problem, String remedy, Throwable cause) {}
          }

          RuntimeException full(String name, boolean one) {
            String remedy = one ? "free some" : "free " + name;
            return one ? new Refusal("the disk " + name + " is full", remedy, null) : refuse(RETRY, name);
          }

          RuntimeException refuse(String remedy, String problem) {
            return new Refusal(problem, remedy, null);
          }

          RuntimeException slow(String name) {
            return refuse(RETRY, "%s is slow".formatted(name));
          }
        }
        """);

    assertThat(Messages.problems(folder))
        .isEqualTo(
            """
            # room
            the disk {name} is full
              free some
            the disk {name} is full
              free {name}
            {…} is slow
              try again
            """);
  }

  @Test
  void haveNamesWhereTheRunDecides(@TempDir Path folder) throws IOException {
    Path room = Files.createDirectories(folder.resolve("room"));
    Files.writeString(
        room.resolve("A.java"),
        """
        class A {
          private static final String WORD = "alone";
          private static final String PATTERN = "(?:a b|c d)";

          @SuppressWarnings("some text here")
          String all(Spec spec, boolean one) {
            log("the file '" + spec.path() + "' has " + (one ? "a line too many" : "no") + " line\\n");
            return "use " + "-Dmlops.dryRun to " + WORD;
          }
        }
        """);

    assertThat(Messages.of(folder))
        .containsExactly(
            Map.entry(
                "room",
                "# A\na line too many\nthe file '{path}' has {…} line\\n\nuse -Dmlops.dryRun to"
                    + " {WORD}\n"));
  }
}
