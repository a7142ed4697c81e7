package io.github.mlopsmaven.status;

import java.time.Instant;
import java.util.Optional;

/** How far the template has gone on since a state, and when it was asked last. */
public interface TemplateAge {

  /** Nothing is known. */
  TemplateAge UNKNOWN =
      new TemplateAge() {
        @Override
        public Optional<Behind> behind(String recorded, String newest) {
          return Optional.empty();
        }

        @Override
        public Optional<String> newerRelease(String recorded) {
          return Optional.empty();
        }

        @Override
        public Optional<Instant> asOf() {
          return Optional.empty();
        }
      };

  /**
   * How far one commit is behind another.
   *
   * @param recorded the full id of the commit that the project came from
   * @param newest the full id of the commit that it is compared with
   * @return empty where that cannot be found out
   */
  Optional<Behind> behind(String recorded, String newest);

  /**
   * A tag or version that is newer than one.
   *
   * @param recorded a tag or version
   * @return the newest release; empty if there is none, or nobody can be asked
   */
  Optional<String> newerRelease(String recorded);

  /** When the template was asked last; empty if it never was. */
  Optional<Instant> asOf();

  /**
   * How far a state is behind.
   *
   * @param commits how many commits the newer state has that the older one has not
   * @param since when the first of them was made; empty if there is none, or it is not known
   * @param diverged whether the older state is in no history of the newer one
   */
  record Behind(int commits, Optional<Instant> since, boolean diverged) {}
}
