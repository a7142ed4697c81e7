package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.shell.ShellCommand;
import io.github.mlopsmaven.rules.shell.ShellScript;
import io.github.mlopsmaven.rules.shell.ShellWord;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keys that jq reads of a JSON file that scripts of the project write.
 *
 * @see <a href="https://jqlang.org/manual/">The manual of jq</a>
 */
final class JsonKeys {

  static final Rule KEY =
      new Rule("command-json-key", Level.WARNING, "Key that nothing writes to a JSON file");

  private static final Pattern NAME = Pattern.compile("(?:.*/)?([\\w.-]+\\.json)");

  private static final Pattern READ = Pattern.compile("(?<![\\w)\\]\"'.?])\\.([A-Za-z_]\\w*)");

  private static final Pattern QUOTED_KEY = Pattern.compile("\"([A-Za-z_]\\w*)\"\\s*:");

  /** A filter of jq, or a query of the Azure CLI, that makes an object. */
  private static final Pattern OBJECT = Pattern.compile("\\s*\\{([\\s\\S]*)}\\s*");

  private static final Pattern OPENED =
      Pattern.compile("\\b(?:as|def|reduce|foreach|input|inputs|env|\\$ENV)\\b|\\.\\.");

  private final VerifiedProject project;
  private final Findings findings;
  private final Map<String, Set<String>> written = new HashMap<>();
  private final Set<String> open = new LinkedHashSet<>();
  private final List<Asked> asked = new ArrayList<>();

  private JsonKeys(VerifiedProject project, Findings findings) {
    this.project = project;
    this.findings = findings;
  }

  /** A key that is read. */
  private record Asked(String json, String key, SourceFile file, int index) {}

  /** Looks at the scripts of a project. */
  static void find(VerifiedProject project, Findings findings) {
    boolean isUsed =
        project
            .files()
            .of(FileKind.SHELL, FileKind.GITHUB_WORKFLOW, FileKind.AZURE_PIPELINE)
            .stream()
            .anyMatch(file -> file.text().contains("jq "));
    if (isUsed) {
      new JsonKeys(project, findings).check();
    }
  }

  private void check() {
    for (SourceFile file : project.files().of(FileKind.SHELL)) {
      script(file, file.text(), null);
    }
    for (SourceFile file :
        project
            .files()
            .of(FileKind.GITHUB_WORKFLOW, FileKind.GITHUB_ACTION, FileKind.AZURE_PIPELINE)) {
      if (file.text().contains(".json")) {
        file.yaml()
            .root()
            .ifPresent(
                root ->
                    root.walk(
                        node -> {
                          for (String key : List.of("run", "bash", "script", "inlineScript")) {
                            node.get(key)
                                .ifPresent(text -> script(file, text.text().orElse(""), text));
                          }
                        }));
      }
    }
    Set<String> told = new TreeSet<>();
    for (Asked one : asked) {
      Set<String> keys = written.get(one.json());
      boolean isKnown =
          keys == null || open.contains(one.json()) || keys.contains(one.key()) || isInCode(one);
      int index = one.index();
      if (!isKnown && told.add(one.file().path() + index + one.key())) {
        findings.add(
            KEY,
            one.file().path(),
            one.file().position(index),
            "nothing writes the key '" + one.key() + "' to " + one.json(),
            Suggestion.useOneOf(one.key(), new TreeSet<>(keys)));
      }
    }
  }

  /** Whether code that speaks of the file may write the key, or the file is in the project. */
  private boolean isInCode(Asked one) {
    boolean isThere =
        project.files().paths().stream().anyMatch(path -> ("/" + path).endsWith("/" + one.json()));
    List<SourceFile> code = project.files().of(FileKind.PYTHON, FileKind.NOTEBOOK);
    Pattern word = Pattern.compile("\\b" + one.key() + "\\b");
    return isThere
        || (code.stream().anyMatch(file -> file.text().contains(one.json()))
            && code.stream().anyMatch(file -> word.matcher(file.text()).find()));
  }

