package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.PatternSearch;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Python code reads of YAML and JSON files: from where it loads them, through functions that
 * return them or take them, to the keys.
 */
public final class PythonSettings {

  private static final Pattern LOADER =
      Pattern.compile(
          "\\b(?:yaml\\s*\\.\\s*(?:safe_load|full_load|unsafe_load|load)|json\\s*\\.\\s*loads?)\\s*\\(");

  private static final Pattern TARGET =
      Pattern.compile(
          "(?:^|\\n|;|:[ ])[ \\t]*((?:self\\s*\\.\\s*)?[A-Za-z_]\\w*)\\s*(?::[^=\\n]+)?=\\s*$");

  private static final Pattern RETURN = Pattern.compile("\\breturn\\s*$");

  private static final Pattern CALL =
      Pattern.compile("(?<![\\w.])((?:\\w+\\s*\\.\\s*){0,50}\\w+)\\s*\\(");

  private static final Pattern KEY =
      Pattern.compile(
          "\\s*(?:\\[\\s*(?:\"([^\"\\n]+)\"|'([^'\\n]+)')\\s*]|\\.\\s*get\\s*\\(\\s*(?:\"([^\"\\n]+)\"|'([^'\\n]+)')\\s*([,)]))");

  private static final Pattern PLAIN = Pattern.compile("\\s*[\"']([\\w.-]+)[\"']\\s*");

  private static final int DEEPEST = 4;

  /**
   * A key that is read.
   *
   * @param file where
   * @param index where in the file
   * @param keys the way to it, from the outside
   * @param mayLack whether the code goes on where the last key is missing
   */
  public record Read(SourceFile file, int index, List<String> keys, boolean mayLack) {

    /** Copies the keys. */
    public Read {
      keys = List.copyOf(keys);
    }
  }

  /**
   * Files that are loaded.
   *
   * @param file where
   * @param path their path; what is known only when the code runs stands in braces
   * @param reads what is read of them
   */
  public record Load(SourceFile file, String path, List<Read> reads) {

    /** Copies the reads. */
    public Load {
      reads = List.copyOf(reads);
    }
  }

  /** A function that returns settings. */
  private record Source(SourceFile file, String function, SettingsPath path) {}

  private final VerifiedProject project;
  private final PythonProject python;
  private final List<Load> loads = new ArrayList<>();
  private final List<Source> sources = new ArrayList<>();

  private PythonSettings(VerifiedProject project) {
    this.project = project;
    this.python = new PythonProject(project);
  }

  /** What a project's code reads. */
  public static List<Load> in(VerifiedProject project) {
    List<SourceFile> files =
        project.files().of(FileKind.PYTHON).stream()
            .filter(file -> file.text().length() < PythonModule.LONGEST)
            .filter(file -> PythonSyntax.of(file.content()).mistake().isEmpty())
            .toList();
    PythonSettings settings = new PythonSettings(project);
    for (SourceFile file : files) {
      if (mayLoad(file.text()) && PatternSearch.isIn(LOADER, file.text(), "yaml", "json")) {
        settings.loads(file);
      }
    }
    Set<String> names = CalledNames.of(settings.sources.stream().map(Source::function), files);
    for (SourceFile file : files) {
      if (names.stream().anyMatch(file.text()::contains)) {
        settings.callers(file);
      }
    }
    return settings.loads;
  }

  /** Most files load nothing, which these words say sooner than the pattern. */
  private static boolean mayLoad(String text) {
    return text.contains("load") && (text.contains("yaml") || text.contains("json"));
  }

  private void loads(SourceFile file) {
    String code = PythonFile.marked(file.content());
    PatternSearch search = new PatternSearch(LOADER, code, "yaml", "json");
    while (search.find()) {
      Matcher loader = search.match();
      int close = PythonProgram.closing(code, loader.end());
      List<int[]> arguments = PythonProgram.parts(code, loader.end(), close);
      Optional<PythonModule.Function> scope = scope(file, loader.start());
      Optional<SettingsPath> path =
          arguments.isEmpty()
              ? Optional.empty()
              : SettingsPath.of(file.text(), code, arguments.get(0)[0], arguments.get(0)[1], scope);
      path.ifPresent(found -> loaded(file, code, found, loader.start(), close + 1, scope));
    }
  }

