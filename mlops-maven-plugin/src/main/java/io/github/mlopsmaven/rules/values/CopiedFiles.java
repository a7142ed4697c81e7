package io.github.mlopsmaven.rules.values;

import java.util.regex.Pattern;

/**
 * Files that are meant to be copied: a template of a makefile, of a document or of a project, and
 * exercises with gaps and the answers to them. What they name is elsewhere, once they are copied,
 * solved, or loaded into a notebook.
 */
public final class CopiedFiles {

  private static final Pattern FOLDER =
      Pattern.compile(
          "(?i)(?:^|/)(?:[\\w.-]*[._-])?(?:templates?|skeletons?|boilerplates?|scaffold(?:s|ing)?|cookiecutters?)(?:[._-][\\w.-]*)?/");

  private static final Pattern NAME = Pattern.compile("(?i)(?:^|[._/-])template(?:\\.[^/]*)?$");

  private static final Pattern EXERCISE =
      Pattern.compile(
          "(?i)(?:^|/)(?:exercises?|assignments?|homework|answers?)(?:[._-][\\w.-]*)?/");

  private CopiedFiles() {}

  /**
   * Whether a file is a template by its folder or its name.
   *
   * @param path the file
   */
  public static boolean isTemplate(String path) {
    return FOLDER.matcher(path).find() || NAME.matcher(path).find();
  }

  /**
   * Whether a file is an exercise: what is missing in it is what people learn to write. Of an
   * answer, the rest is in the notebook that loads it.
   *
   * @param path the file
   */
  public static boolean isExercise(String path) {
    return EXERCISE.matcher(path).find();
  }
}
