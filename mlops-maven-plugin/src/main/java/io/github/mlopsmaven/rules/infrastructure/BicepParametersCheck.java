package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlFile;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A parameter file in JSON gives what the Bicep file takes that it belongs to. */
final class BicepParametersCheck implements Check {

  private static final Rule RULE =
      new Rule(
          "bicep-parameter-value",
          Level.ERROR,
          "Missing, unknown or invalid value in a Bicep parameter file");

  private static final Pattern SCHEMA =
      Pattern.compile("\"\\$schema\"\\s*:\\s*\"[^\"]*deploymentParameters\\.json");

  private static final Pattern BICEP_PATH = Pattern.compile("[\\w./-]+\\.bicep\\b");

  private static final Pattern TEMPLATE =
      Pattern.compile("\"\\$schema\"\\s*:\\s*\"[^\"]*[dD]eploymentTemplate\\.json");

  /** Parameters whose names are known when the command runs. */
  private static final Pattern OPEN =
      Pattern.compile(
          "(?i)--parameters\\s+[\"']?@?\\$\\{?\\w+\\}?[\"']?(?:\\s|$)|-TemplateParameterObject\\s|@\\w*params\\b");

  private static final int NEAR = 400;

  private static final int FAR = 1200;

  @Override
  public List<Rule> rules() {
    return List.of(RULE);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.JSON)) {
      if (SCHEMA.matcher(file.text()).find()) {
        Optional<YamlNode> values =
            YamlFile.ofJson(file.text()).root().flatMap(root -> root.get("parameters"));
        Optional<BicepFile> code =
            named(project, file)
                .or(
                    () ->
                        isOfTemplate(project, file) || values.isEmpty()
                            ? Optional.empty()
                            : owner(project, file)
                                .map(owner -> better(project, owner, values.get()))
                                .or(() -> only(project, values.get())))
                .map(owner -> BicepFile.of(owner.content()));
        if (values.isPresent() && code.isPresent() && belongs(values.get(), code.get())) {
          check(project, file, values.get(), code.get(), findings);
        }
      }
    }
  }

  /**
   * {@code NAME.parameters.json} belongs to {@code NAME.bicep}; {@code STAGE.parameters.json} to
   * {@code main.bicep}. A directory for parameters is below or beside that of the code.
   */
  private static Optional<SourceFile> owner(VerifiedProject project, SourceFile file) {
    String name = file.name().replaceFirst("\\..*", "");
    return Stream.of(".", "..")
        .flatMap(step -> FileSet.resolve(file.directory(), step).stream())
        .flatMap(
            directory -> {
              String prefix = directory.isEmpty() ? "" : directory + "/";
              return Stream.of(prefix + name + ".bicep", prefix + "main.bicep");
            })
        .flatMap(path -> project.file(path).stream())
        .findFirst();
  }

  /** The Bicep file beside the owner that takes more of what is given than that does. */
  private static SourceFile better(VerifiedProject project, SourceFile owner, YamlNode values) {
    return project.files().of(FileKind.BICEP).stream()
        .filter(file -> file.directory().equals(owner.directory()))
        .max(
            Comparator.<SourceFile>comparingLong(
                    file -> taken(values, BicepFile.of(file.content())))
                .thenComparing(owner::equals))
        .orElse(owner);
  }

  /** Whether a template in JSON lies beside a file, so that the file is for that. */
  private static boolean isOfTemplate(VerifiedProject project, SourceFile file) {
    return project.files().of(FileKind.JSON).stream()
        .filter(other -> other.directory().equals(file.directory()))
        .anyMatch(other -> TEMPLATE.matcher(other.text()).find());
  }

  /** How much of what is given is known there; Azure Resource Manager does not look at case. */
  private static long taken(YamlNode values, BicepFile code) {
    return values.keys().stream().filter(anyCase(code.parameters().keySet())::contains).count();
  }

  private static Set<String> anyCase(Collection<String> names) {
    Set<String> found = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    found.addAll(names);
    return found;
  }

  /** The one Bicep file of the project that takes most of what is given. */
  private static Optional<SourceFile> only(VerifiedProject project, YamlNode values) {
    List<SourceFile> takers =
        project.files().of(FileKind.BICEP).stream()
            .filter(file -> values.keys().size() > 1)
            .filter(file -> belongs(values, BicepFile.of(file.content())))
            .toList();
    return takers.size() == 1 ? Optional.of(takers.get(0)) : Optional.empty();
  }

  /** The file's name, or its folder and a name that is known when the command runs. */
  private static Pattern mention(SourceFile file) {
    String folder = file.directory().replaceFirst(".*/", "");
    String known = Pattern.quote(file.name());
    return Pattern.compile(
        folder.isEmpty()
            ? known
            : known
                + "|(?<![\\w-])"
                + Pattern.quote(folder)
                + "/[^\\s'\"/]*\\$[^\\n'\"/]*?\\.json");
  }

  /** The code that commands and tasks name together with the file, where that is one. */
  private static Optional<SourceFile> named(VerifiedProject project, SourceFile file) {
    Set<SourceFile> found = new HashSet<>();
    Pattern named = mention(file);
    for (SourceFile user :
        project
            .files()
            .of(
                FileKind.SHELL,
                FileKind.GITHUB_WORKFLOW,
                FileKind.GITHUB_ACTION,
                FileKind.AZURE_PIPELINE,
                FileKind.YAML)) {
      Matcher mention = named.matcher(user.text());
      while (mention.find()) {
        // A command is short, and so is a task.
        int at = mention.start();
        int start = Math.max(0, at - NEAR);
        int end = Math.min(user.text().length(), at + NEAR);
        nearest(project, user.text().substring(start, end), at - start).ifPresent(found::add);
      }
    }
    return found.size() == 1 ? found.stream().findFirst() : Optional.empty();
  }

  /** The Bicep file of the project that is named nearest to a place. */
  private static Optional<SourceFile> nearest(VerifiedProject project, String text, int place) {
    Optional<SourceFile> best = Optional.empty();
    int least = Integer.MAX_VALUE;
    Matcher path = BICEP_PATH.matcher(text);
    while (path.find()) {
      String name = path.group().replaceFirst("^(?:\\.{0,2}/)+", "");
      List<SourceFile> all =
          project.files().of(FileKind.BICEP).stream()
              .filter(one -> ("/" + one.path()).endsWith("/" + name))
              .toList();
      int distance = Math.abs(path.start() - place);
      if (all.size() == 1 && distance < least) {
        least = distance;
        best = Optional.of(all.get(0));
      }
    }
    return best;
  }

  /** Most of what it gives is known there; otherwise it is for something else. */
  private static boolean belongs(YamlNode values, BicepFile code) {
    return code.mistake().isEmpty() && taken(values, code) * 2 > values.keys().size();
  }

  private static void check(
      VerifiedProject project,
      SourceFile file,
      YamlNode values,
      BicepFile code,
      Findings findings) {
    Map<String, BicepLimits> known = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    known.putAll(code.limits());
    for (YamlNode.Entry entry : values.entries()) {
      BicepLimits limits = known.get(entry.name());
      if (limits == null) {
        findings.add(
            RULE,
            file.path(),
            entry.key().position(),
            "the Bicep file has no parameter '" + entry.name() + "'",
            "declare `param " + entry.name() + "` there, or take this entry out");
      } else {
        entry
            .value()
            .get("value")
            .flatMap(value -> refused(limits, value))
            .ifPresent(
                why ->
                    findings.add(
                        RULE,
                        file.path(),
                        entry.key().position(),
                        "'" + entry.name() + "': " + why,
                        "give what the parameter's declaration says"));
      }
    }
    Set<String> given = anyCase(values.keys());
    List<String> missing =
        code.parameters().entrySet().stream()
            .filter(parameter -> parameter.getValue().isRequired())
            .map(parameter -> parameter.getKey())
            .filter(name -> !given.contains(name))
            .sorted()
            .toList();
    List<String> uses = missing.isEmpty() ? List.of() : uses(project, file);
    missing.forEach(name -> missing(file, values, name, uses, findings));
  }

  /**
   * A parameter that the file does not have. The command that uses the file may have it; where none
   * is known, whoever deploys it gives it, or is asked for it.
   */
  private static void missing(
      SourceFile file, YamlNode values, String name, List<String> uses, Findings findings) {
    Pattern given = Pattern.compile("(?<![\\w.])-?" + Pattern.quote(name) + "(?![\\w-])");
    String problem = "the Bicep file requires the parameter '" + name + "', which is missing";
    String remedy = "add \"" + name + "\": {\"value\": …}";
    if (uses.isEmpty()) {
      findings.addDoubtful(RULE, file.path(), values.position(), problem, remedy);
    } else if (uses.stream()
        .noneMatch(use -> given.matcher(use).find() || OPEN.matcher(use).find())) {
      findings.add(RULE, file.path(), values.position(), problem, remedy);
    }
  }

  /** What stands around the places where commands, tasks and scripts name the file. */
  private static List<String> uses(VerifiedProject project, SourceFile file) {
    Pattern named = mention(file);
    String folder = file.directory().replaceFirst(".*/", "") + "/";
    List<String> found = new ArrayList<>();
    for (SourceFile user : project.files().all()) {
      boolean isUser =
          user.kind() != FileKind.JSON
              && user.kind() != FileKind.BICEP
              && user.content().isText()
              && (user.text().contains(file.name()) || user.text().contains(folder));
      if (isUser) {
        Matcher mention = named.matcher(user.text());
        while (mention.find()) {
          int start = Math.max(0, mention.start() - FAR);
          found.add(
              user.text().substring(start, Math.min(user.text().length(), mention.end() + FAR)));
        }
      }
    }
    return found;
  }

  private static Optional<String> refused(BicepLimits limits, YamlNode value) {
    String kind =
        value.isMapping()
            ? "object"
            : value.isSequence()
                ? "array"
                : switch (value.isQuoted() ? "str" : value.type()) {
                  case "str" -> "string";
                  case "int" -> "int";
                  case "bool" -> "bool";
                  default -> "";
                };
    String text = value.text().orElse("");
    // What a pipeline fills in, as in #{name}# or $(name), is not known here.
    if (kind.isEmpty()
        || limits.type().isEmpty()
        || text.matches("(?s).*(#\\{|\\$\\(|__|\\{\\{|<).*")) {
      return Optional.empty();
    }
    if (!kind.equals(limits.type())) {
      return Optional.of(
          "a value of type " + limits.type() + " is needed, and this is of type " + kind);
    }
    return switch (kind) {
      // An empty text is a place to fill in.
      case "string" -> text.isEmpty() ? Optional.empty() : limits.refusesGiven(text);
      case "int" -> text.length() < 18 ? limits.refuses(Long.parseLong(text)) : Optional.empty();
      default -> Optional.empty();
    };
  }
}
