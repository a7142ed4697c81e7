package io.github.mlopsmaven.fleet;

import java.util.List;
import java.util.Optional;

/** Where the repositories of a fleet are listed: a file, an organization, a project. */
public interface FleetDirectory {

  /**
   * Lists them.
   *
   * @throws io.github.mlopsmaven.problem.UsageException if there is no such organization or project
   */
  List<Member> members();

  /**
   * A repository.
   *
   * @param name what it is called, as {@code OWNER/NAME}
   * @param url its git URL
   * @param page where people look at it
   * @param skipped why nothing is asked of it, as in {@code archived}
   */
  record Member(String name, String url, Optional<String> page, Optional<String> skipped) {}
}
