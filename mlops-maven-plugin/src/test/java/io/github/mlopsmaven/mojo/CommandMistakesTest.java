package io.github.mlopsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.io.DirectorySource;
import io.github.mlopsmaven.testkit.MadeProject;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import javax.inject.Inject;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.Profile;
import org.apache.maven.settings.Settings;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.Mockito;

/** Every goal tells all that is wrong with a command at once, under the names that were given. */
@MojoTest
class CommandMistakesTest {

  @TempDir static File folder;

  /** The harness's stand-in, told what a session of Maven says. */
  @Inject private MavenSession session;

  private final Properties commandLine = new Properties();
  private final Properties ofTheJvm = new Properties();
  private final Settings settings = new Settings();

  @BeforeEach
  void startSession() {
    Mockito.lenient().when(session.getUserProperties()).thenReturn(commandLine);
    Mockito.lenient().when(session.getSystemProperties()).thenReturn(ofTheJvm);
    Mockito.lenient().when(session.getSettings()).thenReturn(settings);
    Mockito.lenient().when(session.getExecutionRootDirectory()).thenReturn(folder.toString());
    Mockito.lenient()
        .when(session.getRequest())
        .thenReturn(new DefaultMavenExecutionRequest().setInteractiveMode(false));
  }

  @BeforeEach
  void makeTemplate() throws IOException {
    write(
        "own/mlops-template.yml",
        """
        format: 1
        name: own
        options: {project_type: {default: b}, cloud: {default: x}}
        values: {v: {pattern: "[a-z]+", default: abc}}
        parts: {p: {core: true}}
        layout: [{from: "{project_type}/{cloud}", to: ., part: p}]
        """);
    for (String type : new String[] {"a", "b"}) {
      write("own/" + type + "/x/f", type);
      write("own/" + type + "/y/f", type);
    }
  }

