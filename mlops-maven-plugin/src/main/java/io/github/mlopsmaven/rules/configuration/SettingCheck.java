package io.github.mlopsmaven.rules.configuration;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.python.PythonKeys;
import io.github.mlopsmaven.rules.python.PythonSettings;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Position;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What code reads of files with settings is set in them. */
final class SettingCheck implements Check {

  private static final Pattern GUARDED =
      Pattern.compile(".*(?:\\btry\\(|\\bcan\\(|\\blookup\\(|#|//).*");

  static final Rule MISSING =
      new Rule("configuration-missing-key", Level.ERROR, "Missing key in a configuration file");

  private static final int DEEPEST = 6;

  /** No function is longer. */
  private static final int LONGEST = 10_000;

  /** Patterns are made when the first file needs them. */
  private static final class Patterns {
    static final Pattern TERRAFORM =
        Pattern.compile(
            "(?m)^\\s*(\\w+)\\s*=\\s*(?:yaml|json)decode\\(\\s*file\\(\\s*\"([^\"\\n]+)\"\\s*\\)\\s*\\)"
                + "((?:\\.\\w+){0,50})\\s*$");
    static final Pattern BICEP =
        Pattern.compile(
            "(?m)^(?:var|param)\\s+(\\w+)\\s*(?:[\\w.]+\\s*)?=\\s*load(?:Yaml|Json)Content\\(\\s*'([^'\\n]+)'"
                + "\\s*\\)((?:\\.\\w+){0,50})\\s*$");
    static final Pattern USING = Pattern.compile("(?m)^using\\s+'([^'\\n]+)'");
    static final Pattern MODULE =
        Pattern.compile("(?m)^module\\s+\\w+\\s+'([^'\\n:]+\\.bicep)'([\\s\\S]*?)^}");
    static final Pattern FUNCTION =
        Pattern.compile("(?m)^(?:function\\s+)?(\\w+)\\s*\\(\\)\\s*\\{([\\s\\S]*?)^}");

    /** A program that searches for what the function is given. */
    static final Pattern LOOK_UP =
        Pattern.compile("\\b(?:sed|grep|awk|yq|jq)\\b[^\\n]*\\$\\{?1\\b");

    static final Pattern FILE_VARIABLE =
        Pattern.compile("(?m)^\\s*(\\w+)=\"?([^\"\\n]*\\.(?:ya?ml|json))\"?\\s*$");
    static final Pattern QUERY =
        Pattern.compile(
            "\\b(?:yq|jq)\\s+(?:-{1,2}\\w[\\w-]*\\s+|eval\\s+|e\\s+)*(['\"]?)\\.([\\w.]+)\\1\\s+"
                + "\"?([^\\s\"'|)<>;]+\\.(?:ya?ml|json))");
  }

  @Override
  public List<Rule> rules() {
    return List.of(MISSING);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    new OneProject(project, findings).check();
  }

  private record OneProject(VerifiedProject project, Findings findings) {

    void check() {
      for (SourceFile file : project.files().of(FileKind.TERRAFORM)) {
        if (file.text().contains("decode(")) {
          terraform(file);
        }
      }
      for (SourceFile file : project.files().of(FileKind.BICEP)) {
        if (file.text().contains("Content(")) {
          bicep(file);
        }
      }
      shell(project.files().of(FileKind.SHELL));
      python();
    }

    private static List<String> keys(String path) {
      return Arrays.stream(path.split("\\.", -1)).filter(key -> !key.isEmpty()).toList();
    }

    private void terraform(SourceFile file) {
      Matcher matcher = Patterns.TERRAFORM.matcher(file.text());
      while (matcher.find()) {
        SettingsFiles settings =
            SettingsFiles.of(project, file.directory(), matcher.group(2), keys(matcher.group(3)));
        for (SourceFile other : project.files().of(FileKind.TERRAFORM)) {
          if (other.directory().equals(file.directory())) {
            reads(other, "local\\." + matcher.group(1), settings);
          }
        }
      }
    }

    private void bicep(SourceFile file) {
      Matcher matcher = Patterns.BICEP.matcher(file.text());
      while (matcher.find()) {
        SettingsFiles settings =
            SettingsFiles.of(project, file.directory(), matcher.group(2), keys(matcher.group(3)));
        Matcher using = Patterns.USING.matcher(file.text());
        Optional<SourceFile> code =
            using.find()
                ? FileSet.resolve(file.directory(), using.group(1)).flatMap(project::file)
                : Optional.of(file);
        code.ifPresent(found -> bicep(found, matcher.group(1), settings, 0));
      }
    }

    /** Follows a parameter into the modules that it is handed to. */
    private void bicep(SourceFile file, String name, SettingsFiles settings, int depth) {
      reads(file, name, settings);
      Matcher module = Patterns.MODULE.matcher(file.text());
      while (depth < DEEPEST && module.find()) {
        Matcher handed =
            Pattern.compile("(?m)^\\s*(\\w+)\\s*:\\s*" + name + "\\s*$").matcher(module.group(2));
        Optional<SourceFile> callee =
            FileSet.resolve(file.directory(), module.group(1)).flatMap(project::file);
        if (callee.isPresent() && handed.find()) {
          bicep(callee.get(), handed.group(1), settings, depth + 1);
        }
      }
    }

