package io.github.mlopsmaven.generate;

import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.StagedFiles;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a generated project a git repository. */
public interface ProjectRepository {

  /**
   * Makes a new repository with one commit on the branch {@code main} that holds what is staged,
   * and nothing else. The tree depends on the staged files and on the project's own {@code
   * .gitattributes} only: not on its {@code .gitignore}, the operating system, or the user's git
   * configuration.
   *
   * @param directory the project; has no {@code .git} yet
   * @param staged the files that are in it
   * @param author who commits
   * @param message the commit's message
   * @return the full id of the commit's tree
   * @throws UsageException if git would refuse one of the files
   * @throws io.github.mlopsmaven.problem.EnvironmentException if it cannot be written, or the
   *     directory does not have what is staged
   */
  String commitAll(Path directory, StagedFiles staged, Author author, String message);

  /**
   * Pushes {@code main} to an existing repository that has no {@code main} yet, and makes it the
   * upstream, named {@code origin}.
   *
   * @param directory the project, with its repository
   * @param remote a git URL
   * @throws io.github.mlopsmaven.problem.UsageException if the remote already has content
   * @throws io.github.mlopsmaven.problem.EnvironmentException if it cannot be reached or refuses
   */
  void push(Path directory, String remote);

  /**
   * The identity that git would take for the first commit of a project, from the environment or the
   * user's git configuration with what it includes for that folder.
   *
   * @param directory the project's folder, which may not exist yet
   * @param remote where it will be pushed to, if that is known
   * @return the author, or empty where either name or address is not set on purpose
   */
  Optional<Author> configuredAuthor(Path directory, Optional<String> remote);

  /**
   * A git identity.
   *
   * @param name a person's or a bot's name
   * @param email its address
   */
  record Author(String name, String email) {

    private static final Pattern FORM = Pattern.compile("\\s*([^<>]+?)\\s*<([^<>\\s]+)>\\s*");

    /**
     * Reads what a person typed.
     *
     * @param text {@code NAME <MAIL>}
     * @throws UsageException if it has another form
     */
    public static Author parse(String text) {
      Matcher form = FORM.matcher(text);
      if (!form.matches()) {
        throw new UsageException(
            "author '" + text + "' is not a name with an email address",
            "write -Dmlops.author=\"NAME <EMAIL>\"");
      }
      return new Author(form.group(1), form.group(2));
    }
  }
}
