package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.generate.Limits;
import io.github.mlopsmaven.generate.ProjectCheck;
import io.github.mlopsmaven.generate.ProjectGenerator;
import io.github.mlopsmaven.generate.Questions;
import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.lock.ProjectLockFile;
import io.github.mlopsmaven.policy.PolicyCheck;
import io.github.mlopsmaven.policy.PolicyReport;
import io.github.mlopsmaven.policy.PolicyResult;
import io.github.mlopsmaven.problem.Mistakes;
import io.github.mlopsmaven.problem.MlopsException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.publish.LockedProject;
import io.github.mlopsmaven.status.RecordedRequest;
import io.github.mlopsmaven.template.RuleSetting;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Report;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether a generated project meets the company's policies ({@code mlops-policy.yml}):
 * allowed templates, refs and signatures, forbidden selections, required values, protected files,
 * what {@code mlops:verify} finds, how far the project is behind. Every policy applies that a
 * parent POM, an active profile of {@code settings.xml}, the project's lock file or {@code
 * -Dmlops.policy} names; each is checked by itself, so a policy can add to another one, but never
 * weaken it.
 *
 * <p>In a build of several modules, each that was generated is checked once; a module without
 * {@code .mlops/project.yml} has nothing to check. Offline, checks that need the network are
 * reported as notes.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "check",
    defaultPhase = LifecyclePhase.VALIDATE,
    requiresProject = false,
    threadSafe = true)
public final class CheckMojo extends AbstractVerifyMojo {

  /**
   * Whether to skip this goal. {@code mlops.skip} skips all goals.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.check.skip", defaultValue = "false")
  private boolean skip;

  /**
   * The folder of the project to check; the default is that of the module, or the current one where
   * there is no POM.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.projectDirectory")
  private @Nullable File projectDirectory;

  /**
   * Policies that the project must meet, separated by commas: files, or Maven artifacts as {@code
   * groupId:artifactId:version}. Policies that parent POMs, active profiles of {@code settings.xml}
   * and the project's lock file name apply as well; none of them can be omitted or weakened.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.policy")
  private @Nullable String policy;

  /**
   * The id of the {@code <server>} in {@code settings.xml} whose user name and password (or token
   * as password, without a user name) the template is read with. The default is the server whose id
   * is the host, as in {@code github.com}, or {@code host:port}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.templateServerId")
  private @Nullable String templateServerId;

  /** The folder that reports are written for; null before the first. */
  private @Nullable Path written;

  private boolean isOneOfMany;

  @Override
  boolean skipped() {
    return said("check.skip", skip);
  }

  @Override
  void run() {
    Wiring wiring = wiring();
    Level worst = worst();
    List<RuleSetting> userRules = userRules();
    requireNoMistake();
    List<Path> projects = modules().isBound() ? ofModule() : called();
    isOneOfMany = projects.size() > 1;
    Mistakes refused = new Mistakes();
    for (Path project : projects) {
      written = project;
      List<PolicyResult> results = results(wiring, project, userRules);
      Report report = PolicyReport.of(project.toString(), results);
      tell("check", report);
      results.stream()
          .filter(result -> result.level().compareTo(worst) <= 0)
          .forEach(result -> refused.add(new UsageException(result.toString(), result.remedy())));
    }
    refused.refuse(projects.size() == 1 ? projects.get(0).toString() : "the build");
  }

  /** A policy says what fails; the user can only be stricter. */
  private Level worst() {
    Optional<Level> threshold = threshold();
    if (threshold.isEmpty()) {
      getLog().info("failOn=never does not apply to a policy, which says itself what fails");
    }
    return threshold.orElse(Level.ERROR);
  }

  private List<PolicyResult> results(Wiring wiring, Path project, List<RuleSetting> userRules) {
    List<NamedPolicy> named = policies(policy, project, lock(project));
    if (named.isEmpty()) {
      getLog()
          .info(
              "No policy applies; name one with -Dmlops.policy=FILE, in a parent POM or in"
                  + " settings.xml");
      return List.of();
    }
    PolicyCheck check = wiring.policyCheck(named);
    ProjectGenerator generator =
        wiring.projectGenerator(
            Questions.NONE, Optional.empty(), ProjectCheck.NONE, UnaryOperator.identity());
    RecordedRequest requests =
        new RecordedRequest(new Limits(Long.MAX_VALUE, maxTotalSize()), version());
    return check.check(
        new PolicedFolder(
            project.toString(),
            wiring.templates().project(project),
            templates(wiring, said("templateServerId", templateServerId)),
            new PolicedFolder.Tools(
                wiring.statusCheck(requests),
                generator,
                requests,
                wiring.verification(List.of(), templatesUrl()),
                wiring.signatures(),
                userRules)));
  }

  /** What is wrong with a lock is told where the project is read. */
  private static Optional<ProjectLock> lock(Path folder) {
    try {
      return Optional.of(LockedProject.read(folder));
    } catch (MlopsException e) {
      return Optional.empty();
    }
  }

  /**
   * As a part of the build, the goal runs for each module: its own folder counts whatever another
   * one is named, since whoever names it could name a better one.
   */
  private List<Path> ofModule() {
    Path own = modules().ownFolder();
    List<Path> mine =
        Stream.concat(
                modules().ofModule(Optional.empty()).stream(),
                named().stream()
                    .filter(other -> !other.equals(own))
                    .flatMap(other -> modules().ofModule(Optional.of(other)).stream()))
            .toList();
    if (mine.isEmpty()) {
      getLog()
          .debug(
              own
                  + (LockedModules.hasLock(own)
                      ? " was checked for another module"
                      : " has no " + ProjectLockFile.PATH + ": nothing to check"));
    }
    return mine;
  }

  /** Called by its name, the goal runs once for all modules, since it needs no POM. */
  private List<Path> called() {
    List<Path> folders = modules().generated(named());
    if (folders.size() == 1 && !LockedModules.hasLock(folders.get(0))) {
      throw new UsageException(
          folders.get(0) + " has no " + ProjectLockFile.PATH + ", so nothing is known of it",
          "go to the folder of a generated project, or name one with"
              + " -Dmlops.projectDirectory=FOLDER; one that has lost its lock file gets it back with mvn"
              + " mlops:adopt");
    }
    return folders;
  }

  private Optional<Path> named() {
    return said("projectDirectory", projectDirectory).map(LockedModules::wholeName);
  }

  /** Below the project, so that one does not overwrite what is written for another. */
  @Override
  Path place(Path path) {
    Path own = modules().ownFolder();
    if (path.isAbsolute() && !path.startsWith(own) && isOneOfMany) {
      throw new UsageException(
          path + " would be written for several modules, each over the other",
          "name a folder or file in the module, as in target/check");
    }
    Path base = written == null || named().isPresent() ? own : written;
    return base.resolve(path.isAbsolute() && path.startsWith(own) ? own.relativize(path) : path);
  }
}
