package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.fleet.SharedTemplates;
import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.status.TemplateAge;
import io.github.mlopsmaven.template.TemplateOrigin;
import io.github.mlopsmaven.template.TemplateSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The templates that the projects of a fleet are compared with. Each branch or tag is asked once in
 * a run, so that all projects of one template see the same commit.
 */
final class FleetTemplates {

  private final SharedTemplates shared = new SharedTemplates();

  /** The contents of those that could be had, by their names. */
  Map<String, Set<String>> contents() {
    return shared.contents();
  }

  /**
   * The template that a project is compared with.
   *
   * @param lock what the project came from
   * @param newest its template
   * @param pinned the template at a commit
   */
  Optional<TemplateSource> of(
      ProjectLock lock,
      Optional<TemplateSource> newest,
      Function<String, Optional<TemplateSource>> pinned) {
    TemplateOrigin origin = lock.origin();
    String key =
        String.join(
            "\n",
            origin.template(),
            origin.url().orElse(""),
            origin.ref().orElse(""),
            origin.version().orElse(""));
    return newest.map(
        source -> shared.of(key, () -> source, commit -> pinned.apply(commit).orElse(source)));
  }

  /**
   * The templates that policies name.
   *
   * @param plain finds them
   */
  PolicedFolder.Templates ofPolicies(PolicedFolder.Templates plain) {
    return new PolicedFolder.Templates() {
      @Override
      public TemplateSource source(String text, Optional<String> ref) {
        return ref.filter(name -> name.matches("[0-9a-f]{40}")).isPresent()
            ? plain.source(text, ref)
            : shared.of(
                "policy\n" + text + "\n" + ref.orElse(""),
                () -> plain.source(text, ref),
                commit -> plain.source(text, Optional.of(commit)));
      }

      @Override
      public TemplateAge age(String text, Optional<String> ref) {
        return plain.age(text, ref);
      }
    };
  }
}