  private void loaded(
      SourceFile file,
      String code,
      SettingsPath path,
      int start,
      int end,
      Optional<PythonModule.Function> scope) {
    String before = code.substring(Math.max(0, start - 200), start);
    boolean isReturned = RETURN.matcher(before).find();
    Matcher target = TARGET.matcher(before);
    boolean isPlain = isLineEnd(code, end);
    if (isReturned && isPlain && scope.isPresent()) {
      sources.add(new Source(file, scope.get().name(), path));
    } else if (target.find() && isPlain) {
      String name = target.group(1).replaceAll("\\s", "");
      boolean isHandedBack =
          scope.isPresent()
              && Pattern.compile("\\breturn\\s+" + Pattern.quote(name) + "[ \\t]*(?:\\n|$)")
                  .matcher(code.substring(scope.get().body(), scope.get().end()))
                  .find();
      if (isHandedBack) {
        sources.add(new Source(file, scope.get().name(), path));
      }
      if (!path.path().isEmpty()) {
        variable(file, name, start, path.path());
      }
    } else if (!path.path().isEmpty() && !isPlain) {
      List<Read> reads = new ArrayList<>();
      chain(file, end, reads);
      loads.add(new Load(file, path.path(), reads));
    }
  }

  private static boolean isLineEnd(String code, int index) {
    int end = code.indexOf('\n', index);
    return code.substring(index, end < 0 ? code.length() : end).isBlank();
  }

  /** Calls of functions that return settings. */
  private void callers(SourceFile file) {
    String code = PythonFile.marked(file.content());
    for (PythonUses.Assigned call : PythonUses.of(file.content()).assigned()) {
      int close = PythonProgram.closing(code, call.end());
      if (!isLineEnd(code, close + 1)) {
        continue;
      }
      PythonProject.Found found = python.find(file, call.called());
      for (Source source : sources) {
        boolean isMeant =
            found.function().isPresent()
                && found.function().get().name().equals(source.function())
                && found.file().equals(Optional.of(source.file()));
        if (isMeant) {
          path(file, code, call.end(), close, source, found.function().get())
              .ifPresent(path -> variable(file, call.name(), call.start(), path));
        }
      }
    }
  }

  /** The path that a function reads in a call of it. */
  private static Optional<String> path(
      SourceFile file,
      String code,
      int start,
      int end,
      Source source,
      PythonModule.Function function) {
    String path = source.path().path();
    List<int[]> arguments = PythonProgram.parts(code, start, end);
    List<String> places = function.signature().places();
    for (int i = 0; i < arguments.size(); i++) {
      int[] part = arguments.get(i);
      Matcher named =
          Pattern.compile("^\\s*(\\w+)\\s*=(?!=)").matcher(code.substring(part[0], part[1]));
      boolean isNamed = named.find();
      String name = isNamed ? named.group(1) : i < places.size() ? places.get(i) : "";
      int from = part[0] + (isNamed ? named.end() : 0);
      if (name.equals(source.path().parameter()) && !name.isEmpty()) {
        return SettingsPath.of(file.text(), code, from, part[1], scope(file, start))
            .map(SettingsPath::path)
            .filter(found -> !found.isEmpty());
      }
      Matcher plain = PLAIN.matcher(file.text().substring(from, part[1]));
      if (!name.isEmpty() && plain.matches()) {
        path = path.replace("{" + name + "}", plain.group(1));
      }
    }
    return source.path().parameter().isEmpty() ? Optional.of(path) : Optional.empty();
  }

  /** The innermost function around a place. */
  private static Optional<PythonModule.Function> scope(SourceFile file, int index) {
    Optional<PythonModule.Function> innermost = Optional.empty();
    for (PythonModule.Function function : PythonModule.of(file.content()).bodies()) {
      boolean isAround = function.body() <= index && index < function.end();
      if (isAround && (innermost.isEmpty() || innermost.get().start() < function.start())) {
        innermost = Optional.of(function);
      }
    }
    return innermost;
  }

  /** A variable that holds settings from a place on. */
  private void variable(SourceFile file, String name, int index, String path) {
    List<Read> reads = new ArrayList<>();
    PythonModule module = PythonModule.of(file.content());
    Optional<PythonModule.Function> scope = scope(file, index);
    int start = 0;
    int end = file.text().length();
    if (name.startsWith("self.")) {
      Optional<PythonModule.Type> type =
          module.classes().values().stream()
              .filter(one -> one.start() <= index && index < one.end())
              .findFirst();
      if (type.isEmpty()) {
        return;
      }
      start = type.get().start();
      end = type.get().end();
    } else if (scope.isPresent()) {
      start = scope.get().body();
      end = scope.get().end();
    } else if (!module.once().contains(name)) {
      return;
    }
    reads(file, name, start, end, 1, reads, 0);
    if (scope.isEmpty() && !name.startsWith("self.")) {
      elsewhere(file, name, reads);
    }
    loads.add(new Load(file, path, reads));
  }

