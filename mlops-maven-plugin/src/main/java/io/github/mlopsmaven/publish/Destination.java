package io.github.mlopsmaven.publish;

import io.github.mlopsmaven.problem.UsageException;
import java.util.Optional;

/** Where a project is published to: a hosting service, or a repository that is only pushed to. */
public sealed interface Destination permits Host, PushOnly {

  /** What it is called, as in {@code GitHub}. */
  String title();

  /** Its address, without a login. */
  String address();

  /** The hosting service, where more than a push can be asked for. */
  Optional<Host> host();

  /**
   * The git URL to push to; a URL that the user gave may have a login in it.
   *
   * @param project what is published
   */
  String pushUrl(Publication project);

  /**
   * The place that people look at.
   *
   * @param project what is published
   */
  String page(Publication project);

  /**
   * Refuses what cannot be done there, before anything is made.
   *
   * @param project what is published
   * @throws UsageException if it cannot
   */
  void check(Publication project);
}
