package io.github.mlopsmaven.policy;

import java.util.Objects;
import org.apache.maven.artifact.versioning.DefaultArtifactVersion;
import org.apache.maven.artifact.versioning.InvalidVersionSpecificationException;
import org.apache.maven.artifact.versioning.VersionRange;

/** A range of versions as Maven has them. */
public final class VersionSpan {

  private final String text;
  private final VersionRange range;

  private VersionSpan(String text, VersionRange range) {
    this.text = text;
    this.range = range;
  }

  /**
   * Reads a range.
   *
   * @param text as in {@code [1.2,2.0)}; a version without brackets is a wish to Maven, and nothing
   *     that could be broken
   * @throws IllegalArgumentException if it is not a range
   */
  public static VersionSpan of(String text) {
    String spec = text.strip();
    if (!spec.matches("[\\[(].*[\\])]")) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a range of versions, such as [1.2,2.0) or [1.2]");
    }
    try {
      return new VersionSpan(spec, VersionRange.createFromVersionSpec(spec));
    } catch (InvalidVersionSpecificationException e) {
      throw new IllegalArgumentException("'" + text + "' is not a range of versions", e);
    }
  }

  /** Whether a version is in it. */
  boolean has(String version) {
    return range.containsVersion(new DefaultArtifactVersion(version));
  }

  @Override
  public String toString() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VersionSpan span && span.text.equals(text);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(text);
  }
}
