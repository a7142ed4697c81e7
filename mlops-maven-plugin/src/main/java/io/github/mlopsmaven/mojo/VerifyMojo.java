package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.lock.ProjectLockFile;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.verify.Report;
import io.github.mlopsmaven.verify.Verification;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Finds what would not work in a project: references to missing files, inputs, parameters, secrets
 * and variables. Each finding has a place, a rule and a fix; {@code docs/rules} explains the rules.
 * The goal fails where something is found at the level of {@code failOn} or worse.
 *
 * <p>In a build of several modules, each that was generated is verified; a module without {@code
 * .mlops/project.yml} has nothing to verify. Use {@code verify-template} for templates.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "verify",
    defaultPhase = LifecyclePhase.VERIFY,
    requiresProject = false,
    threadSafe = true)
public final class VerifyMojo extends AbstractVerifyMojo {

  /** What is typed to have a template verified, on a command line. */
  private static final List<String> OF_TEMPLATES = List.of("template", "templateRef", "fixes");

  /**
   * Whether to skip this goal. {@code mlops.skip} skips all goals.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.verify.skip", defaultValue = "false")
  private boolean skip;

  /**
   * The folder of the project to verify; the default is that of the module, or the current one
   * where there is no POM. A folder without {@code .mlops/project.yml} is verified as a project of
   * Azure's accelerator, if it is named here and the goal is not bound to a phase.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.projectDirectory")
  private @Nullable File projectDirectory;

  /** The module that is written for; null before the first. */
  private @Nullable Path written;

  private boolean isOneOfMany;

  @Override
  boolean skipped() {
    return said("verify.skip", skip);
  }

  @Override
  void run() {
    Optional<Path> named = said("projectDirectory", projectDirectory).map(LockedModules::wholeName);
    if (!modules().isBound()) {
      requireProject(named);
    }
    // These are read again where they are used.
    Wiring wiring = wiring();
    checkVerification();
    requireNoMistake();
    List<Path> folders = modules().isBound() ? ofModule(named) : called(named);
    if (folders.isEmpty()) {
      return;
    }
    isOneOfMany = folders.size() > 1;
    verify("verify", wiring, folders.stream().map(folder -> look(wiring, folder, named)).toList());
  }

  private Function<Verification, Report> look(Wiring wiring, Path folder, Optional<Path> named) {
    return verification -> {
      written = named.isPresent() ? ownFolder() : folder;
      return verification.project(folder.toString(), wiring.templates().project(folder));
    };
  }

  /** Below the module, so that one does not overwrite what is written for another. */
  @Override
  Path place(Path path) {
    Path own = ownFolder();
    if (path.isAbsolute() && !path.startsWith(own) && isOneOfMany) {
      throw new UsageException(
          path + " would be written for several modules, each over the other",
          "name a folder or file in the module, as in target/verify");
    }
    Path base = written == null ? own : written;
    return base.resolve(path.isAbsolute() && path.startsWith(own) ? own.relativize(path) : path);
  }

  private Path ownFolder() {
    return modules().ownFolder();
  }

  /** Whoever types a template means its selections; one in a POM is for other goals. */
  private void requireProject(Optional<Path> named) {
    if (named.isPresent()) {
      if (!Files.isDirectory(named.get())) {
        mistakes()
            .add(
                new UsageException(
                    "the folder " + named.get() + " does not exist",
                    "check -Dmlops.projectDirectory"));
      }
      return;
    }
    OF_TEMPLATES.stream()
        .filter(name -> said(name, (String) null).isPresent())
        .findFirst()
        .ifPresent(
            name ->
                mistakes()
                    .add(
                        new UsageException(
                            "-Dmlops."
                                + name
                                + " is not for mlops:verify, which is about a project",
                            "use mlops:verify-template for the selections of a template")));
  }

  /** As a part of the build, the goal runs for each module. */
  private List<Path> ofModule(Optional<Path> named) {
    Path place = named.orElseGet(this::ownFolder);
    Optional<Path> folder = modules().ofModule(named);
    if (!LockedModules.hasLock(place)) {
      getLog().debug(place + " has no " + ProjectLockFile.PATH + ": nothing to verify");
    } else if (folder.isEmpty()) {
      getLog().debug(place + " was verified for another module");
    }
    return folder.stream().toList();
  }

  /** Called by its name, the goal runs once for all modules, since it needs no POM. */
  private List<Path> called(Optional<Path> named) {
    if (named.isPresent() || module().isEmpty()) {
      Path folder = named.orElseGet(this::ownFolder);
      if (!LockedModules.hasLock(folder)) {
        getLog()
            .info(
                folder
                    + " has no "
                    + ProjectLockFile.PATH
                    + ": it is treated as a project of Azure's accelerator");
      }
      return List.of(folder);
    }
    List<Path> modules = modules().all();
    List<Path> generated = modules.stream().filter(LockedModules::hasLock).toList();
    if (generated.isEmpty()) {
      throw new UsageException(
          modules.size() == 1
              ? modules.get(0) + " has no " + ProjectLockFile.PATH + ": it was not generated"
              : "none of the " + modules.size() + " modules has " + ProjectLockFile.PATH,
          "go to the folder of a generated project, or name one that is taken for a project of"
              + " Azure's accelerator: -Dmlops.projectDirectory=FOLDER");
    }
    if (generated.size() < modules.size()) {
      getLog()
          .info(
              "Passed over "
                  + (modules.size() - generated.size())
                  + " of "
                  + modules.size()
                  + " modules, which have no "
                  + ProjectLockFile.PATH);
    }
    return generated;
  }
}
