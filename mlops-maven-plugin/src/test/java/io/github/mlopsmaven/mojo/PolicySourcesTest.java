package io.github.mlopsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;

import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.lock.ProjectLockFile;
import io.github.mlopsmaven.policy.Policy;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.model.PluginManagement;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.Profile;
import org.apache.maven.settings.Settings;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.repository.WorkspaceReader;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.Mockito;

/** Whoever names a policy is heard, whatever Maven's own precedence says. */
class PolicySourcesTest {

  @TempDir Path folder;

  private final MavenSession session = Mockito.mock(MavenSession.class);
  private final RepositorySystem repositories = Mockito.mock(RepositorySystem.class);
  private final Properties commandLine = new Properties();
  private final DefaultRepositorySystemSession aether = new DefaultRepositorySystemSession();
  private final Settings settings = new Settings();
  private final PluginDescriptor plugin = new PluginDescriptor();
  private final List<Artifact> resolved = new ArrayList<>();
  private @Nullable RepositorySystemSession asked;
  private @Nullable Path stored;

  @BeforeEach
  void startSession() throws ArtifactResolutionException {
    plugin.setGroupId("io.github.mlops-maven");
    plugin.setArtifactId("mlops-maven-plugin");
    aether.setWorkspaceReader(Mockito.mock(WorkspaceReader.class));
    Mockito.when(session.getUserProperties()).thenReturn(commandLine);
    Mockito.when(session.getSystemProperties()).thenReturn(new Properties());
    Mockito.when(session.getSettings()).thenReturn(settings);
    Mockito.when(session.getRequest()).thenReturn(new DefaultMavenExecutionRequest());
    Mockito.when(session.getRepositorySession()).thenReturn(aether);
    Mockito.when(repositories.resolveArtifact(any(), any()))
        .thenAnswer(
            call -> {
              asked = call.getArgument(0);
              ArtifactRequest request = call.getArgument(1);
              resolved.add(request.getArtifact());
              if (stored == null) {
                throw new ArtifactResolutionException(List.of(new ArtifactResult(request)));
              }
              return new ArtifactResult(request)
                  .setArtifact(request.getArtifact().setFile(stored.toFile()));
            });
  }

  private MavenProject pom(String name, @Nullable MavenProject parent, Map<String, String> more) {
    Model model = new Model();
    model.setGroupId("com.acme");
    model.setArtifactId(name);
    model.setVersion("1");
    more.forEach(model::addProperty);
    MavenProject project = new MavenProject(model);
    project.setOriginalModel(model);
    project.setParent(parent);
    return project;
  }

  private MavenProject in(MavenProject project, String place) {
    project.setFile(folder.resolve(place).resolve("pom.xml").toFile());
    return project;
  }

  private Plugin configured(String policy) {
    Plugin configured = new Plugin();
    configured.setGroupId(plugin.getGroupId());
    configured.setArtifactId(plugin.getArtifactId());
    configured.setConfiguration(element(policy));
    return configured;
  }

  private static Xpp3Dom element(String policy) {
    Xpp3Dom dom = new Xpp3Dom("configuration");
    Xpp3Dom child = new Xpp3Dom("policy");
    child.setValue(policy);
    dom.addChild(child);
    return dom;
  }

  private static Build build(MavenProject project) {
    Build build = new Build();
    project.getOriginalModel().setBuild(build);
    return build;
  }

  private List<NamedPolicy> named(@Nullable MavenProject project) {
    return PolicySources.of(session, plugin, project, Optional.empty(), folder, Optional.empty());
  }

  private List<String> texts(@Nullable MavenProject project) {
    return named(project).stream().map(NamedPolicy::text).toList();
  }

  @Test
  void allPlacesOfAPomAndItsParents() {
    MavenProject grandparent = in(pom("top", null, Map.of("mlops.policy", "property.yml")), "top");
    MavenProject parent = in(pom("parent", grandparent, Map.of()), "parent");
    PluginManagement management = new PluginManagement();
    management.addPlugin(configured("managed.yml"));
    build(parent).setPluginManagement(management);
    MavenProject child = in(pom("child", parent, Map.of()), "child");
    Plugin own = configured("own.yml, second.yml");
    PluginExecution execution = new PluginExecution();
    execution.setConfiguration(element("execution.yml"));
    own.addExecution(execution);
    build(child).addPlugin(own);
    commandLine.setProperty("mlops.policy", "typed.yml");

    assertThat(texts(child))
        .containsExactly(
            "own.yml", "second.yml", "execution.yml", "managed.yml", "property.yml", "typed.yml");
    assertThat(named(child).get(4).base()).contains(folder.resolve("top"));
    assertThat(named(child).get(3).base()).contains(folder.resolve("parent"));
    assertThat(named(child).get(5).where()).isEqualTo("-Dmlops.policy");
  }

  @Test
  void aPropertyOfTheChildOrTheCommandLineDoesNotChooseForTheParent() {
    MavenProject parent =
        in(
            pom(
                "parent",
                null,
                Map.of("policy.version", "2.1", "mlops.policy", "a:b:${policy.version}")),
            "parent");
    MavenProject child = in(pom("child", parent, Map.of("policy.version", "1.0")), "child");
    commandLine.setProperty("policy.version", "0.1");

    assertThat(texts(child)).containsExactly("a:b:2.1");
  }