    private void reads(SourceFile file, String name, SettingsFiles settings) {
      Matcher read =
          Pattern.compile("(?<![\\w.'-])" + name + "((?:\\.[A-Za-z_]\\w*){1,50})(?!\\w*\\s*\\()")
              .matcher(file.text());
      while (!settings.files().isEmpty() && read.find()) {
        int line = file.text().lastIndexOf('\n', read.start()) + 1;
        String before = file.text().substring(line, read.start());
        // What is tried, or only mentioned.
        if (!GUARDED.matcher(before).matches() && !isInText(before)) {
          report(file, read.start(1) + 1, settings, keys(read.group(1)));
        }
      }
    }

    /** Whether a line of Bicep or Terraform is in a text here, and not in what is put into one. */
    private static boolean isInText(String before) {
      Deque<Character> open = new ArrayDeque<>();
      for (int i = 0; i < before.length(); i++) {
        char c = before.charAt(i);
        boolean isText = !open.isEmpty() && open.peek() != '{';
        if (isText && c == '\\') {
          i++;
        } else if (isText && c == '$' && before.startsWith("{", i + 1)) {
          open.push('{');
          i++;
        } else if (isText ? c == open.peek() : !open.isEmpty() && c == '}') {
          open.pop();
        } else if (!isText && (c == '\'' || c == '"')) {
          open.push(c);
        }
      }
      return !open.isEmpty() && open.peek() != '{';
    }

    private void report(SourceFile file, int index, SettingsFiles settings, List<String> path) {
      settings.missing(path).ifPresent(missing -> report(file, index, missing));
    }

    private void report(SourceFile file, int index, SettingsFiles.Missing missing) {
      findings.add(
          MISSING,
          file.path(),
          Position.of(file.text(), index),
          "'" + missing.key() + "' is read and not set in " + missing.files(),
          missing.remedy());
    }

    private void shell(List<SourceFile> scripts) {
      Map<String, SettingsFiles> functions = new LinkedHashMap<>();
      for (SourceFile script : scripts) {
        if (script.text().contains("yq") || script.text().contains("jq")) {
          queries(script);
        }
        Matcher variable = Patterns.FILE_VARIABLE.matcher(script.text());
        while (variable.find()) {
          String name = variable.group(1);
          SettingsFiles files =
              SettingsFiles.of(project, script.directory(), variable.group(2), List.of());
          Matcher function = Patterns.FUNCTION.matcher(script.text());
          while (!files.files().isEmpty() && function.find()) {
            String body = function.group(2);
            boolean reads =
                body.length() < LONGEST
                    && body.lines().anyMatch(line -> Patterns.LOOK_UP.matcher(line).find())
                    && Pattern.compile("\\$\\{?" + name + "\\b").matcher(body).find();
            if (reads) {
              functions.put(function.group(1), files);
            }
          }
        }
      }
      functions.forEach((name, files) -> scripts.forEach(script -> calls(script, name, files)));
    }

    /** {@code setting KEY}, where a function of the project looks a key up. */
    private void calls(SourceFile script, String function, SettingsFiles files) {
      Matcher call =
          Pattern.compile("\\$\\(" + function + "\\s+([A-Za-z_][\\w.-]*)\\s*\\)")
              .matcher(script.text());
      while (call.find()) {
        List<String> without = new ArrayList<>();
        for (SourceFile file : files.files()) {
          Optional<Set<String>> keys = files.allKeys(file);
          if (keys.isPresent() && !keys.get().contains(call.group(1))) {
            without.add(file.path());
          }
        }
        if (!without.isEmpty()) {
          Set<String> known = files.allKeys(files.files().get(0)).orElse(Set.of());
          SettingsFiles.Missing missing =
              new SettingsFiles.Missing(call.group(1), String.join(", ", without), known);
          findings.add(
              MISSING,
              script.path(),
              Position.of(script.text(), call.start(1)),
              "'" + missing.key() + "' is read and not set in " + missing.files(),
              missing.remedy());
        }
      }
    }

    private void queries(SourceFile script) {
      Matcher query = Patterns.QUERY.matcher(script.text());
      while (query.find()) {
        report(
            script,
            query.start(2),
            SettingsFiles.of(project, script.directory(), query.group(3), List.of()),
            keys(query.group(2)));
      }
    }

    private void python() {
      Set<String> told = new HashSet<>();
      for (PythonSettings.Load load : PythonSettings.in(project)) {
        SettingsFiles settings =
            SettingsFiles.of(project, load.file().directory(), load.path(), List.of());
        Set<String> first = new TreeSet<>();
        load.reads().forEach(read -> first.add(read.keys().get(0)));
        boolean isOpen = load.path().lastIndexOf('{') > 0;
        // Of several files, those count that are like what is read.
        Optional<SettingsFiles> meant =
            settings.files().size() < 2
                ? Optional.of(settings)
                : Optional.of(settings.like(first)).filter(any -> isOpen);
        for (PythonSettings.Read read :
            meant.isEmpty() ? List.<PythonSettings.Read>of() : load.reads()) {
          meant
              .get()
              .missing(read.keys())
              .filter(
                  missing ->
                      !read.mayLack()
                          || Suggestion.nearest(missing.key(), missing.known()).isPresent())
              .ifPresent(
                  missing -> {
                    told.add(read.file().path() + " " + missing.key());
                    report(read.file(), read.index(), missing);
                  });
        }
      }
      for (PythonKeys.Missing one : PythonKeys.in(project)) {
        if (told.add(one.file().path() + " " + one.key())) {
          report(
              one.file(),
              one.index(),
              new SettingsFiles.Missing(one.key(), one.settings(), one.known()));
        }
      }
    }
  }
}
