package io.github.mlopsmaven.policy;

import io.github.mlopsmaven.template.Glob;
import java.util.List;
import java.util.Optional;

/**
 * A template that projects may be made from.
 *
 * @param name how the policy writes it
 * @param address where it is, for a template in git
 * @param artifact {@code groupId:artifactId}, for a Maven artifact
 * @param refs patterns of branches and tags, each with or without {@code refs/heads/} or {@code
 *     refs/tags/}; none for every branch and tag
 * @param versions the versions of an artifact; empty for all
 * @param signed whether its states have to be signed
 */
public record AllowedTemplate(
    String name,
    Optional<TemplateAddress> address,
    Optional<String> artifact,
    List<Glob> refs,
    Optional<VersionSpan> versions,
    Signed signed) {

  /** Whether a signature is looked at. */
  public enum Signed {
    /** No. */
    OFF,
    /** A state without a good signature is told. */
    WARN,
    /** It is refused. */
    REQUIRED
  }

  /** Refuses a template that is nowhere, and copies the list. */
  public AllowedTemplate {
    if (address.isPresent() == artifact.isPresent()) {
      throw new IllegalArgumentException("a template is in git, or a Maven artifact");
    }
    refs = List.copyOf(refs);
  }
}
