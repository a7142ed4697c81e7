package io.github.mlopsmaven;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The import rules of the rooms. A room that reaches where it may not fails the build here. */
class RoomsTest {

  private static final String BASE = "io.github.mlopsmaven";

  private static final JavaClasses PLUGIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(BASE);

  private static final Path MAIN = Path.of("src", "main", "java");

  private static final int MOST_LINES = 400;

  private final Rooms rooms = new Rooms(BASE);

  @TestFactory
  Stream<DynamicTest> aRoomUsesOnlyWhatItMay() {
    return Rooms.names().stream()
        .map(
            room ->
                DynamicTest.dynamicTest(room, () -> rooms.usesOnlyWhatItMay(room).check(PLUGIN)));
  }

  @Test
  void everyClassIsInARoom() {
    rooms.everyClassIsInARoom().check(PLUGIN);
  }

  @Test
  void everyRoomRefusesNullUnlessItSaysOtherwise() {
    assertThat(PLUGIN)
        .allMatch(
            type -> type.getPackage().isAnnotatedWith(NullMarked.class),
            "is in a @NullMarked package");
  }

  @Test
  void noRoomUsesTheGoals() {
    rooms.nobodyUsesTheGoals().check(PLUGIN);
  }

  @Test
  void roomsHaveNoCycles() {
    rooms.noCycles().check(PLUGIN);
  }

  @Test
  void gitHidesItsLibrary() {
    rooms.gitHidesItsLibrary().check(PLUGIN);
  }

  @Test
  void onlyWiringMakesAdapters() {
    rooms.onlyWiringMakesAdapters().check(PLUGIN);
  }

  @Test
  void nobodyMakesTemporaryFolders() {
    rooms.nobodyMakesTemporaryFolders().check(PLUGIN);
  }

  /** Code that is longer has more than one subject. */
  @Test
  void noFileIsLongerThanAReaderCanHold() throws IOException {
    assertThat(lengths(MAIN))
        .allMatch(file -> file.lines() <= MOST_LINES, "has at most " + MOST_LINES + " lines");
  }

  @Test
  void theLengthOfAFileIsThatOfItsLines(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("Long.java"), "// line\n".repeat(401));
    Files.writeString(folder.resolve("notes.txt"), "x\n".repeat(500));
    assertThat(lengths(folder)).containsExactly(new Length("Long", 401));
  }

  private record Length(String name, long lines) {}

  private static List<Length> lengths(Path folder) throws IOException {
    List<Length> lengths = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        try (Stream<String> lines = Files.lines(file)) {
          String name = String.valueOf(file.getFileName()).replace(".java", "");
          lengths.add(new Length(name, lines.count()));
        }
      }
    }
    return lengths;
  }

  /**
   * The rules against rooms that break every one of them: a rule that cannot fail guards nothing.
   */
  @Nested
  class BadRooms {

    private static final String BAD_BASE = "io.github.mlopsmaven.badrooms";

    private static final JavaClasses BAD = new ClassFileImporter().importPackages(BAD_BASE);

    private final Rooms badRooms = new Rooms(BAD_BASE);

    @ParameterizedTest
    @CsvSource({
      "template,   org.eclipse.jgit.lib.Repository",
      "layout,     org.snakeyaml.engine.v2.api.Load",
      "layout,     org.apache.velocity.VelocityContext",
      "io,         org.apache.maven.archetype.metadata.ArchetypeDescriptor",
      "options,    org.apache.maven.plugin.logging.Log",
      "options,    io.github.mlopsmaven.badrooms.git.LeakySource",
      "io,         io.github.mlopsmaven.badrooms.generate.Publishing",
      "git,        io.github.mlopsmaven.badrooms.generate.Story",
    })
    void aRoomReachesTooFar(String room, String forbidden) {
      assertThat(violations(badRooms.usesOnlyWhatItMay(room)))
          .anyMatch(line -> line.contains(BAD_BASE + "." + room) && line.contains(forbidden));
    }

    @Test
    void anAdapterOfGitMayImplementAPort() {
      assertThat(violations(badRooms.usesOnlyWhatItMay("git")))
          .noneMatch(line -> line.contains(BAD_BASE + ".generate.Publishing"));
    }

    @Test
    void aPackageHasNoRow() {
      assertThat(violations(badRooms.everyClassIsInARoom()))
          .anyMatch(line -> line.contains(BAD_BASE + ".utils.Strings"))
          .noneMatch(line -> line.contains(BAD_BASE + ".template.Source"));
    }

    @Test
    void aRoomUsesAGoal() {
      assertThat(violations(badRooms.nobodyUsesTheGoals()))
          .anyMatch(line -> line.contains(BAD_BASE + ".generate.Story"));
    }

    @Test
    void roomsUseEachOther() {
      assertThat(violations(badRooms.noCycles()))
          .anyMatch(line -> line.contains("generate") && line.contains("io"));
    }

    @Test
    void gitShowsItsLibrary() {
      assertThat(violations(badRooms.gitHidesItsLibrary()))
          .anyMatch(line -> line.contains("LeakySource.<init>") && line.contains("lib.Repository"))
          .anyMatch(line -> line.contains("LeakySource.heads()") && line.contains("lib.Ref"))
          .noneMatch(line -> line.contains("LeakySource.hidden"))
          .noneMatch(line -> line.contains("HiddenSource"));
    }

    @Test
    void aGoalMakesAnAdapter() {
      assertThat(violations(badRooms.onlyWiringMakesAdapters()))
          .anyMatch(line -> line.contains(BAD_BASE + ".mojo.BadMojo"))
          .noneMatch(line -> line.contains(BAD_BASE + ".mojo.Wiring"))
          .noneMatch(line -> line.contains("calls constructor <" + BAD_BASE + ".git.HiddenSource"));
    }

    @Test
    void aRoomMakesTemporaryFolders() {
      assertThat(violations(badRooms.nobodyMakesTemporaryFolders()))
          .hasSize(2)
          .allMatch(line -> line.contains("Strings.left"));
    }

    private static Collection<String> violations(ArchRule rule) {
      return rule.evaluate(BAD).getFailureReport().getDetails();
    }
  }
}
