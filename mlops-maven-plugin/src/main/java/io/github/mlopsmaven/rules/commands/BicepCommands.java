package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.infrastructure.BicepTemplate;
import io.github.mlopsmaven.rules.shell.ShellWord;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.SourceFile;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commands of a script that deploy Bicep files: what they give to them, and what the script
 * reads of the result.
 *
 * @see <a href="https://learn.microsoft.com/cli/azure/deployment">az deployment</a>
 */
final class BicepCommands {

  private static final Set<String> DOES = Set.of("create", "validate", "what-if");

  /** Word of the command to the scope. */
  private static final Map<String, String> SCOPES =
      Map.of(
          "group",
          "resourceGroup",
          "sub",
          "subscription",
          "mg",
          "managementGroup",
          "tenant",
          "tenant");

  private static final Pattern OUTPUT = Pattern.compile("properties\\.outputs\\.([A-Za-z_]\\w*)");

  private static final Pattern FILTER = Pattern.compile("\\.([A-Za-z_]\\w*)\\.value");

  private static final Pattern NAME = Pattern.compile("([A-Za-z_]\\w*)=[\\s\\S]*");

  private final ScriptPlace place;
  private final Set<String> deployed = new HashSet<>();
  private Optional<BicepTemplate> last = Optional.empty();
  private boolean areRead;

  BicepCommands(ScriptPlace place) {
    this.place = place;
  }

  /** Looks at a command. */
  void check(List<ShellWord> words) {
    if (isDeployment(words)) {
      template(words);
    }
    scope(words);
    for (ShellWord word : words) {
      outputs(word);
    }
    if (words.size() > 3
        && words.get(0).literal().equals("az")
        && words.get(1).literal().equals("deployment")) {
      query(words);
    } else if (!words.isEmpty() && words.get(0).literal().equals("jq")) {
      words.forEach(this::filter);
    }
  }

  /** What a command takes of a deployment: its outputs are below {@code properties}. */
  private void query(List<ShellWord> words) {
    boolean isPlain =
        words.stream().map(ShellWord::literal).anyMatch(word -> word.matches("tsv|.*=tsv|-otsv"));
    for (int i = 3; i < words.size(); i++) {
      String query = words.get(i).literal();
      boolean isQuery = words.get(i - 1).literal().equals("--query");
      areRead |= isQuery && query.equals("properties.outputs");
      if (isQuery && query.matches("outputs?\\..*|properties\\.output\\..*")) {
        place.add(
            CommandCheck.BICEP,
            query,
            words.get(i).index(),
            "a deployment has no '" + query + "'",
            "use properties.outputs.NAME.value");
      } else if (isQuery && isPlain && query.matches("properties\\.outputs\\.\\w+")) {
        place.add(
            CommandCheck.BICEP,
            query,
            words.get(i).index(),
            "'" + query + "' is the output with its type, not its value",
            "write " + query + ".value");
      }
    }
  }

  /** What jq takes of outputs that were read as a whole. */
  private void filter(ShellWord word) {
    Matcher filter = FILTER.matcher(word.literal());
    if (areRead
        && filter.matches()
        && deployed.size() == 1
        && last.isPresent()
        && !last.get().outputs().contains(filter.group(1))) {
      missing(filter.group(1), "." + filter.group(1), word.index());
    }
  }

  private void missing(String name, String written, int index) {
    BicepTemplate template = last.orElseThrow();
    place.add(
        CommandCheck.BICEP,
        written,
        index,
        template.path() + " has no output '" + name + "'",
        template.outputs().isEmpty()
            ? "declare it there, or remove it"
            : Suggestion.useOneOf(name, new TreeSet<>(template.outputs())));
  }