  @Test
  void aNameWithoutAValue() {
    MavenProject project = in(pom("p", null, Map.of("mlops.policy", "${nowhere}/x.yml")), "p");

    assertThatThrownBy(() -> named(project))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("has no value for ${nowhere}");
  }

  @Test
  void activeProfilesOfTheSettings() {
    for (String id : List.of("on", "off")) {
      Profile profile = new Profile();
      profile.setId(id);
      profile.addProperty("mlops.policy", id + ":policy:1");
      settings.addProfile(profile);
    }
    settings.addActiveProfile("on");

    assertThat(texts(null)).containsExactly("on:policy:1");
  }

  private static ProjectLock lock(String... policies) {
    String text =
        """
        format: 1
        generator: {name: p, version: "1"}
        template: {location: builtin, version: "1", descriptor: d}
        project: {name: fares}
        policy: [%s]
        """
            .formatted(String.join(", ", List.of(policies)));
    return ProjectLockFile.read("lock", text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theLockGivesWayToAnotherVersionOfTheSameArtifactButForTheCommandLine() {
    MavenProject project = in(pom("p", null, Map.of("mlops.policy", "a:b:2")), "p");
    commandLine.setProperty("mlops.policy", "c:d:2");
    Optional<ProjectLock> lock = Optional.of(lock("\"a:b:1\"", "\"c:d:1\""));

    assertThat(
            PolicySources.of(session, plugin, project, Optional.empty(), folder, lock).stream()
                .map(NamedPolicy::text))
        .containsExactly("a:b:2", "c:d:2", "c:d:1");
  }

  @Test
  void whatMavenMadeOfAParentsPathIsThatPath() {
    MavenProject parent =
        in(pom("parent", null, Map.of("mlops.policy", "${project.basedir}/p.yml")), "parent");
    MavenProject child = in(pom("child", parent, Map.of()), "child");

    assertThat(
            PolicySources.of(
                session,
                plugin,
                child,
                Optional.of(folder.resolve("child") + "/p.yml"),
                folder,
                Optional.empty()))
        .extracting(NamedPolicy::text)
        .containsExactly(folder.resolve("parent") + "/p.yml");
  }

  private Policy read(NamedPolicy named) {
    return new PolicyFiles(
            new MavenArtifacts(session, repositories, Duration.ofSeconds(60), 1_000_000))
        .read(named);
  }

  private NamedPolicy at(String text) {
    return new NamedPolicy(text, "-Dmlops.policy", Optional.of(folder), Optional.empty());
  }

  @Test
  void filesWithTheKeysBesideThem() throws IOException {
    Path there = Files.createDirectories(folder.resolve("there"));
    Files.writeString(there.resolve("mlops-policy.yml"), "format: 1\ntrust: {ssh: keys}\n");
    Files.writeString(there.resolve("keys"), "a@b ssh-ed25519 AAAA\n");

    assertThat(read(at("there")).trust().ssh()).contains("a@b ssh-ed25519 AAAA\n");
    assertThat(read(at("there/mlops-policy.yml")).name()).isEqualTo("mlops-policy.yml");
  }

  @Test
  void whatDoesNotExist() {
    assertThatThrownBy(() -> read(at("nowhere.yml")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(
            "the policy 'nowhere.yml', which -Dmlops.policy names, does not exist");
    assertThatThrownBy(() -> read(at("com.acme:policy:1")))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("the policy com.acme:policy:jar:1 was not found");
  }

  @Test
  void anArtifactOfTheBuildDoesNotCount() throws IOException {
    stored = jar(Map.of("mlops-policy.yml", "format: 1\ntrust: {ssh: keys}", "keys", "x y z"));

    assertThat(read(at("com.acme:policy:1")).name()).isEqualTo("com.acme:policy:1");
    assertThat(read(at("com.acme:policy:1")).trust().ssh()).contains("x y z");
    assertThat(Optional.ofNullable(asked).orElseThrow().getWorkspaceReader()).isNull();
    assertThat(aether.getWorkspaceReader()).isNotNull();
  }

  @Test
  void anArtifactWithoutAPolicy() throws IOException {
    stored = jar(Map.of("other", "x"));

    assertThatThrownBy(() -> read(at("com.acme:policy:1")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("the artifact com.acme:policy:1 has no mlops-policy.yml");
  }

  @Test
  void aFileBesideAParentThatComesFromARepository() throws IOException {
    stored = Files.writeString(folder.resolve("stored.yml"), "format: 1\ntitle: attached\n");
    MavenProject parent = pom("parent", null, Map.of("mlops.policy", "conf/mlops-policy.yml"));
    MavenProject child = in(pom("child", parent, Map.of()), "child");

    assertThat(read(named(child).get(0)).name()).isEqualTo("com.acme:parent:yml:mlops-policy:1");
    assertThat(resolved).extracting(Artifact::getClassifier).containsExactly("mlops-policy");
    assertThat(resolved).extracting(Artifact::getExtension).containsExactly("yml");
  }

  private Path jar(Map<String, String> entries) throws IOException {
    Path file = folder.resolve("policy.jar");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return file;
  }
}
