package io.github.mlopsmaven;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * The rooms of the plugin and what each may use, as rules. The same table for people is in {@code
 * docs/ARCHITECTURE.md}.
 *
 * @param base the package that the rooms are in
 */
@NullMarked
record Rooms(String base) {

  private static final String JGIT = "org.eclipse.jgit..";
  private static final String SSHD = "org.apache.sshd..";
  private static final String VELOCITY = "org.apache.velocity..";
  private static final String YAML = "org.snakeyaml.engine..";
  private static final String ARCHETYPE_MODELS = "org.apache.maven.archetype..";
  private static final String JSON = "com.google.gson..";
  private static final String VERSIONS = "org.apache.maven.artifact.versioning..";
  private static final String SEALING = "org.bouncycastle..";

  /** Room to the rooms and the libraries that it may use. A library has a dot in its name. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("problem", Set.of()),
          Map.entry("expressions", Set.of()),
          Map.entry("report", Set.of(JSON)),
          Map.entry("bounds", Set.of("problem", YAML)),
          Map.entry("template", Set.of("problem")),
          Map.entry("descriptor", Set.of("bounds", "template", "problem", YAML)),
          Map.entry("layout", Set.of("bounds", "template", "problem")),
          Map.entry(
              "render", Set.of("bounds", "template", "problem", VELOCITY, "org.slf4j..", YAML)),
          Map.entry("lock", Set.of("bounds", "template", "problem", YAML)),
          Map.entry("io", Set.of("bounds", "template", "problem")),
          Map.entry("gitconfig", Set.of("problem")),
          Map.entry("ssh", Set.of("io", "problem", JGIT, SSHD)),
          Map.entry("servers", Set.of("bounds", "problem", "gitconfig", "ssh")),
          Map.entry(
              "git",
              Set.of("bounds", "template", "problem", "io", "gitconfig", "ssh", "servers", JGIT)),
          Map.entry("trust", Set.of("template", "io", "problem", JGIT, SEALING)),
          Map.entry("needs", Set.of("bounds", "problem", YAML)),
          Map.entry(
              "publish",
              Set.of("bounds", "needs", "descriptor", "lock", "template", "io", "problem", JSON)),
          Map.entry(
              "remote",
              Set.of(
                  "bounds",
                  "publish",
                  "needs",
                  "servers",
                  "lock",
                  "template",
                  "io",
                  "problem",
                  JSON,
                  SEALING)),
          Map.entry(
              "archetype",
              Set.of(
                  "template",
                  "descriptor",
                  "layout",
                  "render",
                  "lock",
                  "io",
                  "problem",
                  ARCHETYPE_MODELS)),
          Map.entry(
              "generate",
              Set.of(
                  "bounds",
                  "template",
                  "descriptor",
                  "layout",
                  "render",
                  "lock",
                  "io",
                  "problem",
                  JSON)),
          Map.entry(
              "authoring", Set.of("bounds", "template", "descriptor", "layout", "problem", JSON)),
          Map.entry("backstage", Set.of("template", "descriptor", "layout", "problem")),
          Map.entry("fleet", Set.of("update", "status", "template", "lock", "io", "problem", JSON)),
          Map.entry("options", Set.of("template", "descriptor", "layout", "problem", JSON)),
          Map.entry(
              "verify",
              Set.of(
                  "report",
                  "bounds",
                  "generate",
                  "template",
                  "descriptor",
                  "layout",
                  "render",
                  "lock",
                  "problem",
                  JSON,
                  YAML)),
          Map.entry(
              "status",
              Set.of(
                  "report", "bounds", "generate", "template", "layout", "lock", "problem", JSON)),
          Map.entry(
              "policy",
              Set.of("status", "verify", "descriptor", "template", "lock", "problem", VERSIONS)),
          Map.entry(
              "update",
              Set.of(
                  "bounds",
                  "needs",
                  "status",
                  "generate",
                  "template",
                  "descriptor",
                  "layout",
                  "render",
                  "lock",
                  "io",
                  "problem",
                  JSON)),
          Map.entry(
              "adopt",
              Set.of(
                  "status",
                  "generate",
                  "template",
                  "descriptor",
                  "layout",
                  "render",
                  "lock",
                  "io",
                  "problem",
                  JSON)),
          Map.entry(
              "rules", Set.of("bounds", "expressions", "verify", "template", "problem", JSON)));

  /** The rooms that state ports, beside {@code template}, for adapters to implement. */
  private static final Set<String> USE_CASES =
      Set.of(
          "adopt",
          "fleet",
          "generate",
          "options",
          "policy",
          "publish",
          "status",
          "update",
          "verify");

  /** The rooms that may reach up to a port of a use case, in order to implement it. */
  private static final Set<String> ADAPTERS = Set.of("git", "remote", "verify");

  /** Beside every room's own list. {@code javax} is the JDK's: TLS and cryptography. */
  private static final String[] ALWAYS = {
    "java..", "javax.net..", "javax.crypto..", "org.jspecify.."
  };

