package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.rules.shell.ShellWord;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the steps of one job have made so far, beside what they have checked out: all scripts and
 * inputs of the job share it.
 */
final class JobFiles {

  /** Nobody writes a longer path. */
  private static final int LONGEST = 200;

  private static final int DEEPEST = 4;

  private static final int MOST_CALLS = 50;

  private static final Pattern END = Pattern.compile("/+$");

  private static final Pattern ANYTHING = Pattern.compile("[\uE000./]*");

  private final Set<String> made = new HashSet<>();
  private final Set<String> runnable = new HashSet<>();
  private final boolean isOnWindows;
  private boolean isOpen;
  private boolean hasRunCode;
  private int depth;
  private int calls;

  /**
   * The files of a job that begins.
   *
   * @param isOnWindows whether its machine may run Windows, where files have no modes
   */
  JobFiles(boolean isOnWindows) {
    this.isOnWindows = isOnWindows;
  }

  /** A path exists from now on; it may have {@link ShellWord#UNKNOWN} in it. */
  void add(String path) {
    String plain = END.matcher(path).replaceFirst("");
    // Of what is wholly unknown, nothing is learned.
    if (!ANYTHING.matcher(plain).matches()) {
      made.add(plain);
    }
  }

  /** Whether a path was made, or a directory that it lies in. */
  boolean has(String path) {
    for (int end = path.length(); end >= 0; end = path.lastIndexOf('/', end - 1)) {
      if (made.contains(path.substring(0, end))) {
        return true;
      }
    }
    return false;
  }

  /** Whether a path that is not wholly known may be one that was made, or lie in one. */
  boolean mayHave(String path) {
    if (has(path) || made.stream().anyMatch(known -> known.startsWith(path + "/"))) {
      return true;
    }
    for (String known : made) {
      if (mayCover(path, known) || mayCover(known, path)) {
        return true;
      }
    }
    return false;
  }

  /** What was made. */
  Set<String> made() {
    return Set.copyOf(made);
  }

  /** Whether a path has unknown parts, and is not too long to be compared. */
  static boolean isWildcard(String path) {
    return path.indexOf(ShellWord.UNKNOWN) >= 0 && path.length() <= LONGEST;
  }

  /**
   * Whether a path with unknown parts may be another one, or a folder that it lies in. What is
   * unknown may be any text, as {@code *} of a pattern that also matches {@code /}.
   */
  static boolean mayCover(String wildcard, String path) {
    if (!isWildcard(wildcard)) {
      return false;
    }
    int at = 0;
    int in = 0;
    int unknown = -1;
    int tried = 0;
    while (true) {
      boolean isEnd = in == wildcard.length();
      if (isEnd && (at == path.length() || path.charAt(at) == '/')) {
        return true;
      }
      if (!isEnd && wildcard.charAt(in) == ShellWord.UNKNOWN) {
        unknown = in++;
        tried = at;
      } else if (!isEnd && at < path.length() && wildcard.charAt(in) == path.charAt(at)) {
        in++;
        at++;
      } else if (unknown < 0 || tried >= path.length()) {
        return false;
      } else {
        in = unknown + 1;
        at = ++tried;
      }
    }
  }

  /** Something ran that may have made any file. */
  void opens() {
    isOpen = true;
  }

  /** Whether any file may be there. */
  boolean isOpen() {
    return isOpen;
  }

  /** Code of the project ran: it makes the files that it names. */
  void runsCode() {
    hasRunCode = true;
  }

  /** Whether code of the project ran. */
  boolean hasRunCode() {
    return hasRunCode;
  }

  /** A file can be run from now on; the empty string stands for all. */
  void letRun(String path) {
    runnable.add(path);
  }

  /** Whether a file of the project that has no such mode can be run all the same. */
  boolean canRun(String path) {
    return isOnWindows
        || runnable.contains("")
        || runnable.stream().anyMatch(known -> path.equals(known) || path.startsWith(known + "/"))
        || runnable.stream().anyMatch(known -> mayCover(known, path));
  }

  /**
   * A script begins that another one calls.
   *
   * @return false where there were too many before, so that it is not looked at
   */
  boolean enters() {
    boolean isFew = depth < DEEPEST && calls < MOST_CALLS;
    if (isFew) {
      depth++;
      calls++;
    }
    return isFew;
  }

  /** It ends. */
  void leave() {
    depth--;
  }
}
