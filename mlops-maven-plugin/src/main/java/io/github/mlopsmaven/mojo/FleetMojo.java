package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.fleet.FleetDirectory.Member;
import io.github.mlopsmaven.fleet.FleetFailOn;
import io.github.mlopsmaven.fleet.FleetPage;
import io.github.mlopsmaven.fleet.FleetQuery;
import io.github.mlopsmaven.fleet.FleetReport;
import io.github.mlopsmaven.fleet.FleetRow;
import io.github.mlopsmaven.fleet.FleetRun;
import io.github.mlopsmaven.fleet.FleetState;
import io.github.mlopsmaven.fleet.FleetText;
import io.github.mlopsmaven.fleet.MemberLook;
import io.github.mlopsmaven.fleet.Pacer;
import io.github.mlopsmaven.generate.Limits;
import io.github.mlopsmaven.generate.ProjectCheck;
import io.github.mlopsmaven.generate.ProjectRepository;
import io.github.mlopsmaven.generate.Questions;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.status.RecordedRequest;
import io.github.mlopsmaven.template.BlobIds;
import io.github.mlopsmaven.template.Glob;
import io.github.mlopsmaven.update.PlannedUpdate;
import io.github.mlopsmaven.update.ProjectChange;
import io.github.mlopsmaven.update.ProposalText;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Shows the status of many repositories: how far each is behind its template, what was changed, and
 * the pull requests; or opens a pull request in each that is behind. Nothing is checked out, and
 * only what is needed is fetched. A repository that cannot be read is listed with its error. To
 * continue a stopped run, run the same command again.
 *
 * <p>The goal writes {@code fleet.html}, a self-contained page, {@code fleet.json} and {@code
 * fleet.csv} to {@code mlops.reportsDirectory}.
 *
 * @since 0.1.0
 */
@Mojo(name = "fleet", requiresProject = false, threadSafe = true, aggregator = true)
public final class FleetMojo extends AbstractReportMojo {

