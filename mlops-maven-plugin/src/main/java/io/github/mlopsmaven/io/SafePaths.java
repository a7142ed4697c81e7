package io.github.mlopsmaven.io;

import io.github.mlopsmaven.problem.Mistakes;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.problem.Visible;
import io.github.mlopsmaven.template.EntryName;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a template may name as a path of a project, on every operating system alike: a project that
 * is made on Linux has to be checked out on Windows and macOS too.
 *
 * <p>Sources: the reserved names and characters of Windows (Microsoft Learn, "Naming Files, Paths,
 * and Namespaces"), the spellings of {@code .git} that git itself refuses ({@code
 * core.protectNTFS}, {@code core.protectHFS}) and those of the files that it reads ("Fsck messages"
 * in git-fsck(1)).
 */
public final class SafePaths {

  private static final Pattern DEVICE =
      Pattern.compile(
          "(?i)(?:con|prn|aux|nul|conin\\$|conout\\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\\s*\\..*)?\\s*");

  /** Code points that HFS+ ignores when it compares names. */
  private static final Pattern IGNORED_BY_HFS =
      Pattern.compile("[\\x{200c}-\\x{200f}\\x{202a}-\\x{202e}\\x{206a}-\\x{206f}\\x{feff}]");

  /** The short name that NTFS gives to {@code .git}, and the name itself with what NTFS drops. */
  private static final Pattern GIT_DIRECTORY = Pattern.compile("(?i)(?:\\.git|git~[0-9]+)[ .]*");

  /** The files that git reads itself, in any folder. */
  private static final List<String> READ_BY_GIT =
      List.of(".gitmodules", ".gitattributes", ".gitignore", ".mailmap");

  /** The short names that NTFS gives to them. */
  private static final Pattern SHORT =
      Pattern.compile(
          "(?i)(?:gitmod|gitatt|gitign|mailma)~[1-4]"
              + "|(?=.{8}$)(?:gi7?e?b?a?|gi7?d?2?9?|gi2?5?0?a?|mab?a?3?0?)~[1-9][0-9]*");

  /** In bytes. It is what Linux takes; Windows and macOS count in units of UTF-16. */
  private static final int LONGEST_NAME = 255;

  private static final Pattern FORBIDDEN = Pattern.compile("[\\x00-\\x1f\\x7f<>:\"|?*\\\\]");

  private SafePaths() {}

  /**
   * Checks the paths of all files of a project.
   *
   * @param paths target paths, separated by {@code /}
   * @throws UsageException with every one that is not safe, and every two that a file system
   *     without case cannot hold together; the message names them
   */
  public static void check(Collection<String> paths) {
    Mistakes mistakes = new Mistakes();
    Map<String, String> files = new HashMap<>();
    Map<String, String> directories = new HashMap<>();
    for (String path : paths) {
      if (mistakes.stopLooking()) {
        break;
      }
      mistakes.checking(() -> check(path));
      for (int i = path.indexOf('/'); i >= 0; i = path.indexOf('/', i + 1)) {
        String directory = path.substring(0, i);
        String other = directories.putIfAbsent(folded(directory), directory);
        if (other != null && !other.equals(directory)) {
          mistakes.add(collision(other, directory));
        }
      }
      String other = files.putIfAbsent(folded(path), path);
      if (other != null) {
        mistakes.add(collision(other, path));
      }
    }
    files.forEach(
        (folded, path) -> {
          if (directories.containsKey(folded)) {
            mistakes.add(refused(path, "is a file and a directory at once"));
          }
        });
    mistakes.refuse("the template");
  }

  /**
   * Checks one path.
   *
   * @param path a target path, separated by {@code /}
   * @throws UsageException if it is not safe
   */
  public static void check(String path) {
    if (path.isEmpty() || path.startsWith("/")) {
      throw refused(path, "is not relative to the project");
    }
    EntryName.requireUtf8(path);
    if (FORBIDDEN.matcher(path).find()) {
      throw refused(path, "has a character that Windows does not allow in names");
    }
    for (String segment : path.split("/", -1)) {
      checkSegment(path, segment);
    }
    for (String name : READ_BY_GIT.subList(0, 2)) {
      if (path.startsWith(name + "/") || path.contains("/" + name + "/")) {
        throw refused(path, "has a folder where git expects a file");
      }
    }
  }

