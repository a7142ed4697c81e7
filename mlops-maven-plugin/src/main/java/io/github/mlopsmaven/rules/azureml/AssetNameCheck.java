package io.github.mlopsmaven.rules.azureml;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.data.DataFile;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.Content;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.PatternSearch;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names that the workspace has to know are registered by something in the project. */
final class AssetNameCheck implements Check {

  static final Rule UNREGISTERED =
      new Rule(
          "azureml-unregistered-name",
          Level.WARNING,
          "Unregistered Azure ML asset, compute or datastore");

  static final Rule FOREIGN =
      new Rule(
          "azureml-foreign-name",
          Level.NOTE,
          "Asset, compute or datastore that must already exist in the workspace");

  /** Key to the kind of what it names. */
  private static final Map<String, String> KINDS =
      Map.of(
          "environment", "environment",
          "compute", "compute",
          "target", "compute",
          "default_compute", "compute",
          "default_datastore", "datastore",
          "datastore", "datastore",
          "model", "model",
          "component", "component",
          "path", "data");

  private static final Pattern NAME =
      Pattern.compile("azureml:([A-Za-z0-9][\\w.-]*)(?:@[\\w.-]+|:([\\w.-]+))?");

  /** The datastore in the address of a file in it. */
  private static final Pattern DATASTORE =
      Pattern.compile("azureml://datastores/([A-Za-z0-9]\\w*)/(?:paths/.*)?");

  /** The end of a name whose beginning is put in when a script runs: {@code "$data-reference"}. */
  private static final Pattern COMPUTED =
      Pattern.compile("(?:\\$\\{?\\w+}?|\\{\\w+})([-_][A-Za-z][\\w-]{2,})");

  /** The same behind the output of a command or an expression, which may be anything. */
  private static final Pattern COMPUTED_FREELY =
      Pattern.compile("(?:\\$\\([^()\\n]*\\)|\\$\\{\\{[^}\\n]*}}|`)([-_][A-Za-z][\\w-]{2,})");

  private static final List<String> FOR_PEOPLE =
      List.of("display_name:", "experiment_name:", "description:");

  private static final List<String> KNOWN = read();

