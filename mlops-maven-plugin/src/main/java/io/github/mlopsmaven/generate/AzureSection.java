package io.github.mlopsmaven.generate;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is added to the README of a project that is published: the item of the checklist about its
 * pipelines' login at Azure. It is not the template's, and no change by a person either.
 */
public final class AzureSection {

  private static final String TITLE = "Azure, for ";
  private static final String ITEM = "Let the pipelines sign in to Azure: type `bash ";

  /** At the end, ticked or not. */
  private static final Pattern SECTION =
      Pattern.compile(
          "\n(?:## "
              + TITLE
              + "[^\n]+|"
              + TITLE
              + "[^\n]+\n-+)\n\n- \\[[ xX]\\] "
              + ITEM
              + "[^\n]+\n\\z");

  private AzureSection() {}

  /**
   * The section.
   *
   * @param repository owner and name of the repository
   * @param script the path of the script to type
   * @param hashes whether the README's headings begin with hashes; a README has one kind only
   */
  public static String text(String repository, String script, boolean hashes) {
    String title = TITLE + repository;
    String heading = hashes ? "## " + title : title + "\n" + "-".repeat(title.length());
    return "\n"
        + heading
        + "\n\n- [ ] "
        + ITEM
        + script
        + "`, signed in with `az login`. It creates an identity for each place that they deploy to,"
        + " without a secret, and can be run again.\n";
  }

  /**
   * A README before the section was added.
   *
   * @param readme with LF line ends
   * @return empty if it does not end with the section
   */
  public static Optional<byte[]> removed(byte[] readme) {
    String text = new String(readme, StandardCharsets.ISO_8859_1);
    Matcher section = SECTION.matcher(text);
    return section.find()
        ? Optional.of(text.substring(0, section.start()).getBytes(StandardCharsets.ISO_8859_1))
        : Optional.empty();
  }
}
