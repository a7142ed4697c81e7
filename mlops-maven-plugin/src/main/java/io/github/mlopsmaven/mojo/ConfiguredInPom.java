package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.problem.Mistakes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
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

  /** Adds what no goal knows. */
  void check(KnownParameters known, Mistakes mistakes) {
    if (project == null) {
      return;
    }
    known.checkProperties(project.getProperties(), "<%s> in the POM", mistakes);
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

  private List<Object> configurations() {
    List<Object> all = new ArrayList<>();
    if (project != null && plugin != null) {
      Plugin configured = project.getPlugin(plugin.getGroupId() + ":" + plugin.getArtifactId());
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
