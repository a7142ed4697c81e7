package io.github.mlopsmaven.update;

import java.util.List;

/** What a template's commits say. */
public interface TemplateLog {

  /**
   * The commits that a newer state has and an older one has not.
   *
   * @param older the full id of a commit
   * @param newer the full id of a commit
   * @param many how many at most
   * @return a line for each, the newest first: short id, date and subject; and how many more there
   *     are. Nothing where that cannot be found out
   */
  List<String> between(String older, String newer, int many);
}