  /** The command deploys to the scope that the file is written for. */
  private void scope(List<ShellWord> words) {
    String wanted = words.size() > 4 ? SCOPES.getOrDefault(words.get(2).literal(), "") : "";
    boolean isOne =
        !wanted.isEmpty()
            && words.get(0).literal().equals("az")
            && Set.of("deployment", "stack").contains(words.get(1).literal())
            && DOES.contains(words.get(3).literal());
    for (int i = 4; isOne && i + 1 < words.size(); i++) {
      String option = words.get(i).literal();
      Optional<BicepTemplate> template =
          Set.of("--template-file", "-f").contains(option)
              ? named(place.values(words.get(i + 1)))
              : Set.of("--parameters", "-p").contains(option)
                  ? used(place.pattern(words.get(i + 1)))
                  : Optional.empty();
      if (template.isPresent()
          && !template.get().scope().isEmpty()
          && !template.get().scope().equals(wanted)) {
        place.add(
            CommandCheck.BICEP,
            words.get(2).literal(),
            words.get(2).index(),
            "the command deploys to the scope "
                + wanted
                + ", and "
                + template.get().path()
                + " is written for the scope "
                + template.get().scope(),
            "use the command of that scope, or correct `targetScope`");
        return;
      }
    }
  }

  private Optional<BicepTemplate> named(List<String> values) {
    return values.size() != 1
        ? Optional.empty()
        : place.candidates(values.get(0), place.directory()).stream()
            .flatMap(path -> place.tree().file(path).stream())
            .flatMap(file -> BicepTemplate.of(file).stream())
            .findFirst();
  }

  /** The file that a parameter file is for; all that a name may stand for are for one. */
  private Optional<BicepTemplate> used(String pattern) {
    if (!pattern.endsWith(".bicepparam")) {
      return Optional.empty();
    }
    Set<String> paths = new HashSet<>();
    for (String path : place.candidates(pattern, place.directory())) {
      Pattern name =
          Pattern.compile(
              Pattern.quote(path).replace(String.valueOf(ShellWord.UNKNOWN), "\\E[^/]*\\Q"));
      for (SourceFile file : place.check().project().files().of(FileKind.BICEP)) {
        if (name.matcher(file.path()).matches()) {
          BicepTemplate.using(file)
              .flatMap(one -> FileSet.resolve(file.directory(), one))
              .ifPresent(paths::add);
        }
      }
    }
    return paths.size() == 1
        ? paths.stream()
            .flatMap(path -> place.tree().file(path).stream())
            .flatMap(file -> BicepTemplate.of(file).stream())
            .findFirst()
        : Optional.empty();
  }

  private static boolean isDeployment(List<ShellWord> words) {
    return words.size() > 4
        && words.get(0).literal().equals("az")
        && words.get(1).literal().equals("deployment")
        && (DOES.contains(words.get(3).literal()) || DOES.contains(words.get(2).literal()));
  }

  private void template(List<ShellWord> words) {
    Optional<BicepTemplate> template = Optional.empty();
    String written = "";
    for (int i = 0; i + 1 < words.size(); i++) {
      if (Set.of("--template-file", "-f").contains(words.get(i).literal())) {
        List<String> values = place.values(words.get(i + 1));
        written = values.size() == 1 ? values.get(0) : "?" + i;
        template =
            values.size() != 1
                ? Optional.empty()
                : place.candidates(values.get(0), place.directory()).stream()
                    .flatMap(path -> place.tree().file(path).stream())
                    .flatMap(file -> BicepTemplate.of(file).stream())
                    .findFirst();
      }
    }
    deployed.add(written);
    last = template;
    boolean isGiven = false;
    for (ShellWord word : words) {
      String start = word.start();
      if (start.startsWith("-") && !start.matches("-\\d.*")) {
        isGiven = Set.of("--parameters", "-p").contains(start);
      } else if (isGiven && template.isPresent()) {
        Matcher name = NAME.matcher(start);
        if (name.matches() && !template.get().takes(name.group(1))) {
          place.add(
              CommandCheck.BICEP,
              name.group(1) + "=",
              word.index(),
              template.get().path() + " has no parameter '" + name.group(1) + "'",
              template.get().parameters().isEmpty()
                  ? "declare it there, or remove it"
                  : Suggestion.useOneOf(name.group(1), template.get().sorted()));
        }
      }
    }
  }

  /** Where a script deploys one file, the outputs that it reads are those of the file. */
  private void outputs(ShellWord word) {
    if (deployed.size() != 1 || last.isEmpty()) {
      return;
    }
    for (ShellWord.Piece piece : word.pieces()) {
      Matcher output =
          OUTPUT.matcher(piece instanceof ShellWord.Piece.Text text ? text.text() : "");
      while (output.find()) {
        String name = output.group(1);
        if (!last.get().outputs().contains(name)) {
          missing(name, "outputs." + name, word.index());
        }
      }
    }
  }
}
