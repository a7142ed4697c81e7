package io.github.mlopsmaven.mojo;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.git.GitTemplateSource;
import io.github.mlopsmaven.io.DirectorySource;
import io.github.mlopsmaven.publish.PublishRequest;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.testkit.BareRepository;
import io.github.mlopsmaven.testkit.CommittedProject;
import io.github.mlopsmaven.testkit.GitHttpServer;
import io.github.mlopsmaven.testkit.Leaves;
import io.github.mlopsmaven.testkit.MadeProject;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Dependency;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.Settings;
import org.assertj.core.api.SoftAssertions;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.Mockito;

/**
 * Every parameter of every goal, given on the command line, changes what the goal does, and changes
 * nothing that belongs to another parameter. A new parameter fails here until it has a line.
 */
@MojoTest
class EveryParameterTest {

  @TempDir File folder;

  @Inject private MavenSession session;

  private final Properties commandLine = new Properties();
  private GitHttpServer server;
  private Runnable beforeEachRun = () -> {};

  @BeforeEach
  void startSession() {
    Mockito.lenient().when(session.getUserProperties()).thenReturn(commandLine);
    Mockito.lenient().when(session.getSettings()).thenReturn(new Settings());
    Mockito.lenient().when(session.getExecutionRootDirectory()).thenReturn(folder.toString());
    Mockito.lenient()
        .when(session.getRequest())
        .thenReturn(new DefaultMavenExecutionRequest().setInteractiveMode(false));
  }