  /**
   * Checks the name of a symbolic link.
   *
   * @param path the link's path in the project
   * @throws UsageException if git would read it as a file of its own, which it does not through
   *     links
   */
  public static void checkLinkName(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (READ_BY_GIT.contains(name)) {
      throw refused(path, "is a symbolic link: git reads only a file of that name");
    }
  }

  private static void checkSegment(String path, String segment) {
    if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
      throw refused(path, "leaves the project or is not in its shortest form");
    }
    int bytes = segment.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > LONGEST_NAME) {
      throw refused(
          path, "has a name of " + bytes + " bytes, and file systems take " + LONGEST_NAME);
    }
    String visible = IGNORED_BY_HFS.matcher(segment).replaceAll("");
    if (GIT_DIRECTORY.matcher(visible).matches()) {
      throw refused(path, "reaches into git's own directory");
    }
    for (String name : READ_BY_GIT) {
      if (name.equalsIgnoreCase(visible) && !name.equals(segment)) {
        throw refused(path, "git reads as " + name + " on Windows or macOS");
      }
    }
    if (SHORT.matcher(visible).matches()) {
      throw refused(path, "is the short name of a file on Windows that git reads");
    }
    if (DEVICE.matcher(segment).matches()) {
      throw refused(path, "is the name of a device on Windows");
    }
    if (segment.endsWith(".") || segment.endsWith(" ")) {
      throw refused(path, "ends in a dot or a space, which Windows drops");
    }
  }

  /**
   * Checks where a symbolic link points.
   *
   * @param path the link's path in the project
   * @param target what it contains
   * @throws UsageException if it points out of the project or into git's directory
   */
  public static void checkLink(String path, String target) {
    if (target.isEmpty() || target.startsWith("/") || FORBIDDEN.matcher(target).find()) {
      throw refused(path, "is a symbolic link to '" + target + "', which is not in the project");
    }
    int depth = (int) path.chars().filter(c -> c == '/').count();
    boolean down = false;
    for (String segment : target.split("/", -1)) {
      if (segment.equals("..")) {
        depth--;
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        checkSegment(path, segment);
        down = true;
      }
      // What a way down passes may be another link, so that a way up from there leads anywhere.
      if (depth < 0 || (down && segment.equals(".."))) {
        throw refused(path, "is a symbolic link to '" + target + "', which leaves the project");
      }
    }
  }

  private static String folded(String path) {
    // Java's tables of Unicode take longer to load than all paths of a project take to check.
    String composed =
        path.chars().allMatch(c -> c < 128)
            ? path
            : Normalizer.normalize(path, Normalizer.Form.NFC);
    return composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  /**
   * As it is, unless it looks like the other one: then with its letters outside of ASCII as ids.
   */
  private static String told(String path, String other) {
    boolean looksAlike =
        !path.equals(other)
            && Normalizer.normalize(path, Normalizer.Form.NFC)
                .equals(Normalizer.normalize(other, Normalizer.Form.NFC));
    return looksAlike
        ? path.chars()
            .mapToObj(c -> c < 128 ? String.valueOf((char) c) : String.format("\\u%04X", c))
            .collect(Collectors.joining())
        : path;
  }

  private static UsageException collision(String one, String other) {
    return new UsageException(
        "the template has the paths "
            + Visible.line(told(one, other))
            + " and "
            + Visible.line(told(other, one))
            + ", which are the same on Windows and macOS",
        "rename one of them in the template");
  }

  private static UsageException refused(String path, String why) {
    return new UsageException(
        Visible.line("the template has the path '" + path + "', which " + why),
        "rename or exclude it in the template; nothing was written");
  }
}
