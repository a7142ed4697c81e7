package io.github.mlopsmaven.descriptor;

import io.github.mlopsmaven.bounds.BoundedInput;
import io.github.mlopsmaven.bounds.Bounds;
import io.github.mlopsmaven.template.Descriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Where the accelerator's own script {@code sparse_checkout.sh} put the files of its template, at
 * its three states that differ in that. They are descriptors, kept as data beside the built-in one.
 * The license is in none of them: the script leaves it at the root, where it is found by its
 * content.
 */
public final class FormerLayouts {

  private static final List<String> STATES = List.of("main", "v1.1.0", "v1.0.0");

  private FormerLayouts() {}

  /**
   * A layout.
   *
   * @param name what it is called, for people
   * @param descriptor a descriptor with that layout, and nothing that edits files
   */
  public record Former(String name, Descriptor descriptor) {}

  /** All of them, the newest first. */
  public static List<Former> all() {
    return Held.ALL;
  }

  private static final class Held {

    private static final List<Former> ALL =
        STATES.stream()
            .map(
                state ->
                    new Former(
                        "sparse_checkout.sh of " + state,
                        read("sparse-checkout-" + state + ".yml")))
            .toList();

    private Held() {}
  }

  private static Descriptor read(String file) {
    try (InputStream in = FormerLayouts.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is not in the plugin's jar");
      }
      return DescriptorReader.read(
          file,
          new String(BoundedInput.bytes(in, Bounds.SETTINGS_BYTES, file), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
