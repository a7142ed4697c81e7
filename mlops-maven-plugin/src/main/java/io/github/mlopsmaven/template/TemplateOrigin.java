package io.github.mlopsmaven.template;

import java.util.Optional;

/**
 * Where a template came from, as it may be shown and written into a lock.
 *
 * @param template the location: a URL without credentials, Maven coordinates without version, or
 *     {@code builtin}; for a directory its name only, since a path of one machine means nothing on
 *     another
 * @param ref the branch or tag that was asked for, or the branch that the remote's HEAD names;
 *     empty for a template without refs
 * @param commit the full commit id; empty for a template that is not in git
 * @param version the Maven version; empty for a template that is not a Maven artifact
 * @param url where a later run finds the template again, without credentials; empty for a folder,
 *     which other machines do not have, and for a template that is not in git
 * @param tag the id of the tag object, or of the commit where the ref is a lightweight tag; empty
 *     where the ref is not a tag
 * @param signature who signed that state, where it was looked at
 */
public record TemplateOrigin(
    String template,
    Optional<String> ref,
    Optional<String> commit,
    Optional<String> version,
    Optional<String> url,
    Optional<String> tag,
    Optional<TemplateSignature> signature) {

  /** A state whose signature nobody looked at. */
  public TemplateOrigin(
      String template,
      Optional<String> ref,
      Optional<String> commit,
      Optional<String> version,
      Optional<String> url,
      Optional<String> tag) {
    this(template, ref, commit, version, url, tag, Optional.empty());
  }

  /** A template without an address of its own. */
  public TemplateOrigin(
      String template, Optional<String> ref, Optional<String> commit, Optional<String> version) {
    this(template, ref, commit, version, Optional.empty(), Optional.empty());
  }

  /**
   * The same state with what is known of its signature.
   *
   * @param known who signed it
   */
  public TemplateOrigin signedBy(Optional<TemplateSignature> known) {
    return new TemplateOrigin(template, ref, commit, version, url, tag, known);
  }

  /** The shortest text that says which state of the template this is. */
  public String revision() {
    return commit
        .map(
            id ->
                ref.filter(name -> !name.equals(id)).map(name -> name + " ").orElse("")
                    + "("
                    + id.substring(0, Math.min(12, id.length()))
                    + ")")
        .or(() -> version)
        .orElse("as it is on disk");
  }
}
