package io.github.mlopsmaven.descriptor;

import io.github.mlopsmaven.bounds.BoundedInput;
import io.github.mlopsmaven.bounds.Bounds;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.Mistakes;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.BlobIds;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.Placeholders;
import io.github.mlopsmaven.template.TemplateFile;
import io.github.mlopsmaven.template.TemplateSnapshot;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the descriptor that belongs to a template. */
public final class Descriptors {

  /** The built-in descriptor for templates that have none of their own. */
  public static final String CONVENTION = "azure-mlops-v2";

  // A key may also be written with escapes (YAML 1.2.2, section 5.7).
  private static final Pattern SET_APART = Pattern.compile("once|required|\\\\[xuU]");

  private Descriptors() {}

  /**
   * The template's own descriptor, or the built-in one.
   *
   * @param snapshot the template; its descriptor's content is fetched if it has one
   * @throws UsageException if the template's descriptor is refused, with file and line
   */
  public static Descriptor of(TemplateSnapshot snapshot) {
    return text(snapshot)
        .map(text -> DescriptorReader.read(Descriptor.FILE_NAME, text))
        .orElseGet(Descriptors::convention);
  }

  /**
   * The same, for somebody who looks for other mistakes too.
   *
   * @param snapshot the template
   * @param mistakes gets what is wrong in the descriptor
   * @return empty if it cannot be read
   */
  public static Optional<Descriptor> read(TemplateSnapshot snapshot, Mistakes mistakes) {
    return mistakes.reading(() -> of(snapshot));
  }

  /**
   * Reads a descriptor that is not in a template yet.
   *
   * @param text its content
   * @throws UsageException if it is refused, with file and line
   */
  public static Descriptor parse(String text) {
    return DescriptorReader.read(Descriptor.FILE_NAME, text);
  }

  /**
   * The names that files of a template may use, as far as its descriptor can be read.
   *
   * @param snapshot the template
   */
  public static Set<String> names(TemplateSnapshot snapshot) {
    return text(snapshot)
        .map(text -> DescriptorReader.names(Descriptor.FILE_NAME, text))
        .orElseGet(() -> Placeholders.known(convention()));
  }

  /**
   * Whether a template may have files that are given once only, or that a project has to keep. Its
   * descriptor is searched for the two keys and not read, which is much faster; {@code true} may be
   * wrong, {@code false} never is.
   *
   * @param snapshot the template; its descriptor's content is fetched if it has one
   */
  public static boolean maySetFilesApart(TemplateSnapshot snapshot) {
    return SET_APART.matcher(text(snapshot).orElseGet(Descriptors::conventionText)).find();
  }

  private static Optional<String> text(TemplateSnapshot snapshot) {
    Optional<TemplateFile> own = own(snapshot);
    if (own.isEmpty()) {
      return Optional.empty();
    }
    snapshot.fetch(List.of(own.get()));
    try (InputStream in = snapshot.open(own.get())) {
      return Optional.of(
          new String(
              BoundedInput.bytes(in, Bounds.SETTINGS_BYTES, Descriptor.FILE_NAME),
              StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new EnvironmentException(
          "cannot read " + Descriptor.FILE_NAME + " of " + snapshot.origin().template(),
          "check that the template is readable: " + e.getMessage(),
          e);
    }
  }

  /**
   * Git's blob id of the bytes of the descriptor that {@link #of} reads, so that a later run knows
   * whether it has the same one.
   *
   * @param snapshot the template
   */
  public static String id(TemplateSnapshot snapshot) {
    return own(snapshot).map(TemplateFile::id).orElseGet(() -> BlobIds.of(conventionBytes()));
  }

  private static Optional<TemplateFile> own(TemplateSnapshot snapshot) {
    return snapshot.tree().directory("").files().stream()
        .filter(file -> file.path().equals(Descriptor.FILE_NAME))
        .findFirst();
  }

  /** The descriptor {@code azure-mlops-v2}, which states the convention of Azure's repository. */
  public static Descriptor convention() {
    return DescriptorReader.read(CONVENTION + ".yml", conventionText());
  }

  static String conventionText() {
    return new String(conventionBytes(), StandardCharsets.UTF_8);
  }

  private static byte[] conventionBytes() {
    String file = CONVENTION + ".yml";
    try (InputStream in = Descriptors.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is not in the plugin's jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
