package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.problem.UsageException;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.BuildBase;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.model.PluginManagement;
import org.apache.maven.model.Profile;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/**
 * Everybody who names a policy for a module. Maven itself lets the nearest win: the command line, a
 * child POM, a profile. A policy is for those who would rather not have it, so all count: each POM
 * is read as it was written, with its own properties, and none replaces another.
 */
final class PolicySources {

  private static final String PARAMETER = "policy";
  private static final String PROPERTY = "mlops.policy";
  private static final Pattern NAME = Pattern.compile("\\$\\{([^}]+)}");

  private final MavenSession session;
  private final @Nullable PluginDescriptor plugin;
  private final Set<NamedPolicy> found = new LinkedHashSet<>();

  private PolicySources(MavenSession session, @Nullable PluginDescriptor plugin) {
    this.session = session;
    this.plugin = plugin;
  }

  /**
   * Finds them.
   *
   * @param project the module; one without a POM has the profiles of {@code settings.xml} only
   * @param configured what Maven made of all of it, for a goal that is configured otherwise
   * @param current the current folder
   * @param lock the project's lock, if there is a project
   */
  static List<NamedPolicy> of(
      MavenSession session,
      @Nullable PluginDescriptor plugin,
      @Nullable MavenProject project,
      Optional<String> configured,
      Path current,
      Optional<ProjectLock> lock) {
    PolicySources sources = new PolicySources(session, plugin);
    for (MavenProject pom = project; pom != null; pom = pom.getParent()) {
      sources.pom(pom);
    }
    sources.settings(project);
    sources.add(
        session.getUserProperties().getProperty(PROPERTY),
        "-D" + PROPERTY,
        Optional.of(current),
        Optional.empty());
    Set<String> known = new LinkedHashSet<>();
    sources.found.forEach(each -> known.add(each.text()));
    Path base =
        project == null || project.getBasedir() == null ? current : project.getBasedir().toPath();
    split(configured.orElse(null))
        .filter(text -> !known.contains(text) && !sources.isInherited(text))
        .forEach(
            text ->
                sources.found.add(
                    new NamedPolicy(
                        text, "<policy> in the POM", Optional.of(base), Optional.empty())));
    lock.ifPresent(sources::lock);
    return List.copyOf(sources.found);
  }

  /** Maven puts the module's folder for {@code ${basedir}} that a parent wrote. */
  private boolean isInherited(String text) {
    return found.stream()
        .anyMatch(each -> text.endsWith("/" + each.text().replaceFirst(".*/", "")));
  }

  /** The version of a policy that a project was made with is the newest where nobody names one. */
  private void lock(ProjectLock lock) {
    Set<String> artifacts = new LinkedHashSet<>();
    found.stream()
        .filter(each -> !each.where().startsWith("-D"))
        .forEach(each -> artifacts.add(withoutVersion(each.text())));
    lock.policies().stream()
        .filter(text -> !artifacts.contains(withoutVersion(text)))
        .filter(text -> found.stream().noneMatch(each -> each.text().equals(text)))
        .forEach(
            text ->
                found.add(
                    new NamedPolicy(
                        text, ".mlops/project.yml", Optional.empty(), Optional.empty())));
  }

  private static String withoutVersion(String coordinates) {
    int colon = coordinates.lastIndexOf(':');
    return colon < 0 ? coordinates : coordinates.substring(0, colon);
  }

  private void pom(MavenProject pom) {
    Model model = pom.getOriginalModel();
    if (model == null) {
      return;
    }
    List<String> texts = new ArrayList<>(texts(model.getProperties(), model.getBuild()));
    for (Profile profile : pom.getActiveProfiles()) {
      if ("pom".equals(profile.getSource())) {
        texts.addAll(texts(profile.getProperties(), profile.getBuild()));
      }
    }
    File basedir = pom.getBasedir();
    Optional<Path> base = Optional.ofNullable(basedir).map(File::toPath);
    Optional<String> coordinates =
        base.isPresent()
            ? Optional.empty()
            : Optional.of(pom.getGroupId() + ":" + pom.getArtifactId() + ":" + pom.getVersion());
    for (String text : texts) {
      add(
          filled(text, pom),
          "the POM " + pom.getGroupId() + ":" + pom.getArtifactId(),
          base,
          coordinates);
    }
  }

