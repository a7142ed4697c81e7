package io.github.mlopsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import javax.inject.Inject;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginManagement;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.Settings;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;

/** Where a goal's parameters come from, and which of them counts. */
@MojoTest
class MojoParametersTest {

  @TempDir static File folder;

  /** The harness's stand-in, told what a session of Maven says. */
  @Inject private MavenSession session;

  private final Properties commandLine = new Properties();

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
  void makeTemplate() throws IOException {
    write(
        "own/mlops-template.yml",
        """
        format: 1
        name: own
        options: {project_type: {default: b}, cloud: {default: x}}
        parts: {p: {core: true}}
        layout: [{from: "{project_type}/{cloud}", to: ., part: p}]
        """);
    for (String type : new String[] {"a", "b", "c", "d"}) {
      write("own/" + type + "/x/f", type);
      write("own/" + type + "/y/f", type);
    }
  }

  @Test
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "template", value = "own")
  @MojoParameter(name = "projectName", value = "churn")
  void batchModeNeverAsks(GenerateMojo goal) throws IOException {
    Path descriptor = folder.toPath().resolve("own/mlops-template.yml");
    Files.writeString(
        descriptor, Files.readString(descriptor).replace("cloud: {default: x}", "cloud: {}"));
    commandLine.setProperty("mlops.dryRun", "true");

    assertThatThrownBy(goal::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessage(
            "cloud is not chosen\n  add -Dmlops.options.cloud=x or -Dmlops.options.cloud=y");
  }

  @Test
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "template", value = "own")
  @MojoParameter(name = "projectName", value = "churn")
  void withoutAnythingTheTemplatesDefaultCounts(GenerateMojo goal) throws Exception {
    JsonObject plan = dryRun(goal);

    assertThat(plan.getAsJsonObject("selection"))
        .hasToString("{\"project_type\":\"b\",\"cloud\":\"x\"}");
    assertThat(plan.get("directory").getAsString())
        .isEqualTo(folder.toPath().resolve("churn").toString());
  }

  @Test
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "template", value = "own")
  @MojoParameter(name = "projectName", value = "churn")
  void anOptionsFileGoesBeforeTheTemplatesDefault(GenerateMojo goal) throws Exception {
    optionsFile("project_type=a # mine\noptions.cloud=y\nproject_name=other\n");

    assertThat(dryRun(goal).getAsJsonObject("selection"))
        .hasToString("{\"project_type\":\"a\",\"cloud\":\"y\"}");
  }

  @Test
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "template", value = "own")
  @MojoParameter(name = "projectName", value = "churn")
  @MojoParameter(name = "projectType", value = "c")
  void thePomGoesBeforeTheOptionsFile(GenerateMojo goal) throws Exception {
    optionsFile("project_type=a\nproject_name=other\ngit_folder_location=sub\n");

    JsonObject plan = dryRun(goal);

    assertThat(plan.getAsJsonObject("selection"))
        .hasToString("{\"project_type\":\"c\",\"cloud\":\"x\"}");
    assertThat(plan.get("directory").getAsString())
        .isEqualTo(folder.toPath().resolve("sub/churn").toString());
  }

  @Test
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "template", value = "nowhere")
  @MojoParameter(name = "projectName", value = "churn")
  @MojoParameter(name = "projectType", value = "c")
  void theCommandLineGoesBeforeThePom(GenerateMojo goal) throws Exception {
    optionsFile("project_type=a\n");
    commandLine.setProperty("mlops.template", "own");
    commandLine.setProperty("mlops.projectName", "typed");
    commandLine.setProperty("mlops.projectType", "d");
    commandLine.setProperty("mlops.options.cloud", "y");
    commandLine.setProperty("mlops.outputDirectory", "out");

    JsonObject plan = dryRun(goal);

    assertThat(plan.getAsJsonObject("selection"))
        .hasToString("{\"project_type\":\"d\",\"cloud\":\"y\"}");
    assertThat(plan.get("directory").getAsString())
        .isEqualTo(folder.toPath().resolve("out/typed").toString());
  }

  @Test
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "template", value = "own")
  void aProjectHasAName(GenerateMojo goal) {
    assertThatThrownBy(goal::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessage("the project has no name\n  add -Dmlops.projectName=NAME");
  }

  @Test
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "template", value = "own")
  @MojoParameter(name = "projectName", value = "churn")
  @MojoParameter(name = "author", value = "somebody")
  void anAuthorHasAMailAddress(GenerateMojo goal) {
    assertThatThrownBy(goal::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessage(
            "author 'somebody' is not a name with an email address"
                + " (<author>somebody</author> in the POM)\n"
                + "  write -Dmlops.author=\"NAME <EMAIL>\"");
  }

  @Test
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "template", value = "own")
  @MojoParameter(name = "templateRef", value = "main")
  @MojoParameter(name = "projectName", value = "churn")
  void aRefIsForGit(GenerateMojo goal) {
    assertThatThrownBy(goal::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith(
            "templateRef 'main' is given for a folder that is not a git repository\n");
  }

  @Test
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "template", value = "own")
  @MojoParameter(name = "projectName", value = "churn")
  @MojoParameter(name = "pipelineTemplatesEndpoint", value = "e")
  void anEndpointIsForPipelineTemplates(GenerateMojo goal) {
    assertThatThrownBy(goal::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith("pipelineTemplatesEndpoint is given without pipelineTemplates\n");
  }

  @Test
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "template", value = "own")
  @MojoParameter(name = "projectName", value = "churn")
  void aDryRunTellsWhatTheHostWouldBeAsked(GenerateMojo goal) throws Exception {
    commandLine.setProperty("mlops.remote", "github");
    commandLine.setProperty("mlops.organization", "contoso");

    JsonObject plan = dryRun(goal);

    JsonObject publish = plan.getAsJsonObject("publish");
    assertThat(publish.get("push").getAsString()).isEqualTo("https://github.com/contoso/churn.git");
    assertThat(publish.getAsJsonArray("steps"))
        .anyMatch(
            step -> step.toString().contains("{\"method\":\"POST\",\"path\":\"/orgs/contoso"));
    assertThat(plan.getAsJsonArray("files")).hasSize(4);
    assertThat(folder.toPath().resolve("churn")).doesNotExist();
  }

  @Test
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "template", value = "own")
  @MojoParameter(name = "projectName", value = "churn")
  void aDryRunTellsWhereItWouldPushWithoutTheLogin(GenerateMojo goal) throws Exception {
    commandLine.setProperty("mlops.remote", "https://me:pl4nted@git.example/churn.git");

    assertThat(dryRun(goal).get("push").getAsString()).isEqualTo("https://git.example/churn.git");
  }

  @Test
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "template", value = "own")
  @MojoParameter(name = "projectName", value = "churn")
  void whatNoGoalKnowsIsRefusedAllAtOnce(GenerateMojo goal) {
    commandLine.setProperty("mlops.projectTyp", "a");
    commandLine.setProperty("mlops.dryrun", "true");
    commandLine.setProperty("mlops.value.prefix", "x");
    commandLine.setProperty("mlops.failOn", "never");
    commandLine.setProperty("mlops.values.", "x");

    assertThatThrownBy(goal::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessage(
            """
            the command has 4 mistakes:
              -Dmlops.dryrun is not a parameter of any goal
                did you mean -Dmlops.dryRun?
              -Dmlops.projectTyp is not a parameter of any goal
                did you mean -Dmlops.projectType?
              -Dmlops.value.prefix is not a parameter of any goal
                did you mean -Dmlops.values.NAME?
              -Dmlops.values. is not a parameter of any goal
                did you mean -Dmlops.values.NAME?
              correct all of them, then run it again""");
    assertThat(folder.toPath().resolve("churn")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"no", "yes", "1", "on", "TRUE", " true", "flase"})
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "template", value = "own")
  @MojoParameter(name = "projectName", value = "churn")
  void aSwitchIsTrueOrFalse(String word, GenerateMojo goal) {
    commandLine.setProperty("mlops.dryRun", word);

    assertThatThrownBy(goal::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessage("-Dmlops.dryRun is '" + word + "'\n  write true or false");
    assertThat(folder.toPath().resolve("churn")).doesNotExist();
  }

  @Test
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "template", value = "own")
  void everyMistakeOfACommandIsToldWithTheNameThatWasTyped(GenerateMojo goal) throws Exception {
    optionsFile("projekt_type=a\ngithub_org_name=<org>\n");
    commandLine.setProperty("mlops.projectName", "a b");
    commandLine.setProperty("mlops.author", "somebody");
    commandLine.setProperty("mlops.remote", "githb");
    commandLine.setProperty("mlops.projectType", "e");
    commandLine.setProperty("mlops.options.clod", "x");
    commandLine.setProperty("mlops.values.prefix", "x");
    commandLine.setProperty("mlops.verify", "warning");
    commandLine.setProperty("mlops.maxFileSize", "big");
    commandLine.setProperty("mlops.rules.yaml-syntax", "of");
    commandLine.setProperty("mlops.pipelineTemplates", "x");

    assertThatThrownBy(goal::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith("the command has 12 mistakes:\n")
        .hasMessageContaining("'projekt_type'")
        .hasMessageContaining("placeholder <org> for github_org_name")
        .hasMessageContaining("-Dmlops.projectName=a-b")
        .hasMessageContaining("-Dmlops.author=")
        .hasMessageContaining("(did you mean github?)")
        .hasMessageContaining("(-Dmlops.projectType=e)")
        .hasMessageContaining("no option clod (-Dmlops.options.clod=x)")
        .hasMessageContaining("(-Dmlops.values.prefix=x)")
        .hasMessageContaining("-Dmlops.verify=warning is unknown")
        .hasMessageContaining("-Dmlops.maxFileSize=big is not a number of bytes")
        .hasMessageContaining("-Dmlops.rules.yaml-syntax=")
        .hasMessageContaining("pipelineTemplates 'x'");
  }

  @Test
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "template", value = "own")
  @MojoParameter(name = "projectName", value = "churn")
  void aPropertyOfThePomIsCheckedAndRead(GenerateMojo goal) throws Exception {
    MavenProject pom = new MavenProject();
    pom.getProperties().setProperty("mlops.options.cloud", "y");
    pom.getProperties().setProperty("mlops.dryRn", "true");
    pom.getProperties().setProperty("mlops.environments", "yes");
    Plugin plugin = new Plugin();
    plugin.setGroupId("io.github.mlops-maven");
    plugin.setArtifactId("mlops-maven-plugin");
    plugin.setConfiguration(
        Xpp3DomBuilder.build(
            new StringReader(
                "<configuration><projektType>a</projektType><secrets>on</secrets>"
                    + "<failOn>never</failOn><pullRequest>${pr}</pullRequest></configuration>")));
    pom.getBuild().addPlugin(plugin);
    Mockito.lenient().when(session.getCurrentProject()).thenReturn(pom);

    assertThatThrownBy(goal::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessage(
            """
            the command has 4 mistakes:
              <mlops.dryRn> in the POM is not a parameter of any goal
                did you mean <mlops.dryRun> in the POM?
              <mlops.environments> in the POM is 'yes'
                write true or false
              <projektType> in the POM is not a parameter of any goal
                did you mean <projectType>?
              <secrets> in the POM is 'on'
                write true or false
              correct all of them, then run it again""");

    // What <pluginManagement> says counts where no <plugin> names this one.
    pom.getBuild().removePlugin(plugin);
    pom.getBuild().setPluginManagement(new PluginManagement());
    pom.getBuild().getPluginManagement().addPlugin(plugin);
    assertThatThrownBy(EveryParameterTest.fresh(goal)::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("<projektType> in the POM is not a parameter of any goal");

    pom.getProperties().remove("mlops.dryRn");
    pom.getProperties().remove("mlops.environments");
    pom.getBuild().getPluginManagement().removePlugin(plugin);
  }

  @Test
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "template", value = "own")
  @MojoParameter(name = "projectName", value = "churn")
  @MojoParameter(name = "projectType", value = "q")
  void aWrongOptionIsToldUnderTheNameThatItWasGivenBy(GenerateMojo goal) throws Exception {
    MavenProject pom = new MavenProject();
    Plugin plugin = new Plugin();
    plugin.setGroupId("io.github.mlops-maven");
    plugin.setArtifactId("mlops-maven-plugin");
    pom.getBuild().addPlugin(plugin);
    Mockito.lenient().when(session.getCurrentProject()).thenReturn(pom);
    plugin.setConfiguration(
        Xpp3DomBuilder.build(
            new StringReader("<configuration><projectType>q</projectType></configuration>")));

    assertThat(refusal(goal)).contains("(<projectType>q</projectType> in the POM)");

    plugin.setConfiguration(Xpp3DomBuilder.build(new StringReader("<configuration/>")));
    pom.getProperties().setProperty("mlops.projectType", "q");
    pom.getProperties().setProperty("mlops.options.cloud", "q");
    pom.getProperties().setProperty("mlops.values.v", "q");
    assertThat(refusal(goal))
        .contains(
            "(<mlops.projectType>q</mlops.projectType> in the POM)",
            "(<mlops.options.cloud>q</mlops.options.cloud> in the POM)",
            "(<mlops.values.v>q</mlops.values.v> in the POM)");

    commandLine.setProperty("mlops.projectType", "q");
    assertThat(refusal(goal)).contains("(-Dmlops.projectType=q)");

    pom.getProperties().clear();
    optionsFile("options.cloud=z\nvalues.w=z\n");
    assertThat(refusal(goal))
        .contains("(options.cloud=z in mine.properties)", "(values.w=z in mine.properties)");
  }

  @Test
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "template", value = "own")
  @MojoParameter(name = "projectName", value = "churn")
  void aWrongOptionOfAFileIsToldUnderItsKey(GenerateMojo goal) throws Exception {
    optionsFile("project_type=q\n");

    assertThat(refusal(goal)).contains("(project_type=q in mine.properties)");
  }

  /** What another run of a goal is refused with. */
  private static String refusal(GenerateMojo goal) {
    GenerateMojo again = EveryParameterTest.fresh(goal);
    try {
      again.execute();
      return "";
    } catch (MojoExecutionException | MojoFailureException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlops.skip", "mlops.generate.skip"})
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "template", value = "own")
  @MojoParameter(name = "projectName", value = "skipped")
  void aGoalCanBeSkipped(String property, GenerateMojo goal) throws Exception {
    commandLine.setProperty(property, "true");

    goal.execute();

    assertThat(folder.toPath().resolve("skipped")).doesNotExist();
  }

  @Test
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "template", value = "own")
  @MojoParameter(name = "projectName", value = "churn")
  void theSwitchOfAnotherGoalIsKnown(GenerateMojo goal) throws Exception {
    commandLine.setProperty("mlops.verify.skip", "true");

    assertThat(dryRun(goal).getAsJsonArray("files")).isNotEmpty();

    commandLine.setProperty("mlops.verify.skp", "true");
    assertThatThrownBy(goal::execute).hasMessageContaining("-Dmlops.verify.skp is not a parameter");
  }

  /** They stand in two superclasses, since Java has one only. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "template",
        "templateRef",
        "templateServerId",
        "cacheDirectory",
        "maxTotalSize",
        "format",
        "outputFile"
      })
  void aParameterThatIsWrittenTwiceIsTheSameInEveryGoal(String name) {
    assertThat(definitions("generate", name)).hasSize(1).isEqualTo(definitions("options", name));
    // What becomes a template is named by these too.
    boolean isOfTemplates = List.of("template", "templateRef", "templateServerId").contains(name);
    assertThat(definitions(isOfTemplates ? "(?!new-template).*" : ".*", name)).hasSize(1);
  }

  /** What the plugin's descriptor says of a parameter in the goals that have it. */
  private static Set<String> definitions(String goals, String name) {
    Set<String> found = new TreeSet<>();
    WrittenDescriptor.goals()
        .forEach(
            (goal, parameters) -> {
              if (goal.matches(goals) && parameters.containsKey(name)) {
                found.add(parameters.get(name));
              }
            });
    return found;
  }

  @Test
  @InjectMojo(goal = "options")
  @MojoParameter(name = "template", value = "own")
  @MojoParameter(name = "format", value = "xml")
  void aFormatThatNobodyKnowsIsRefused(OptionsMojo goal) {
    assertThatThrownBy(goal::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessage("<format>xml</format> in the POM is unknown\n  use one of text, json");
  }

  @Test
  @InjectMojo(goal = "options")
  @MojoParameter(name = "template", value = "own")
  void theOptionsOfATemplate(OptionsMojo goal) throws Exception {
    Path file = folder.toPath().resolve("options.txt");
    commandLine.setProperty("mlops.outputFile", file.toString());

    goal.execute();

    assertThat(Files.readString(file))
        .contains("  -Dmlops.projectType=a", "  -Dmlops.options.cloud=x")
        .contains("8 combinations, all complete");
  }

  @Test
  @InjectMojo(goal = "verify-template")
  @MojoParameter(name = "template", value = "own")
  void aTemplateIsVerifiedAsGenerateWouldFixItOrAsItIs(VerifyTemplateMojo goal) throws Exception {
    writeTemplateThatMendsItself();

    assertThat(verified(goal)).contains("0 errors, 0 warnings, 0 notes");
    commandLine.setProperty("mlops.fixes", "false");
    assertThat(verified(goal))
        .contains("a/x/g.json:1:2: error: not valid JSON")
        .contains("1 error, 0 warnings, 0 notes");
    commandLine.setProperty("mlops.fixes", "true");
    assertThat(verified(goal)).contains("0 errors, 0 warnings, 0 notes");
  }

  @Test
  @InjectMojo(goal = "verify-template")
  @MojoParameter(name = "template", value = "own")
  @MojoParameter(name = "fixes", value = "false")
  void aPomCanAskForTheTemplateAsItIs(VerifyTemplateMojo goal) throws Exception {
    writeTemplateThatMendsItself();

    assertThat(verified(goal)).contains("1 error, 0 warnings, 0 notes");
  }

  @Test
  @InjectMojo(goal = "verify")
  void aTemplateIsNotVerifiedAsAProject(VerifyMojo goal) {
    commandLine.setProperty("mlops.template", "own");

    assertThatThrownBy(goal::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessage(
            "-Dmlops.template is not for mlops:verify, which is about a project\n"
                + "  use mlops:verify-template for the selections of a template");
  }

  @Test
  @InjectMojo(goal = "verify")
  void theProjectThatIsNamedIsVerifiedWhateverTheTemplate(VerifyMojo goal) throws Exception {
    write("mine/.github/workflows/a.yml", "on: push\njobs: {}\n");
    commandLine.setProperty("mlops.template", "own");
    commandLine.setProperty("mlops.projectDirectory", "mine");
    commandLine.setProperty("mlops.failOn", "never");
    commandLine.setProperty("mlops.outputFile", "report.txt");
    goal.execute();
    assertThat(folder.toPath().resolve("report.txt"))
        .content()
        .startsWith("Verified " + folder.toPath().resolve("mine"));
  }

  @Test
  @InjectMojo(goal = "verify")
  void aFolderThatIsMissingIsNamed(VerifyMojo goal) {
    commandLine.setProperty("mlops.projectDirectory", "gone");

    assertThatThrownBy(goal::execute)
        .hasMessage(
            "the folder "
                + folder.toPath().resolve("gone")
                + " does not exist\n  check -Dmlops.projectDirectory");
  }

  @Test
  void failuresAreTranslatedByWhoCanMendThem() {
    assertThatThrownBy(() -> failing(new UsageException("p", "r")).execute())
        .isExactlyInstanceOf(MojoFailureException.class)
        .hasMessage("p\n  r");
    IOException cause = new IOException("https://me:secret@git.example failed");
    assertThatThrownBy(() -> failing(new EnvironmentException("p", "r", cause)).execute())
        .isExactlyInstanceOf(MojoExecutionException.class)
        .hasMessage("p\n  r")
        .hasNoCause();
  }

  private static AbstractTemplateMojo failing(RuntimeException failure) {
    return new AbstractTemplateMojo() {
      @Override
      boolean skipped() {
        return false;
      }

      @Override
      void run() {
        throw failure;
      }
    };
  }

  private JsonObject dryRun(GenerateMojo goal) throws Exception {
    Path file = folder.toPath().resolve("plan.json");
    commandLine.setProperty("mlops.dryRun", "");
    commandLine.setProperty("mlops.format", "json");
    commandLine.setProperty("mlops.outputFile", file.toString());
    goal.execute();
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }

  /** One of its files is no JSON, until a fix of its descriptor has mended it. */
  private static void writeTemplateThatMendsItself() throws IOException {
    Path descriptor = folder.toPath().resolve("own/mlops-template.yml");
    String fixes =
        "fixes: [{rule: json-syntax, reason: a comma, files: [g.json], text: '[,', value: '['}]";
    Files.writeString(descriptor, Files.readString(descriptor) + fixes + "\n");
    write("own/a/x/g.json", "[,1]\n");
  }

  private String verified(VerifyTemplateMojo goal) throws Exception {
    Path file = folder.toPath().resolve("report.txt");
    commandLine.setProperty("mlops.failOn", "never");
    commandLine.setProperty("mlops.outputFile", file.toString());
    goal.execute();
    return Files.readString(file);
  }

  private void optionsFile(String text) throws IOException {
    write("mine.properties", text);
    commandLine.setProperty("mlops.optionsFile", "mine.properties");
  }

  private static void write(String path, String text) throws IOException {
    Path file = folder.toPath().resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