  @Test
  @InjectMojo(goal = "archetype")
  @MojoParameter(name = "template", value = "own")
  @MojoParameter(name = "projectType", value = "q")
  @MojoParameter(name = "archetypeVersion", value = "1 0")
  void anArchetype(ArchetypeMojo goal) throws Exception {
    pom("<projectType>q</projectType><archetypeVersion>1 0</archetypeVersion>");
    commandLine.setProperty("mlops.timeout", "0");
    commandLine.setProperty("mlops.archetypeArtifactId", "<x>");

    assertThatThrownBy(goal::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith("the command has 4 mistakes:\n")
        .hasMessageContaining("-Dmlops.timeout=0 is not between 1 and 86400 seconds")
        .hasMessageContaining("archetypeArtifactId '<x>'")
        .hasMessageContaining("archetypeVersion '1 0'")
        .hasMessageContaining(
            "project_type 'q' is not offered by this template (<projectType>q</projectType> in the"
                + " POM)");
  }

  @Test
  @InjectMojo(goal = "archetypes")
  @MojoParameter(name = "template", value = "own")
  void archetypes(ArchetypesMojo goal) {
    commandLine.setProperty("mlops.templateRef", "v1");
    commandLine.setProperty("mlops.maxTotalSize", "-3");

    assertThatThrownBy(goal::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith("the command has 2 mistakes:\n")
        .hasMessageContaining("-Dmlops.maxTotalSize=-3 is not at least 1 bytes")
        .hasMessageContaining("templateRef 'v1'");

    commandLine.remove("mlops.templateRef");
    commandLine.setProperty("mlops.split", "clod");
    assertThatThrownBy(EveryParameterTest.fresh(goal)::execute)
        .hasMessageContaining("-Dmlops.maxTotalSize=-3")
        .hasMessageContaining("this template has no option clod");
  }

  @Test
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "template", value = "own")
  void aFolderThatGenerateDoesNotReadIsRefused(GenerateMojo goal) {
    Mockito.when(session.getGoals()).thenReturn(List.of("mlops:generate"));
    commandLine.setProperty("mlops.projectName", "unread");
    commandLine.setProperty("mlops.projectDirectory", "elsewhere");

    assertThatThrownBy(goal::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("-Dmlops.projectDirectory is not a parameter of generate")
        .hasMessageContaining("-Dmlops.outputDirectory=FOLDER");
  }

  @Test
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "template", value = "own")
  void aPropertyThatNoGoalOfTheCommandReadsIsTold(GenerateMojo goal) throws Exception {
    List<String> warnings = warnings(goal);
    commandLine.setProperty("mlops.outputDirectory", folder.toString());
    commandLine.setProperty("mlops.failOn", "error");

    commandLine.setProperty("mlops.projectName", "told");
    Mockito.when(session.getGoals()).thenReturn(List.of("mlops:generate@here"));
    goal.execute();
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("-Dmlops.failOn does nothing here: it is not a parameter of generate, but of ")
        .contains("status");

    // One of these goals reads it, and of a phase nobody knows which goals it runs.
    for (List<String> goals :
        List.of(
            List.of("io.github.mlops-maven:mlops-maven-plugin:1:generate", "mlops:verify"),
            List.of("mlops:generate", "package"))) {
      warnings.clear();
      commandLine.setProperty("mlops.projectName", "untold" + goals.hashCode());
      Mockito.when(session.getGoals()).thenReturn(goals);
      EveryParameterTest.fresh(goal).execute();
      assertThat(warnings).isEmpty();
    }
  }

  /** What a goal warns of, once it is run. */
  private static List<String> warnings(AbstractGoalMojo goal) {
    List<String> warnings = new ArrayList<>();
    goal.setLog(
        new SystemStreamLog() {
          @Override
          public void warn(CharSequence content) {
            warnings.add(content.toString());
          }
        });
    return warnings;
  }

  @Test
  @InjectMojo(goal = "update")
  @MojoParameter(name = "projectType", value = "q")
  @MojoParameter(name = "restore", value = "a//b")
  void anUpdate(UpdateMojo goal) throws Exception {
    generate("updated");
    commandLine.setProperty("mlops.template", "own");
    pom("<projectType>q</projectType><restore>a//b</restore>");
    commandLine.setProperty("mlops.projectDirectory", "updated");
    commandLine.setProperty("mlops.values.v", "A");
    commandLine.setProperty("mlops.author", "somebody");
    commandLine.setProperty("mlops.remote", "githb");
    commandLine.setProperty("mlops.onConflict", "x");
    commandLine.setProperty("mlops.timeout", "soon");

    assertThatThrownBy(goal::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith("the command has 7 mistakes:\n")
        .hasMessageContaining("-Dmlops.timeout=soon is not a number of seconds")
        .hasMessageContaining("-Dmlops.author=")
        .hasMessageContaining("(<restore>a//b</restore> in the POM)")
        .hasMessageContaining("remote 'githb'")
        .hasMessageContaining("-Dmlops.onConflict=x is unknown")
        .hasMessageContaining("(<projectType>q</projectType> in the POM)")
        .hasMessageContaining("value v 'A' is invalid");
  }

  @Test
  @InjectMojo(goal = "update")
  @MojoParameter(name = "projectType", value = "q")
  void anUpdateWhoseOnlyMistakeIsAChoice(UpdateMojo goal) throws Exception {
    generate("chosen");
    commandLine.setProperty("mlops.template", "own");
    pom("<projectType>q</projectType>");
    commandLine.setProperty("mlops.projectDirectory", "chosen");

    assertThatThrownBy(goal::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("(<projectType>q</projectType> in the POM)");
  }

  @Test
  @InjectMojo(goal = "update")
  void aChoiceOfTheLockThatIsGone(UpdateMojo goal) throws Exception {
    generate("kept");
    commandLine.setProperty("mlops.template", "own");
    Files.move(folder.toPath().resolve("own/b"), folder.toPath().resolve("own/c"));
    try {
      commandLine.setProperty("mlops.projectDirectory", "kept");

      assertThatThrownBy(goal::execute)
          .isInstanceOf(MojoFailureException.class)
          .hasMessageContaining("(project_type: b in .mlops/project.yml)")
          .hasMessageContaining("use one of a, c")
          .hasMessageContaining("with -Dmlops.projectType=");
    } finally {
      Files.move(folder.toPath().resolve("own/c"), folder.toPath().resolve("own/b"));
    }
  }

  @Test
  @InjectMojo(goal = "update")
  void anOptionsFileIsReadForAnUpdateToo(UpdateMojo goal) throws Exception {
    generate("filed");
    commandLine.setProperty("mlops.template", "own");
    write("mine.properties", "project_type=q\n");
    commandLine.setProperty("mlops.projectDirectory", "filed");
    commandLine.setProperty("mlops.optionsFile", "mine.properties");

    assertThatThrownBy(goal::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("(project_type=q in mine.properties)");
  }

  @Test
  @InjectMojo(goal = "status")
  @MojoParameter(name = "failOn", value = "drift")
  @MojoParameter(name = "behind", value = "true")
  @MojoParameter(name = "maxBehindDays", value = "soon")
  void aStatus(StatusMojo goal) throws Exception {
    pom("<maxBehindDays>soon</maxBehindDays>");
    commandLine.setProperty("mlops.failOn", "drft");
    commandLine.setProperty("mlops.behind", "maybe");
    commandLine.setProperty("mlops.maxBehindCommits", "-1");

    assertThatThrownBy(goal::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith("the command has 4 mistakes:\n")
        .hasMessageContaining("failOn 'drft' is unknown")
        .hasMessageContaining("<maxBehindDays>soon</maxBehindDays> in the POM is not a number of")
        .hasMessageContaining("-Dmlops.maxBehindCommits=-1 is not between 0 and")
        .hasMessageContaining("-Dmlops.behind is 'maybe'");
  }

  @Test
  @InjectMojo(goal = "verify")
  void aVerification(VerifyMojo goal) {
    commandLine.setProperty("mlops.projectDirectory", "nowhere");
    commandLine.setProperty("mlops.failOn", "x");
    commandLine.setProperty("mlops.rules.foo", "bar");
    commandLine.setProperty("mlops.timeout", "0");

    assertThatThrownBy(goal::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith("the command has 4 mistakes:\n");
  }

  @Test
  @InjectMojo(goal = "verify-template")
  void aVerificationOfATemplate(VerifyTemplateMojo goal) {
    commandLine.setProperty("mlops.template", "nowhere");
    commandLine.setProperty("mlops.failOn", "x");
    commandLine.setProperty("mlops.rules.foo", "bar");
    commandLine.setProperty("mlops.fixes", "x");

    assertThatThrownBy(goal::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith("the command has 4 mistakes:\n");
  }

  @Test
  @InjectMojo(goal = "options")
  void options(OptionsMojo goal) {
    commandLine.setProperty("mlops.template", "nowhere");
    commandLine.setProperty("mlops.timeout", "0");
    commandLine.setProperty("mlops.format", "x");

    assertThatThrownBy(goal::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith("the command has 3 mistakes:\n");
  }

  @Test
  @InjectMojo(goal = "new-template")
  void aNewTemplate(NewTemplateMojo goal) {
    commandLine.setProperty("mlops.template", "nowhere");
    commandLine.setProperty("mlops.timeout", "0");
    commandLine.setProperty("mlops.ci", "x");

    assertThatThrownBy(goal::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith("the command has 3 mistakes:\n");
  }

  @Test
  @InjectMojo(goal = "adopt")
  void anAdoption(AdoptMojo goal) throws Exception {
    generate("adopted");
    commandLine.setProperty("mlops.projectDirectory", "adopted");
    commandLine.setProperty("mlops.projectName", "a/b");
    commandLine.setProperty("mlops.format", "xml");

    assertThatThrownBy(goal::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith("the command has 3 mistakes:\n")
        .hasMessageContaining("says already where it came from");
  }

  @Test
  @InjectMojo(goal = "adopt")
  @MojoParameter(name = "template", value = "own")
  @MojoParameter(name = "projectType", value = "q")
  void choicesThatNoStateOffersAreNotPassedOver(AdoptMojo goal) throws Exception {
    generate("lost");
    pom("<projectType>q</projectType>");
    Path record = folder.toPath().resolve("lost/.mlops");
    Files.delete(record.resolve("project.yml"));
    Files.delete(record.resolve("files"));
    commandLine.setProperty("mlops.projectDirectory", "lost");
    commandLine.setProperty("mlops.options.clod", "x");

    assertThatThrownBy(goal::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("has an option clod (-Dmlops.options.clod=x)")
        .hasMessageContaining("did you mean cloud?")
        .hasMessageContaining("offers project_type 'q' (<projectType>q</projectType> in the POM)");
  }

  @Test
  @InjectMojo(goal = "publish")
  void aPublication(PublishMojo goal) {
    commandLine.setProperty("mlops.projectDirectory", "nowhere");
    commandLine.setProperty("mlops.remote", "githb");
    commandLine.setProperty("mlops.visibility", "secret");
    commandLine.setProperty("mlops.timeout", "0");

    assertThatThrownBy(goal::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith("the command has 4 mistakes:\n")
        .hasMessageContaining("-Dmlops.visibility=secret is unknown")
        .hasMessageContaining("remote 'githb'")
        .hasMessageContaining("has no .mlops/project.yml");
  }

  @Test
  @InjectMojo(goal = "options")
  @MojoParameter(name = "template", value = "own")
  void propertiesOfTheJvmAreTypedToo(OptionsMojo goal) {
    ofTheJvm.setProperty("mlops.projectTyp", "a");
    ofTheJvm.setProperty("mlops.format", "json");
    ofTheJvm.setProperty("java.version", "17");
    commandLine.setProperty("mlops.format", "xml");

    assertThatThrownBy(goal::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("-Dmlops.projectTyp is not a parameter")
        .hasMessageContaining("-Dmlops.format=xml is unknown");
  }

  @Test
  @InjectMojo(goal = "options")
  @MojoParameter(name = "template", value = "own")
  @MojoParameter(name = "format", value = "xml")
  void aProfileOfTheSettingsIsNamed(OptionsMojo goal) throws Exception {
    MavenProject project = pom("");
    Profile profile = new Profile();
    profile.addProperty("mlops.format", "xml");
    profile.addProperty("mlops.frmat", "xml");
    settings.addProfile(profile);
    project.getProperties().putAll(profile.getProperties());

    assertThatThrownBy(goal::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("<mlops.frmat> in settings.xml is not a parameter of any goal")
        .hasMessageContaining("<mlops.format>xml</mlops.format> in settings.xml is unknown");
  }

  /** Maven gives a property without a value the value {@code true}. */
  @Test
  @InjectMojo(goal = "options")
  @MojoParameter(name = "template", value = "own")
  void aParameterWithoutItsValueIsToldAndSoIsOneInAnotherCase(OptionsMojo goal) {
    commandLine.setProperty("mlops.projectName", "true");
    commandLine.setProperty("mlops.outputFile", "true");
    commandLine.setProperty("mlops.values.enabled", "true");
    commandLine.setProperty("mlops.dryRun", "true");
    commandLine.setProperty("MLOPS.projectType", "a");

    assertThatThrownBy(goal::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessage(
            """
            the command has 3 mistakes:
              -DMLOPS.projectType is not a parameter of any goal
                did you mean -Dmlops.projectType?
              -Dmlops.outputFile has no value: Maven reads it as 'true'
                write -Dmlops.outputFile=VALUE, without a blank
              -Dmlops.projectName has no value: Maven reads it as 'true'
                write -Dmlops.projectName=VALUE, without a blank
              correct all of them, then run it again""");
  }

  @Test
  @InjectMojo(goal = "publish")
  void whatIsWrongWithAHostIsToldTogether(PublishMojo goal) {
    generate("hosted");
    commandLine.setProperty("mlops.projectDirectory", "hosted");
    commandLine.setProperty("mlops.remote", "azure-devops");
    commandLine.setProperty("mlops.organization", "a");
    commandLine.setProperty("mlops.azureDevOpsUrl", "ftp://x");

    assertThatThrownBy(goal::execute)
        .hasMessageContaining("'a' does not name an organization and its project")
        .hasMessageContaining("azureDevOpsUrl 'ftp://x'");

    commandLine.setProperty("mlops.remote", "github");
    commandLine.setProperty("mlops.organization", "a/b");
    commandLine.setProperty("mlops.githubUrl", "nope");
    assertThatThrownBy(EveryParameterTest.fresh(goal)::execute)
        .hasMessageContaining("'a/b' is not an organization or user of GitHub")
        .hasMessageContaining("githubUrl 'nope'");
  }

  private MavenProject pom(String configuration) throws Exception {
    MavenProject project = new MavenProject();
    Plugin plugin = new Plugin();
    plugin.setGroupId("io.github.mlops-maven");
    plugin.setArtifactId("mlops-maven-plugin");
    plugin.setConfiguration(
        Xpp3DomBuilder.build(
            new StringReader("<configuration>" + configuration + "</configuration>")));
    project.getBuild().addPlugin(plugin);
    Mockito.lenient().when(session.getCurrentProject()).thenReturn(project);
    return project;
  }

  private static void generate(String name) {
    MadeProject.of(new DirectorySource(folder.toPath().resolve("own")), folder.toPath(), name);
  }

  private static void write(String path, String text) throws IOException {
    Path file = folder.toPath().resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
