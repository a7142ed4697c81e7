package io.github.mlopsmaven.rules.values;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The root of what a pipeline is for: a folder that holds pipelines as a repository does is a
 * sample that becomes a repository of its own.
 */
public final class OwnRoot {

  private static final Pattern INSIDE =
      Pattern.compile("(.+?)/\\.(?:github|pipelines|azure-?pipelines|azuredevops|devcontainer)/.*");

  private OwnRoot() {}

  /**
   * The folder whose pipelines a file belongs to.
   *
   * @param path the file
   * @return the folder; the empty string for a file that belongs to the project's root
   */
  public static String of(String path) {
    Matcher inside = INSIDE.matcher(path);
    return inside.matches() ? inside.group(1) : "";
  }
}
