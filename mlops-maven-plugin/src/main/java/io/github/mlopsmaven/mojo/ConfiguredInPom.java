package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.problem.Mistakes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.model.PluginManagement;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.Profile;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/**
 * What a POM says about the plugin: its properties, and the elements of its configuration, of which
 * Maven before 3.9 passes over the unknown ones in silence.
 */
final class ConfiguredInPom {

  private final @Nullable MavenProject project;
  private final @Nullable PluginDescriptor plugin;

  /**
   * Names the POM.
   *
   * @param project the current project; a stand-in without anything where there is no POM
   * @param plugin this plugin
   */
  ConfiguredInPom(@Nullable MavenProject project, @Nullable PluginDescriptor plugin) {
    this.project = project;
    this.plugin = plugin;
  }

  /**
   * Adds what no goal knows.
   *
   * @param profiles those of {@code settings.xml}
   */
  void check(KnownParameters known, List<Profile> profiles, Mistakes mistakes) {
    if (project == null) {
      return;
    }
    project
        .getProperties()
        .forEach(
            (name, value) ->
                known.checkProperties(
                    Map.of(name, value),
                    "<%s> in " + place(String.valueOf(name), profiles),
                    mistakes));
    configurations().forEach(each -> known.checkConfiguration(elements(each), mistakes));
  }

  /**
   * Whether there is an element.
   *
   * @param path its name, below the names of the elements around it
   */
  boolean configures(List<String> path) {
    return configurations().stream()
        .anyMatch(
            configuration -> {
              Xpp3Dom found = configuration instanceof Xpp3Dom dom ? dom : null;
              for (String name : path) {
                found = found == null ? null : found.getChild(name);
              }
              return found != null;
            });
  }

  /**
   * A parameter as it is written where no command line has it.
   *
   * @param path the element's name, below the names of the elements around it
   * @param value its value
   * @param profiles those of {@code settings.xml}
   * @return empty where it is neither in the POM nor in a property
   */
  Optional<String> spelled(List<String> path, String value, List<Profile> profiles) {
    // A configuration goes before a property, as in Maven.
    if (configures(path)) {
      String name = path.get(path.size() - 1);
      String of = path.size() > 1 ? " of <" + path.get(0) + ">" : "";
      return Optional.of("<" + name + ">" + value + "</" + name + ">" + of + " in the POM");
    }
    String property = "mlops." + String.join(".", path);
    return project != null && project.getProperties().containsKey(property)
        ? Optional.of(
            "<" + property + ">" + value + "</" + property + "> in " + place(property, profiles))
        : Optional.empty();
  }

  /**
   * The file that has a property; a profile of {@code settings.xml} takes precedence over the POM.
   */
  private static String place(String property, List<Profile> profiles) {
    return profiles.stream().anyMatch(each -> each.getProperties().containsKey(property))
        ? "settings.xml"
        : "the POM";
  }

  private List<Object> configurations() {
    List<Object> all = new ArrayList<>();
    if (project != null && plugin != null) {
      String key = plugin.getGroupId() + ":" + plugin.getArtifactId();
      Plugin configured = project.getPlugin(key);
      PluginManagement management = project.getPluginManagement();
      if (configured == null && management != null) {
        // As Maven does for a goal that is called by its name.
        configured = management.getPluginsAsMap().get(key);
      }
      if (configured != null) {
        Optional.ofNullable(configured.getConfiguration()).ifPresent(all::add);
        for (PluginExecution execution : configured.getExecutions()) {
          Optional.ofNullable(execution.getConfiguration()).ifPresent(all::add);
        }
      }
    }
    return all;
  }

  private static Map<String, String> elements(@Nullable Object configuration) {
    Map<String, String> elements = new LinkedHashMap<>();
    if (configuration instanceof Xpp3Dom dom) {
      for (Xpp3Dom child : dom.getChildren()) {
        String text = child.getValue();
        elements.put(child.getName(), text == null ? "" : text.strip());
      }
    }
    return elements;
  }
}
