package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.problem.Mistakes;
import java.util.LinkedHashMap;
import java.util.Map;
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
  private final PluginDescriptor plugin;

  /**
   * Names the POM.
   *
   * @param project the current project; a stand-in without anything where there is no POM
   * @param plugin this plugin
   */
  ConfiguredInPom(@Nullable MavenProject project, PluginDescriptor plugin) {
    this.project = project;
    this.plugin = plugin;
  }

  /** Adds what no goal knows. */
  void check(KnownParameters known, Mistakes mistakes) {
    if (project == null) {
      return;
    }
    known.checkProperties(project.getProperties(), "<%s> in the POM", mistakes);
    Plugin configured = project.getPlugin(plugin.getGroupId() + ":" + plugin.getArtifactId());
    if (configured == null) {
      return;
    }
    known.checkConfiguration(elements(configured.getConfiguration()), mistakes);
    for (PluginExecution execution : configured.getExecutions()) {
      known.checkConfiguration(elements(execution.getConfiguration()), mistakes);
    }
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
