package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.documents.IgnoredPaths;
import io.github.mlopsmaven.rules.shell.ShellWord;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a file that a step reads is certainly not there: the project does not have it, no step
 * before has made it, and no code that ran may have.
 *
 * @param project the project
 * @param tree what the job has checked out
 * @param files what its steps have made
 * @param reader the file that names it
 * @param readers the texts of that file that only read files
 */
record Absence(
    VerifiedProject project,
    WorkTree tree,
    JobFiles files,
    SourceFile reader,
    List<String> readers) {

  /** A name of a file in a text. */
  private static final Pattern NAME = Pattern.compile("[\\w.-]*\\w\\.[A-Za-z]\\w{0,9}");

  private static final Pattern WORD = Pattern.compile("[A-Za-z]{4,}");

  private static final Pattern END = Pattern.compile("(?:/+|(?:/?\uE000+)+)$");

  /** What a pattern says of a name beside its end. */
  private static final Pattern LITERAL = Pattern.compile("[A-Za-z]{3,}.*\\.");

  private static final Pattern ARTIFACT =
      Pattern.compile("[ -]*(?:name|artifact|artifactName):\\s*[\"']?");

  private static final Pattern READING =
      Pattern.compile(
          "(?:^|run:|script:|bash:|[({\\s-])\\s*(?:cat|head|tail|jq|source|\\.|grep|wc|less|sort|diff|unzip|terraform (?:\\S+ )?(?:show|apply)|curl)\\s+\\S?[^>]*$");

  private static final Pattern WRITING =
      Pattern.compile("(?:>\\s*|\\s(?:-o|-out|--out\\S*)[ =])[\"']?[^\\s\"']*$");

  /** Shorter names are slips of each other by chance. */
  private static final int SHORTEST = 5;

  /**
   * Looks for a path.
   *
   * @param path from the root of the job's files; {@link ShellWord#UNKNOWN} stands for stars and
   *     for what nobody knows
   * @return what to do about it; empty where it may be there
   */
  Optional<String> remedy(String path) {
    String whole = END.matcher(path).replaceFirst("");
    if (whole.isEmpty() || tree.mayMatch(whole) || files.mayHave(whole)) {
      return Optional.empty();
    }
    // Of a pattern, the folder that it begins with has to be there.
    int star = whole.indexOf(ShellWord.UNKNOWN);
    String plain = star < 0 ? whole : whole.substring(0, whole.lastIndexOf('/', star) + 1);
    plain = END.matcher(plain).replaceFirst("");
    if (plain.isEmpty()) {
      return pattern(whole);
    }
    String name = plain.substring(plain.lastIndexOf('/') + 1);
    boolean isFolder = star >= 0 && tree.mayMatch(plain);
    if (isFolder || name.length() < 2 || files.mayHave(plain) || files.mayHave(name)) {
      return Optional.empty();
    }
    if (IgnoredPaths.of(project).has(plain) || isMentioned(name)) {
      return Optional.empty();
    }
    Optional<String> near = near(name).or(() -> unused(name));
    if (near.isPresent()) {
      return near.map(one -> "did you mean " + one + "?");
    }
    boolean isNowhere = !files.isOpen() && !(files.hasRunCode() && isHinted(name));
    return isNowhere ? Optional.of("correct the path, or make it in a step before") : near;
  }

  /** A pattern without a folder: the job makes files of this kind, and all have other names. */
  private Optional<String> pattern(String whole) {
    String name = whole.substring(whole.lastIndexOf('/') + 1);
    String end = name.substring(name.lastIndexOf('.') + 1);
    boolean isNamed = name.indexOf('.') > 0 && LITERAL.matcher(name).find();
    List<String> made =
        files.made().stream().filter(one -> isNamed && one.endsWith("." + end)).sorted().toList();
    boolean isCertain = !files.isOpen() && end.indexOf(ShellWord.UNKNOWN) < 0 && !made.isEmpty();
    return isCertain && !isHinted(name)
        ? Optional.of("did you mean " + made.get(0).replace(ShellWord.UNKNOWN, '*') + "?")
        : Optional.empty();
  }

  /** The only file that the job makes of this kind and that nothing reads. */
  private Optional<String> unused(String name) {
    int dot = name.lastIndexOf('.');
    if (dot < 0 || files.isOpen()) {
      return Optional.empty();
    }
    String end = name.substring(dot);
    List<String> names =
        files.made().stream()
            .map(made -> made.substring(made.lastIndexOf('/') + 1))
            .distinct()
            .filter(one -> one.endsWith(end) && one.indexOf(ShellWord.UNKNOWN) < 0)
            .filter(one -> count(reader.text(), one) == 1)
            .filter(
                one ->
                    project.files().all().stream()
                        .noneMatch(
                            file ->
                                !file.path().equals(reader.path())
                                    && file.content().isText()
                                    && has(file.text(), one)))
            .toList();
    return names.size() == 1 ? Optional.of(names.get(0)) : Optional.empty();
  }

  /** Whether any text speaks of a file of this name, beside those that only read it. */
  private boolean isMentioned(String name) {
    for (SourceFile file : project.files().all()) {
      if (file.content().isText() && !file.path().equals(reader.path()) && has(file.text(), name)) {
        return true;
      }
    }
    int all = 0;
    String text = reader.text();
    for (int at = next(text, name, 0); at >= 0; at = next(text, name, at + 1)) {
      all += isRead(text, at) ? 0 : 1;
    }
    int reading = 0;
    for (String one : readers) {
      reading += count(one, name);
    }
    return all > reading;
  }

  /** Whether a command before a place only reads what is named there. */
  private static boolean isRead(String text, int at) {
    int from = at;
    while (from > 0 && "\n|;&(".indexOf(text.charAt(from - 1)) < 0) {
      from--;
    }
    String before = text.substring(from, at);
    // The name of an artifact names no file.
    if (ARTIFACT.matcher(before).matches()) {
      return true;
    }
    return READING.matcher(before).find() && !WRITING.matcher(before).find();
  }

  private static boolean has(String text, String name) {
    return count(text, name) > 0;
  }

  /** How often a name stands in a text, and not as a part of another. */
  private static int count(String text, String name) {
    int count = 0;
    for (int at = next(text, name, 0); at >= 0; at = next(text, name, at + 1)) {
      count++;
    }
    return count;
  }

  private static int next(String text, String name, int from) {
    for (int at = text.indexOf(name, from); at >= 0; at = text.indexOf(name, at + 1)) {
      char before = at == 0 ? ' ' : text.charAt(at - 1);
      int end = at + name.length();
      char after = end < text.length() ? text.charAt(end) : ' ';
      if (!isPart(before) && !isPart(after)) {
        return at;
      }
    }
    return -1;
  }

  private static boolean isPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-';
  }

  /** The name of a file that a step has made, or that code names, a slip away from this one. */
  private Optional<String> near(String name) {
    if (name.length() < SHORTEST) {
      return Optional.empty();
    }
    Set<String> names = new LinkedHashSet<>();
    for (String made : files.made()) {
      names.add(made.substring(made.lastIndexOf('/') + 1));
    }
    List<SourceFile> sources = new ArrayList<>(project.files().of(FileKind.PYTHON));
    sources.addAll(project.files().of(FileKind.SHELL));
    sources.add(reader);
    int dot = name.lastIndexOf('.');
    for (SourceFile source : dot < 0 ? List.<SourceFile>of() : sources) {
      Matcher matcher = NAME.matcher(source.text());
      while (matcher.find()) {
        names.add(matcher.group());
      }
    }
    return names.stream()
        .filter(one -> one.indexOf(ShellWord.UNKNOWN) < 0 && one.length() >= SHORTEST)
        .filter(one -> Suggestion.isSlip(one, name))
        .findFirst();
  }

  /** Whether code of the project has a word of the name, and so may put the name together. */
  private boolean isHinted(String name) {
    int dot = name.lastIndexOf('.');
    Matcher word = WORD.matcher(dot > 0 ? name.substring(0, dot) : name);
    boolean hasWord = false;
    while (word.find()) {
      hasWord = true;
      String wanted = word.group().toLowerCase(Locale.ROOT);
      boolean isThere =
          project.files().all().stream()
              .filter(file -> file.content().isText() && !file.path().equals(reader.path()))
              .anyMatch(file -> file.text().toLowerCase(Locale.ROOT).contains(wanted));
      if (isThere) {
        return true;
      }
    }
    return !hasWord;
  }
}