  private List<String> texts(@Nullable Properties properties, @Nullable BuildBase build) {
    List<String> texts = new ArrayList<>();
    Optional.ofNullable(properties).map(known -> known.getProperty(PROPERTY)).ifPresent(texts::add);
    if (build != null) {
      List<Plugin> plugins = new ArrayList<>(build.getPlugins());
      PluginManagement management = build.getPluginManagement();
      if (management != null) {
        plugins.addAll(management.getPlugins());
      }
      plugins.stream().filter(this::isThisPlugin).forEach(each -> texts.addAll(texts(each)));
    }
    return texts;
  }

  private boolean isThisPlugin(Plugin other) {
    return plugin != null
        && plugin.getGroupId().equals(other.getGroupId())
        && plugin.getArtifactId().equals(other.getArtifactId());
  }

  private static List<String> texts(Plugin plugin) {
    Stream<@Nullable Object> configurations =
        Stream.concat(
            Stream.of(plugin.getConfiguration()),
            plugin.getExecutions().stream().map(PluginExecution::getConfiguration));
    List<String> texts = new ArrayList<>();
    configurations.forEach(
        configuration -> {
          if (configuration instanceof Xpp3Dom dom && dom.getChild(PARAMETER) != null) {
            String text = dom.getChild(PARAMETER).getValue();
            if (text != null) {
              texts.add(text);
            }
          }
        });
    return texts;
  }

  /** The properties of that POM and of its parents: a child's would let it choose. */
  private String filled(String text, MavenProject pom) {
    Map<String, String> own = new LinkedHashMap<>();
    own.put("project.groupId", pom.getGroupId());
    own.put("project.artifactId", pom.getArtifactId());
    own.put("project.version", pom.getVersion());
    if (pom.getBasedir() != null) {
      own.put("basedir", pom.getBasedir().toString());
      own.put("project.basedir", pom.getBasedir().toString());
    }
    return NAME.matcher(text)
        .replaceAll(
            name ->
                Matcher.quoteReplacement(
                    Stream.of(
                            own.get(name.group(1)),
                            pom.getProperties().getProperty(name.group(1)),
                            session.getSystemProperties().getProperty(name.group(1)),
                            session.getUserProperties().getProperty(name.group(1)))
                        .filter(value -> value != null)
                        .findFirst()
                        .orElseThrow(
                            () ->
                                new UsageException(
                                    "the policy '"
                                        + text
                                        + "' in the POM has no value for "
                                        + name.group(),
                                    "define the property in the same POM, or write the policy"
                                        + " without it"))));
  }

  private void settings(@Nullable MavenProject project) {
    Set<String> active = new LinkedHashSet<>(session.getSettings().getActiveProfiles());
    if (session.getRequest() != null && session.getRequest().getActiveProfiles() != null) {
      active.addAll(session.getRequest().getActiveProfiles());
    }
    if (project != null && project.getInjectedProfileIds() != null) {
      project.getInjectedProfileIds().values().forEach(active::addAll);
    }
    for (org.apache.maven.settings.Profile profile : session.getSettings().getProfiles()) {
      if (active.contains(profile.getId())) {
        add(
            profile.getProperties().getProperty(PROPERTY),
            "the profile " + profile.getId() + " in settings.xml",
            Optional.empty(),
            Optional.empty());
      }
    }
  }

  private void add(
      @Nullable String texts, String where, Optional<Path> base, Optional<String> pom) {
    split(texts).forEach(text -> found.add(new NamedPolicy(text, where, base, pom)));
  }

  private static Stream<String> split(@Nullable String texts) {
    return texts == null
        ? Stream.empty()
        : Arrays.stream(texts.split(",(?![^\\[(]*[\\])])", -1))
            .map(String::strip)
            .filter(text -> !text.isEmpty());
  }
}