  @Override
  public List<Rule> rules() {
    return List.of(UNREGISTERED, FOREIGN);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.AZURE_ML)) {
      file.yaml()
          .root()
          .ifPresent(
              root ->
                  root.walk(
                      node ->
                          node.entries().stream()
                              .filter(entry -> KINDS.containsKey(entry.name()))
                              .forEach(entry -> check(project, file, entry, findings))));
    }
  }

  private static void check(
      VerifiedProject project, SourceFile file, YamlNode.Entry entry, Findings findings) {
    String written = entry.value().text().orElse("");
    Matcher datastore = DATASTORE.matcher(written);
    boolean isInDatastore = datastore.matches();
    String named = isInDatastore ? "azureml:" + datastore.group(1) : written;
    Matcher matcher = NAME.matcher(named);
    if (!matcher.matches()) {
      return;
    }
    String kind = isInDatastore ? "datastore" : Objects.requireNonNull(KINDS.get(entry.name()));
    String name = matcher.group(1);
    boolean isKnown = KNOWN.stream().anyMatch(line -> fits(line, kind, name));
    Optional<String> other = isKnown ? Optional.empty() : Registered.otherKind(project, kind, name);
    if (other.isPresent()) {
      findings.add(
          UNREGISTERED,
          file,
          entry.value(),
          "'" + name + "' is registered as " + other.get() + ", not as " + kind,
          "correct the name, or register it as " + kind);
      return;
    }
    Optional<String> newest =
        isKnown ? Optional.empty() : Registered.newestBelow(project, kind, name, matcher.group(2));
    if (newest.isPresent()) {
      findings.add(
          UNREGISTERED,
          file,
          entry.value(),
          "the project registers version "
              + newest.get()
              + " of the "
              + kind
              + " '"
              + name
              + "', not "
              + matcher.group(2),
          "use " + newest.get() + " or @latest, or register that version");
      return;
    }
    if (!isKnown && !isRegistered(project, name)) {
      Optional<String> meant = meant(project, name);
      findings.add(
          meant.isPresent() ? UNREGISTERED : FOREIGN,
          file,
          entry.value(),
          "nothing in the project registers the " + kind + " '" + name + "'",
          meant
              .map(near -> "did you mean '" + near + "'? Else register it in a file of the project")
              .orElse("make sure that the workspace has it, or correct the name"));
    }
  }

  /** What was meant, where the project has nearly that name. */
  private static Optional<String> meant(VerifiedProject project, String name) {
    Set<String> names = new TreeSet<>();
    for (SourceFile file : project.files().of(FileKind.AZURE_ML)) {
      file.yaml()
          .root()
          .flatMap(root -> root.get("name"))
          .flatMap(YamlNode::text)
          .ifPresent(names::add);
    }
    project.files().all().stream()
        .filter(file -> file.kind() != FileKind.PYTHON && mayRegister(file))
        .flatMap(file -> file.content().learn(Words.class, AssetNameCheck::words).names().stream())
        .filter(word -> word.indexOf('-') > 0 || word.indexOf('_') > 0)
        .filter(word -> Math.abs(word.length() - name.length()) <= 2)
        .forEach(names::add);
    return Suggestion.nearest(name, names);
  }

  private static boolean fits(String line, String kind, String name) {
    int blank = line.indexOf(' ');
    String known = line.substring(blank + 1);
    return line.substring(0, blank).equals(kind)
        && (known.endsWith("*")
            ? name.startsWith(known.substring(0, known.length() - 1))
            : name.toLowerCase(Locale.ROOT).equals(known.toLowerCase(Locale.ROOT)));
  }

  /**
   * Whether a file has the name as a word of its own, and not only to refer to it; or puts it
   * together from such a word and an end.
   */
  private static boolean isRegistered(VerifiedProject project, String name) {
    List<Words> all =
        project.files().all().stream()
            .filter(AssetNameCheck::mayRegister)
            .map(
                file ->
                    file.kind() == FileKind.PYTHON
                        ? file.content().learn(Quoted.class, AssetNameCheck::quoted).words()
                        : file.content().learn(Words.class, AssetNameCheck::words))
            .toList();
    return isWord(all, name)
        || all.stream()
            .flatMap(words -> words.ends().stream())
            .filter(name::endsWith)
            .anyMatch(end -> isWord(all, name.substring(0, name.length() - end.length())))
        || all.stream().flatMap(words -> words.freeEnds().stream()).anyMatch(name::endsWith);
  }

  private static boolean isWord(List<Words> all, String name) {
    return all.stream().anyMatch(words -> words.names().contains(name));
  }

  private static boolean mayRegister(SourceFile file) {
    return switch (file.kind()) {
      case AZURE_ML, AZURE_PIPELINE, GITHUB_WORKFLOW, YAML, PYTHON, SHELL, TERRAFORM, BICEP -> true;
      default -> false;
    };
  }

  private record Words(Set<String> names, Set<String> ends, Set<String> freeEnds) {}

  /** The words of code that stand at the beginning of its texts: others are names of its own. */
  private record Quoted(Words words) {}

  private static Quoted quoted(Content content) {
    return new Quoted(words(content, true));
  }

  private static Words words(Content content) {
    return words(content, false);
  }

  private static Words words(Content content, boolean isQuoted) {
    Set<String> names = new HashSet<>();
    Set<String> ends = new HashSet<>();
    String text = content.text();
    char[] letters = text.toCharArray();
    int start = -1;
    for (int i = 0; i <= letters.length; i++) {
      boolean isPart = i < letters.length && isNamePart(letters[i]);
      if (isPart && start < 0) {
        start = i;
      } else if (!isPart && start >= 0) {
        boolean isReference =
            isBehind("azureml:", text, start) || isBehind("datastores/", text, start);
        boolean isText = !isQuoted || (start > 0 && "\"'".indexOf(letters[start - 1]) >= 0);
        if (!isReference && isText && !isForPeople(text, start)) {
          names.add(text.substring(start, i));
        }
        start = -1;
      }
    }
    PatternSearch computed = new PatternSearch(COMPUTED, text, "$", "{");
    while (computed.find()) {
      ends.add(computed.match().group(1));
    }
    Set<String> freeEnds = new HashSet<>();
    PatternSearch freely = new PatternSearch(COMPUTED_FREELY, text, "$(", "${{", "`");
    while (freely.find()) {
      freeEnds.add(freely.match().group(1));
    }
    return new Words(Set.copyOf(names), Set.copyOf(ends), Set.copyOf(freeEnds));
  }

  /** Whether a line of YAML only says what people see. */
  private static boolean isForPeople(String text, int at) {
    int begin = text.lastIndexOf('\n', at) + 1;
    while (begin < at && text.charAt(begin) == ' ') {
      begin++;
    }
    for (String key : FOR_PEOPLE) {
      if (text.startsWith(key, begin)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBehind(String prefix, String text, int start) {
    return start >= prefix.length() && text.startsWith(prefix, start - prefix.length());
  }

  private static boolean isNamePart(char c) {
    return (c >= 'a' && c <= 'z')
        || c == '-'
        || c == '_'
        || c == '.'
        || (c > ' ' && Character.isLetterOrDigit(c));
  }

  private static List<String> read() {
    return DataFile.lines(AssetNameCheck.class, "known-names.txt");
  }
}
