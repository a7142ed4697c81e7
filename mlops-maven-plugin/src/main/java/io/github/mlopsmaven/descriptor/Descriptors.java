package io.github.mlopsmaven.descriptor;

import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.TemplateFile;
import io.github.mlopsmaven.template.TemplateSnapshot;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Finds the descriptor that belongs to a template. */
public final class Descriptors {

  /** The built-in descriptor for templates that have none of their own. */
  public static final String CONVENTION = "azure-mlops-v2";

  private Descriptors() {}

  /**
   * The template's own descriptor, or the built-in one.
   *
   * @param snapshot the template; its descriptor's content is fetched if it has one
   * @throws UsageException if the template's descriptor is refused, with file and line
   */
  public static Descriptor of(TemplateSnapshot snapshot) {
    Optional<TemplateFile> own =
        snapshot.tree().directory("").files().stream()
            .filter(file -> file.path().equals(Descriptor.FILE_NAME))
            .findFirst();
    if (own.isEmpty()) {
      return convention();
    }
    snapshot.fetch(List.of(own.get()));
    try (InputStream in = snapshot.open(own.get())) {
      return DescriptorReader.read(
          Descriptor.FILE_NAME, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new EnvironmentException(
          "cannot read " + Descriptor.FILE_NAME + " of " + snapshot.origin().template(),
          "check that the template is readable: " + e.getMessage(),
          e);
    }
  }

  /** The descriptor {@code azure-mlops-v2}, which states the convention of Azure's repository. */
  public static Descriptor convention() {
    String file = CONVENTION + ".yml";
    try (InputStream in = Descriptors.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is not in the plugin's jar");
      }
      return DescriptorReader.read(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
