package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that scripts and steps read and nothing writes, beside one of the same kind that they
 * write and nothing reads: it is one file with two names.
 */
final class HandedNames {

  private static final String PATH = "\"?((?:[\\w.${}-]+/)*)([\\w-]+\\.[A-Za-z]\\w{1,9})";

  private static final Pattern WRITTEN =
      Pattern.compile(
          "(?:>>?|\\btee(?:[ \\t]+-a)?|[ \\t]-o|--(?:output|out|output-file|junitxml|report)|[ \\t]-out|\\b(?:cp|mv)[ \\t]+\"?[\\w./${}-]+\"?)[= \\t]+?"
              + PATH
              + "\\b|(?:>>?|--(?:output|junitxml)=|-out=)"
              + PATH
              + "\\b");

  private static final Pattern READ =
      Pattern.compile(
          "(?:\\$\\(<[ \\t]*|\\[\\[?[ \\t]+(?:![ \\t]+)?-[fs][ \\t]+|\\bhashFiles\\('|\\b(?:cat|head|tail|sha256sum|source)[ \\t]+(?:-\\S+[ \\t]+)*|\\b(?:jq|sed|grep)[ \\t][^|\\n>]*?[ \\t])"
              + PATH
              + "\\b");

  /** As many letters are no chance. */
  private static final int ALIKE = 4;

  private HandedNames() {}

  /** A place at which a file is named. */
  private record Named(SourceFile file, String folder, String name, int index) {}

  /** Looks at scripts, workflows and pipelines. */
  static void find(VerifiedProject project, Findings findings) {
    Map<String, List<Named>> read = new TreeMap<>();
    Map<String, List<Named>> written = new HashMap<>();
    for (SourceFile file :
        project
            .files()
            .of(
                FileKind.SHELL,
                FileKind.GITHUB_WORKFLOW,
                FileKind.GITHUB_ACTION,
                FileKind.AZURE_PIPELINE)) {
      collect(file, READ, read);
      collect(file, WRITTEN, written);
    }
    if (read.isEmpty() || written.isEmpty()) {
      return;
    }
    Set<String> there = new HashSet<>();
    project.files().paths().forEach(path -> there.add(path.substring(path.lastIndexOf('/') + 1)));
    read.keySet().removeIf(name -> there.contains(name) || written.containsKey(name));
    written.keySet().removeIf(there::contains);
    read.values().removeIf(all -> isOtherwise(project, all));
    if (read.isEmpty()) {
      return;
    }
    written.values().removeIf(all -> isOtherwise(project, all));
    read.forEach(
        (name, places) -> {
          List<Named> meant = new ArrayList<>();
          for (List<Named> other : written.values()) {
            if (places.stream().anyMatch(one -> other.stream().anyMatch(two -> fits(one, two)))) {
              meant.add(other.get(0));
            }
          }
          long alike =
              read.values().stream()
                  .filter(
                      all ->
                          meant.size() == 1
                              && all.stream().anyMatch(one -> fits(one, meant.get(0))))
                  .count();
          if (meant.size() == 1 && alike == 1) {
            Named first = places.get(0);
            findings.addDoubtful(
                CommandCheck.MISSING_FILE,
                first.file().path(),
                first.file().position(first.index()),
                "nothing writes '" + name + "', which is read here",
                "did you mean "
                    + meant.get(0).name()
                    + ", which "
                    + meant.get(0).file().path()
                    + " writes and nothing reads?");
          }
        });
  }

  /** In one folder of one file any name may be meant; elsewhere only one that begins alike. */
  private static boolean fits(Named read, Named written) {
    boolean isOneFolder =
        read.file().equals(written.file())
            && read.folder().equals(written.folder())
            && !read.folder().isEmpty();
    String one = stem(read);
    String other = stem(written);
    int alike = 0;
    while (alike < one.length()
        && alike < other.length()
        && one.charAt(alike) == other.charAt(alike)) {
      alike++;
    }
    boolean isOneKind = end(read).equals(end(written)) && alike >= ALIKE;
    return isOneFolder || one.equals(other) || isOneKind;
  }

  private static String stem(Named named) {
    return named.name().substring(0, named.name().lastIndexOf('.'));
  }

  private static String end(Named named) {
    return named.name().substring(named.name().lastIndexOf('.'));
  }

  private static void collect(SourceFile file, Pattern pattern, Map<String, List<Named>> all) {
    Matcher matcher = pattern.matcher(file.text());
    while (matcher.find()) {
      int group = matcher.group(2) != null ? 2 : 4;
      String folder = matcher.group(group - 1);
      boolean isComment =
          file.text()
              .substring(file.text().lastIndexOf('\n', matcher.start(group)) + 1)
              .strip()
              .startsWith("#");
      boolean isElsewhere =
          folder.startsWith("/") || folder.startsWith("~") || folder.startsWith("..");
      if (!isComment && !isElsewhere) {
        all.computeIfAbsent(matcher.group(group), any -> new ArrayList<>())
            .add(new Named(file, folder, matcher.group(group), matcher.start(group)));
      }
    }
  }

  /** Whether a name stands at other places than these, beside comments and documents. */
  private static boolean isOtherwise(VerifiedProject project, List<Named> places) {
    String name = places.get(0).name();
    int count = 0;
    for (SourceFile file : project.files().all()) {
      if (!file.content().isText() || file.path().endsWith(".md")) {
        continue;
      }
      String text = file.text();
      for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
        int line = text.lastIndexOf('\n', at) + 1;
        String before = text.substring(line, at).strip();
        if (!before.startsWith("#") && !before.startsWith("//")) {
          count++;
        }
      }
    }
    return count > places.size();
  }
}