  private void script(SourceFile file, String text, @Nullable YamlNode node) {
    if (!text.contains(".json")) {
      return;
    }
    ShellScript shell = ShellScript.of(file.content(), text);
    Map<String, String> values = shell.values(Map.of());
    List<ShellCommand> commands = shell.commands();
    for (int i = 0; i < commands.size(); i++) {
      ShellCommand command = commands.get(i);
      List<ShellWord> words = command.words();
      String name = command.name();
      for (ShellWord target : command.written()) {
        writes(json(target, values), command);
      }
      if (name.equals("tee") && i > 0) {
        for (ShellWord word : words) {
          writes(json(word, values), commands.get(i - 1));
        }
      } else if (name.equals("jq")) {
        reads(file, words, values, node);
      } else if (!isReading(name)) {
        for (ShellWord word : words) {
          String json = json(word, values);
          // A copy of a file of the same name has what that one has.
          if (!json.isEmpty() && !text.contains("-name " + json)) {
            open.add(json);
          }
        }
      }
    }
  }

  private static boolean isReading(String name) {
    return Set.of(
            "cat",
            "grep",
            "[",
            "[[",
            "test",
            "echo",
            "head",
            "wc",
            "sha256sum",
            "printf",
            "find",
            "rm",
            "tee")
        .contains(name);
  }

  /** The name of the JSON file that a word names; the empty string if it names none. */
  private static String json(ShellWord word, Map<String, String> values) {
    Matcher name = NAME.matcher(word.pattern(values));
    return name.matches() && name.group(1).indexOf(ShellWord.UNKNOWN) < 0 ? name.group(1) : "";
  }

  private void writes(String json, ShellCommand command) {
    if (json.isEmpty()) {
      return;
    }
    Set<String> keys = new LinkedHashSet<>();
    String name = command.name();
    if (name.equals("jq")) {
      String filter = filter(command.words());
      Matcher object = OBJECT.matcher(filter);
      if (object.matches()) {
        keys.addAll(keys(object.group(1)));
      }
    } else if (name.equals("printf") || name.equals("echo")) {
      String all = String.valueOf(command.words().stream().skip(1).map(ShellWord::start).toList());
      if (all.startsWith("[{")) {
        Matcher key = QUOTED_KEY.matcher(all);
        while (key.find()) {
          keys.add(key.group(1));
        }
      }
    } else if (name.equals("az")) {
      for (int i = 1; i + 1 < command.words().size(); i++) {
        Matcher object = OBJECT.matcher(command.words().get(i + 1).literal());
        if (command.words().get(i).literal().equals("--query") && object.matches()) {
          keys.addAll(keys(object.group(1)));
        }
      }
    }
    if (keys.isEmpty()) {
      open.add(json);
    } else {
      written.computeIfAbsent(json, any -> new LinkedHashSet<>()).addAll(keys);
    }
  }

  private static String filter(List<ShellWord> words) {
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i).start();
      if (Set.of("--arg", "--argjson", "--slurpfile", "--rawfile").contains(word)) {
        i += 2;
      } else if (!word.startsWith("-")) {
        return words.get(i).literal();
      }
    }
    return "";
  }

  /** The keys of an object, those at its own depth. */
  private static List<String> keys(String body) {
    List<String> keys = new ArrayList<>();
    int depth = 0;
    int begin = 0;
    boolean isText = false;
    for (int i = 0; i <= body.length(); i++) {
      char c = i < body.length() ? body.charAt(i) : ',';
      if (c == '"' && (i == 0 || body.charAt(i - 1) != '\\')) {
        isText = !isText;
      }
      if (!isText) {
        depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
      }
      if (c == ',' && depth == 0 && (!isText || i == body.length())) {
        Matcher key =
            Pattern.compile("\\s*\"?\\$?([A-Za-z_]\\w*)\"?\\s*(?::[\\s\\S]*)?")
                .matcher(body.substring(begin, i));
        if (key.matches()) {
          keys.add(key.group(1));
        }
        begin = i + 1;
      }
    }
    return keys;
  }

  private void reads(
      SourceFile file, List<ShellWord> words, Map<String, String> values, @Nullable YamlNode node) {
    String filter = filter(words);
    String json = words.size() < 3 ? "" : json(words.get(words.size() - 1), values);
    if (json.isEmpty() || filter.isEmpty() || OPENED.matcher(filter).find()) {
      return;
    }
    int pipe = filter.indexOf('|');
    String sure = pipe < 0 ? filter : filter.substring(0, pipe);
    Set<String> keys = new LinkedHashSet<>();
    Matcher read = READ.matcher(sure);
    while (read.find()) {
      keys.add(read.group(1));
    }
    int index = node == null ? words.get(0).index() : Math.max(0, file.text().indexOf(filter));
    for (String key : keys) {
      asked.add(new Asked(json, key, file, index));
    }
  }
}
