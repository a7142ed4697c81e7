package io.github.mlopsmaven.git;

import io.github.mlopsmaven.io.GitAttributes;
import io.github.mlopsmaven.problem.Place;
import io.github.mlopsmaven.problem.UsageException;
import java.util.Set;

/**
 * The files of a project that git itself reads. What {@code git fsck} calls damaged or hostile in
 * them is refused: hosts refuse it when it is pushed, and a clone would run it. Source: "Fsck
 * messages" in git-fsck(1), {@code gitmodules*} and {@code gitattributes*}; CVE-2018-11235,
 * CVE-2018-17456, CVE-2019-1387, CVE-2020-5260.
 */
final class SpecialFiles {

  private static final String SUBMODULES = ".gitmodules";
  private static final Set<String> READ_BY_GIT =
      Set.of(SUBMODULES, GitAttributes.FILE, ".gitignore");

  private SpecialFiles() {}

  /** Whether git reads a file of that path. */
  static boolean has(String path) {
    return READ_BY_GIT.contains(path.substring(path.lastIndexOf('/') + 1));
  }

  /**
   * Looks at one of them.
   *
   * @param path where it is
   * @param content its bytes
   * @throws UsageException if git would refuse it
   */
  static void check(String path, byte[] content) {
    if (path.endsWith(GitAttributes.FILE)) {
      checkLines(path, content);
    } else if (path.endsWith(SUBMODULES)) {
      SubmoduleFile.complaint(content)
          .ifPresent(
              why -> {
                throw refused(path, why);
              });
    }
  }

  private static void checkLines(String path, byte[] content) {
    int line = 1;
    int length = 0;
    for (byte b : content) {
      length = b == '\n' ? 0 : length + 1;
      if (length >= GitAttributes.LONGEST_LINE) {
        throw refused(
            new Place(path, line, 1).toString(),
            "has a line of more than " + (GitAttributes.LONGEST_LINE - 1) + " bytes");
      }
      line += b == '\n' ? 1 : 0;
    }
  }

  private static UsageException refused(String path, String why) {
    return new UsageException(
        "the template's " + path + " " + why,
        "correct it in the template, or exclude it there; nothing was written");
  }
}