  /** The names of the rooms that the table has a row for. */
  static Collection<String> names() {
    return MAY_USE.keySet().stream().sorted().toList();
  }

  /** A room uses its own classes, the JDK, and what the table says. */
  ArchRule usesOnlyWhatItMay(String room) {
    DescribedPredicate<JavaClass> allowed = resideInAnyPackage(ALWAYS).or(inRoom(room));
    for (String used : MAY_USE.getOrDefault(room, Set.of())) {
      allowed = allowed.or(used.contains(".") ? resideInAPackage(used) : inRoom(used));
    }
    if (ADAPTERS.contains(room)) {
      allowed = allowed.or(portOfAUseCase());
    }
    return classes()
        .that(inRoom(room))
        .should()
        .onlyDependOnClassesThat(allowed)
        .as("room %s uses only %s".formatted(room, MAY_USE.get(room)))
        .allowEmptyShould(true);
  }

  /** A package without a row in the table is refused, so that nobody forgets to add one. */
  ArchRule everyClassIsInARoom() {
    String[] rooms =
        Stream.concat(names().stream(), Stream.of("mojo"))
            // The rules have a package for each subject.
            .map(room -> base + "." + room + (room.equals("rules") ? ".." : ""))
            .toArray(String[]::new);
    return classes().should().resideInAnyPackage(rooms).as("every class is in a room of the table");
  }

  /** The goals are the outermost room: the table has no row that names it. */
  ArchRule nobodyUsesTheGoals() {
    return noClasses()
        .that(DescribedPredicate.not(inRoom("mojo")))
        .should()
        .dependOnClassesThat(inRoom("mojo"))
        .as("no room uses mojo")
        .allowEmptyShould(true);
  }

  ArchRule noCycles() {
    return slices().matching(base + ".(*)..").should().beFreeOfCycles().allowEmptyShould(true);
  }

  /** A user of the room {@code git} never meets JGit. */
  ArchRule gitHidesItsLibrary() {
    return classes()
        .that(inRoom("git"))
        .should(new HideTypes(resideInAPackage(JGIT)))
        .as("no public signature of git names a JGit type")
        .allowEmptyShould(true);
  }

  /**
   * Who makes an adapter chooses it: outside its own room that is {@code Wiring} alone, with what
   * it hands out.
   */
  ArchRule onlyWiringMakesAdapters() {
    DescribedPredicate<JavaAccess<?>> foreignAdapter =
        describe(
            "makes an adapter of another room",
            access ->
                access instanceof JavaConstructorCall call
                    && isAdapter(call.getTargetOwner())
                    && !call.getOriginOwner()
                        .getPackageName()
                        .equals(call.getTargetOwner().getPackageName()));
    Set<String> wiring =
        Set.of(base + ".mojo.Wiring", base + ".mojo.TemplatePlaces", base + ".mojo.Updating");
    return noClasses()
        .that(
            describe(
                "are not Wiring",
                type -> !wiring.contains(type.getName().replaceFirst("\\$.*", ""))))
        .should()
        .accessTargetWhere(foreignAdapter)
        .as("only mojo.Wiring and what it hands out make adapters")
        .allowEmptyShould(true);
  }

  /**
   * A run that is killed leaves what Java's own methods made; {@code StagingDirectory} is swept.
   */
  ArchRule nobodyMakesTemporaryFolders() {
    DescribedPredicate<JavaAccess<?>> inTheFolderOfTheSystem =
        describe(
            "makes something in the system's folder for temporary files",
            access ->
                access.getTargetOwner().getFullName().equals(Files.class.getName())
                    && access.getName().startsWith("createTemp")
                    && access instanceof JavaMethodCall call
                    && !call.getTarget()
                        .getRawParameterTypes()
                        .get(0)
                        .getFullName()
                        .equals(Path.class.getName()));
    return noClasses()
        .should()
        .accessTargetWhere(inTheFolderOfTheSystem)
        .as("temporary folders are StagingDirectory.temporary");
  }

  private boolean isAdapter(JavaClass type) {
    return !type.isInterface() && type.getAllRawInterfaces().stream().anyMatch(this::isPort);
  }

  private boolean isPort(JavaClass type) {
    return type.isInterface()
        && !isSealed(type)
        && (inRoom("template").test(type) || portOfAUseCase().test(type));
  }

  /** The nouns' sealed types are data, not ports: nobody else can implement them. */
  private static boolean isSealed(JavaClass type) {
    return type.reflect().isSealed();
  }

  /** An interface of a use case, or a type that is nested in one. */
  private DescribedPredicate<JavaClass> portOfAUseCase() {
    return describe(
        "are ports of a use case",
        type -> {
          JavaClass outer = type;
          while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
          }
          JavaClass top = outer;
          return top.isInterface()
              && USE_CASES.stream().anyMatch(useCase -> inRoom(useCase).test(top));
        });
  }

  private DescribedPredicate<JavaClass> inRoom(String room) {
    return resideInAPackage(base + "." + room + "..");
  }
}