  @BeforeEach
  void startServer() {
    Path served = file("served");
    BareRepository.create(served.resolve("t.git"))
        .commit("main", Map.of("mlops-template.yml", "format: 1", "f", "x"));
    server = GitHttpServer.start(served);
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  /** A template whose parts show one parameter each. */
  @BeforeEach
  void writeTemplate() throws IOException {
    write(
        "own/mlops-template.yml",
        """
        format: 1
        name: own
        options:
          project_type: {default: b}
          mlops_version: {default: x}
          infrastructure_version: {default: x}
          orchestration: {default: x}
          cloud: {default: x}
        parts: {p: {core: true}, q: {}}
        layout:
          - {from: "types/{project_type}", to: type, part: p}
          - {from: "versions/{mlops_version}", to: version}
          - {from: "zones/{infrastructure_version}", to: zone}
          - {from: "pipes/{orchestration}", to: pipe}
          - {from: "clouds/{cloud}", to: cloud, part: q}
          - {from: "extra/{cloud}", to: extra}
          - {from: more, to: more}
          - {from: flows, to: .github/workflows}
        values: {owner: {default: nobody, pattern: "[a-z0-9]+", set: [{files: [more/v.yml], path: owner}]}}
        fixes: [{rule: json-syntax, reason: a comma, files: [g.json], text: '[,', value: '['}]
        """);
    for (String choice : List.of("types/a", "types/b", "versions/x", "versions/y", "zones/x")) {
      write("own/" + choice + "/f", choice);
    }
    for (String choice :
        List.of("zones/y", "pipes/x", "pipes/y", "clouds/x", "clouds/y", "extra/z")) {
      write("own/" + choice + "/f", choice);
    }
    for (String name : List.of("plain", "third")) {
      write(
          name + "/mlops-template.yml",
          """
          format: 1
          name: NAME
          options: {project_type: {default: c}, cloud: {default: x}}
          parts: {p: {core: true}}
          layout: [{from: "{project_type}/{cloud}", to: ., part: p}]
          """
              .replace("NAME", name));
      write(name + "/c/x/f", "x");
      write(name + "/d/y/f", "x");
    }
    write("own/more/v.yml", "owner: nobody\n");
    write("own/more/g.json", "[,1]\n");
    write("own/more/h.json", "[1,,]\n");
    write(
        "own/flows/a.yml",
        "on: push\njobs: {a: {uses: acme/shared/.github/workflows/a.yml@main}}\n");
  }

  /**
   * What shows that a parameter counts.
   *
   * @param parameter its name without {@code mlops.}; a family has a dot in it
   * @param value what is given
   * @param shows what is then seen, and is not without it
   * @param more further parameters, in pairs, that both runs have
   */
  private record Line(String parameter, String value, String shows, List<String> more) {

    static Line of(String parameter, String value, String shows, String... more) {
      return new Line(parameter, value, shows, List.of(more));
    }

    static Line of(String parameter, String value, String shows, List<String> more) {
      return new Line(parameter, value, shows, more);
    }

    String name() {
      return parameter.replaceFirst("\\..*", "");
    }
  }

  @Test
  @InjectMojo(goal = "publish")
  void publishing(PublishMojo goal) {
    List<Line> lines =
        List.of(
            Line.of("visibility", "internal", "settings.repository.visibility=internal"),
            Line.of("description", "What it is", "settings.repository.description=What it is"),
            Line.of(
                "topics",
                "one, two",
                "settings.repository.topics[0]=one settings.repository.topics[1]=two"),
            Line.of("environments", "true", "settings.features[0]=ENVIRONMENTS"),
            Line.of("reviewers", "ada", "settings.deployments.reviewers[0]=ada"),
            Line.of("variables.COLOR", "red", "settings.deployments.variables.COLOR=red"),
            Line.of("protectBranch", "true", "settings.features[0]=PROTECTED_BRANCH"),
            Line.of("actionsPermissions", "true", "settings.features[0]=ACTIONS_PERMISSIONS"),
            Line.of("pullRequest", "true", "settings.features[0]=PULL_REQUEST"),
            Line.of("pushOverSsh", "true", "settings.features[0]=PUSH_OVER_SSH"),
            Line.of(
                "importPipelineTemplates",
                "true",
                "settings.features[0]=PIPELINE_TEMPLATES_IMPORT"),
            Line.of("pipelineTemplatesUrl", "https://h/t", "settings.templatesUrl=https://h/t"),
            Line.of("pipelineFolder", "/all", "settings.folder=/all"));
    Map<String, String> plain = asked(goal);
    assertThat(plain).isNotEmpty();
    for (Line line : lines) {
      commandLine.setProperty("mlops." + line.parameter(), line.value());
      Map<String, String> changed = Leaves.changed(plain, asked(goal));
      String again = changed.remove("again");
      assertThat(shown(changed)).as(line.parameter()).isEqualTo(line.shows());
      assertThat(again)
          .as("the command that goes on")
          .contains("-Dmlops." + line.parameter())
          .contains(line.value().equals("true") ? "" : line.value().replace(", ", ","));
      commandLine.clear();
    }
    commandLine.setProperty("mlops.secrets", "");
    assertThat(asked(goal).get("again")).endsWith(" -Dmlops.secrets -Dmlops.organization=contoso");
    assertThat(request(goal).settings().deployments().secrets()).isPresent();
  }

  private PublishRequest request(PublishMojo goal) {
    return fresh(goal).publishing("github", folder.toPath(), Optional.of("contoso")).request();
  }

  private Map<String, String> asked(PublishMojo goal) {
    Map<String, String> leaves = new TreeMap<>(Leaves.of(request(goal)));
    leaves.keySet().removeIf(place -> !place.startsWith("settings.") && !place.equals("again"));
    leaves.keySet().removeIf(place -> place.startsWith("settings.deployments.secrets"));
    return leaves;
  }

  private static String shown(Map<String, String> changed) {
    return changed.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(joining(" "));
  }

  private static final List<String> HOST = List.of("remote", "github", "organization", "contoso");
  private static final List<String> FAILING = List.of("verify", "fail", "dryRun", "false");
  private static final List<String> PLAIN_DEVOPS =
      List.of("template", "plain", "remote", "azure-devops", "organization", "contoso/ml");
  private static final List<String> NO_HOST =
      List.of("remote", "github", "githubUrl", "http://127.0.0.1:1", "dryRun", "false");
  private static final List<String> DEVOPS =
      List.of("remote", "azure-devops", "organization", "contoso/ml");
  private static final String GIT = "http://127.0.0.1:1/t.git";

  /** What {@code generate} and {@code publish} have in common is in {@link #publishing}. */
  private static final Set<String> PUBLISHING =
      Set.of(
          "visibility",
          "description",
          "topics",
          "environments",
          "reviewers",
          "variables",
          "secrets",
          "protectBranch",
          "actionsPermissions",
          "pullRequest",
          "pushOverSsh",
          "importPipelineTemplates",
          "pipelineTemplatesUrl",
          "pipelineFolder");

  @Test
  @InjectMojo(goal = "generate")
  void generate(GenerateMojo goal) throws Exception {
    write("mine.properties", "options.cloud=y\n");
    List<Line> lines =
        List.of(
            Line.of("projectType", "a", "project_type=a"),
            Line.of("mlopsVersion", "y", "mlops_version=y"),
            Line.of("infrastructureVersion", "y", "infrastructure_version=y"),
            Line.of("orchestration", "y", "orchestration=y"),
            Line.of("options.cloud", "y", "cloud=y"),
            Line.of("optionsFile", "mine.properties", "cloud=y"),
            Line.of("projectName", "other", "/other"),
            Line.of("outputDirectory", "elsewhere", "/elsewhere/churn"),
            Line.of("template", "plain", "from plain", "projectType", "c"),
            Line.of("templateRef", "v9", "'v9'"),
            Line.of("templateServerId", "corp9", "no <server> with the id corp9", "template", GIT),
            Line.of("remoteServerId", "hub9", "no <server> with the id hub9"),
            Line.of("remote", "https://git.invalid/x.git", "push main to https://git.invalid/x"),
            Line.of("organization", "acme", "/acme/churn.git", "remote", "github"),
            Line.of("githubUrl", "https://hub.invalid", "hub.invalid", HOST),
            Line.of("azureDevOpsUrl", "https://tfs.invalid/t", "tfs.invalid/t", PLAIN_DEVOPS),
            Line.of("dryRun", "", "nothing was written", "dryRun", "false"),
            Line.of("format", "json", "\"descriptor\": \"own\"", "outputFile", "o.json"),
            Line.of("outputFile", "plan.txt", "in plan.txt"),
            Line.of("maxFileSize", "3", "bytes, more than 3", "dryRun", "false"),
            Line.of("maxTotalSize", "4", "more than 4", "dryRun", "false"),
            Line.of("allowPartial", "true", "without the q", "options.cloud", "z"),
            Line.of("author", "Eve <eve@x.invalid>", "by Eve <eve@x.invalid>", "dryRun", "false"),
            Line.of("values.owner", "eve9", "owner: eve9", "dryRun", "false"),
            Line.of("fixes", "false", "g.json: [,1]", "dryRun", "false"),
            Line.of("verify", "fail", "would have an error", "dryRun", "false"),
            Line.of("rules.json-syntax", "off: mine", "Generated ", FAILING),
            Line.of("pipelineTemplates", "acme/calls@v1", "\"acme/calls\"", BUILTIN),
            Line.of("pipelineTemplatesEndpoint", "e9", "\"e9\"", BUILTIN_CALLING),
            Line.of("policy", "p.yml", "project_type=b is forbidden: no [forbidden of p.yml]"),
            Line.of("signatures", "required", "no policy says which keys are trusted"),
            Line.of("cacheDirectory", "held", "in held", "template", GIT));
    write("p.yml", POLICY);
    every(goal, "generate", lines, PUBLISHING, GENERATE);
  }

  private static final String POLICY =
      "format: 1\nforbidden: [{when: {project_type: [a, b]}, reason: 'no'}]\n";

  private static final List<String> BUILTIN =
      List.of("template", "builtin", "orchestration", "azure-devops", "dryRun", "false");
  private static final List<String> BUILTIN_CALLING =
      Stream.concat(BUILTIN.stream(), Stream.of("pipelineTemplates", "acme/calls@v1")).toList();
  private static final List<String> GENERATE =
      List.of("template", "own", "projectName", "churn", "dryRun", "");

  @Test
  @InjectMojo(goal = "publish")
  void publish(PublishMojo goal) throws Exception {
    write("there/.mlops/project.yml", LOCK);
    write("other/.mlops/project.yml", LOCK.replace("\"churn\"", "\"other\""));
    write("mine.properties", "github_org_name=acme\n");
    List<Line> lines =
        List.of(
            Line.of("projectDirectory", "other", "/contoso/other", "organization", "contoso"),
            Line.of("organization", "acme", "/acme/churn.git"),
            Line.of("optionsFile", "mine.properties", "/acme/churn.git", "organization", ""),
            Line.of("remote", "https://git.invalid/x.git", "https://git.invalid/x.git"),
            Line.of("githubUrl", "https://hub.invalid", "https://hub.invalid", HOST),
            Line.of("azureDevOpsUrl", "https://tfs.invalid/t", "tfs.invalid/t", DEVOPS),
            Line.of("remoteServerId", "hub9", "no <server> with the id hub9", HOST),
            Line.of("dryRun", "", "nothing was sent", NO_HOST),
            Line.of("format", "json", "\"steps\"", "outputFile", "o.json"),
            Line.of("policy", "p.yml", "project_type=a is forbidden: no [forbidden of p.yml]"),
            Line.of("outputFile", "plan.txt", "in plan.txt", HOST));
    write("p.yml", POLICY);
    every(
        goal,
        "publish",
        lines,
        PUBLISHING,
        List.of("projectDirectory", "there", "dryRun", "", "organization", "contoso"));
  }

  @Test
  @InjectMojo(goal = "options")
  void options(OptionsMojo goal) throws Exception {
    write("mine.properties", "template_ref=v8\n");
    List<Line> lines = new ArrayList<>(ofATemplate());
    lines.add(Line.of("format", "json", "\"options\"", "outputFile", "o.json"));
    lines.add(Line.of("outputFile", "o.txt", "in o.txt"));
    lines.add(Line.of("optionsFile", "mine.properties", "'v8'"));
    every(goal, "options", lines, Set.of(), List.of("template", "own"));
  }

  private List<Line> ofATemplate() {
    List<Line> lines = fetching();
    lines.add(Line.of("template", "third", "third as it is", "projectType", "c"));
    return lines;
  }

  /** What every goal that reads a template has for it. */
  private List<Line> fetching() {
    return new ArrayList<>(
        List.of(
            Line.of("templateRef", "v9", "'v9'"),
            Line.of("templateServerId", "corp9", "no <server> with the id corp9", "template", GIT),
            Line.of("maxTotalSize", "7", "7 bytes", "template", server.url("t.git")),
            Line.of("cacheDirectory", "held", "in held", "template", GIT)));
  }

  @Test
  @InjectMojo(goal = "verify")
  void verify(VerifyMojo goal) throws Exception {
    write("calls/.github/workflows/a.yml", Files.readString(file("own/flows/a.yml")));
    write("calls/.mlops/project.yml", LOCK + CALLS);
    write("broken/.mlops/project.yml", LOCK);
    write("broken/g.json", "[,1]\n");
    write("mine.properties", "rules.json-syntax=off: mine\n");
    String url = server.url("t.git");
    List<String> calling = List.of("projectDirectory", "calls", "pipelineTemplatesUrl", GIT);
    List<String> fetching = List.of("projectDirectory", "calls", "pipelineTemplatesUrl", url);
    List<Line> lines =
        List.of(
            Line.of("projectDirectory", "calls", "Verified " + file("calls")),
            Line.of("failOn", "never", "well"),
            Line.of("rules.json-syntax", "off: mine", "0 errors"),
            Line.of("pipelineTemplatesUrl", url, "does not exist in acme/shared", calling),
            Line.of("maxTotalSize", "7", "7 bytes", fetching),
            Line.of("cacheDirectory", "held", "in held", fetching),
            Line.of("reportsDirectory", "reports", "verify.sarif"),
            Line.of("format", "json", "\"findings\"", "outputFile", "o.json"),
            Line.of("outputFile", "v.txt", "in v.txt"),
            Line.of("optionsFile", "mine.properties", "0 errors"));
    every(goal, "verify", lines, Set.of(), List.of("projectDirectory", "broken"));
  }

  @Test
  @InjectMojo(goal = "check")
  void check(CheckMojo goal) throws Exception {
    write("calls/.github/workflows/a.yml", Files.readString(file("own/flows/a.yml")));
    write("calls/.mlops/project.yml", LOCK + CALLS);
    write("broken/.mlops/project.yml", LOCK);
    for (String name : List.of("calls", "broken")) {
      write(name + "/.mlops/files", "");
    }
    write("broken/g.json", "[,1]\n");
    write("late/.mlops/project.yml", LOCK.replace(BUILTIN_ORIGIN, GIT_ORIGIN));
    write("late/.mlops/files", "");
    write("mine.properties", "rules.json-syntax=off: mine\n");
    write("p.yml", "format: 1\nverify: {fail_on: warning, rules_may_be_lowered: false}\n");
    write("q.yml", POLICY);
    write("soon.yml", "format: 1\nverify: {fail_on: error}\nchecks: {verify: {level: warn}}\n");
    write("asks.yml", "format: 1\nmax_behind: {days: 1}\n");
    String url = server.url("t.git");
    List<String> calling = List.of("projectDirectory", "calls", "pipelineTemplatesUrl", GIT);
    List<String> fetching = List.of("projectDirectory", "calls", "pipelineTemplatesUrl", url);
    List<String> asking = List.of("projectDirectory", "late", "policy", "asks.yml");
    List<Line> lines =
        List.of(
            Line.of("projectDirectory", "calls", "Checked " + file("calls")),
            Line.of("policy", "q.yml", "project_type=a is forbidden: no (q.yml)"),
            Line.of("failOn", "warning", "[verify of soon.yml]\n  fix", "policy", "soon.yml"),
            Line.of("rules.json-syntax", "off: mine", "the rule json-syntax is set to 'off: mine'"),
            Line.of("pipelineTemplatesUrl", url, "[github-missing-target]", calling),
            Line.of("templateServerId", "corp9", "no <server> with the id corp9", asking),
            Line.of("maxTotalSize", "7", "[github-not-checked]", fetching),
            Line.of("cacheDirectory", "held", "in held", asking),
            Line.of("reportsDirectory", "reports", "check.sarif"),
            Line.of("format", "json", "\"findings\"", "outputFile", "o.json"),
            Line.of("outputFile", "v.txt", "in v.txt"),
            Line.of("optionsFile", "mine.properties", "the rule json-syntax is set to"));
    every(goal, "check", lines, Set.of(), List.of("projectDirectory", "broken", "policy", "p.yml"));
  }

  private static final String BUILTIN_ORIGIN = "  location: \"builtin\"\n  version: \"1\"\n";
  private static final String GIT_ORIGIN =
      "  location: \"%s\"\n  ref: \"main\"\n  commit: \"%s\"\n  url: \"%s\"\n"
          .formatted(GIT, "1".repeat(40), GIT);

  @Test
  @InjectMojo(goal = "verify-template")
  void verifyTemplate(VerifyTemplateMojo goal) throws Exception {
    write("mine.properties", "template_ref=v8\n");
    List<Line> lines = new ArrayList<>(ofATemplate());
    lines.addAll(
        List.of(
            Line.of("values.owner", "NOT OK", "NOT OK"),
            Line.of("fixes", "false", "more/g.json:1"),
            Line.of("failOn", "never", "well"),
            Line.of("rules.json-syntax", "off: mine", "0 errors"),
            Line.of(
                "pipelineTemplatesUrl",
                server.url("t.git"),
                "does not exist in acme/shared",
                List.of("template", "calling", "pipelineTemplatesUrl", GIT)),
            Line.of("reportsDirectory", "reports", "verify-template.sarif"),
            Line.of("format", "json", "\"findings\"", "outputFile", "o.json"),
            Line.of("outputFile", "v.txt", "in v.txt"),
            Line.of("optionsFile", "mine.properties", "'v8'")));
    write(
        "calling/mlops-template.yml",
        """
        format: 1
        name: calling
        layout: [{from: p, to: .}]
        pipeline_templates: {repository: acme/shared, alias: templates}
        """);
    write("calling/p/.github/workflows/a.yml", Files.readString(file("own/flows/a.yml")));
    every(goal, "verify-template", lines, Set.of(), List.of("template", "own"));
  }

  @Test
  @InjectMojo(goal = "status")
  void status(StatusMojo goal) throws Exception {
    write("mine.properties", "template_ref=v8\n");
    String later = writeAged();
    write("there/.mlops/project.yml", LOCK);
    String line = "100644 " + "90b1".repeat(10);
    write("there/.mlops/files", line + " a\tmore/a\n" + line + " b\tmore/b\n");
    List<Line> lines = fetching();
    lines.addAll(
        List.of(
            Line.of("template", "plain", "the template cannot be compared"),
            Line.of("projectDirectory", "own", "own has no .mlops/project.yml"),
            Line.of("failOn", "drift", "2 files are not as the template gave them"),
            Line.of("conflicts", "", "an update would be refused: "),
            Line.of("behind", "false", later + ") changes 1 of this project's files\n", AGED),
            Line.of("maxBehindDays", "many", "maxBehindDays=many is not a number of days"),
            Line.of("maxBehindCommits", "0", "commits: 1, allowed: 0", AGED),
            Line.of("reportsDirectory", "reports", "in reports"),
            Line.of("format", "json", "\"state\"", "outputFile", "o.json"),
            Line.of("outputFile", "s.txt", "in s.txt"),
            Line.of("optionsFile", "mine.properties", "'v8'")));
    every(goal, "status", lines, Set.of(), List.of("template", "own", "projectDirectory", "there"));
  }

  private static final List<String> AGED = List.of("projectDirectory", "aged", "template", "");

  /** A project whose template has gone on by one commit; the short id of that. */
  private String writeAged() throws IOException {
    BareRepository aged = BareRepository.create(file("served").resolve("aged.git"));
    String descriptor = "format: 1\nname: aged\nlayout: [{from: all, to: .}]\n";
    String first = aged.commit("main", Map.of("mlops-template.yml", descriptor, "all/f", "x"));
    String second = aged.commit("main", Map.of("mlops-template.yml", descriptor, "all/f", "y"));
    aged.head("main");
    String url = server.url("aged.git");
    String origin =
        "  location: \"%s\"\n  ref: \"main\"\n  commit: \"%s\"\n  url: \"%s\"\n"
            .formatted(url, first, url);
    write(
        "aged/.mlops/project.yml",
        LOCK.replace("  location: \"builtin\"\n  version: \"1\"\n", origin)
            .replace("selection:\n  project_type: \"a\"\n", ""));
    write("aged/.mlops/files", "100644 " + "90b1".repeat(10) + " f\tall/f\n");
    return second.substring(0, 12);
  }

  private static final Set<String> GOING_ON = Set.of("resume", "abort", "ours", "theirs");
  private static final List<String> UPDATE =
      List.of("template", "next", "projectDirectory", "there");
  private static final String LOOPBACK = "http://127.0.0.1:1";
  private static final String HUB = "https://github.com/a/b.git";
  private static final String AZURE = "https://dev.azure.com/o/p/_git/r";
  private static final List<String> BRANCH =
      List.of("result", "branch", "dryRun", "", "remote", HUB);
  private static final List<String> COMMITTING = List.of("onConflict", "hold", "result", "commit");

  @Test
  @InjectMojo(goal = "update")
  void update(UpdateMojo goal) throws Exception {
    write("mine.properties", "template_ref=v8\n");
    writeNextTemplate();
    beforeEachRun = this::generateThere;
    List<Line> lines = fetching();
    lines.addAll(
        List.of(
            Line.of("template", "own", "location: \"own\""),
            Line.of("projectDirectory", "own", "is in no git repository"),
            Line.of("projectType", "a", "types/a/f"),
            Line.of("mlopsVersion", "y", "versions/y/f"),
            Line.of("infrastructureVersion", "y", "zones/y/f"),
            Line.of("orchestration", "y", "pipes/y/f"),
            Line.of("options.cloud", "y", "clouds/y/f"),
            Line.of("values.owner", "eve9", "owner: eve9"),
            Line.of("allowPartial", "true", "extra/z/f", "options.cloud", "z"),
            Line.of("onConflict", "hold", "\t@unknown"),
            Line.of(
                "result", "commit", "Committed as", "onConflict", "hold", "author", "E <e@e.e>"),
            Line.of("author", "Eve <eve@x.invalid>", "by Eve <eve@x.invalid>", COMMITTING),
            Line.of("restore", "type/*", "type/f: theirs"),
            Line.of("dryRun", "", "Nothing was written"),
            Line.of("pullRequest", "", "as a pull request, a draft", "remote", HUB, "dryRun", ""),
            Line.of("remote", "https://git9.example/a/b", "to https://git9.example/a/b", BRANCH),
            Line.of(
                "remoteServerId",
                "hub9",
                "no <server> with the id hub9",
                List.of("result", "branch", "remote", GIT, "author", "E <e@e.e>")),
            Line.of(
                "githubUrl",
                LOOPBACK,
                "GitHub at " + LOOPBACK,
                List.of("pullRequest", "", "remote", LOOPBACK + "/a/b", "author", "E <e@e.e>")),
            Line.of(
                "azureDevOpsUrl",
                LOOPBACK,
                "Azure DevOps at " + LOOPBACK,
                List.of("pullRequest", "", "remote", AZURE, "author", "E <e@e.e>")),
            Line.of("format", "json", "in o.json:\n: {", "outputFile", "o.json"),
            Line.of("outputFile", "u.txt", "in u.txt"),
            Line.of("policy", "p.yml", "project_type=b is forbidden: no [forbidden of p.yml]"),
            Line.of("signatures", "warn", "no policy says which keys are trusted"),
            Line.of("optionsFile", "mine.properties", "'v8'")));
    write("p.yml", POLICY);
    Set<String> elsewhere = new TreeSet<>(GOING_ON);
    elsewhere.add("allowOlder");
    every(goal, "update", lines, elsewhere, UPDATE);
  }

  @Test
  @InjectMojo(goal = "update")
  void updateThatGoesBack(UpdateMojo goal) throws Exception {
    BareRepository aged = BareRepository.create(file("served").resolve("next.git"));
    String descriptor = "format: 1\nname: aged\nlayout: [{from: all, to: .}]\n";
    String first = aged.commit("main", Map.of("mlops-template.yml", descriptor, "all/f", "x"));
    aged.commit("main", Map.of("mlops-template.yml", descriptor, "all/f", "y"));
    beforeEachRun = () -> generate("there", aged.directory());
    List<String> back =
        List.of(
            "projectDirectory",
            "there",
            "template",
            aged.directory().toString(),
            "templateRef",
            first);
    Line line = Line.of("allowOlder", "", "f: x");

    assertThat(run(goal, back, line, false))
        .contains("go back to an older version of the template: (" + first.substring(0, 12))
        .contains(" is 1 commit before ")
        .doesNotContain("f: x");
    assertThat(run(goal, back, line, true)).contains("f: x");
  }

  private void generate(String name, Path template) {
    MadeProject.of(
        new GitTemplateSource(
            template.toUri().toString(), Optional.of("main"), file("cache"), GitAccess.standard()),
        folder.toPath(),
        name);
  }

  @Test
  @InjectMojo(goal = "update")
  void updateThatGoesOn(UpdateMojo goal) throws Exception {
    writeNextTemplate();
    beforeEachRun =
        () -> {
          generateThere();
          set(UPDATE);
          AbstractGoalMojo begins = fresh(goal);
          begins.setLog(new ListedLog(new ArrayList<>()));
          assertThatThrownBy(begins::execute).hasMessageContaining("its template changed: type/f");
          commandLine.clear();
        };
    List<Line> lines =
        List.of(
            Line.of("resume", "true", "both the project and its template changed: type/f"),
            Line.of("abort", "true", "The update was taken back"),
            Line.of("ours", "type/**", "type/f: mine"),
            Line.of("theirs", "type/**", "type/f: theirs"));
    assertThat(lines.stream().map(Line::name)).containsExactlyInAnyOrderElementsOf(GOING_ON);
    for (Line line : lines) {
      assertThat(run(goal, UPDATE, line, false)).doesNotContain(line.shows());
      assertThat(run(goal, UPDATE, line, true)).contains(line.shows());
    }
  }

  @Test
  @InjectMojo(goal = "adopt")
  void adopt(AdoptMojo goal) throws Exception {
    write("mine.properties", "template_ref=v8\n");
    write("bare/x", "nothing of a template");
    beforeEachRun =
        () -> {
          generateThere();
          for (String name : List.of("project.yml", "files")) {
            assertThat(file("there/.mlops/" + name).toFile().delete()).isTrue();
          }
        };
    List<Line> lines = fetching();
    lines.addAll(
        List.of(
            Line.of("template", "plain", "no file of this project is from plain"),
            Line.of("projectDirectory", "bare", "no file of this project is from own"),
            Line.of("projectName", "other", "other  came from own"),
            Line.of("organization", "acme", "organization: \"acme\""),
            Line.of("projectType", "a", "selection  project_type=a"),
            Line.of("mlopsVersion", "y", "mlops_version=y"),
            Line.of("infrastructureVersion", "y", "infrastructure_version=y"),
            Line.of("orchestration", "y", "orchestration=y"),
            Line.of("options.cloud", "y", ", cloud=y"),
            Line.of("values.owner", "eve9", "owner=eve9"),
            Line.of("dryRun", "", "Nothing was written"),
            Line.of("format", "json", "\"evidence\"", "outputFile", "o.json"),
            Line.of("outputFile", "a.txt", "in a.txt"),
            Line.of("policy", "p.yml", "project_type=b is forbidden: no [forbidden of p.yml]"),
            Line.of("signatures", "required", "no policy says which keys are trusted"),
            Line.of("optionsFile", "mine.properties", "'v8'")));
    write("p.yml", POLICY);
    every(goal, "adopt", lines, Set.of(), List.of("template", "own", "projectDirectory", "there"));
  }

  /** The template as it is later. */
  private void writeNextTemplate() throws IOException {
    try (Stream<Path> files = Files.walk(file("own"))) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        write("next/" + file("own").relativize(each), Files.readString(each));
      }
    }
    write("next/types/b/f", "theirs");
  }

  /** A project of the template, in which a person changed a file. */
  private void generateThere() {
    try {
      MadeProject.of(new DirectorySource(file("own")), folder.toPath(), "there");
      write("there/type/f", "mine");
      try (Git git = Git.open(file("there").toFile())) {
        git.add().addFilepattern(".").call();
        git.commit().setMessage("Work").setAuthor("A", "a@b.example").setSign(false).call();
      }
    } catch (IOException | GitAPIException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @InjectMojo(goal = "new-template")
  void newTemplate(NewTemplateMojo goal) throws Exception {
    write("mine.properties", "template_ref=v8\n");
    write("raw/train.py", "x\n");
    write("raw9/train.py", "x\n");
    beforeEachRun =
        () ->
            Stream.of("raw", "raw9", "out9")
                .flatMap(
                    folder ->
                        Stream.of(
                                "mlops-template.yml",
                                ".github/workflows/verify-template.yml",
                                ".azuredevops/verify-template.yml")
                            .map(path -> file(folder + "/" + path).toFile()))
                .filter(File::exists)
                .forEach(written -> assertThat(written.delete()).isTrue());
    List<Line> lines = fetching();
    lines.addAll(
        List.of(
            Line.of("template", "raw9", "Wrote " + file("raw9/mlops-template.yml")),
            Line.of("outputDirectory", "out9", "in out9"),
            Line.of("ci", "azure-devops", "raw/.azuredevops/verify-template.yml"),
            Line.of("dryRun", "", "Would write"),
            Line.of("optionsFile", "mine.properties", "'v8'")));
    every(goal, "new-template", lines, Set.of(), List.of("template", "raw"));
  }

  @Test
  @InjectMojo(goal = "backstage")
  void backstage(BackstageMojo goal) throws Exception {
    write("mine.properties", "template_ref=v8\n");
    List<Line> lines = fetching();
    lines.addAll(
        List.of(
            Line.of("template", "plain", "name: \"plain\""),
            Line.of("outputDirectory", "elsewhere", "in elsewhere"),
            Line.of("remote", "azure-devops", "azure:pipeline:run", "startedIn", "acme/ml/12"),
            Line.of("startedIn", "acme/other", "owner=acme&repo=other"),
            Line.of("owner", "group:default/ml9", "owner: \"group:default/ml9\""),
            Line.of("publishedTemplate", "https://x9.invalid/t.git", "https://x9.invalid/t.git"),
            Line.of("allowPartial", "true", "\"z\""),
            Line.of("githubUrl", "https://hub.invalid", "hub.invalid?owner=acme"),
            Line.of(
                "azureDevOpsUrl",
                "https://tfs.invalid",
                "host: \"tfs.invalid\"",
                List.of("remote", "azure-devops", "startedIn", "acme/ml/12")),
            Line.of("optionsFile", "mine.properties", "'v8'")));
    every(
        goal,
        "backstage",
        lines,
        Set.of(),
        List.of(
            "template",
            "own",
            "startedIn",
            "acme/platform",
            "publishedTemplate",
            "https://git.invalid/t.git",
            "outputDirectory",
            "out"));
  }

  @Test
  @InjectMojo(goal = "fleet")
  void fleet(FleetMojo goal) throws Exception {
    writeNextTemplate();
    beforeEachRun = this::generateThere;
    write("mine.properties", "template_ref=v8\n");
    write("one.txt", "file://" + file("there") + "\n");
    write("two.txt", "file://" + file("there") + "\nfile://" + file("served/t.git") + "\n");
    write("web.txt", "http://127.0.0.1:1/acme/demo.git\n");
    write("azure.txt", "http://127.0.0.1:1/acme/ml/_git/demo\n");
    List<String> hub = List.of("repositories", "web.txt", "failOn", "never");
    List<Line> lines =
        List.of(
            Line.of("repositories", "two.txt", "served/t: not-generated"),
            Line.of("of", "github:acme", "two lists of repositories"),
            Line.of("action", "update", "would be proposed", "template", "next", "dryRun", ""),
            Line.of("policy", "p9.yml", "p9.yml"),
            Line.of("only", "*/t.git9", "fits mlops.only"),
            Line.of("limit", "0", "between 1 and 10000 pull requests"),
            Line.of("parallel", "99", "between 1 and 16 repositories"),
            Line.of("dryRun", "", "would be proposed", "action", "update", "template", "next"),
            Line.of("fresh", "maybe", "fresh"),
            Line.of("failOn", "drift", "1 with drift"),
            Line.of("reportsDirectory", "out9", "in out9"),
            Line.of("author", "no-one9", "no-one9"),
            Line.of("remoteServerId", "corp9", "no <server> with the id corp9"),
            Line.of("githubUrl", "ftp://x", "githubUrl", hub),
            Line.of(
                "azureDevOpsUrl",
                "ftp://x",
                "azureDevOpsUrl",
                List.of("repositories", "azure.txt", "failOn", "never")),
            Line.of("template", "next", "there: behind"),
            Line.of("templateRef", "v9", "'v9'"),
            Line.of("templateServerId", "corp9", "no <server> with the id corp9", "template", GIT),
            Line.of("maxTotalSize", "7", "more than 7"),
            Line.of("cacheDirectory", "held", "in held", "template", GIT),
            Line.of("format", "json", "in o.json:\n: {", "outputFile", "o.json"),
            Line.of("outputFile", "a.txt", "in a.txt"),
            Line.of("optionsFile", "mine.properties", "'v8'"));
    every(
        goal,
        "fleet",
        lines,
        Set.of(),
        List.of("repositories", "one.txt", "template", "own", "failOn", "never"));
  }

  private static final List<Line> OF_ARCHETYPES =
      List.of(
          Line.of("split", "cloud", "plain-x-archetype", "projectType", "x"),
          Line.of("archetypeDirectory", "made9", "in made9"),
          Line.of("archetypeGroupId", "g9.example", "<groupId>g9.example</groupId>"),
          Line.of("archetypeVersion", "9.8.7", "<version>9.8.7</version>"));

  @Test
  @InjectMojo(goal = "archetype")
  void archetype(ArchetypeMojo goal) throws Exception {
    write("mine.properties", "template_ref=v8\n");
    List<Line> lines = new ArrayList<>(ofATemplate());
    lines.addAll(OF_ARCHETYPES);
    lines.add(Line.of("projectType", "d", "Archetype for d"));
    lines.add(Line.of("archetypeArtifactId", "a9", "<artifactId>a9</artifactId>"));
    lines.add(Line.of("optionsFile", "mine.properties", "'v8'"));
    every(goal, "archetype", lines, Set.of(), List.of("template", "plain", "projectType", "c"));
  }

  @Test
  @InjectMojo(goal = "archetypes")
  void archetypes(ArchetypesMojo goal) throws Exception {
    write("mine.properties", "template_ref=v8\n");
    List<Line> lines = new ArrayList<>(ofATemplate());
    lines.addAll(OF_ARCHETYPES);
    lines.add(Line.of("optionsFile", "mine.properties", "'v8'"));
    every(goal, "archetypes", lines, Set.of(), List.of("template", "plain"));
  }

  @Test
  @InjectMojo(goal = "archetype-catalog")
  void archetypeCatalog(ArchetypeCatalogMojo goal) throws Exception {
    Dependency archetype = new Dependency();
    archetype.setGroupId("com.acme");
    archetype.setArtifactId("cv-archetype");
    archetype.setVersion("1");
    archetype.setType("maven-archetype");
    MavenProject module = new MavenProject();
    module.setGroupId("com.acme");
    module.setArtifactId("catalog");
    module.setVersion("1");
    module.setArtifact(
        new DefaultArtifact(
            "com.acme", "catalog", "1", null, "pom", "", new DefaultArtifactHandler("pom")));
    module.setDependencies(List.of(archetype));
    set(goal, "project", module);
    set(goal, "catalogFile", file("catalog.xml").toFile());
    every(
        goal,
        "archetype-catalog",
        List.of(Line.of("catalogFile", "other.xml", "in other.xml")),
        Set.of(),
        List.of());
  }

  private static void set(AbstractGoalMojo goal, String parameter, Object value) throws Exception {
    Field field = goal.getClass().getDeclaredField(parameter);
    field.setAccessible(true);
    field.set(goal, value);
  }

  /** {@code help} is made by Maven's own tools. */
  @Test
  void everyGoalIsHere() {
    Set<String> goals = new TreeSet<>();
    for (Method method : EveryParameterTest.class.getDeclaredMethods()) {
      InjectMojo of = method.getAnnotation(InjectMojo.class);
      if (of != null) {
        goals.add(of.goal());
      }
    }
    goals.add("help");
    assertThat(WrittenDescriptor.goals().keySet()).isEqualTo(goals);
  }

  private static final String LOCK =
      """
      format: 1
      generator:
        name: "mlops-maven-plugin"
        version: "0.1.0"
      template:
        location: "builtin"
        version: "1"
        descriptor: "own"
      project:
        name: "churn"
      selection:
        project_type: "a"
      values: {}
      """;

  private static final String CALLS =
      """
      calls:
        repository: "acme/shared"
        alias: "templates"
      """;

  /** In the descriptor the parameter {@code skipAll} has the property {@code mlops.skip}. */
  private static final Set<String> OF_EVERY_GOAL = Set.of("skip", "skipAll");

  /** With those that every goal has, or every goal that talks to a server. */
  private static List<Line> all(String goal, List<Line> lines) {
    List<Line> all = new ArrayList<>(lines);
    all.add(Line.of("skip", "true", "Skipped."));
    all.add(Line.of(goal + ".skip", "true", "Skipped."));
    if (WrittenDescriptor.parameters(goal).contains("timeout")) {
      all.add(Line.of("timeout", "0", "1 and 86400 seconds"));
    }
    return all;
  }

  private void every(
      AbstractGoalMojo goal,
      String name,
      List<Line> lines,
      Set<String> elsewhere,
      List<String> base)
      throws Exception {
    Set<String> covered = new TreeSet<>(elsewhere);
    all(name, lines).forEach(line -> covered.add(line.name()));
    covered.remove(name);
    covered.addAll(OF_EVERY_GOAL);
    assertThat(covered).as("parameters of " + name).isEqualTo(WrittenDescriptor.parameters(name));
    SoftAssertions all = new SoftAssertions();
    for (Line line : all(name, lines)) {
      all.assertThat(run(goal, base, line, false))
          .as(name + " without " + line.parameter())
          .doesNotContain(line.shows());
      all.assertThat(run(goal, base, line, true))
          .as(name + " with " + line.parameter())
          .contains(line.shows());
    }
    all.assertAll();
  }

  /** What a run says, and what it leaves below the folder. */
  private String run(AbstractGoalMojo goal, List<String> base, Line line, boolean given)
      throws IOException {
    Set<Path> before = entries();
    beforeEachRun.run();
    List<String> said = new ArrayList<>();
    set(base);
    set(line.more());
    if (given) {
      commandLine.setProperty("mlops." + line.parameter(), line.value());
    }
    try {
      AbstractGoalMojo other = fresh(goal);
      other.setLog(new ListedLog(said));
      other.execute();
      said.add("well");
    } catch (MojoFailureException | MojoExecutionException e) {
      said.add(e.getMessage());
    }
    commandLine.clear();
    for (Path made : entries()) {
      if (!before.contains(made)) {
        said.add("in " + made.getFileName() + ":");
        said.add(content(made));
        delete(made);
      }
    }
    return String.join("\n", said);
  }

  private void set(List<String> pairs) {
    for (int i = 0; i < pairs.size(); i += 2) {
      commandLine.setProperty("mlops." + pairs.get(i), pairs.get(i + 1));
    }
  }

  private Set<Path> entries() throws IOException {
    try (Stream<Path> entries = Files.list(folder.toPath())) {
      return entries.collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static void delete(Path made) throws IOException {
    try (Stream<Path> files = Files.walk(made)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static String content(Path made) throws IOException {
    StringBuilder text = new StringBuilder();
    if (Files.exists(made.resolve(".git"))) {
      text.append("by ").append(CommittedProject.read(made).author()).append('\n');
    }
    try (Stream<Path> files = Files.walk(made)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (!file.toString().contains("/.git/")) {
          text.append(made.relativize(file)).append(": ");
          text.append(Files.readString(file, StandardCharsets.ISO_8859_1)).append('\n');
        }
      }
    }
    return text.toString();
  }

  private Path file(String path) {
    return folder.toPath().resolve(path);
  }

  private void write(String path, String text) throws IOException {
    Path file = file(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Another instance, as Maven makes one for every execution. */
  static <T extends AbstractMojo> T fresh(T goal) {
    try {
      @SuppressWarnings("unchecked")
      T other = (T) goal.getClass().getConstructor().newInstance();
      for (Class<?> type = goal.getClass(); type != Object.class; type = type.getSuperclass()) {
        for (Field field : type.getDeclaredFields()) {
          if ((field.getModifiers() & (Modifier.STATIC | Modifier.FINAL)) == 0) {
            field.setAccessible(true);
            field.set(other, field.get(goal));
          }
        }
      }
      return other;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
