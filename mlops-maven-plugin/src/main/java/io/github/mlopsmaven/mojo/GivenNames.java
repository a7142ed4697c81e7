package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.template.Option;
import io.github.mlopsmaven.template.Spelling;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.settings.Profile;
import org.jspecify.annotations.Nullable;

/** Where options and values were given: the place that counts, with the name that it has there. */
final class GivenNames implements Spelling {

  private static final String PREFIX = "mlops.";

  private final MavenSession session;
  private final ConfiguredInPom pom;
  private final OptionsFile options;
  private final Optional<Path> file;

  /**
   * Names the places.
   *
   * @param options the options file's entries
   * @param file where they are
   */
  GivenNames(
      MavenSession session,
      @Nullable PluginDescriptor plugin,
      OptionsFile options,
      Optional<Path> file) {
    this.session = session;
    this.pom = new ConfiguredInPom(session.getCurrentProject(), plugin);
    this.options = options;
    this.file = file;
  }

  @Override
  public String option(String name, String value) {
    String parameter = Option.parameter(name);
    String ofFamily = "options." + name;
    return typed(ofFamily, value)
        .or(() -> typed(parameter, value))
        .or(() -> pom.spelled(List.of(parameter), value, profiles()))
        .or(() -> pom.spelled(List.of("options", name), value, profiles()))
        .or(() -> inFile(ofFamily, value))
        .or(() -> inFile(name, value))
        .orElseGet(() -> COMMAND_LINE.option(name, value));
  }

  @Override
  public String value(String name, String text) {
    return typed("values." + name, text)
        .or(() -> pom.spelled(List.of("values", name), text, profiles()))
        .or(() -> inFile("values." + name, text))
        .orElseGet(() -> COMMAND_LINE.value(name, text));
  }

  private Optional<String> typed(String parameter, String value) {
    return MlopsProperties.typed(session).containsKey(PREFIX + parameter)
        ? Optional.of("-D" + PREFIX + parameter + "=" + value)
        : Optional.empty();
  }

  private List<Profile> profiles() {
    return session.getSettings().getProfiles();
  }

  private Optional<String> inFile(String key, String value) {
    return options
        .get(key)
        .flatMap(any -> file)
        .map(path -> key + "=" + value + " in " + path.getFileName());
  }
}