  /** What other files read of a variable that they import. */
  private void elsewhere(SourceFile from, String name, List<Read> reads) {
    for (SourceFile file : project.files().of(FileKind.PYTHON)) {
      PythonModule.Imported imported = PythonModule.of(file.content()).imported().get(name);
      if (imported != null && imported.name().equals(name) && python.isFrom(file, imported, from)) {
        reads(file, name, 0, file.text().length(), 0, reads, 0);
      }
    }
  }

  /**
   * What a part of a file reads of a variable.
   *
   * @param sets how often the part sets the variable itself, where it means the settings
   */
  private void reads(
      SourceFile file, String name, int start, int end, int sets, List<Read> reads, int depth) {
    String code = PythonFile.marked(file.content());
    String part = code.substring(start, end);
    String quoted = "(?<![\\w.])" + Pattern.quote(name);
    boolean isChanged =
        count(quoted + "\\s*(?::[^=\\n]+)?=(?!=)", part) > sets
            || count("\\b(?:for|as|lambda|global)\\s+" + Pattern.quote(name) + "\\b", part) > 0
            || count(quoted + "\\s*\\.\\s*(?:update|setdefault)\\b", part) > 0
            || part.contains("KeyError");
    if (isChanged) {
      return;
    }
    Set<String> written = new HashSet<>();
    List<Read> all = new ArrayList<>();
    Matcher use = Pattern.compile(quoted + "(?=\\s*[\\[.])").matcher(code).region(start, end);
    use.useTransparentBounds(true);
    while (use.find()) {
      int after = chain(file, use.end(), all);
      boolean isKey = after > use.end();
      if (isKey && code.substring(after).matches("(?s)\\s*(?:=[^=]|\\+=).*")) {
        all.remove(all.size() - 1).keys().forEach(written::add);
      }
    }
    for (Read read : all) {
      String last = read.keys().get(read.keys().size() - 1);
      boolean isAsked =
          Pattern.compile("[\"']" + Pattern.quote(last) + "[\"']\\s+(?:not\\s+)?in\\b")
              .matcher(file.text())
              .find();
      if (!isAsked && read.keys().stream().noneMatch(written::contains)) {
        reads.add(read);
      }
    }
    if (depth < DEEPEST) {
      handedOn(file, code, name, start, end, reads, depth);
    }
  }

  /** Functions of the project that are called with the settings. */
  private void handedOn(
      SourceFile file, String code, String name, int start, int end, List<Read> reads, int depth) {
    Matcher call = CALL.matcher(code).region(start, end);
    while (call.find()) {
      int close = PythonProgram.closing(code, call.end());
      if (!code.substring(call.end(), Math.min(close, code.length())).contains(name)) {
        continue;
      }
      PythonCall arguments = PythonCall.parse(code, call.end(), close);
      int place = arguments.places().indexOf(name);
      PythonProject.Found found =
          place < 0
              ? PythonProject.Found.NOTHING
              : python.find(file, Arrays.asList(call.group(1).split("\\s*\\.\\s*", -1)));
      if (found.function().isPresent() && found.file().isPresent()) {
        PythonModule.Function function = found.function().get();
        List<String> places = function.signature().places();
        if (function.isPlain() && place < places.size()) {
          reads(
              found.file().get(),
              places.get(place),
              function.body(),
              function.end(),
              0,
              reads,
              depth + 1);
        }
      }
    }
  }

  private static int count(String pattern, String text) {
    return (int) Pattern.compile(pattern).matcher(text).results().count();
  }

  /** Reads {@code ["a"]["b"].get("c")}; returns where it ends. */
  private static int chain(SourceFile file, int index, List<Read> reads) {
    List<String> keys = new ArrayList<>();
    boolean mayLack = false;
    int end = index;
    Matcher key = KEY.matcher(file.text()).region(index, file.text().length());
    while (!mayLack && key.lookingAt()) {
      String found = key.group();
      for (int i = 1; i <= 4; i++) {
        if (key.group(i) != null) {
          keys.add(key.group(i));
        }
      }
      end = key.end();
      mayLack = found.strip().startsWith(".");
      key.region(end, file.text().length());
    }
    // With a default, nothing is missing.
    boolean isGiven = mayLack && file.text().charAt(end - 1) == ',';
    if (!keys.isEmpty() && isGiven) {
      keys.remove(keys.size() - 1);
      mayLack = false;
    }
    if (!keys.isEmpty()) {
      reads.add(new Read(file, index, keys, mayLack));
    }
    return keys.isEmpty() ? index : end;
  }
}