  /**
   * Whether to skip this goal. {@code mlops.skip} skips all goals.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.fleet.skip", defaultValue = "false")
  private boolean skip;

  /**
   * A file with the git URL of one repository per line; {@code #} starts a comment.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.repositories")
  private @Nullable File repositories;

  /**
   * Where the repositories are, in place of a file: {@code github:ORGANIZATION}, {@code
   * github:ORGANIZATION?topic=NAME}, {@code github:ORGANIZATION?search=QUERY} (in the words of
   * GitHub's search) or {@code azure-devops:ORGANIZATION/PROJECT}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.of")
  private @Nullable String of;

  /**
   * The action: {@code status} (the default) only reports; {@code check} fails if a policy refuses
   * a project; {@code update} opens a pull request in each repository that is behind, or updates
   * the open one to the newest version, as far as policies allow it.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.action", defaultValue = "status")
  private String action = "status";

  /**
   * Policies that every project must meet, separated by commas: files, or Maven artifacts as {@code
   * groupId:artifactId:version}. Policies that the POM, active profiles of {@code settings.xml} and
   * a project's lock file name apply as well; none of them can be omitted or weakened.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.policy")
  private @Nullable String policy;

  /**
   * Only repositories whose name matches this pattern, such as {@code acme/forecast-*}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.only")
  private @Nullable String only;

  /**
   * How many pull requests one run may open or change at most. The others are left to later runs.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.limit", defaultValue = "20")
  private String limit = "20";

  /**
   * How many repositories are processed in parallel, 1 to 16.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.parallel", defaultValue = "4")
  private String parallel = "4";

  /**
   * Prints what would be proposed, and pushes nothing.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.dryRun", defaultValue = "false")
  private boolean dryRun;

  /**
   * Whether to start over instead of continuing a stopped run of the same command.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.fresh", defaultValue = "false")
  private boolean fresh;

  /**
   * What fails the goal once all repositories are listed, comma-separated: {@code error} (the
   * default; a repository could not be read or updated), {@code behind}, {@code drift}, {@code
   * held}, {@code conflict}, {@code policy}, or {@code never}. With {@code action=check}, {@code
   * policy} is always among them.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.failOn", defaultValue = "error")
  private String failOn = "error";

  /**
   * The folder for the reports, and for {@code state.json}, from which a stopped run continues; the
   * default is {@code mlops-fleet} in the current one.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.reportsDirectory")
  private @Nullable File reportsDirectory;

  /**
   * The author of the commit, as {@code NAME <EMAIL>}; the default is git's {@code user.name} and
   * {@code user.email}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.author")
  private @Nullable String author;

  /**
   * The id of the {@code <server>} in {@code settings.xml} for the repositories and the service's
   * API; the default is the one whose id is the host.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.remoteServerId")
  private @Nullable String remoteServerId;

  /**
   * The address of a GitHub Enterprise Server, as {@code https://HOST}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.githubUrl")
  private @Nullable String githubUrl;

  /**
   * The address of an Azure DevOps Server, without the collection, as {@code https://HOST/tfs}; the
   * default is taken from the repository's URL.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.azureDevOpsUrl")
  private @Nullable String azureDevOpsUrl;

  private final FleetTemplates templates = new FleetTemplates();

  @Override
  boolean skipped() {
    return said("fleet.skip", skip);
  }

  @Override
  void run() {
    String what = said("action", action, List.of("status", "check", "update"));
    boolean updates = what.equals("update");
    FleetFailOn plain =
        parsed("failOn", said("failOn", failOn), FleetFailOn::parse)
            .orElseGet(() -> FleetFailOn.parse("never"));
    FleetFailOn causes = what.equals("check") ? plain.with(FleetFailOn.Cause.POLICY) : plain;
    int most = (int) number("limit", limit, "pull requests", 1, 10_000, 20);
    int workers = (int) number("parallel", parallel, "repositories", 1, 16, 4);
    Optional<Glob> pattern = parsed("only", said("only", only), FleetMembers::pattern);
    Optional<ProjectChange.Author> given =
        parsed("author", said("author", author), ProjectRepository.Author::parse)
            .map(who -> new ProjectChange.Author(who.name(), who.email()));
    Optional<FleetQuery> query = parsed("of", said("of", of), FleetQuery::parse);
    FleetMembers fleet =
        FleetMembers.of(
            query, said("of", of), said("repositories", repositories), pattern, mistakes());
    if (updates && offline()) {
      mistakes()
          .add(
              new UsageException(
                  "Maven is offline, so no pull request can be opened", "run without -o"));
    }
    Wiring wiring = wiring();
    requireNoMistake();
    FleetHosts hosts =
        new FleetHosts(
            wiring,
            new FleetHosts.Settings(
                said("githubUrl", githubUrl),
                said("azureDevOpsUrl", azureDevOpsUrl),
                said("remoteServerId", remoteServerId),
                interactive()));
    List<Member> members = fleet.list(wiring, hosts);
    Path folder =
        written("reportsDirectory", reportsDirectory)
            .orElseGet(() -> currentDirectory().resolve("mlops-fleet"));
    String title = fleet.title();
    FleetState state = state(folder, title, what);
    whenStopped(
        () ->
            "Stopped, with "
                + state.size()
                + " of "
                + members.size()
                + " repositories done.\n  Run the same command again to continue");
    Pacer pacer = wiring.pacer();
    MemberLook look = look(wiring, hosts);
    Optional<MemberLook.Updating> updating =
        updates
            ? Optional.of(updating(wiring, hosts, pacer, given, new AtomicLong(most)))
            : Optional.empty();
    List<FleetRow> rows =
        new FleetRun(
                member -> look.at(member, updating),
                (member, row) -> look.again(member, row, templates.contents()),
                state,
                pacer,
                workers,
                this::told)
            .of(members);
    FleetReport report = new FleetReport(title, Instant.now(), rows);
    FleetText text = new FleetText(rows);
    report(report::json, text::lines);
    write(folder.resolve("fleet.json"), report.json());
    write(folder.resolve("fleet.csv"), text.csv());
    write(folder.resolve("fleet.html"), new FleetPage(report).html());
    causes.require(rows);
  }

  private void told(String count, FleetRow row) {
    getLog()
        .info(
            count
                + " "
                + row.repository()
                + ": "
                + row.result()
                + row.request().map(made -> "; " + made.text()).orElse(""));
  }

  /** Nothing is taken over from a run that asked something else. */
  private FleetState state(Path folder, String title, String what) {
    String asked =
        String.join(
            "\n",
            title,
            what,
            said("policy", policy).orElse(""),
            String.valueOf(said("dryRun", dryRun)),
            templateName().orElse(""),
            templateRef().orElse(""),
            version());
    String key = BlobIds.of(asked.getBytes(StandardCharsets.UTF_8));
    Path file = folder.resolve("state.json");
    if (said("fresh", fresh)) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new EnvironmentException(
            file + " cannot be deleted: " + e.getMessage(), "check its permissions", e);
      }
    }
    FleetState state = FleetState.open(Optional.of(file), key, Instant.now());
    if (state.size() > 0) {
      getLog().info("Continues the run of " + state.started() + ": " + state.size() + " done");
    }
    return state;
  }

  private RecordedRequest requests() {
    return new RecordedRequest(new Limits(Long.MAX_VALUE, maxTotalSize()), version());
  }

  private MemberLook look(Wiring wiring, FleetHosts hosts) {
    return new MemberLook(
        new MemberLook.Tools(
            member -> wiring.repository(member.url(), hosts.access(member.url())),
            lock ->
                templates.of(lock, newest(wiring, lock), commit -> pinned(wiring, lock, commit)),
            lock -> recorded(wiring, lock),
            lock -> age(wiring, lock)),
        () -> wiring.statusCheck(requests()).believingLists(),
        new FleetJudge(
            lock -> policies(policy, currentDirectory(), Optional.of(lock)),
            wiring::policyCheck,
            templates.ofPolicies(templates(wiring, templateServerId())),
            () ->
                new PolicedFolder.Tools(
                    wiring.statusCheck(requests()),
                    wiring.projectGenerator(
                        Questions.NONE,
                        Optional.empty(),
                        ProjectCheck.NONE,
                        UnaryOperator.identity()),
                    requests(),
                    wiring.verification(List.of(), Optional.empty()),
                    wiring.signatures(),
                    List.of())));
  }

  private MemberLook.Updating updating(
      Wiring wiring,
      FleetHosts hosts,
      Pacer pacer,
      Optional<ProjectChange.Author> given,
      AtomicLong left) {
    Function<PlannedUpdate, List<String>> commits = planned -> commits(wiring, planned);
    boolean dry = said("dryRun", dryRun);
    return new MemberLook.Updating(
        lock ->
            wiring.updatePlanner(
                requests(),
                Questions.NONE,
                policing(wiring, policy, "off", currentDirectory(), Optional.of(lock))),
        planned ->
            older(wiring, planned)
                .map(how -> "the update would go back to an older version: " + how),
        dry
            ? Optional.empty()
            : Optional.of(
                new FleetOffer(wiring, hosts, pacer, given.orElseGet(() -> user(wiring)), commits)),
        planned -> new ProposalText(planned, List.of()).title(),
        () -> left.getAndDecrement() > 0);
  }

  private static ProjectChange.Author user(Wiring wiring) {
    return wiring
        .user()
        .map(one -> new ProjectChange.Author(one.name(), one.email()))
        .orElseThrow(
            () ->
                new UsageException(
                    "git does not know who commits: user.name or user.email is not set",
                    "add -Dmlops.author=\"NAME <EMAIL>\""));
  }

  private void write(Path file, String content) {
    ReportOutput.write(getLog(), file, content, "mlops.reportsDirectory");
  }
}
