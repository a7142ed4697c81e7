package io.github.mlopsmaven.generate;

import io.github.mlopsmaven.template.TemplateSignature;
import io.github.mlopsmaven.template.TemplateSnapshot;
import java.util.List;
import java.util.Optional;

/** Says whether a project may be made, once it is decided and before its files are fetched. */
public interface Admission {

  /** Whatever is asked for. */
  Admission ANYTHING =
      new Admission() {
        @Override
        public Optional<TemplateSignature> admit(
            TemplateSnapshot template, Blueprint blueprint, GenerateRequest request) {
          return Optional.empty();
        }

        @Override
        public List<String> policies() {
          return List.of();
        }
      };

  /**
   * Looks at a project.
   *
   * @param template the opened template
   * @param blueprint what was decided
   * @param request what was asked for
   * @return who signed the template's state, for the lock
   * @throws io.github.mlopsmaven.problem.UsageException if it must not be made
   */
  Optional<TemplateSignature> admit(
      TemplateSnapshot template, Blueprint blueprint, GenerateRequest request);

  /** The policies that are looked at, for the lock: Maven coordinates. */
  List<String> policies();
}
