package io.github.mlopsmaven.mojo;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptorBuilder;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.eclipse.aether.RepositorySystem;
import org.mockito.Mockito;

/** The goal {@code fleet} in a JVM of its own, which a test can kill at any time. */
final class FleetOnce {

  private FleetOnce() {}

  /**
   * Runs it.
   *
   * @param arguments the current folder, the id of the server, its token, then {@code name=value}
   */
  public static void main(String[] arguments) throws Exception {
    Properties typed = new Properties();
    for (String argument : List.of(arguments).subList(3, arguments.length)) {
      int equals = argument.indexOf('=');
      typed.setProperty("mlops." + argument.substring(0, equals), argument.substring(equals + 1));
    }
    Server server = new Server();
    server.setId(arguments[1]);
    server.setPassword(arguments[2]);
    Settings settings = new Settings();
    settings.addServer(server);
    MavenSession session = Mockito.mock(MavenSession.class);
    Mockito.when(session.getUserProperties()).thenReturn(typed);
    Mockito.when(session.getSystemProperties()).thenReturn(new Properties());
    Mockito.when(session.getSettings()).thenReturn(settings);
    Mockito.when(session.getExecutionRootDirectory()).thenReturn(arguments[0]);
    Mockito.when(session.getRequest())
        .thenReturn(new DefaultMavenExecutionRequest().setInteractiveMode(false));
    SettingsDecrypter decrypter = Mockito.mock(SettingsDecrypter.class);
    Mockito.when(decrypter.decrypt(Mockito.any()))
        .thenAnswer(
            call -> {
              SettingsDecryptionRequest asked = call.getArgument(0);
              SettingsDecryptionResult result = Mockito.mock(SettingsDecryptionResult.class);
              if (!asked.getServers().isEmpty()) {
                Mockito.when(result.getServer()).thenReturn(asked.getServers().get(0));
              }
              return result;
            });
    FleetMojo goal = new FleetMojo();
    set(goal, "session", session);
    set(goal, "plugin", plugin());
    set(goal, "decrypter", decrypter);
    set(goal, "repositorySystem", Mockito.mock(RepositorySystem.class));
    List<String> said = new ArrayList<>();
    goal.setLog(new ListedLog(said));
    try {
      goal.execute();
      said.add("well");
    } catch (MojoFailureException | MojoExecutionException e) {
      said.add(String.valueOf(e.getMessage()));
    }
    said.forEach(System.out::println);
  }

  private static PluginDescriptor plugin() throws Exception {
    try (InputStream in = FleetOnce.class.getResourceAsStream("/META-INF/maven/plugin.xml")) {
      PluginDescriptor plugin =
          new PluginDescriptorBuilder()
              .build(new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8));
      plugin.setVersion("1.0");
      return plugin;
    }
  }

  private static void set(Object goal, String name, Object value) throws Exception {
    for (Class<?> type = goal.getClass(); type != Object.class; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          field.setAccessible(true);
          field.set(goal, value);
          return;
        }
      }
    }
    throw new IllegalStateException("no field " + name);
  }
}
